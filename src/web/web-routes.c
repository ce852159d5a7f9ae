/*
 * web-routes.c: The table of the paths.
 */
#include "web/web-routes.h"

struct row {
	const char *path;
	enum web_route_kind kind;
	const char *name;
	enum web_use use;
};

static const struct row rows[] = {
	{"/", ROUTE_REDIRECT, "ui/flamegraph", WEB_READS_PAGE},
	{"/ui", ROUTE_REDIRECT, "ui/", WEB_READS_PAGE},
	{"/ui/", ROUTE_REDIRECT, "flamegraph", WEB_READS_PAGE},
	/* Old bookmarks. */
	{"/ui/flamegraph2", ROUTE_REDIRECT, "flamegraph", WEB_READS_PAGE},
	{"/ui/flamegraphold", ROUTE_REDIRECT, "flamegraph", WEB_READS_PAGE},

	{"/ui/flamegraph", ROUTE_PAGE, "flamegraph", WEB_READS_PAGE},
	{"/ui/graph", ROUTE_PAGE, "graph", WEB_READS_PAGE},
	{"/ui/top", ROUTE_PAGE, "top", WEB_READS_PAGE},
	{"/ui/peek", ROUTE_PAGE, "peek", WEB_READS_PAGE},
	{"/ui/source", ROUTE_PAGE, "source", WEB_READS_PAGE},
	{"/ui/disasm", ROUTE_PAGE, "disasm", WEB_READS_PAGE},
	{"/ui/labels", ROUTE_PAGE, "labels", WEB_READS_PAGE},
	{"/ui/procs", ROUTE_PAGE, "procs", WEB_READS_PAGE},
	{"/ui/goroutines", ROUTE_PAGE, "goroutines", WEB_READS_PAGE},
	{"/ui/tasks", ROUTE_PAGE, "tasks", WEB_READS_PAGE},

	{"/ui/download", ROUTE_DOWNLOAD, "download", WEB_READS_DATA},
	{"/ui/api/session", ROUTE_SESSION, "session", WEB_READS_DATA},
	{"/ui/api/events", ROUTE_EVENTS, "events", WEB_READS_DATA},
	{"/ui/api/reload", ROUTE_RELOAD, "reload", WEB_CHANGES},
	{"/ui/api/source", ROUTE_SOURCE, "source", WEB_CHANGES},
	{"/ui/api/upload", ROUTE_UPLOAD, "upload", WEB_SENDS},
	{"/ui/saveconfig", ROUTE_SAVE, "saveconfig", WEB_CHANGES},
	{"/ui/deleteconfig", ROUTE_DELETE, "deleteconfig", WEB_CHANGES},
	{0},
};

/* Paths that begin so, and end with a name. */
static const struct row folders[] = {
	{"/ui/api/", ROUTE_REPORT, NULL, WEB_READS_DATA},
	{"/ui/app/", ROUTE_FILE, NULL, WEB_READS_PAGE},
	{0},
};

static struct web_route find_below(struct arena *a, struct str path)
{
	for (const struct row *r = folders; r->path != NULL; r++) {
		struct str start = str_from_c(r->path), name;

		if (!str_starts(path, start))
			continue;
		name = str_from(path, start.n);
		if (name.n != 0 && memchr(name.p, '/', name.n) == NULL)
			return (struct web_route){r->kind, arena_str(a, name), r->use};
	}
	return (struct web_route){0};
}

/* A page's name without /ui: links have been written like that. */
static struct web_route find_short(struct arena *a, struct str path)
{
	struct str whole[2] = {STR("/ui"), path};
	struct str page = arena_join(a, whole, 2, STR(""));

	for (const struct row *r = rows; r->path != NULL; r++)
		if (r->kind == ROUTE_PAGE && str_eq_c(page, r->path))
			return (struct web_route){ROUTE_REDIRECT, str_from(page, 1),
				WEB_READS_PAGE};
	return (struct web_route){0};
}

struct web_route web_route_find(struct arena *a, struct str path)
{
	struct web_route below;

	for (const struct row *r = rows; r->path != NULL; r++)
		if (str_eq_c(path, r->path))
			return (struct web_route){r->kind, str_from_c(r->name), r->use};
	below = find_below(a, path);
	return below.kind != ROUTE_NOTHING ? below : find_short(a, path);
}

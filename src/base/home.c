/*
 * home.c: finds, makes and reads the user's own files, by the XDG base directory specification.
 */
#include "base/home.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/out.h"

enum { TEXT_MAX = 1 << 20 };

static const char *below(struct arena *a, const char *variable, const char *fallback,
	const char *name)
{
	const char *dir = getenv(variable), *home = getenv("HOME");

	if (dir != NULL && dir[0] == '/')
		return arena_fmt(a, "%s/cprof/%s", dir, name).p;
	if (home == NULL || home[0] != '/')
		return NULL;
	return arena_fmt(a, "%s/%s/cprof/%s", home, fallback, name).p;
}

const char *home_config(struct arena *a, const char *name)
{
	return below(a, "XDG_CONFIG_HOME", ".config", name);
}

const char *home_state(struct arena *a, const char *name)
{
	return below(a, "XDG_STATE_HOME", ".local/state", name);
}

struct str home_expand(struct arena *a, struct str paths)
{
	struct str home = str_from_c(getenv("HOME")), rest = paths, path;
	struct out list = {0};

	if (home.n == 0 || home.p[0] != '/' || str_find(paths, STR("~"), 0) == paths.n)
		return paths;
	while (str_split(&rest, ':', &path)) {
		bool here = str_eq(path, STR("~")) || str_starts(path, STR("~/"));

		if (path.p != paths.p)
			out_lit(&list, ":");
		if (here)
			out_str(&list, home);
		out_str(&list, str_from(path, here ? 1 : 0));
	}
	paths = arena_str(a, (struct str){list.p, list.n});
	out_release(&list);
	return paths;
}

bool home_make(const char *path, struct err *err)
{
	struct arena scratch = {0};
	char *part = arena_c(&scratch, str_from_c(path));
	bool ok = true;

	if (file_home_is_missing(path))
		ok = err_set(err, "%s: %s", getenv("HOME"), strerror(ENOENT));
	for (char *slash = strchr(part + 1, '/'); ok && slash != NULL;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		ok = mkdir(part, 0700) == 0 || errno == EEXIST ||
			err_set(err, "%s: %s", part, strerror(errno));
		*slash = '/';
	}
	arena_release(&scratch);
	return ok;
}

bool home_read(struct arena *a, const char *path, enum file_kinds kinds, struct str *text,
	struct err *err)
{
	return file_read(a, path, TEXT_MAX, kinds, text, err) || err_wrap(err, "%s", path);
}

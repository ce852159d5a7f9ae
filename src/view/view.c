/*
 * view.c: see view.h.
 */
#include "view/view.h"

#include "base/path.h"

/* What each granularity tells apart. From pprof's driver.aggregate. */
static const struct {
	const char *name;
	unsigned parts;
} granularities[] = {
	{"", VIEW_NAME},
	{"functions", VIEW_NAME},
	{"filefunctions", VIEW_NAME | VIEW_FILE},
	{"files", VIEW_FILE},
	{"lines", VIEW_NAME | VIEW_FILE | VIEW_LINE},
	{"addresses", VIEW_NAME | VIEW_FILE | VIEW_LINE | VIEW_ADDRESS},
};

static bool parts_of(const struct config *c, unsigned *parts, struct err *err)
{
	for (size_t i = 0; i < sizeof(granularities) / sizeof(granularities[0]); i++) {
		if (!str_eq_c(c->granularity, granularities[i].name))
			continue;
		*parts = granularities[i].parts;
		/* Like pprof, addresses with their inlined frames always have columns. */
		if ((*parts & VIEW_LINE) &&
			(c->showcolumns || ((*parts & VIEW_ADDRESS) && !c->noinlines)))
			*parts |= VIEW_COLUMN;
		return true;
	}
	return err_set(err, "granularity: \"%.*s\" is not known", (int)c->granularity.n,
		c->granularity.p);
}

/* Keeps of each location the last frame that is kept: the function others were inlined into. */
static void drop_inlines(struct view *v, struct arena *a)
{
	const struct profile *p = v->p;
	bool *keep = arena_array(a, bool, p->n_frames);

	for (loc_id loc = 0; loc < p->n_locations; loc++) {
		frame_id f = p->frame_begin[loc + 1];

		while (f > p->frame_begin[loc]) {
			if (view_keeps(v, --f)) {
				keep[f] = true;
				break;
			}
		}
	}
	v->keep = keep;
}

/* Like pprof, the build sandbox's own directory is cut off, and then the path is cleaned. */
static struct str shown_file(struct arena *a, struct str file)
{
	static const struct str prefixes[] = {{"/proc/self/cwd/./", 17}, {"/proc/self/cwd/", 15}};

	for (size_t i = 0; i < 2; i++) {
		if (str_starts(file, prefixes[i])) {
			file = str_from(file, prefixes[i].n);
			break;
		}
	}
	return file.n ? path_clean(a, file) : file;
}

static void name_files(struct view *v, struct arena *a)
{
	const struct profile *p = v->p;
	str_id *file_of = arena_array(a, str_id, p->n_functions);
	str_id last = 0, last_shown = 0;

	for (fn_id fn = 1; fn < p->n_functions; fn++) {
		str_id file = p->functions[fn].file;

		if (file != last) {
			last = file;
			last_shown = intern_own(&v->names, shown_file(a, profile_str(p, file)));
		}
		file_of[fn] = last_shown;
	}
	v->file_of = file_of;
}

bool view_init(struct view *v, struct arena *a, const struct profile *p, const struct config *c,
	struct err *err)
{
	unsigned parts = 0;

	if (!parts_of(c, &parts, err))
		return false;
	*v = (struct view){.p = p, .parts = parts};
	intern_init(&v->names, a, &p->strings);
	if (c->noinlines)
		drop_inlines(v, a);
	if (parts & VIEW_FILE)
		name_files(v, a);
	return true;
}

void view_release(struct view *v)
{
	intern_release(&v->names);
}

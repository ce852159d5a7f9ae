/*
 * view.c: see view.h. The order of the steps, granularity, and file names.
 */
#include "view/view.h"

#include <assert.h>

#include "base/path.h"
#include "view/internal.h"

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

static unsigned parts_of(const struct config *c)
{
	unsigned parts = VIEW_NAME;

	for (size_t i = 0; i < sizeof(granularities) / sizeof(granularities[0]); i++)
		if (str_eq_c(c->granularity, granularities[i].name))
			parts = granularities[i].parts;
	/* Like pprof, addresses with their inlined frames always have columns. */
	if ((parts & VIEW_LINE) && (c->showcolumns || ((parts & VIEW_ADDRESS) && !c->noinlines)))
		parts |= VIEW_COLUMN;
	return parts;
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

static void name_files(struct view *v, struct arena *a, const struct config *c, bool as_is)
{
	const struct profile *p = v->p;
	str_id *file_of = arena_array(a, str_id, p->n_functions);
	str_id last = 0, last_shown = 0;

	for (fn_id fn = 1; fn < p->n_functions; fn++) {
		str_id id = p->functions[fn].file;

		if (id != last) {
			struct str file = intern_str(&v->names, id);

			if (!as_is)
				file = path_trim(file, c->trim_path, c->source_path);
			if (file.n != 0)
				file = path_clean(a, file);
			last = id;
			last_shown = intern_own(&v->names, file);
		}
		file_of[fn] = last_shown;
	}
	v->file_of = file_of;
}

void view_unmatched(struct view *v, const char *option, struct str regex)
{
	assert(v->n_unmatched < VIEW_UNMATCHED_MAX);
	v->unmatched[v->n_unmatched++] = (struct unmatched){option, regex};
}

bool view_init(struct view *v, struct arena *a, const struct profile *p, const struct config *c,
	bool as_is, struct err *err)
{
	*v = (struct view){.p = p, .loaded = p, .parts = parts_of(c), .n_samples = p->n_samples};
	intern_init(&v->names, a, &p->strings);
	v->units = profile_label_units(a, p);
	if (!view_add_frames(v, a, c, err) || !view_filter(v, a, c, err)) {
		view_release(v);
		return false;
	}
	if (c->noinlines)
		drop_inlines(v, a);
	if (v->parts & VIEW_FILE)
		name_files(v, a, c, as_is);
	return true;
}

void view_release(struct view *v)
{
	intern_release(&v->names);
}

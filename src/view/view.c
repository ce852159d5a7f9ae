/*
 * view.c: Makes a view step by step: frames, filters, granularity, then names of files and groups.
 */
#include "view/view.h"

#include <assert.h>

#include "base/array.h"
#include "base/path.h"
#include "view/groups.h"
#include "view/view-internal.h"

/* What each granularity tells apart. The first ones are from pprof's driver.aggregate. */
static const struct granularity {
	enum choice_id id;
	const char *entry, *entries; /* what one and several are called */
	unsigned parts;
	/* For VIEW_GROUP: finds the group in the function's name; NULL: the name does not say. */
	struct str (*group)(struct arena *a, struct str name, struct str file);
	bool folder; /* if the name does not say: the group is the folder of the file */
} granularities[] = {
	{CHOICE_NONE, "function", "functions", VIEW_NAME},
	{GRANULARITY_FUNCTIONS, "function", "functions", VIEW_NAME},
	{GRANULARITY_FILEFUNCTIONS, "function", "functions", VIEW_NAME | VIEW_FILE},
	{GRANULARITY_FILES, "file", "files", VIEW_FILE},
	{GRANULARITY_LINES, "function", "functions", VIEW_NAME | VIEW_FILE | VIEW_LINE},
	{GRANULARITY_ADDRESSES, "function", "functions",
		VIEW_NAME | VIEW_FILE | VIEW_LINE | VIEW_ADDRESS},
	{GRANULARITY_PACKAGE, "package", "packages", VIEW_GROUP, group_package, true},
	{GRANULARITY_MODULE, "module", "modules", VIEW_GROUP, group_module, false},
	{GRANULARITY_DIR, "directory", "directories", VIEW_GROUP, NULL, true},
	{GRANULARITY_BINARY, "binary", "binaries", VIEW_BINARY},
};

static const struct granularity *granularity_of(const struct config *c)
{
	const struct granularity *g = &granularities[0];

	for (size_t i = 0; i < ARRAY_LEN(granularities); i++)
		if (granularities[i].id == c->granularity)
			g = &granularities[i];
	return g;
}

static unsigned parts_of(const struct config *c)
{
	unsigned parts = granularity_of(c)->parts;

	/* Like pprof, addresses with their inlined frames always have columns. */
	if ((parts & VIEW_LINE) && (c->showcolumns || ((parts & VIEW_ADDRESS) && !c->noinlines)))
		parts |= VIEW_COLUMN;
	return parts;
}

/* Keeps one frame of each location: the kept one that is nearest the root, so not an inlined one. */
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

/* Names the group of each function. A value of tagroot or tagleaf is a group of its own. */
static void name_groups(struct view *v, struct arena *a, const struct granularity *g)
{
	const struct profile *p = v->p;
	str_id *group_of = arena_array(a, str_id, p->n_functions);

	for (fn_id fn = 1; fn < p->n_functions; fn++) {
		struct str file = intern_str(&v->names, v->file_of[fn]), group = STR("");
		struct str name = intern_str(&v->names, p->functions[fn].name);

		if (fn >= v->loaded->n_functions) {
			group_of[fn] = p->functions[fn].name;
			continue;
		}
		if (g->group != NULL)
			group = g->group(a, name, file);
		if (group.n == 0 && g->folder)
			group = group_folder(a, name, file);
		if (group.n == 0)
			group = group_binary(name);
		if (group.n == 0)
			group = group_binary(file);
		group_of[fn] = intern_own(&v->names, group);
	}
	v->group_of = group_of;
}

static void name_binaries(struct view *v, struct arena *a)
{
	const struct profile *p = v->p;
	str_id *binary_of = arena_array(a, str_id, p->n_mappings);

	for (map_id map = 1; map < p->n_mappings; map++) {
		struct str file = intern_str(&v->names, p->mappings[map].file);

		if (file.n != 0)
			binary_of[map] = intern_own(&v->names, path_base(file));
	}
	v->binary_of = binary_of;
}

void view_unmatched(struct view *v, enum option_id id, struct str regex)
{
	assert(v->n_unmatched < N_OPTIONS);
	v->unmatched[v->n_unmatched++] = (struct unmatched){&config_options[id], regex};
}

bool view_init(struct view *v, struct arena *a, const struct profile *p, const struct config *c,
	bool as_is, struct err *err)
{
	*v = (struct view){.p = p, .loaded = p, .parts = parts_of(c), .n_samples = p->n_samples};
	v->entry = granularity_of(c)->entry;
	v->entries = granularity_of(c)->entries;
	intern_init(&v->names, a, &p->strings);
	v->units = profile_label_units(a, p);
	if (!view_add_frames(v, a, c, err) || !view_filter(v, a, c, err)) {
		view_release(v);
		return false;
	}
	if (c->noinlines)
		drop_inlines(v, a);
	if (v->parts & (VIEW_FILE | VIEW_GROUP))
		name_files(v, a, c, as_is);
	if (v->parts & VIEW_GROUP)
		name_groups(v, a, granularity_of(c));
	if (v->parts & VIEW_BINARY)
		name_binaries(v, a);
	return true;
}

void view_freeze(struct view *v)
{
	intern_freeze(&v->names);
}

void view_release(struct view *v)
{
	intern_release(&v->names);
}

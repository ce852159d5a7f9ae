/*
 * check.c: every rule a profile must keep, once; and dense ids instead of the file's.
 *
 * In: a builder's columns, with the file's ids and string indexes. Out: a draft that has them, with ids into
 * its own tables, or one error that names the broken rule. What is no error is as important: like pprof, a
 * location that names a mapping that is not there has none, and of value types with equal names none is kept.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "profile/profile-internal.h"

/* The file's ids of one table -> dense ids from 1 on. */
struct id_table {
	const char *what; /* for errors: "location" */
	uint32_t *direct; /* ids below n_direct */
	size_t n_direct;
	struct map rest;
	bool identity; /* dense ids are the file's */
};

static void id_table_init(struct id_table *t, const char *what, size_t n)
{
	*t = (struct id_table){.what = what, .n_direct = 2 * n + 64, .identity = true};
	t->direct = mem_zeroed(t->n_direct, sizeof(*t->direct));
}

static void id_table_release(struct id_table *t)
{
	free(t->direct);
	map_release(&t->rest);
}

static uint32_t id_table_get(const struct id_table *t, uint64_t id)
{
	return id < t->n_direct ? t->direct[id] : map_get(&t->rest, id);
}

/* Enters the file's id of the table's element `dense`. */
static bool id_table_put(struct id_table *t, uint64_t id, uint32_t dense, struct err *err)
{
	if (id == 0)
		return err_set(err, "a %s has the reserved id 0", t->what);
	if (id_table_get(t, id) != 0)
		return err_set(err, "two %ss have the id %" PRIu64, t->what, id);
	if (id < t->n_direct)
		t->direct[id] = dense;
	else
		map_put(&t->rest, id, dense);
	t->identity = t->identity && id == dense;
	return true;
}

struct linker {
	struct builder *b;
	struct draft *d;
	struct profile *p; /* the draft's */
	struct id_table mappings, functions, locations;
};

static bool link_string(const struct linker *l, raw_str raw, str_id *id, struct err *err)
{
	if (raw >= l->b->strings.n)
		return err_set(err, "string %u is not in the string table, which has %zu", raw,
			l->b->strings.n);
	*id = l->b->strings.p[raw];
	return true;
}

static bool link_type(const struct linker *l, struct value_type *t, struct err *err)
{
	return link_string(l, t->type, &t->type, err) && link_string(l, t->unit, &t->unit, err);
}

static bool link_header(struct linker *l, struct err *err)
{
	struct builder *b = l->b;
	struct profile *p = l->p;
	str_id *comments = draft_table(l->d, b->comments.n, sizeof(*comments));

	for (size_t i = 0; i < b->types.n; i++)
		if (!link_type(l, &b->types.p[i], err))
			return err_wrap(err, "sample type %zu", i + 1);
	p->comments = comments;
	p->n_comments = (uint32_t)b->comments.n;
	for (size_t i = 0; i < b->comments.n; i++)
		if (!link_string(l, b->comments.p[i], &comments[i], err))
			return err_wrap(err, "comment %zu", i + 1);
	p->period_type = b->period_type;
	p->period = b->period;
	p->time_nanos = b->time_nanos;
	p->trace = b->trace;
	p->duration_nanos = b->duration_nanos;
	return link_type(l, &p->period_type, err) &&
		link_string(l, b->default_type, &p->default_type, err) &&
		link_string(l, b->doc_url, &p->doc_url, err) &&
		link_string(l, b->drop_frames, &p->drop_frames, err) &&
		link_string(l, b->keep_frames, &p->keep_frames, err);
}

/* Which types have a name that another type of the file has as well. For free(). */
static bool *double_types(const struct builder *b)
{
	bool *is_double = mem_zeroed(b->types.n, sizeof(*is_double));
	struct map first = {0}; /* of each name: 1 + the type */

	for (size_t i = 0; i < b->types.n; i++) {
		uint32_t same = map_get(&first, b->types.p[i].type);

		if (same == 0)
			map_put(&first, b->types.p[i].type, (uint32_t)i + 1);
		else
			is_double[i] = is_double[same - 1] = true;
	}
	map_release(&first);
	return is_double;
}

/* Keeps the types whose name no other has, and their columns. */
static bool link_types(struct linker *l, struct err *err)
{
	struct builder *b = l->b;
	struct profile *p = l->p;
	bool has_default = false, *is_double;
	struct value_type *types;
	struct value_column *values;

	if (b->types.n == 0)
		return err_set(err, "it has no sample types");
	if (b->values.n_rows != 0 && b->values.n != b->types.n)
		return err_set(err,
			"its samples have %u values each, but there are %zu sample types",
			b->values.n, b->types.n);
	p->types = types = draft_table(l->d, b->types.n, sizeof(*types));
	p->values = values = draft_table(l->d, b->types.n, sizeof(*values));
	is_double = double_types(b);
	for (size_t i = 0; i < b->types.n; i++) {
		if (is_double[i])
			continue;
		has_default |= b->types.p[i].type == p->default_type;
		types[p->n_types] = b->types.p[i];
		if (b->values.n_rows != 0)
			values[p->n_types] = value_columns_take(&b->values, (uint32_t)i, b->arena);
		p->n_types++;
	}
	free(is_double);
	if (p->n_types == 0)
		return err_set(err, "all its sample types have the same name");
	if (p->n_types != b->types.n && !has_default)
		p->default_type = p->types[0].type;
	return true;
}

/*
 * perf says which symbol of the kernel the start of its mapping is: "[kernel.kallsyms]_text". Like
 * pprof, it is taken from the name at once, which is another one as soon as the file was found.
 */
static str_id kernel_symbol(struct linker *l, str_id file)
{
	static const struct str kernel = {"[kernel.kallsyms]", sizeof("[kernel.kallsyms]") - 1};
	struct str name = profile_str(l->p, file);

	return str_starts(name, kernel) ? intern_own(&l->p->strings, str_from(name, kernel.n)) : 0;
}

static bool link_mappings(struct linker *l, struct err *err)
{
	struct builder *b = l->b;
	struct profile *p = l->p;
	struct mapping *mappings;

	/* Like pprof, a profile without mappings gets one that all its locations belong to. */
	p->n_mappings = (uint32_t)(b->mappings.n ? b->mappings.n : 1) + 1;
	p->mappings = mappings = draft_table(l->d, p->n_mappings, sizeof(*mappings));
	mappings[1].id = 1;
	for (size_t i = 0; i < b->mappings.n; i++) {
		struct mapping *m = &mappings[i + 1];

		*m = b->mappings.p[i];
		if (!id_table_put(&l->mappings, m->id, (uint32_t)i + 1, err) ||
			!link_string(l, m->file, &m->file, err) ||
			!link_string(l, m->build_id, &m->build_id, err))
			return err_wrap(err, "mapping %zu", i + 1);
		m->kernel_symbol = kernel_symbol(l, m->file);
	}
	return true;
}

static bool link_functions(struct linker *l, struct err *err)
{
	struct builder *b = l->b;
	struct profile *p = l->p;
	struct function *functions;

	p->n_functions = (uint32_t)b->functions.n + 1;
	p->functions = functions = draft_table(l->d, p->n_functions, sizeof(*functions));
	for (size_t i = 0; i < b->functions.n; i++) {
		struct function *f = &functions[i + 1];

		*f = b->functions.p[i];
		if (!id_table_put(&l->functions, f->id, (uint32_t)i + 1, err) ||
			!link_string(l, f->name, &f->name, err) ||
			!link_string(l, f->system_name, &f->system_name, err) ||
			!link_string(l, f->file, &f->file, err))
			return err_wrap(err, "function %zu", i + 1);
	}
	return true;
}

/* Appends the frames of one location to the table. */
static bool link_frames(struct linker *l, const struct raw_location *from, struct frame *frames,
	struct err *err)
{
	struct profile *p = l->p;

	for (uint32_t i = 0; i < from->n_lines; i++) {
		const struct raw_line *line = &l->b->lines.p[from->first_line + i];
		fn_id fn = id_table_get(&l->functions, line->function);

		if (fn == 0)
			return err_set(err, "there is no function with the id %" PRIu64,
				line->function);
		frames[p->n_frames++] = (struct frame){fn, line->line, line->column};
	}
	if (from->n_lines == 0)
		p->n_frames++;
	return true;
}

/* A frame for each line, and one for location 0 and each location without lines. */
static size_t count_frames(const struct builder *b)
{
	size_t n = b->lines.n + 1;

	for (size_t i = 0; i < b->locations.n; i++)
		n += b->locations.p[i].n_lines == 0;
	return n;
}

static bool link_locations(struct linker *l, struct err *err)
{
	struct builder *b = l->b;
	struct profile *p = l->p;
	uint32_t n = (uint32_t)b->locations.n + 1;
	uint64_t *file_id = draft_table(l->d, n, sizeof(*file_id));
	uint64_t *address = draft_table(l->d, n, sizeof(*address));
	map_id *mapping = draft_table(l->d, n, sizeof(*mapping));
	bool *folded = draft_table(l->d, n, sizeof(*folded));
	uint32_t *frame_begin = draft_table(l->d, (size_t)n + 1, sizeof(*frame_begin));
	struct frame *frames = draft_table(l->d, count_frames(b), sizeof(*frames));

	p->n_locations = n;
	p->loc_file_id = file_id;
	p->loc_address = address;
	p->loc_mapping = mapping;
	p->loc_folded = folded;
	p->frame_begin = frame_begin;
	p->frames = frames;
	p->n_frames = 1; /* location 0's */
	frame_begin[1] = 1;
	for (uint32_t i = 1; i < n; i++) {
		const struct raw_location *from = &b->locations.p[i - 1];

		if (!id_table_put(&l->locations, from->id, i, err) ||
			!link_frames(l, from, frames, err))
			return err_wrap(err, "location %u", i);
		file_id[i] = from->id;
		address[i] = from->address;
		folded[i] = from->folded;
		mapping[i] = b->mappings.n ? id_table_get(&l->mappings, from->mapping) : 1;
		frame_begin[i + 1] = p->n_frames;
	}
	return true;
}

/* The first sample that has the stack with position `at` of the column, counted from 1. */
static size_t sample_at(const struct builder *b, size_t at)
{
	stack_id stack = 0;
	size_t i = 0;

	while (b->stacks.begin.p[stack + 1] <= at)
		stack++;
	while (stacks_of(&b->stacks, i) != stack)
		i++;
	return i + 1;
}

/* The file's id of what is at that position of the column. */
static uint64_t id_at(const struct builder *b, size_t at)
{
	uint32_t raw = loc_column_get(&b->stacks.locs, at);

	return raw >> 31 ? b->big.p[raw & INT32_MAX] : raw;
}

/* Puts locations in place of the file's ids. */
static bool link_locs(struct linker *l, struct err *err)
{
	struct builder *b = l->b;

	/* The common case, ids 1, 2, 3 ...: the column is right as it is. */
	if (l->locations.identity && b->last_raw < l->p->n_locations - 1)
		return true;
	if (l->p->n_locations > UINT16_MAX)
		stacks_widen(&b->stacks);
	for (size_t i = 0; i < b->stacks.n_locs; i++) {
		loc_id loc = id_table_get(&l->locations, id_at(b, i));

		if (loc == 0)
			return err_set(err, "sample %zu: there is no location with the id %" PRIu64,
				sample_at(b, i), id_at(b, i));
		loc_column_set(&b->stacks.locs, i, loc);
	}
	return true;
}

static bool link_stacks(struct linker *l, struct err *err)
{
	struct builder *b = l->b;
	struct profile *p = l->p;

	if (!link_locs(l, err))
		return false;
	stacks_finish(&b->stacks, b->arena, p);
	p->n_samples = b->values.n_rows;
	return true;
}

static bool link_labels(struct linker *l, struct err *err)
{
	struct builder *b = l->b;

	for (size_t i = 0; i < b->labels.n; i++) {
		struct label *label = &b->labels.p[i];
		str_id key = 0;

		if (!link_string(l, label->key, &key, err) ||
			!link_string(l, label->text, &label->text, err))
			return err_wrap(err, "a label");
		label->key = key & INT32_MAX;
	}
	if (b->labels.n == 0)
		return true;
	arena_own(b->arena, b->labels.p);
	arena_own(b->arena, b->label_begin.p);
	l->p->labels = b->labels.p;
	l->p->label_begin = b->label_begin.p;
	b->labels.p = NULL;
	b->label_begin.p = NULL;
	return true;
}

/*
 * Inlined frames multiply a stack: each location stands for all its lines wherever it occurs. Real
 * profiles have a few lines a location; more than these make a small file take forever.
 */
#define SAMPLE_FRAMES_MAX ((uint64_t)1 << 24)
#define FRAMES_FREE ((uint64_t)1 << 26) /* of all samples, and some for each stack entry */
enum { FRAMES_EACH = 64 };

/* True when even the longest stack of the location with the most lines is within the limits. */
static bool frames_are_few(const struct profile *p)
{
	uint64_t lines = 0, length = 0;

	for (loc_id loc = 1; loc < p->n_locations; loc++)
		if (p->frame_begin[loc + 1] - p->frame_begin[loc] > lines)
			lines = p->frame_begin[loc + 1] - p->frame_begin[loc];
	for (stack_id i = 0; i < p->n_stacks; i++)
		if (p->stack_begin[i + 1] - p->stack_begin[i] > length)
			length = p->stack_begin[i + 1] - p->stack_begin[i];
	return lines <= FRAMES_EACH && lines * length <= SAMPLE_FRAMES_MAX;
}

static uint64_t frames_of(const struct profile *p, stack_id stack)
{
	uint64_t n = 0;

	for (uint32_t at = p->stack_begin[stack]; at < p->stack_begin[stack + 1]; at++) {
		loc_id loc = loc_column_get(&p->stack, at);

		n += p->frame_begin[loc + 1] - p->frame_begin[loc];
	}
	return n;
}

bool check_frames(const struct profile *p, struct err *err)
{
	uint64_t total = 0, limit = FRAMES_FREE, *n;
	bool ok = true;

	if (frames_are_few(p))
		return true;
	n = mem_zeroed(p->n_stacks, sizeof(*n));
	for (stack_id i = 0; i < p->n_stacks; i++)
		n[i] = frames_of(p, i);
	for (size_t i = 0; i < p->n_samples; i++) {
		struct window stack = profile_sample_stack(p, i);

		limit += (uint64_t)(stack.end - stack.begin) * FRAMES_EACH;
	}
	for (size_t i = 0; i < p->n_samples && ok; i++) {
		total += n[profile_stack_of(p, i)];
		if (n[profile_stack_of(p, i)] > SAMPLE_FRAMES_MAX || total > limit)
			ok = err_set(err, "sample %zu: inlined functions make its stack too long",
				i + 1);
	}
	free(n);
	return ok;
}

/* Limits are ours: a profile beyond them is not damaged. */
static bool tables_are_few(const struct builder *b, struct err *err)
{
	if (b->types.n > TYPES_MAX)
		return err_set(err, "it has more than %d sample types, the most that cprof reads",
			TYPES_MAX);
	if (b->mappings.n >= INT32_MAX || b->functions.n >= INT32_MAX ||
		b->locations.n >= INT32_MAX || b->lines.n + b->locations.n >= UINT32_MAX - 1 ||
		b->strings.n >= INT32_MAX)
		return err_set(err,
			"it has more than 2^31 mappings, functions, locations or strings, the most "
			"that cprof reads");
	return true;
}

bool check_and_link(struct builder *b, struct draft *d, struct err *err)
{
	struct linker l = {.b = b, .d = d, .p = &d->p};
	bool ok;

	if (!tables_are_few(b, err))
		return false;
	id_table_init(&l.mappings, "mapping", b->mappings.n);
	id_table_init(&l.functions, "function", b->functions.n);
	id_table_init(&l.locations, "location", b->locations.n);
	d->p.strings = b->names;
	b->names = (struct intern){0};
	ok = link_header(&l, err) && link_types(&l, err) && link_mappings(&l, err) &&
		link_functions(&l, err) && link_locations(&l, err) && link_stacks(&l, err) &&
		link_labels(&l, err);
	id_table_release(&l.mappings);
	id_table_release(&l.functions);
	id_table_release(&l.locations);
	return ok ? check_frames(&d->p, err) : err_wrap(err, "the profile is damaged");
}

/*
 * unify.c: gives equal strings, functions, mappings and locations of several profiles one id.
 */
#include "profile/unify.h"

#include <stdlib.h>

#include "base/map.h"
#include "profile/profile-internal.h"

void unify_init(struct unify *u, struct arena *a)
{
	*u = (struct unify){.seed = hash_seed()};
	intern_init(&u->strings, a, NULL);
	vec_add(&u->mappings);
	vec_add(&u->functions);
	vec_add(&u->locations);
	vec_add(&u->frames);
}

void unify_from(struct unify *u, const struct profile *p)
{
	free(u->string_of);
	free(u->mapping_of);
	free(u->function_of);
	free(u->location_of);
	u->string_of = NULL;
	u->mapping_of = NULL;
	u->function_of = NULL;
	u->location_of = NULL;
	u->from = p;
	if (p == NULL)
		return;
	u->string_of = mem_zeroed(intern_end(&p->strings), sizeof(*u->string_of));
	u->mapping_of = mem_zeroed(p->n_mappings, sizeof(*u->mapping_of));
	u->function_of = mem_zeroed(p->n_functions, sizeof(*u->function_of));
	u->location_of = mem_zeroed(p->n_locations, sizeof(*u->location_of));
}

void unify_release(struct unify *u)
{
	unify_from(u, NULL);
	intern_release(&u->strings);
	free(u->mappings.p);
	free(u->functions.p);
	free(u->locations.p);
	free(u->frames.p);
	index_release(&u->mapping_index);
	index_release(&u->function_index);
	index_release(&u->location_index);
}

str_id unify_string(struct unify *u, str_id id)
{
	str_id *known = &u->string_of[id];

	if (*known == 0)
		*known = 1 + intern_add(&u->strings, profile_str(u->from, id));
	return *known - 1;
}

static fn_id unify_function(struct unify *u, fn_id id)
{
	const struct function *from = &u->from->functions[id];
	struct function f = {.start_line = from->start_line};
	uint64_t hash = u->seed;
	uint32_t row;

	if (id == 0 || u->function_of[id] != 0)
		return u->function_of[id];
	f.name = unify_string(u, from->name);
	f.system_name = unify_string(u, from->system_name);
	f.file = unify_string(u, from->file);
	hash = hash_mix(hash, (uint64_t)f.name << 32 | f.system_name);
	hash = hash_mix(hash_mix(hash, f.file), (uint64_t)f.start_line);
	for (size_t at = 0; (row = index_next(&u->function_index, hash, &at)) != 0;) {
		const struct function *old = &u->functions.p[row];

		if (old->name == f.name && old->system_name == f.system_name &&
			old->file == f.file && old->start_line == f.start_line)
			return u->function_of[id] = row;
	}
	f.id = row = (uint32_t)u->functions.n;
	*vec_add(&u->functions) = f;
	index_add(&u->function_index, hash, row);
	return u->function_of[id] = row;
}

/* Sizes differ by what the end of the last page holds. */
static uint64_t pages(const struct mapping *m)
{
	return (m->limit - m->start + 0xfff) & ~(uint64_t)0xfff;
}

static str_id identity(const struct mapping *m)
{
	return m->build_id != 0 ? m->build_id : m->file;
}

static struct unified_mapping take_mapping(struct unify *u, map_id id)
{
	struct unified_mapping *known = &u->mapping_of[id];
	struct mapping new = u->from->mappings[id];
	uint64_t hash = u->seed;
	uint32_t row;

	if (id == 0 || known->mapping != 0)
		return *known;
	new.file = unify_string(u, new.file);
	new.build_id = unify_string(u, new.build_id);
	new.kernel_symbol = unify_string(u, new.kernel_symbol);
	hash = hash_mix(hash_mix(hash_mix(hash, identity(&new)), pages(&new)), new.offset);
	for (size_t at = 0; (row = index_next(&u->mapping_index, hash, &at)) != 0;) {
		const struct mapping *old = &u->mappings.p[row];

		if (identity(old) == identity(&new) && pages(old) == pages(&new) &&
			old->offset == new.offset)
			return *known = (struct unified_mapping){row, old->start - new.start};
	}
	new.id = row = (uint32_t)u->mappings.n;
	*vec_add(&u->mappings) = new;
	index_add(&u->mapping_index, hash, row);
	return *known = (struct unified_mapping){row, 0};
}

static bool same_location(const struct unify *u, const struct unified_location *a,
	const struct unified_location *b)
{
	const struct frame *x = u->frames.p + a->first, *y = u->frames.p + b->first;

	if (a->mapping != b->mapping || a->folded != b->folded || a->n_lines != b->n_lines ||
		a->address != b->address)
		return false;
	for (uint32_t i = 0; i < a->n_lines; i++)
		if (x[i].fn != y[i].fn || x[i].line != y[i].line)
			return false;
	return a->n_lines == 0 || x[a->n_lines - 1].column == y[a->n_lines - 1].column;
}

static uint64_t hash_location(const struct unify *u, const struct unified_location *l)
{
	uint64_t hash = hash_mix(u->seed, l->address);
	const struct frame *f = u->frames.p + l->first;

	hash = hash_mix(hash, (uint64_t)l->mapping << 1 | l->folded);
	for (uint32_t i = 0; i < l->n_lines; i++)
		hash = hash_mix(hash_mix(hash, f[i].fn), (uint64_t)f[i].line);
	return l->n_lines != 0 ? hash_mix(hash, (uint64_t)f[l->n_lines - 1].column) : hash;
}

loc_id unify_new_location(struct unify *u, loc_id id)
{
	const struct profile *p = u->from;
	struct unified_mapping to = take_mapping(u, p->loc_mapping[id]);
	struct unified_location new = {.address = p->loc_address[id] + to.moved,
		.mapping = to.mapping,
		.first = (frame_id)u->frames.n,
		.folded = p->loc_folded[id]};
	uint64_t hash;
	uint32_t row;

	for (frame_id f = p->frame_begin[id]; f < p->frame_begin[id + 1]; f++)
		*vec_add(&u->frames) = (struct frame){unify_function(u, p->frames[f].fn),
			p->frames[f].line, p->frames[f].column};
	new.n_lines = profile_loc_bare(p, id) ? 0 : (uint32_t)(u->frames.n - new.first);
	hash = hash_location(u, &new);
	for (size_t at = 0; (row = index_next(&u->location_index, hash, &at)) != 0;) {
		if (same_location(u, &u->locations.p[row], &new)) {
			u->frames.n = new.first;
			return u->location_of[id] = row;
		}
	}
	row = (uint32_t)u->locations.n;
	*vec_add(&u->locations) = new;
	index_add(&u->location_index, hash, row);
	return u->location_of[id] = row;
}

map_id unify_mapping(struct unify *u, map_id id)
{
	return take_mapping(u, id).mapping;
}

static void finish_locations(const struct unify *u, struct draft *d)
{
	struct profile *p = &d->p;
	uint32_t n = (uint32_t)u->locations.n;
	uint64_t *file_id = draft_table(d, n, sizeof(*file_id));
	uint64_t *address = draft_table(d, n, sizeof(*address));
	map_id *mapping = draft_table(d, n, sizeof(*mapping));
	bool *folded = draft_table(d, n, sizeof(*folded));
	uint32_t *frame_begin = draft_table(d, (size_t)n + 1, sizeof(*frame_begin));

	for (loc_id i = 1; i < n; i++) {
		const struct unified_location *l = &u->locations.p[i];

		file_id[i] = i;
		address[i] = l->address;
		mapping[i] = l->mapping;
		folded[i] = l->folded;
		frame_begin[i] = l->first;
	}
	frame_begin[n] = p->n_frames = (uint32_t)u->frames.n;
	p->n_locations = n;
	p->loc_file_id = file_id;
	p->loc_address = address;
	p->loc_mapping = mapping;
	p->loc_folded = folded;
	p->frame_begin = frame_begin;
}

void unify_finish(struct unify *u, struct draft *d)
{
	struct profile *p = &d->p;

	p->strings = u->strings;
	p->mappings = u->mappings.p;
	p->n_mappings = (uint32_t)u->mappings.n;
	p->functions = u->functions.p;
	p->n_functions = (uint32_t)u->functions.n;
	finish_locations(u, d);
	p->frames = u->frames.p;
	arena_own(d->arena, u->mappings.p);
	arena_own(d->arena, u->functions.p);
	arena_own(d->arena, u->frames.p);
	u->strings = (struct intern){0};
	u->mappings.p = NULL;
	u->functions.p = NULL;
	u->frames.p = NULL;
	unify_release(u);
	*u = (struct unify){0};
}

/*
 * unify.c: gives equal strings, functions, mappings and locations of several profiles one id.
 */
#include "profile/unify.h"

#include <stdlib.h>

#include "base/map.h"
#include "profile/profile-internal.h"

void unify_init(struct unify *u, struct arena *a)
{
	*u = (struct unify){.seed = print_seed()};
	intern_init(&u->strings, a, NULL);
	vec_add(&u->mappings);
	vec_add(&u->functions);
	vec_add(&u->locations);
	vec_add(&u->frames);
}

/* Sizes differ by what the end of the last page holds. */
static uint64_t pages(const struct mapping *m)
{
	return (m->limit - m->start + 0xfff) & ~(uint64_t)0xfff;
}

/* The functions below give fingerprints of what the current profile has. */

static void print_strings(struct unify *u)
{
	vec_zeroed(&u->string_print, intern_end(&u->from->strings));
	for (str_id i = 0; i < u->string_print.n; i++)
		u->string_print.p[i] = print_bytes(&u->seed, profile_str(u->from, i));
}

static void print_functions(struct unify *u)
{
	const struct print *strings = u->string_print.p;

	vec_zeroed(&u->function_print, u->from->n_functions);
	for (fn_id i = 0; i < u->function_print.n; i++) {
		const struct function *f = &u->from->functions[i];
		struct print *to = &u->function_print.p[i];

		*to = u->seed;
		print_join(to, &strings[f->name]);
		print_join(to, &strings[f->system_name]);
		print_join(to, &strings[f->file]);
		print_mix(to, (uint64_t)f->start_line);
	}
}

static struct print print_mapping(const struct unify *u, map_id id)
{
	const struct mapping *m = &u->from->mappings[id];
	struct print print = u->seed;

	print_join(&print, &u->string_print.p[m->build_id != 0 ? m->build_id : m->file]);
	print_mix(&print, pages(m));
	print_mix(&print, m->offset);
	return print;
}

/* Of a location whose mapping is known. */
static struct print print_location(const struct unify *u, loc_id id)
{
	const struct profile *p = u->from;
	struct unified_mapping to = u->mapping_of.p[p->loc_mapping[id]];
	frame_id begin = p->frame_begin[id], end = p->frame_begin[id + 1];
	struct print print = u->seed;

	print_mix(&print, p->loc_address[id] + to.moved);
	print_mix(&print, (uint64_t)to.mapping << 1 | p->loc_folded[id]);
	if (profile_loc_bare(p, id))
		return print;
	for (frame_id f = begin; f < end; f++) {
		print_join(&print, &u->function_print.p[p->frames[f].fn]);
		print_mix(&print, (uint64_t)p->frames[f].line);
	}
	print_mix(&print, (uint64_t)p->frames[end - 1].column);
	return print;
}

/* Sets the mappings that are there already. */
static void find_mappings(struct unify *u)
{
	for (map_id i = 1; i < u->from->n_mappings; i++) {
		struct print print = print_mapping(u, i);
		map_id row = prints_find(&u->mapping_prints, &print);

		if (row != 0)
			u->mapping_of.p[i] = (struct unified_mapping){row,
				u->mappings.p[row].start - u->from->mappings[i].start};
	}
}

/* So many locations are looked up together: their slots come to the processor at the same time. */
enum { BATCH = 32 };

/* Sets the locations that are there already. */
static void find_locations(struct unify *u)
{
	const struct profile *p = u->from;
	struct print prints[BATCH];
	loc_id ids[BATCH];
	size_t n = 0;

	for (loc_id i = 1; i < p->n_locations; i++) {
		map_id mapping = p->loc_mapping[i];

		if (mapping == 0 || u->mapping_of.p[mapping].mapping != 0) {
			ids[n] = i;
			prints[n] = print_location(u, i);
			prints_prefetch(&u->location_prints, &prints[n++]);
		}
		if (n < BATCH && i + 1 < p->n_locations)
			continue;
		for (size_t k = 0; k < n; k++)
			u->location_of.p[ids[k]] = prints_find(&u->location_prints, &prints[k]);
		n = 0;
	}
}

void unify_from(struct unify *u, const struct profile *p)
{
	u->from = p;
	if (p == NULL)
		return;
	vec_zeroed(&u->string_of, intern_end(&p->strings));
	vec_zeroed(&u->mapping_of, p->n_mappings);
	vec_zeroed(&u->function_of, p->n_functions);
	vec_zeroed(&u->location_of, p->n_locations);
	print_strings(u);
	print_functions(u);
	find_mappings(u);
	find_locations(u);
}

void unify_release(struct unify *u)
{
	free(u->string_of.p);
	free(u->mapping_of.p);
	free(u->function_of.p);
	free(u->location_of.p);
	free(u->string_print.p);
	free(u->function_print.p);
	intern_release(&u->strings);
	free(u->mappings.p);
	free(u->functions.p);
	free(u->locations.p);
	free(u->frames.p);
	prints_release(&u->mapping_prints);
	prints_release(&u->function_prints);
	prints_release(&u->location_prints);
}

str_id unify_string(struct unify *u, str_id id)
{
	str_id *known = &u->string_of.p[id];

	if (*known == 0)
		*known = 1 + intern_add(&u->strings, profile_str(u->from, id));
	return *known - 1;
}

static fn_id unify_function(struct unify *u, fn_id id)
{
	const struct function *from = &u->from->functions[id];
	const struct print *print = &u->function_print.p[id];
	fn_id *known = &u->function_of.p[id];

	if (id == 0 || *known != 0)
		return *known;
	*known = prints_find(&u->function_prints, print);
	if (*known != 0)
		return *known;
	*known = (fn_id)u->functions.n;
	*vec_add(&u->functions) = (struct function){
		.id = *known,
		.name = unify_string(u, from->name),
		.system_name = unify_string(u, from->system_name),
		.file = unify_string(u, from->file),
		.start_line = from->start_line,
	};
	prints_add(&u->function_prints, print, *known);
	return *known;
}

map_id unify_mapping(struct unify *u, map_id id)
{
	struct unified_mapping *known = &u->mapping_of.p[id];
	struct mapping new = u->from->mappings[id];
	struct print print;

	if (id == 0 || known->mapping != 0)
		return known->mapping;
	print = print_mapping(u, id);
	known->mapping = prints_find(&u->mapping_prints, &print);
	if (known->mapping != 0) {
		known->moved = u->mappings.p[known->mapping].start - new.start;
		return known->mapping;
	}
	new.id = known->mapping = (map_id)u->mappings.n;
	new.file = unify_string(u, new.file);
	new.build_id = unify_string(u, new.build_id);
	new.kernel_symbol = unify_string(u, new.kernel_symbol);
	*vec_add(&u->mappings) = new;
	prints_add(&u->mapping_prints, &print, known->mapping);
	return known->mapping;
}

loc_id unify_new_location(struct unify *u, loc_id id)
{
	const struct profile *p = u->from;
	map_id mapping = unify_mapping(u, p->loc_mapping[id]);
	struct print print = print_location(u, id);
	loc_id *known = &u->location_of.p[id];

	*known = prints_find(&u->location_prints, &print);
	if (*known != 0)
		return *known;
	*known = (loc_id)u->locations.n;
	*vec_add(&u->locations) = (struct unified_location){
		.address = p->loc_address[id] + u->mapping_of.p[p->loc_mapping[id]].moved,
		.mapping = mapping,
		.first = (frame_id)u->frames.n,
		.folded = p->loc_folded[id],
	};
	for (frame_id f = p->frame_begin[id]; f < p->frame_begin[id + 1]; f++)
		*vec_add(&u->frames) = (struct frame){unify_function(u, p->frames[f].fn),
			p->frames[f].line, p->frames[f].column};
	prints_add(&u->location_prints, &print, *known);
	return *known;
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

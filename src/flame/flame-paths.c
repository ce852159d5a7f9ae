/*
 * flame-paths.c: Reads the stacks of a view as paths of nodes.
 */
#include "flame/flame-paths.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"

/* The entries of a location, from root to leaf. Returns how many. */
static uint32_t entries_of(const struct stack_builder *b, loc_id loc, const uint32_t **entries)
{
	*entries = &b->entries[b->begin[loc]];
	return b->begin[loc + 1] - b->begin[loc];
}

void flame_paths_init(struct flame_paths *p, struct arena *a, const struct flame_spec *spec)
{
	const struct view *v = spec->nodes->view;

	*p = (struct flame_paths){.view = v,
		.sums = spec->stacks,
		.locs = {.nodes = spec->nodes},
		.begins = spec->begins,
		.leaf_first = spec->leaf_first,
		/* Packages and the like do not call themselves. */
		.merges = spec->merge_recursion || view_is_grouped(v)};
	stack_builder_init(&p->locs, a);
	p->simple = !p->merges && p->begins == NULL;
	for (loc_id loc = 1; loc < v->p->n_locations; loc++) {
		const uint32_t *entries;
		uint32_t n = entries_of(&p->locs, loc, &entries);

		p->simple = p->simple && n == 1;
		if (n > p->most)
			p->most = n;
	}
}

bool flame_paths_fit(const struct flame_paths *p, uint32_t most)
{
	const struct profile *profile = p->view->p;
	bool fit = p->most <= most;

	for (stack_id i = 0; i < profile->n_stacks && fit; i++)
		fit = profile->stack_begin[i + 1] - profile->stack_begin[i] <= most;
	return fit;
}

node_id flame_paths_read(const struct flame_paths *p, stack_id stack, struct flame_place *place,
	node_id above)
{
	struct window w = view_stack(p->view, stack);

	for (; place->locs < w.end - w.begin; place->locs++, place->used = 0) {
		const uint32_t *entries;
		uint32_t n = entries_of(&p->locs, flame_paths_loc(p, w, place->locs), &entries);

		while (place->used < n) {
			uint32_t i = place->used++;
			node_id node = entries[p->leaf_first ? n - 1 - i : i] & STACK_NODE;

			if (p->merges && node == above)
				continue;
			if (place->used == n)
				*place = (struct flame_place){place->locs + 1, 0};
			return node;
		}
	}
	return 0;
}

bool flame_paths_begin(const struct flame_paths *p, stack_id stack, struct flame_place *place)
{
	struct flame_place before;
	node_id node;

	*place = (struct flame_place){0};
	if (p->begins == NULL)
		return true;
	do {
		before = *place;
		node = flame_paths_read(p, stack, place, 0);
	} while (node != 0 && !p->begins[node]);
	*place = before;
	return node != 0;
}

void flame_paths_count(struct flame_paths *p, struct arena *a)
{
	const struct view *v = p->view;
	uint32_t *lengths,
		*sums = NULL; /* by location from the root: how many nodes there are up to it */
	uint32_t before = 0;  /* locations of the stack before */
	size_t cap = 0;

	if (p->simple || p->merges || p->begins != NULL || v->windows != NULL ||
		v->p->stack_shared == NULL)
		return;
	p->lengths = lengths = arena_array(a, uint32_t, v->p->n_stacks);
	for (stack_id stack = 0; stack < v->p->n_stacks && !interrupted_at(stack); stack++) {
		struct window w = profile_stack(v->p, stack);
		uint32_t n = w.end - w.begin, at = v->p->stack_shared[stack];

		sums = mem_grow(sums, &cap, (size_t)n + 1, sizeof(*sums));
		sums[0] = 0;
		/* Stacks may have been cut short since it was known what they share. */
		if (at > n)
			at = n;
		if (at > before)
			at = before;
		for (; at < n; at++) {
			loc_id loc = loc_column_get(&v->p->stack, w.end - 1 - at);
			const uint32_t *entries;

			sums[at + 1] = sums[at] + entries_of(&p->locs, loc, &entries);
		}
		lengths[stack] = sums[n];
		before = n;
	}
	free(sums);
}

uint32_t flame_paths_left(const struct flame_paths *p, stack_id stack, struct flame_place place,
	uint32_t read, node_id above)
{
	struct window w;
	uint32_t n = 0;

	if (p->lengths != NULL)
		return p->lengths[stack] - read;
	if (p->simple) {
		w = view_stack(p->view, stack);
		return w.end - w.begin - place.locs;
	}
	while ((above = flame_paths_read(p, stack, &place, above)) != 0)
		n++;
	return n;
}

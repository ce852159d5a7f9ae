/*
 * flame-find.c: Says what the frames of a tree have, and finds frames in it.
 */
#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"
#include "flame/flame-paths.h"

static int64_t divided(const int64_t *sums, const int64_t *divisors, uint32_t frame)
{
	if (sums == NULL)
		return 0;
	return wrap_div(sums[frame], divisors != NULL ? divisors[frame] : 0);
}

int64_t flame_tree_cum(const struct flame_tree *t, uint32_t frame)
{
	return divided(t->cum, t->cum_div, frame);
}

int64_t flame_tree_flat(const struct flame_tree *t, uint32_t frame)
{
	return divided(t->flat, t->flat_div, frame);
}

int64_t flame_tree_cum_before(const struct flame_tree *t, uint32_t frame)
{
	return divided(t->cum_before, t->cum_before_div, frame);
}

int64_t flame_tree_flat_before(const struct flame_tree *t, uint32_t frame)
{
	return divided(t->flat_before, t->flat_before_div, frame);
}

/* A search under way. */
struct flame_search {
	const struct flame_tree *t;
	const bool *matches; /* by node_id */
	struct flame_found found;
};

/* Adds all stacks of a frame that matches. */
static void add_frame(struct flame_search *s, uint32_t frame)
{
	const struct flame_tree *t = s->t;
	struct flame_found *f = &s->found;

	f->cum = wrap_add(f->cum, t->cum[frame]);
	f->width += t->width[frame];
	if (t->cum_before != NULL)
		f->before = wrap_add(f->before, t->cum_before[frame]);
	if (t->cum_div != NULL)
		f->divisor = wrap_add(f->divisor, t->cum_div[frame]);
	if (t->cum_before_div != NULL)
		f->before_divisor = wrap_add(f->before_divisor, t->cum_before_div[frame]);
}

/* Whether a stack matches below the frame, which is folded on level `depth` of its path. */
static bool matches_below(const struct flame_search *s, uint32_t frame, uint32_t depth,
	stack_id stack)
{
	const struct flame_paths *p = s->t->paths;
	struct flame_place place;
	node_id node = 0;

	flame_paths_begin(p, stack, &place);
	for (uint32_t i = 0; i < depth; i++)
		node = flame_paths_next(p, stack, &place, node);
	node = s->t->node[frame];
	while ((node = flame_paths_next(p, stack, &place, node)) != 0)
		if (s->matches[node])
			return true;
	return false;
}

/* Adds those stacks of a folded frame that match. `depth`: of its path. */
static void add_hidden(struct flame_search *s, uint32_t frame, uint32_t depth)
{
	const struct flame_tree *t = s->t;
	const uint32_t *stacks = &t->hidden[t->hidden_at[frame]];
	struct flame_weight sum = {0};
	struct flame_found *f = &s->found;
	uint64_t width;

	for (uint32_t i = 1; i <= stacks[0]; i++) {
		struct flame_weight w;

		if (!matches_below(s, frame, depth, stacks[i]))
			continue;
		w = flame_paths_weight(t->paths, stacks[i]);
		sum.after = wrap_add(sum.after, w.after);
		sum.before = wrap_add(sum.before, w.before);
		sum.after_div = wrap_add(sum.after_div, w.after_div);
		sum.before_div = wrap_add(sum.before_div, w.before_div);
	}
	width = flame_size(t->widths, sum.after, sum.before) >> t->shift;
	f->width += width < t->width[frame] ? width : t->width[frame];
	f->cum = wrap_add(f->cum, sum.after);
	f->before = wrap_add(f->before, sum.before);
	f->divisor = wrap_add(f->divisor, sum.after_div);
	f->before_divisor = wrap_add(f->before_divisor, sum.before_div);
}

/* By frame, how many frames of its path are on it, without frame 0. NULL: nobody needs them. */
static uint32_t *depths_of(const struct flame_tree *t)
{
	uint32_t *depths = t->hidden_at != NULL ? mem_zeroed(t->n, sizeof(*depths)) : NULL;

	for (uint32_t i = 1; depths != NULL && i < t->n; i++)
		depths[i] = depths[t->parent[i]] + 1;
	return depths;
}

struct flame_found flame_tree_find(const struct flame_tree *t, uint32_t frame, const bool *matches)
{
	struct flame_search s = {.t = t, .matches = matches};
	uint32_t counted = frame; /* the frames before it are in the sums */
	uint32_t *depths = depths_of(t);

	for (uint32_t i = frame; i < t->end[frame] && !interrupted_at(i); i++) {
		if (matches[t->node[i]]) {
			s.found.frames++;
			if (i < counted)
				continue;
			add_frame(&s, i);
			counted = t->end[i];
		} else if (depths != NULL && i >= counted && t->hidden_at[i] != 0) {
			add_hidden(&s, i, depths[i]);
		}
	}
	free(depths);
	return s.found;
}

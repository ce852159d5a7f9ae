/*
 * stack.c: Turns the locations of a stack into its nodes.
 *
 * A large profile spends its time in this loop. It reads one struct loc_nodes for each location, and
 * a list only if the location has many nodes.
 */
#include "graph/stack.h"

#include <stdlib.h>

#include "base/mem.h"

/* Whether all nodes of these frames go on the stack; else the one nearest the leaf does alone. */
static bool needs_all(const struct stack_builder *b, frame_id begin, frame_id end)
{
	for (frame_id f = begin; f < end && b->wanted != NULL; f++)
		if (b->wanted[b->nodes->of_frame[f]])
			return true;
	return b->wanted == NULL;
}

/* Writes the entries of one location to `to`, from leaf to root. Returns how many. */
static uint32_t list_frames(const struct stack_builder *b, loc_id loc, uint32_t *to)
{
	const struct profile *p = b->nodes->view->p;
	frame_id begin = p->frame_begin[loc], end = p->frame_begin[loc + 1], outermost = end;
	bool whole = needs_all(b, begin, end), grouped = view_is_grouped(b->nodes->view);
	uint32_t n = 0;

	while (outermost > begin && b->nodes->of_frame[outermost - 1] == 0)
		outermost--;
	for (frame_id f = begin; f < end && (whole || n == 0); f++) {
		node_id node = b->nodes->of_frame[f];
		/* Functions are inlined, packages and the like are not. */
		uint32_t entry = node | (f + 1 < outermost && !grouped ? STACK_INLINED : 0);

		if (node == 0)
			continue;
		if (b->kept != NULL && !b->kept[node]) {
			if (!b->marks || (n > 0 && to[n - 1] == STACK_SKIPPED))
				continue;
			entry = STACK_SKIPPED;
		}
		to[n++] = entry;
	}
	return n;
}

/* The same from root to leaf. */
static uint32_t stack_frames(const struct stack_builder *b, loc_id loc, uint32_t *to)
{
	uint32_t n = list_frames(b, loc, to);

	for (uint32_t i = 0; i < n / 2; i++) {
		uint32_t entry = to[i];

		to[i] = to[n - 1 - i];
		to[n - 1 - i] = entry;
	}
	return n;
}

/* How many numbers the locations need in `more`, at most. */
static size_t room_for_more(const struct profile *p)
{
	size_t n = 0;

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		size_t frames = p->frame_begin[loc + 1] - p->frame_begin[loc];

		n += frames > LOC_NODES_MAX ? 1 + frames : 0;
	}
	/* What is tried there may turn out to be few. */
	return n + 1 + LOC_NODES_MAX;
}

void stack_builder_init(struct stack_builder *b, struct arena *a)
{
	const struct profile *p = b->nodes->view->p;
	uint32_t used = 0;

	b->locs = arena_array(a, struct loc_nodes, p->n_locations);
	b->more = arena_array(a, uint32_t, room_for_more(p));
	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		struct loc_nodes *known = &b->locs[loc];
		uint32_t *entries = &b->more[used + 1], n = stack_frames(b, loc, entries);

		if (n > LOC_NODES_MAX) {
			*known = (struct loc_nodes){{STACK_MORE, used}};
			b->more[used] = n;
			used += 1 + n;
			continue;
		}
		for (uint32_t i = 0; i < LOC_NODES_MAX; i++)
			known->nodes[i] = i < n ? entries[i] : STACK_NONE;
	}
}

/* How many locations at the root the stack has in common with the one before. */
static size_t common_locs(const struct view *v, const struct node_stack *before, stack_id stack,
	struct window w)
{
	const struct profile *p = v->p;
	size_t known, most = w.end - w.begin;

	if (v->windows != NULL || p->stack_shared == NULL || before->stack + 1 != stack)
		return loc_column_common(&p->stack, before->window, w);
	known = p->stack_shared[stack];
	if (most > before->window.end - before->window.begin)
		most = before->window.end - before->window.begin;
	return known < most ? known : most;
}

/* Of the entries from `begin` on, drops those that have the same node as the one before. */
static void merge_runs(struct node_stack *s, size_t begin)
{
	size_t n = begin;

	for (size_t i = begin; i < s->n; i++)
		if (n == 0 || (s->p[i] & STACK_NODE) != (s->p[n - 1] & STACK_NODE))
			s->p[n++] = s->p[i];
	s->n = n;
}

/* Of the entries from `begin` on, drops the first if it is the second in a row for frames that are not shown. */
static inline void merge_skipped(struct node_stack *s, size_t begin)
{
	uint32_t *p = s->p + begin;

	if (begin == 0 || begin == s->n || p[0] != STACK_SKIPPED || p[-1] != STACK_SKIPPED)
		return;
	s->n--;
	for (size_t i = 0; begin + i < s->n; i++)
		p[i] = p[i + 1];
}

/* Makes room for the entries of `locs` locations that have no more than LOC_NODES_MAX each, and for `more`. */
static void make_room(struct node_stack *s, size_t locs, size_t more)
{
	s->p = mem_grow(s->p, &s->cap, s->n + locs * LOC_NODES_MAX + more, sizeof(*s->p));
}

void stack_build(const struct stack_builder *b, stack_id stack, struct node_stack *to)
{
	stack_build_part(b, stack, view_stack(b->nodes->view, stack), to);
}

void stack_build_part(const struct stack_builder *b, stack_id stack, struct window w,
	struct node_stack *to)
{
	const struct profile *p = b->nodes->view->p;
	size_t depth = w.end - w.begin, at = common_locs(b->nodes->view, to, stack, w);

	to->n_at = mem_grow(to->n_at, &to->n_at_cap, depth + 1, sizeof(*to->n_at));
	to->n_at[0] = 0;
	to->n = to->shared = to->n_at[at];
	to->window = w;
	to->stack = stack;
	make_room(to, depth - at, 0);
	while (at < depth) {
		loc_id loc = loc_column_get(&p->stack, w.end - ++at);
		struct loc_nodes known = b->locs[loc];
		size_t begin = to->n;

		if (__builtin_expect(known.nodes[0] == STACK_MORE, 0)) {
			const uint32_t *more = &b->more[known.nodes[1]];

			make_room(to, depth - at, more[0]);
			memcpy(to->p + begin, more + 1, more[0] * sizeof(*more));
			to->n += more[0];
		} else {
			memcpy(to->p + begin, known.nodes, sizeof(known.nodes));
			to->n += (known.nodes[0] != STACK_NONE) + (known.nodes[1] != STACK_NONE);
		}
		merge_skipped(to, begin);
		if (b->merge_runs)
			merge_runs(to, begin);
		to->n_at[at] = (uint32_t)to->n;
	}
}

void node_stack_release(struct node_stack *s)
{
	free(s->p);
	free(s->n_at);
	*s = (struct node_stack){0};
}

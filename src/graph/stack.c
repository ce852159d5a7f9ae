/*
 * stack.c: Turns the locations of a stack into its nodes.
 *
 * A large profile spends its time in the loop of add_locs. Where a branch depended on what it reads of a
 * location, which is all over the table, the processor would often guess wrong and wait for the memory.
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

void stack_builder_init(struct stack_builder *b, struct arena *a)
{
	const struct profile *p = b->nodes->view->p;
	uint32_t n = 0;

	b->begin = arena_array(a, uint32_t, (size_t)p->n_locations + 1);
	b->entries = arena_array(a, uint32_t, (size_t)p->n_frames + LOC_ENTRIES_READ);
	for (loc_id loc = 0; loc < p->n_locations; loc++) {
		b->begin[loc] = n;
		n += loc != 0 ? stack_frames(b, loc, &b->entries[n]) : 0;
	}
	b->begin[p->n_locations] = n;
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

/* Makes room for LOC_ENTRIES_READ entries of each of `locs` locations, and for `more`. */
static void make_room(struct node_stack *s, size_t locs, size_t more)
{
	s->p = mem_grow(s->p, &s->cap, s->n + locs * LOC_ENTRIES_READ + more, sizeof(*s->p));
}

/* Adds n entries of a location that has many, or that merge. Then there is room for `locs` more locations. */
static __attribute__((noinline)) void add_odd(const struct stack_builder *b, struct node_stack *to,
	const uint32_t *entries, size_t n, size_t locs)
{
	size_t begin = to->n;

	make_room(to, locs, n);
	memcpy(to->p + begin, entries, n * sizeof(*entries));
	to->n += n;
	if (b->merge_runs)
		merge_runs(to, begin);
}

/*
 * Adds the entries of all locations of the window but the `at` ones nearest to the root. With `marks`, of two
 * neighbours that are STACK_SKIPPED the second is written over the first.
 */
static inline __attribute__((always_inline)) void add_locs(const struct stack_builder *b,
	struct node_stack *to, size_t at, bool marks)
{
	const struct loc_column column = b->nodes->view->p->stack;
	const uint32_t *begin = b->begin, *entries = b->entries;
	uint32_t root = to->window.end, depth = root - to->window.begin, *n_at = to->n_at, *p;
	size_t n = to->n, simple = b->merge_runs ? 0 : LOC_ENTRIES_READ;

	make_room(to, depth - at, 0);
	p = to->p;
	while (at < depth) {
		loc_id loc = loc_column_get(&column, root - ++at);
		const uint32_t *from = entries + begin[loc];
		size_t have = begin[loc + 1] - begin[loc];

		if (marks && n > 0)
			n -= (have > 0) & (from[0] == STACK_SKIPPED) & (p[n - 1] == STACK_SKIPPED);
		memcpy(p + n, from, LOC_ENTRIES_READ * sizeof(*from));
		if (__builtin_expect(have > simple, 0)) {
			to->n = n;
			add_odd(b, to, from, have, depth - at);
			n = to->n;
			have = 0;
			p = to->p;
		}
		n += have;
		n_at[at] = (uint32_t)n;
	}
	to->n = n;
}

void stack_build(const struct stack_builder *b, stack_id stack, struct node_stack *to)
{
	stack_build_part(b, stack, view_stack(b->nodes->view, stack), to);
}

/* Begins to bring a later stack to the processor. A stack is read backwards, which it does not foresee. */
static void fetch_ahead(const struct profile *p, stack_id stack)
{
	enum { AHEAD = 8 };

	if (p->n_stacks - stack > AHEAD)
		loc_column_prefetch(&p->stack, p->stack_begin[stack + AHEAD]);
}

void stack_build_part(const struct stack_builder *b, stack_id stack, struct window w,
	struct node_stack *to)
{
	size_t at = common_locs(b->nodes->view, to, stack, w);

	fetch_ahead(b->nodes->view->p, stack);
	to->n_at = mem_grow(to->n_at, &to->n_at_cap, (size_t)(w.end - w.begin) + 1,
		sizeof(*to->n_at));
	to->n_at[0] = 0;
	to->n = to->shared = to->n_at[at];
	to->window = w;
	to->stack = stack;
	if (b->marks)
		add_locs(b, to, at, true);
	else
		add_locs(b, to, at, false);
}

void node_stack_release(struct node_stack *s)
{
	free(s->p);
	free(s->n_at);
	*s = (struct node_stack){0};
}

/*
 * stack.c: Turns the locations of a sample into the nodes of its stack.
 *
 * A large profile spends its time in this loop. It reads one struct loc_nodes for each location, and
 * the frames of a location only if it has many.
 */
#include "graph/stack.h"

#include "base/mem.h"

/* Whether all nodes of these frames go on the stack; else the one nearest the leaf does alone. */
static bool needs_all(const struct stack_builder *b, frame_id begin, frame_id end)
{
	for (frame_id f = begin; f < end && b->wanted != NULL; f++)
		if (b->wanted[b->nodes->of_frame[f]])
			return true;
	return b->wanted == NULL;
}

/* Writes the entries of one location to `to`, unless that is NULL. Returns how many there are. */
static uint32_t stack_frames(const struct stack_builder *b, loc_id loc, uint32_t *to)
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
			if (!b->marks)
				continue;
			entry = STACK_SKIPPED;
		}
		if (to != NULL)
			to[n] = entry;
		n++;
	}
	return n;
}

void stack_builder_init(struct stack_builder *b, struct arena *a)
{
	const struct profile *p = b->nodes->view->p;

	b->locs = arena_array(a, struct loc_nodes, p->n_locations);
	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		struct loc_nodes *known = &b->locs[loc];

		known->n = stack_frames(b, loc, NULL);
		if (known->n > LOC_NODES_MAX)
			known->n = LOC_NODES_MORE;
		else
			stack_frames(b, loc, known->nodes);
	}
}

/* Makes room for n entries and for the nodes of one more location behind them. */
static uint32_t *stack_room(struct node_stack *stack, size_t n)
{
	stack->p = mem_grow(stack->p, &stack->cap, n + LOC_NODES_MAX, sizeof(uint32_t));
	return stack->p;
}

/* Keeps the first of the neighbouring entries that have the same node. */
static void merge_runs(struct node_stack *stack)
{
	size_t n = 0;

	for (size_t i = 0; i < stack->n; i++)
		if (n == 0 || (stack->p[i] & STACK_NODE) != (stack->p[n - 1] & STACK_NODE))
			stack->p[n++] = stack->p[i];
	stack->n = n;
}

void stack_build(const struct stack_builder *b, size_t i, struct node_stack *stack)
{
	const struct profile *p = b->nodes->view->p;
	struct window w = view_window(b->nodes->view, i);
	const struct loc_column locs = p->stack;
	const struct loc_nodes *known = b->locs;
	uint32_t *to = stack_room(stack, (size_t)(w.end - w.begin) * LOC_NODES_MAX);
	size_t n = 0;

	for (uint32_t at = w.begin; at < w.end; at++) {
		loc_id loc = loc_column_get(&locs, at);
		const struct loc_nodes *nodes = &known[loc];
		uint32_t more = nodes->n;

		if (__builtin_expect(more == LOC_NODES_MORE, 0)) {
			more = stack_frames(b, loc, NULL);
			to = stack_room(stack, n + more + (size_t)(w.end - at) * LOC_NODES_MAX);
			stack_frames(b, loc, to + n);
		} else {
			memcpy(to + n, nodes->nodes, sizeof(nodes->nodes));
		}
		n += more;
	}
	stack->n = n;
	if (b->merge_runs)
		merge_runs(stack);
}

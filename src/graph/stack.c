/*
 * stack.c: stacks of locations as stacks of nodes. See internal.h.
 *
 * The loops over samples are where a large profile spends its time. They read one line of memory
 * for each location (struct step), and its frames only where it has many.
 */
#include "base/mem.h"
#include "graph/internal.h"

/* True when all nodes of these frames are to be on the stack; else the one nearest the leaf does. */
static bool needs_all(const struct stacker *k, frame_id begin, frame_id end)
{
	for (frame_id f = begin; f < end && k->wanted != NULL; f++)
		if (k->wanted[k->nodes->of_frame[f]])
			return true;
	return k->wanted == NULL;
}

/* The nodes of one location behind each other at `to`; returns how many. `to` may be NULL. */
static uint32_t stack_frames(const struct stacker *k, loc_id loc, uint32_t *to)
{
	const struct profile *p = k->nodes->view->p;
	frame_id begin = p->frame_begin[loc], end = p->frame_begin[loc + 1], outermost = end;
	bool whole = needs_all(k, begin, end), grouped = view_is_grouped(k->nodes->view);
	uint32_t n = 0;

	while (outermost > begin && k->nodes->of_frame[outermost - 1] == 0)
		outermost--;
	for (frame_id f = begin; f < end && (whole || n == 0); f++) {
		node_id node = k->nodes->of_frame[f];
		/* Functions are inlined, packages and the like are not. */
		uint32_t entry = node | (f + 1 < outermost && !grouped ? STACK_INLINED : 0);

		if (node == 0)
			continue;
		if (k->kept != NULL && !k->kept[node]) {
			if (!k->marks)
				continue;
			entry = STACK_SKIPPED;
		}
		if (to != NULL)
			to[n] = entry;
		n++;
	}
	return n;
}

void stacker_init(struct stacker *k, struct arena *a)
{
	const struct profile *p = k->nodes->view->p;

	k->steps = arena_array(a, struct step, p->n_locations);
	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		struct step *step = &k->steps[loc];

		step->n = stack_frames(k, loc, NULL);
		if (step->n > STEP_NODES)
			step->n = STEP_MORE;
		else
			stack_frames(k, loc, step->nodes);
	}
}

/* Makes room for `n` entries and for a whole step behind them. */
static uint32_t *stack_room(struct stack *stack, size_t n)
{
	stack->p = mem_grow(stack->p, &stack->cap, n + STEP_NODES, sizeof(uint32_t));
	return stack->p;
}

void stack_merge_runs(struct stack *stack)
{
	size_t n = 0;

	for (size_t i = 0; i < stack->n; i++)
		if (n == 0 || (stack->p[i] & STACK_NODE) != (stack->p[n - 1] & STACK_NODE))
			stack->p[n++] = stack->p[i];
	stack->n = n;
}

void stack_of(const struct stacker *k, size_t i, struct stack *stack)
{
	const struct profile *p = k->nodes->view->p;
	struct window w = view_window(k->nodes->view, i);
	const struct loc_column locs = p->stack;
	const struct step *steps = k->steps;
	uint32_t *to = stack_room(stack, (size_t)(w.end - w.begin) * STEP_NODES);
	size_t n = 0;

	for (uint32_t at = w.begin; at < w.end; at++) {
		loc_id loc = loc_column_get(&locs, at);
		const struct step *step = &steps[loc];
		uint32_t more = step->n;

		if (__builtin_expect(more == STEP_MORE, 0)) {
			more = stack_frames(k, loc, NULL);
			to = stack_room(stack, n + more + (size_t)(w.end - at) * STEP_NODES);
			stack_frames(k, loc, to + n);
		} else {
			memcpy(to + n, step->nodes, sizeof(step->nodes));
		}
		n += more;
	}
	stack->n = n;
}

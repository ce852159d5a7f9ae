/*
 * walk.h: The loop over the stacks of a view, on several processors.
 *
 * All sums of graph/ are made by this loop. It gives each distinct stack once, with what its samples weigh
 * together. Stacks often begin at the root like the one before: struct node_stack says how far, so that only
 * the rest need be looked at. It leaves out stacks that have no sample which weighs something. It ends early
 * when the work is cancelled (base/cancel.h); then the sums are those of the stacks it came to.
 *
 *	static void add_part(void *context, struct walk_part *part)
 *	{
 *		struct walk_stack s;
 *
 *		while (walk_next(part, &s))
 *			add(context, part->number, walk_nodes(part, &s, builder), s.weight);
 *	}
 *
 *	walk_run(&sums, walk_parts(&sums), add_part, context);
 */
#ifndef CPROF_GRAPH_WALK_H
#define CPROF_GRAPH_WALK_H

#include "base/cancel.h"
#include "base/parallel.h"
#include "graph/stack-list.h"
#include "graph/stack-sums.h"

struct walk_stack {
	stack_id stack;
	uint32_t mark;    /* rises from stack to stack of a part; never 0 nor WALK_ON_PATH */
	uint32_t samples; /* how many weigh something */
	int64_t weight;   /* their sum, which may be 0 */
	int64_t divisor;  /* 0 unless a mean is asked for */
	int64_t before,
		before_divisor; /* what the base of a comparison had of both; 0 unless asked for */
};

/* The part of a walk that one thread does. */
struct walk_part {
	unsigned number; /* from 0 on */
	const struct stack_sums *sums;
	const struct stack_list *list; /* what gives their order and their nodes; or NULL */
	uint32_t next, end;            /* what is left of the part: stacks, or places in the list */
	struct node_stack nodes;       /* of the stack that was last asked about, without a list */
	struct stack_list_place place; /* of that stack, in the list */
};

/* How many parts pay off: 1 up to PARALLEL_MAX. */
unsigned walk_parts(const struct stack_sums *sums);

/*
 * Calls add(context, part) once for each part, at the same time, and returns when all have ended.
 * What a part changes belongs to it alone; the caller makes it before and adds it up afterwards, in
 * the order of the parts. With one part, all stacks come in their order, in the caller's thread.
 */
void walk_run(const struct stack_sums *sums, unsigned parts,
	void (*add)(void *context, struct walk_part *part), void *context);

/*
 * The same in the order of a list of the view's stacks, which gives the nodes, too; the builder of walk_nodes
 * need not be initialized then. NULL: as above.
 */
void walk_list(const struct stack_sums *sums, const struct stack_list *list, unsigned parts,
	void (*add)(void *context, struct walk_part *part), void *context);

/* The sum of a stack; 0 where the column is none. */
static inline int64_t walk_sum(const struct value_column *sums, stack_id stack)
{
	return sums->p != NULL ? value_column_get(sums, stack) : 0;
}

/* Fills in the next stack of the part. False when there is none left, or when cancelled. */
static inline bool walk_next(struct walk_part *part, struct walk_stack *s)
{
	const struct stack_sums *sums = part->sums;

	while (part->next < part->end) {
		uint32_t i = part->next++;
		stack_id stack = part->list != NULL ? part->list->stacks[i] : i;

		if (interrupted_at(i))
			break;
		s->weight = value_column_get(&sums->weights, stack);
		s->divisor = walk_sum(&sums->divisors, stack);
		s->before = walk_sum(&sums->before, stack);
		s->before_divisor = walk_sum(&sums->before_divisors, stack);
		s->samples = sums->samples != NULL
			? sums->samples[stack]
			: (s->weight | s->divisor | s->before | s->before_divisor) != 0;
		if (s->samples == 0)
			continue;
		s->stack = stack;
		s->mark = i + 1;
		return true;
	}
	return false;
}

/* The nodes of stack s; valid until the next call. All calls of a part have the same builder. */
static inline const struct node_stack *walk_nodes(struct walk_part *part,
	const struct walk_stack *s, const struct stack_builder *b)
{
	if (part->list != NULL) {
		stack_list_build(part->list, b, part->next - 1, &part->place);
		return &part->place.path;
	}
	stack_build(b, s->stack, &part->nodes);
	return &part->nodes;
}

/*
 * How many entries of a stack the next one has, too, as far as that is known; else all. Only these are worth
 * to be kept until they leave; what marks them is no mark of a stack.
 */
size_t walk_kept(const struct walk_part *part, const struct node_stack *nodes);

#define WALK_ON_PATH UINT32_MAX

#endif

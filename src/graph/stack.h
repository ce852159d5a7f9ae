/*
 * stack.h: Stacks of samples as nodes of a report.
 *
 * A profile has stacks of locations. A location has one frame, or several where functions were
 * inlined, and each frame that the view keeps has a node. A struct stack_builder turns the locations
 * of a stack into its nodes.
 */
#ifndef CPROF_GRAPH_STACK_H
#define CPROF_GRAPH_STACK_H

#include "graph/nodes.h"

/* An entry of a stack of nodes is a node_id and a mark. */
enum {
	STACK_INLINED = 1u << 31, /* the frame was inlined into the next one towards the root */
	STACK_NODE = STACK_INLINED - 1,
	STACK_SKIPPED = 0, /* one or more frames that are not shown */
};

/* So many entries of a location are copied at once, whether it has them or not; hardly any has more. */
enum { LOC_ENTRIES_READ = 4 };

/* Which nodes go into stacks. The caller sets the fields up to merge_runs. */
struct stack_builder {
	const struct nodes *nodes;
	const bool *kept; /* by node_id: other nodes are skipped; NULL: none is */
	bool marks;       /* leave one STACK_SKIPPED in place of neighbours that are skipped */
	/* By node_id: a location that has none of these nodes gives its first one only; or NULL. */
	const bool *wanted;
	bool merge_runs; /* one entry for neighbours that have the same node */
	/*
	 * Made by stack_builder_init: the entries of location i, from root to leaf, are entries[begin[i]] up to
	 * entries[begin[i + 1] - 1]. Behind the last there are LOC_ENTRIES_READ that may be read.
	 */
	uint32_t *begin, *entries;
};

/*
 * The entries of one stack, from root to leaf. Zero-initialized is empty. All stacks that are built in it must
 * be of one builder: where a stack begins like the one before, these entries stay.
 */
struct node_stack {
	uint32_t *p;
	size_t n, cap;
	size_t shared;        /* the first entries that are those of the stack before */
	stack_id stack;       /* what it was built of */
	struct window window; /* that stack in the stack column */
	uint32_t *n_at; /* how many entries there are up to each location, counted from the root */
	size_t n_at_cap;
};

/* Looks at all locations once. All is in the arena. Several threads may use the builder then. */
void stack_builder_init(struct stack_builder *b, struct arena *a);

/* Replaces what is in `to` by the entries of a stack of the view. */
void stack_build(const struct stack_builder *b, stack_id stack, struct node_stack *to);

/* The same of w, which is the part of that stack that is nearest to the root. */
void stack_build_part(const struct stack_builder *b, stack_id stack, struct window w,
	struct node_stack *to);

void node_stack_release(struct node_stack *s);

#endif

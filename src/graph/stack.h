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

/*
 * The nodes of one location, from root to leaf, if they are two or fewer. The loops over stacks read
 * nothing else of a location, for they read it all over the table: that is an eighth of a cache line.
 */
enum { LOC_NODES_MAX = 2 };

struct loc_nodes {
	/* STACK_NONE behind the last. STACK_MORE: the second says where they are in `more`. */
	uint32_t nodes[LOC_NODES_MAX];
};

/* An entry of a stack of nodes is a node_id and a mark. */
enum {
	STACK_INLINED = 1u << 31, /* the frame was inlined into the next one towards the root */
	STACK_NODE = STACK_INLINED - 1,
	STACK_SKIPPED = 0,       /* one or more frames that are not shown */
	STACK_NONE = STACK_NODE, /* in struct loc_nodes only */
	STACK_MORE = STACK_NODE - 1,
};

/* Which nodes go into stacks. The caller sets all fields but locs and more. */
struct stack_builder {
	const struct nodes *nodes;
	const bool *kept; /* by node_id: other nodes are skipped; NULL: none is */
	bool marks;       /* leave one STACK_SKIPPED in place of neighbours that are skipped */
	/* By node_id: a location that has none of these nodes gives its first one only; or NULL. */
	const bool *wanted;
	bool merge_runs;        /* one entry for neighbours that have the same node */
	struct loc_nodes *locs; /* by loc_id; made by stack_builder_init */
	uint32_t *more;         /* of locations with more nodes: how many, and these */
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

/*
 * stack.h: Stacks of samples as nodes of a report.
 *
 * A profile has stacks of locations. A location has one frame, or several where functions were
 * inlined, and each frame that the view keeps has a node. A struct stack_builder turns the locations
 * of a sample into its nodes.
 */
#ifndef CPROF_GRAPH_STACK_H
#define CPROF_GRAPH_STACK_H

#include "graph/nodes.h"

/*
 * The nodes of one location, from leaf to root, if they are three or fewer. The loops over samples
 * read nothing else of a location: that is a quarter of a cache line, and takes no branch that
 * depends on it.
 */
enum { LOC_NODES_MAX = 3, LOC_NODES_MORE = UINT32_MAX };

struct loc_nodes {
	uint32_t n; /* how many, or LOC_NODES_MORE: look at the frames */
	uint32_t nodes[LOC_NODES_MAX];
};

/* An entry of a stack of nodes is a node_id and a mark. */
enum {
	STACK_INLINED = 1u << 31, /* the frame was inlined into the next one towards the root */
	STACK_NODE = STACK_INLINED - 1,
	STACK_SKIPPED = 0, /* one or more frames that are not shown */
};

/* Which nodes go into stacks. The caller sets all fields but locs. */
struct stack_builder {
	const struct nodes *nodes;
	const bool *kept; /* by node_id: other nodes are skipped; NULL: none is */
	bool marks;       /* leave STACK_SKIPPED in place of a node that is skipped */
	/* By node_id: a location that has none of these nodes gives its first one only; or NULL. */
	const bool *wanted;
	bool merge_runs;        /* one entry for neighbours that have the same node */
	struct loc_nodes *locs; /* by loc_id; made by stack_builder_init */
};

/* The entries of one sample, from leaf to root. Zero-initialized is empty; the owner frees p. */
struct node_stack {
	uint32_t *p;
	size_t n, cap;
};

/* Looks at all locations once. `locs` is in the arena. Several threads may use the builder then. */
void stack_builder_init(struct stack_builder *b, struct arena *a);

/* Replaces what is in `stack` by the entries of the i-th sample of the view. */
void stack_build(const struct stack_builder *b, size_t i, struct node_stack *stack);

#endif

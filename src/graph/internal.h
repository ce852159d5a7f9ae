/*
 * internal.h: what the files of graph/ share and nobody else sees: the steps of making a graph.
 */
#ifndef CPROF_GRAPH_INTERNAL_H
#define CPROF_GRAPH_INTERNAL_H

#include "base/par.h"
#include "graph/graph.h"

struct graph_maker {
	struct graph *g;
	struct arena *arena;
	const struct view *v;
	const struct graph_spec *spec;
	bool *shown;         /* by node_id */
	int64_t edge_cutoff; /* edges lighter than this go */
};

/* The samples from which a loop is worth a thread of its own. */
enum { SAMPLES_GRAIN = 20000 };

/*
 * What a location adds to a stack of nodes: its nodes from leaf to root, where three are enough.
 * This is all that the loops over samples read of a location, in one cache line and without a
 * branch that depends on it.
 */
enum { STEP_NODES = 3, STEP_MORE = UINT32_MAX };

struct step {
	uint32_t n; /* how many, or STEP_MORE: look at the frames */
	uint32_t nodes[STEP_NODES];
};

/* Marks in a stack of nodes, besides the node. */
enum {
	STACK_INLINED = 1u << 31, /* the frame was inlined into the next one towards the root */
	STACK_NODE = STACK_INLINED - 1,
	STACK_SKIPPED = 0, /* frames that are not shown */
};

/* Which nodes go into stacks. */
struct stacker {
	const struct graph *g;
	const bool *kept; /* by node_id: others are skipped; NULL: all are kept */
	bool marks;       /* leave STACK_SKIPPED where nodes are skipped */
	const bool
		*wanted; /* by node_id: of a location without any of these the leaf does; or NULL */
	struct step *steps; /* by loc_id */
};

/* One sample's stack of nodes, from leaf to root. */
struct stack {
	uint32_t *p;
	size_t n, cap;
};

/* Makes the steps of all locations; the other fields are the caller's. */
void stacker_init(struct stacker *k, struct arena *a);

/* Fills `stack` with the nodes of the i-th kept sample. */
void stack_of(const struct stacker *k, size_t i, struct stack *stack);

/* Zeroed columns of weights for n nodes. */
void graph_make_columns(struct graph_maker *m, uint32_t n);

/* flat and cum of all nodes, in one pass over the samples. */
void weigh_nodes(struct graph_maker *m);

/*
 * The calls between nodes. Like pprof, nodes that were left out are skipped over, which makes
 * residual edges; but while none had to go, edges also touch nodes that are not shown because they
 * weigh nothing.
 */
void build_edges(struct graph_maker *m, bool trimmed);

/*
 * Replaces the nodes by those of the call tree, one for each path from the root, with their weights
 * and all edges.
 */
void build_tree(struct graph_maker *m);

#endif

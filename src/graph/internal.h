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
	bool *removed;       /* by node_id: weighed too little, or were too many */
	int64_t node_cutoff; /* nodes and tags lighter than this go */
	int64_t edge_cutoff; /* edges too */
	struct tree *tree;   /* of a call tree; else NULL */
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
	const struct nodes *nodes;
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

/* Makes one entry of the same node several times in a row. */
void stack_merge_runs(struct stack *stack);

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
 * Leaves out the edges that are too light; like pprof, not those into nodes that are not shown.
 * Returns how many.
 */
uint32_t trim_edges(struct graph_maker *m);

/* Replaces the nodes by those of the call tree, one for each path from the root. */
void build_tree(struct graph_maker *m);

/* The calls of the tree as it is now. */
void tree_edges(struct graph_maker *m);

/* Hangs the children of removed nodes below the next node towards the root that is there. */
void tree_trim(struct graph_maker *m);

/* Cuts nodes off their callers where they weigh too little. */
void tree_cut(struct graph_maker *m);

/* Replaces the nodes on a stack by those of the tree. */
void tree_walk(const struct tree *t, struct stack *stack);

/* Releases what the arena does not hold. t may be NULL. */
void tree_release(struct tree *t);

/* The tags of the first n nodes in order, but for those that weigh too little. */
void make_tags(struct graph_maker *m, uint32_t n);

/* How interesting each node is in a picture, by node_id. In the arena. */
int64_t *picture_scores(struct graph_maker *m);

/* How many of the nodes in order make a picture of spec->node_count nodes and tags. */
uint32_t picture_size(const struct graph_maker *m);

/* Leaves out residual edges between nodes that are connected all the same. */
void remove_redundant_edges(struct graph_maker *m);

#endif

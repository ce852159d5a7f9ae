/*
 * internal.h: what the files of graph/ share and nobody else sees: the steps of making a graph.
 */
#ifndef CPROF_GRAPH_INTERNAL_H
#define CPROF_GRAPH_INTERNAL_H

#include "graph/graph.h"
#include "graph/walk.h"

struct graph_maker {
	struct graph *g;
	struct arena *arena;
	const struct view *v;
	const struct graph_spec *spec;
	bool *shown;            /* by node_id */
	bool *removed;          /* by node_id: weighed too little, or were too many */
	int64_t node_cutoff;    /* nodes and tags lighter than this go */
	int64_t edge_cutoff;    /* edges too */
	struct call_tree *tree; /* of a call tree; else NULL */
};

/* The samples that the graph is of. */
static inline struct walk_spec maker_samples(const struct graph_maker *m)
{
	return (struct walk_spec){.view = m->v, .value = m->spec->value, .mean = m->spec->mean};
}

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
void call_tree_build(struct graph_maker *m);

/* The calls of the tree as it is now. */
void call_tree_edges(struct graph_maker *m);

/* Hangs the children of removed nodes below the next node towards the root that is there. */
void call_tree_trim(struct graph_maker *m);

/* Cuts nodes off their callers where they weigh too little. */
void call_tree_cut(struct graph_maker *m);

/* Replaces the nodes on a stack by those of the tree. */
void call_tree_place(const struct call_tree *t, struct node_stack *stack);

/* Releases what the arena does not hold. t may be NULL. */
void call_tree_release(struct call_tree *t);

/* The tags of the first n nodes in order, but for those that weigh too little. */
void make_tags(struct graph_maker *m, uint32_t n);

/* How interesting each node is in a picture, by node_id. In the arena. */
int64_t *picture_scores(struct graph_maker *m);

/* How many of the nodes in order make a picture of spec->node_count nodes and tags. */
uint32_t picture_size(const struct graph_maker *m);

/* Leaves out residual edges between nodes that are connected all the same. */
void remove_redundant_edges(struct graph_maker *m);

#endif

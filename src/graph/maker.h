/*
 * maker.h: The steps of making a graph. Inside graph/ only.
 *
 * graph_init (graph.c) calls them in their order. Each takes the graph_maker, and changes the graph that
 * it is for.
 */
#ifndef CPROF_GRAPH_MAKER_H
#define CPROF_GRAPH_MAKER_H

#include "graph/graph.h"
#include "graph/walk.h"

struct graph_maker {
	struct graph *g;
	struct arena *arena;
	const struct view *v;
	const struct graph_spec *spec;
	bool *shown;             /* by node_id */
	bool *removed;           /* by node_id: it weighs too little, or there were too many */
	int64_t node_cutoff;     /* the least weight of nodes and tags */
	int64_t edge_cutoff;     /* the least weight of edges */
	struct call_tree *tree;  /* NULL unless spec->call_tree */
	struct kept_nodes *kept; /* where the nodes are from; NULL: they are the graph's own */
};

/* The samples that the graph is of. */
static inline struct sample_spec maker_samples(const struct graph_maker *m)
{
	return (struct sample_spec){.view = m->v, .value = m->spec->value, .mean = m->spec->mean};
}

/* Makes zeroed columns for n nodes: the weights of the graph, shown and removed. */
void graph_make_columns(struct graph_maker *m, uint32_t n);

/* Adds up flat and cum of all nodes. */
void weigh_nodes(struct graph_maker *m);

/*
 * Makes the edges: adds up the calls between nodes. Like pprof's:
 * - If nodes were removed (trimmed), edges skip over all nodes that are not shown, and are residual.
 * - If none was, edges also touch the nodes that are not shown because they weigh nothing.
 */
void edges_build(struct graph_maker *m, bool trimmed);

/*
 * Removes the edges below the cutoff. Like pprof, it keeps those into nodes that are not shown.
 * Returns how many it removed.
 */
uint32_t edges_trim(struct graph_maker *m);

/* Replaces the nodes by those of the call tree: one for each call path from the root. */
void call_tree_build(struct graph_maker *m);

/* Makes the edges of the tree as it is now. */
void call_tree_edges(struct graph_maker *m);

/* Moves the children of removed nodes to the next node towards the root that was not removed. */
void call_tree_trim(struct graph_maker *m);

/* Makes roots of the nodes whose edge from the caller is below the cutoff. */
void call_tree_cut(struct graph_maker *m);

/* Fills in the nodes of the tree for those on a stack, which was in the tree's samples. */
void call_tree_place(const struct call_tree *t, const struct node_stack *stack,
	struct node_stack *to);

/* Frees what is not in the arena. t may be NULL. */
void call_tree_release(struct call_tree *t);

/* Makes the tags of the first n nodes in order, without those below the cutoff. */
void node_tags_make(struct graph_maker *m, uint32_t n);

/* How much each node tells in a picture, by node_id. In the arena. */
int64_t *picture_scores(struct graph_maker *m);

/* How many of the first nodes in order make spec->node_count, if their tags count, too. */
uint32_t picture_size(const struct graph_maker *m);

/* Removes residual edges where another path connects the same two nodes. */
void picture_trim_edges(struct graph_maker *m);

#endif

/*
 * ranks.h: measures how many ranks the edges of a graph span, before it is laid out.
 *
 * Graphviz puts a node below all those that have an edge to it, and cuts each edge into pieces of one
 * rank. It spends its time on these pieces: in a graph full of cycles there are far more of them than
 * there are edges, and how many depends on the graph alone.
 */
#ifndef CPROF_CPROF_RENDER_RANKS_H
#define CPROF_CPROF_RENDER_RANKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Nodes are numbers from 1 on. */
struct ranks_edge {
	uint32_t from, to; /* 0: there is no edge at this place */
	uint32_t length;   /* ranks that it spans at least */
};

struct ranks {
	uint64_t spanned; /* the sum over all edges */
	/*
	 * By edge: it is the first into its node, leaving out those that would close a cycle of such edges.
	 * So these edges make trees.
	 */
	bool *in_tree;
};

/* Measures n edges of the nodes 1 to n_nodes. All is in the arena. */
struct ranks ranks_of(struct arena *a, const struct ranks_edge *edges, uint32_t n,
	uint32_t n_nodes);

#endif

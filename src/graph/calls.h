/*
 * calls.h: The callers and callees of each node, in the order in which reports print them.
 */
#ifndef CPROF_GRAPH_CALLS_H
#define CPROF_GRAPH_CALLS_H

#include "graph/graph.h"

/*
 * The edges into node n are in[in_begin[n]] up to in[in_begin[n + 1] - 1], and the edges out of it
 * stand in `out` in the same way. Each list is ordered: heaviest first, then by the names of the
 * caller and the callee, then by the numbers of their nodes.
 */
struct calls {
	const struct edge **in, **out;
	uint32_t *in_begin, *out_begin;
	const struct str *names; /* by node_id; of the nodes that have edges */
	uint32_t *place;         /* by node_id: the name's place among those in order */
};

/* Lists the edges of the graph. All is in the arena, and refers to the graph. */
struct calls graph_calls(struct arena *a, const struct graph *g);

/* Sorts n edges of the graph in the order of the lists. */
void calls_sort(const struct calls *c, const struct edge **edges, size_t n);

#endif

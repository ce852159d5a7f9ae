/*
 * calls.h: the edges of each node, in the order in which reports print them.
 */
#ifndef CPROF_GRAPH_CALLS_H
#define CPROF_GRAPH_CALLS_H

#include "graph/graph.h"

/* All in the arena it was made with. */
struct calls {
	const struct edge **in, **out;  /* heaviest first, then by the names of their ends */
	uint32_t *in_begin, *out_begin; /* by node_id, n + 1 */
	const struct str *names;        /* by node_id, of the nodes that have edges */
	uint32_t *place;                /* by node_id, among those in the order of names */
};

struct calls graph_calls(struct arena *a, const struct graph *g);

/* Sorts any edges of the graph in that order. */
void calls_sort(const struct calls *c, const struct edge **edges, size_t n);

#endif

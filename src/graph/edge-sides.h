/*
 * edge-sides.h: What each edge of a graph weighs on both sides of a comparison.
 */
#ifndef CPROF_GRAPH_EDGE_SIDES_H
#define CPROF_GRAPH_EDGE_SIDES_H

#include "graph/graph.h"
#include "graph/node-sides.h"

/*
 * Returns the sums of each edge, by its position in g->edges, in the arena. They are those of the edges: a stack counts
 * once for an edge, and nodes that the graph does not show are skipped. spec->before is taken to be set. It ends early
 * when the work is cancelled (base/cancel.h).
 */
struct side_sums *edge_sides(struct arena *a, const struct graph *g,
	const struct sample_spec *spec);

#endif

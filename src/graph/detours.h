/*
 * detours.h: Removes an edge if another path leads from its caller to its callee.
 */
#ifndef CPROF_GRAPH_DETOURS_H
#define CPROF_GRAPH_DETOURS_H

#include "graph/calls.h"

/* One of the two searches that come from the ends of an edge and meet in the middle. */
struct detour_search {
	node_id *links; /* the callees of each node, or its callers; 0: the edge was removed */
	const uint32_t *begin; /* of each node's links, by node_id */
	node_id *queue;        /* the nodes that the search reached */
	uint32_t head, tail;   /* of the queue */
	uint32_t at, end;      /* the links of the node that is looked at */
	uint32_t mark;         /* of the nodes reached; every search has another */
};

/* Edges are known by their places in calls->in. */
struct detours {
	const struct calls *calls;
	uint32_t *out_place; /* by place: the edge's place in calls->out */
	uint32_t *seen;      /* by node_id: the mark of the search that reached it last */
	struct detour_search down, up;
};

/* Prepares a graph from which no edge was removed yet. All is in the arena. */
struct detours detours_of(struct arena *a, const struct graph *g, const struct calls *calls);

/*
 * Removes the edge calls->in[at] if what was not removed yet has another path from its caller to its
 * callee. Returns whether it did. The graph and the calls stay as they are.
 */
bool detour_instead(struct detours *d, uint32_t at);

#endif

/*
 * kept.h: What several graphs of one view share: nodes, their weights, and the list of stacks.
 *
 * Whoever makes several reports of a view keeps a struct graph_kept with it, and gives it to graph_init
 * (graph_spec.kept). What a graph needs and does not find there it makes and leaves there, under a lock. So
 * several threads may make graphs with it at the same time. Nothing is kept of work that was cancelled.
 */
#ifndef CPROF_GRAPH_KEPT_H
#define CPROF_GRAPH_KEPT_H

#include <pthread.h>

#include "graph/nodes.h"
#include "graph/stack-list.h"

/* The sums of the graph that was made last: columns by node_id, as in struct graph. */
struct kept_weights {
	bool made, mean;
	uint32_t value;
	int64_t *columns[4]; /* flat, cum, and for a mean flat_div, cum_div */
};

struct kept_nodes {
	pthread_mutex_t lock;
	bool made, listed; /* the nodes; the list, or that there is none */
	struct nodes nodes;
	struct stack_list list;
	struct kept_weights weights;
	struct arena arena; /* of all that; that of the weights is reused */
};

struct graph_kept {
	const struct view *view;
	struct kept_nodes by_objects[2]; /* by whether objects tell nodes apart (nodes_init) */
};

/* The view must live as long, and must not be changed. */
void graph_kept_init(struct graph_kept *k, const struct view *view);
void graph_kept_release(struct graph_kept *k);

/* The nodes, made if they are asked for the first time. The field `nodes` does not change any more. */
struct kept_nodes *graph_kept_nodes(struct graph_kept *k, bool objects);

/*
 * The list of the nodes' stacks, made if it is asked for the first time. NULL: there is none, because all
 * samples have different stacks (then a list costs more than it saves), or because it would be too long, or
 * because the work was cancelled.
 */
const struct stack_list *kept_list(struct kept_nodes *k);

struct graph;
struct graph_spec;

/* Copies the weights that the spec asks for to the graph's columns. False when others are kept. */
bool kept_weights_get(struct kept_nodes *k, const struct graph_spec *spec, struct graph *g);

/* Keeps the graph's weights in the place of the last ones. */
void kept_weights_put(struct kept_nodes *k, const struct graph_spec *spec, const struct graph *g);

#endif

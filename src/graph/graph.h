/*
 * graph.h: weights of the nodes of a view, the calls between them, and which of them to show.
 *
 * In: a view and a spec of plain values. Out: columns by node_id, the nodes to show in order, and
 * edges, in the command's arena. Weights are the ones of pprof's internal/graph: cum counts each
 * sample once for every node on its stack, flat once for the node at its leaf.
 */
#ifndef CPROF_GRAPH_GRAPH_H
#define CPROF_GRAPH_GRAPH_H

#include "graph/nodes.h"

enum graph_edges {
	GRAPH_NO_EDGES,
	GRAPH_INLINE_EDGES, /* only into nodes that some frame was inlined as */
	GRAPH_ALL_EDGES,
};

struct graph_spec {
	uint32_t value;       /* which value of the samples */
	bool mean;            /* keep the sum of the first values as divisors */
	bool objects;         /* keep functions of different object files, first lines apart */
	bool by_cum;          /* order by cum, else by flat */
	bool call_tree;       /* a node for each path, with all edges */
	bool picture;         /* choose what makes a clear picture, with all edges and tags */
	struct str tag_unit;  /* for the numbers of tags; may be "minimum" */
	bool drop_negative;   /* leave nodes out that are smaller than in the base */
	int64_t node_count;   /* at most so many nodes; 0 or less: all */
	double node_fraction; /* no node whose cum is below this share of the flat total */
	double edge_fraction; /* no edge whose weight is */
	enum graph_edges edges;
};

typedef uint32_t edge_id;

struct edge {
	node_id from, to; /* caller, callee */
	int64_t weight, divisor;
	bool residual; /* goes over frames that are not shown */
	bool inlined;  /* every call of it was inlined */
};

/*
 * What part of a node's weight was measured under some labels. The texts of a sample are one tag;
 * its numbers (those of the key "bytes") are tags under that one, or of their own without texts.
 */
struct tag_kind {
	str_id texts;  /* of the graph's tag_names: "key:text" of each, on lines; 0: none */
	str_id number; /* as printed; 0: this is the tag of the texts */
	struct str unit;
};

struct graph_tag {
	node_id node;
	uint32_t kind;
	int64_t number; /* the first of those that are printed so */
	int64_t flat, cum, flat_div, cum_div;
};

struct graph {
	struct nodes nodes;
	node_id *parent; /* by node_id, in a call tree; else NULL */
	/* By node_id. The divisors are 0, or the sum of the samples' first values for a mean. */
	int64_t *flat, *cum, *flat_div, *cum_div;

	node_id *order; /* the nodes to show, in order */
	uint32_t n_order;
	uint32_t n_before;      /* how many there were before node_count cut them */
	uint32_t dropped_nodes; /* by node_fraction */
	uint32_t dropped_edges; /* by edge_fraction */

	struct edge *edges;
	uint32_t n_edges;

	/* In a picture, of the nodes to show, and maybe of others: node after node. */
	struct graph_tag *tags;
	uint32_t n_tags;
	struct tag_kind *tag_kinds;
	struct str *tag_names; /* by the ids in tag_kinds */
};

/*
 * A picture (pprof's "visual mode") shows the nodes with the most entropy, as scored by its
 * internal/graph, counts their tags as nodes, and leaves edges out that go over hidden nodes where
 * there is another path.
 */
void graph_init(struct graph *g, struct arena *a, const struct view *v,
	const struct graph_spec *spec);

/* What some samples weigh; divide the weight by the divisor for a mean, which is 0 otherwise. */
struct graph_sum {
	int64_t weight, divisor;
};

/*
 * What the samples weigh that have nodes of a group on their stacks; a sample counts once for a
 * group, however many of its nodes it has. `group` is the group of each node_id, from 1 to n; 0 is
 * none. Returns n + 1 sums by group, in the arena. The spec is that of the graph.
 */
struct graph_sum *graph_weigh_groups(const struct graph *g, struct arena *a,
	const struct graph_spec *spec, const uint32_t *group, uint32_t n);

/* The values as printed: divided for a mean. */
int64_t graph_flat(const struct graph *g, node_id n);
int64_t graph_cum(const struct graph *g, node_id n);
int64_t graph_tag_flat(const struct graph_tag *t);
int64_t graph_tag_cum(const struct graph_tag *t);
int64_t graph_weight(const struct edge *e);

#endif

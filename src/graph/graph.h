/*
 * graph.h: The weights of a view's nodes, the calls between them, and which of them to show.
 *
 * graph_init takes a view and a spec, and makes columns by node_id, the list of nodes to show, and
 * edges. The weights are those of pprof's internal/graph: cum of a node is the sum of the samples that
 * have it on their stacks, and flat is the sum of those that have it at the leaf.
 */
#ifndef CPROF_GRAPH_GRAPH_H
#define CPROF_GRAPH_GRAPH_H

#include "graph/kept.h"
#include "graph/nodes.h"
#include "graph/stack-sums.h"

enum graph_edges {
	GRAPH_NO_EDGES,
	GRAPH_INLINE_EDGES, /* only into nodes that some frame was inlined as */
	GRAPH_ALL_EDGES,
};

struct graph_spec {
	uint32_t value;       /* which value of the samples */
	bool mean;            /* keep the sum of the first values as divisors */
	bool objects;         /* see nodes_init */
	bool by_cum;          /* order by cum, else by flat */
	bool call_tree;       /* make a node for each call path, and all edges */
	bool picture;         /* choose nodes and edges for a picture; make all edges, and tags */
	struct str tag_unit;  /* the unit of the numbers of tags; may be "minimum" */
	bool drop_negative;   /* leave out nodes that weigh less than in the base */
	int64_t node_count;   /* at most so many nodes; 0 or less: all */
	double node_fraction; /* leave out nodes whose cum is below this share of the flat total */
	double edge_fraction; /* leave out edges that weigh less than this share of it */
	enum graph_edges edges;
	struct graph_kept *kept; /* of the view, for nodes and stacks; NULL: make them anew */
};

typedef uint32_t edge_id;

struct edge {
	node_id from, to; /* caller, callee */
	int64_t weight, divisor;
	bool residual; /* between the two stand nodes that are not shown */
	bool inlined;  /* in all samples the callee was inlined into the caller */
};

/*
 * A kind of tag: labels that samples have. All texts of a sample together are one kind. Each of its
 * numbers is one more kind, below that of the texts if it has texts. Only the key "bytes" has numbers.
 */
struct tag_kind {
	str_id texts;  /* in graph.tag_names: "key:text" of each, a line each; 0: no texts */
	str_id number; /* in graph.tag_names: as printed; 0: the kind is that of the texts */
	struct str unit;
};

/* The part of a node's weight that was measured under the labels of a kind. */
struct graph_tag {
	node_id node;
	uint32_t kind;  /* in graph.tag_kinds */
	int64_t number; /* the first of the numbers that are printed like this one */
	int64_t flat, cum, flat_div, cum_div;
};

struct graph {
	struct nodes nodes;
	struct stack_sums stacks; /* of the samples that the graph is of */
	node_id *parent;          /* by node_id: the caller, in a call tree; else NULL */
	/* By node_id. For a mean the divisors are the sums of the first values; else they are NULL. */
	int64_t *flat, *cum, *flat_div, *cum_div;

	node_id *order; /* the nodes to show, in order */
	uint32_t n_order;
	uint32_t n_before;      /* how many there were before node_count was applied */
	uint32_t dropped_nodes; /* how many node_fraction left out */
	uint32_t dropped_edges; /* how many edge_fraction left out */

	struct edge *edges;
	uint32_t n_edges;

	/* Only in a picture: tags of the nodes to show, and maybe of others, ordered by node. */
	struct graph_tag *tags;
	uint32_t n_tags;
	struct tag_kind *tag_kinds;
	struct str *tag_names; /* by str_id of tag_kinds */
};

/*
 * Makes the graph. All of it is in the arena, and refers to the view. A picture (pprof's "visual mode")
 * - shows the nodes with the highest scores, which are the entropy scores of pprof's internal/graph,
 * - counts tags as nodes,
 * - has no residual edge where another path connects the same two nodes.
 */
void graph_init(struct graph *g, struct arena *a, const struct view *v,
	const struct graph_spec *spec);

/* The sums over some samples. For a mean divide the weight by the divisor; it is 0 otherwise. */
struct graph_sum {
	int64_t weight, divisor;
};

/*
 * Adds up the samples that have a node of a group on their stacks. A sample counts once for a group,
 * however many nodes of the group it has. `group` says the group of each node_id: 1 to n, or 0 for
 * none. Returns n + 1 sums, by group, in the arena.
 */
struct graph_sum *graph_weigh_groups(const struct graph *g, struct arena *a, const uint32_t *group,
	uint32_t n);

/* The values as printed: divided by the divisor, if there is one. */
int64_t graph_flat(const struct graph *g, node_id n);
int64_t graph_cum(const struct graph *g, node_id n);
int64_t graph_tag_flat(const struct graph_tag *t);
int64_t graph_tag_cum(const struct graph_tag *t);
int64_t graph_weight(const struct edge *e);

#endif

/*
 * context.h: the stacks of a view as a tree: what a node was called by, or what it called.
 *
 * A context is a path of nodes, and a sample is in it when its stack has that path: each sample
 * once, however often a function is on its stack. Paths of callers begin at the node's place nearest
 * the leaf and go towards the root, paths of callees begin at its place nearest the root and go
 * towards the leaf; so a function that calls itself is found below itself. Whole stacks begin at the
 * root. Unlike the edges of a graph, paths keep apart what was called from different places.
 */
#ifndef CPROF_GRAPH_CONTEXT_H
#define CPROF_GRAPH_CONTEXT_H

#include "graph/graph.h"

enum context_way { CONTEXT_CALLERS, CONTEXT_CALLEES, CONTEXT_STACKS };

struct context_spec {
	uint32_t value; /* which value of the samples */
	bool mean;      /* keep the sum of the first values as divisors */
	enum context_way way;
	const bool *begins; /* by node_id: where paths of callers or callees begin */
	uint32_t depth;     /* how many nodes below the first one; 0: all */
	const bool *wanted; /* by number in the view: the samples to add; NULL: all */
};

/* What some samples add up to. */
struct context_sum {
	int64_t weight, divisor;
	uint32_t samples;
};

struct context {
	uint32_t parent; /* comes before it; 0: it is the first of a path */
	node_id node;
	struct context_sum all;  /* of the samples that have this path */
	struct context_sum ends; /* of those whose stack ends here */
};

struct contexts {
	struct context *rows; /* rows[0] is above all first ones, and has the sums of all samples */
	uint32_t n;           /* with element 0 */
	const struct nodes *nodes;
	struct str *names; /* by node_id, of the nodes that are in rows */

	/* The children of row i are child[begin[i]] and on, up to begin[i + 1], heaviest first. */
	uint32_t *begin, *child;
};

/* One pass over the samples. All in the arena; refers to the graph. */
void contexts_init(struct contexts *c, struct arena *a, const struct graph *g,
	const struct context_spec *spec);

/*
 * The samples whose stacks are among the `most` heaviest (0: all), by their number in the view, for
 * context_spec.wanted; *n_stacks is how many different stacks there are. So only those need a tree,
 * which takes much memory where stacks are many.
 */
const bool *contexts_heaviest(struct arena *a, const struct graph *g,
	const struct context_spec *spec, int64_t most, uint32_t *n_stacks);

/* As printed: divided for a mean. */
int64_t context_weight(const struct context_sum *s);

void context_add(struct context_sum *s, const struct context_sum *add);

#endif

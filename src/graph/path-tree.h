/*
 * path-tree.h: The call paths of a view's samples, as a tree with weights.
 *
 * A call path is a sequence of nodes, each of which called the next one or was called by it. A
 * sample has a path if the nodes follow each other like that on its stack; it counts once for the
 * path, however often a function is on the stack.
 *
 * - Paths of callers begin at a node's place nearest the leaf and go towards the root.
 * - Paths of callees begin at a node's place nearest the root and go towards the leaf.
 * - Whole stacks begin at the root.
 *
 * So a function that calls itself stands below itself. Unlike the edges of a graph, call paths keep
 * apart what was called from different places.
 */
#ifndef CPROF_GRAPH_PATH_TREE_H
#define CPROF_GRAPH_PATH_TREE_H

#include "graph/nodes.h"

enum path_tree_way { PATH_TREE_CALLERS, PATH_TREE_CALLEES, PATH_TREE_STACKS };

struct path_tree_spec {
	uint32_t value; /* which value of the samples */
	bool mean;      /* keep the sum of the first values as divisors */
	enum path_tree_way way;
	const bool *begins; /* by node_id: where paths of callers or callees begin */
	uint32_t depth;     /* how many nodes below the first one; 0: all */
	const bool *wanted; /* by number in the view: the samples to add; NULL: all */
};

/* What some samples add up to. */
struct path_sum {
	int64_t weight, divisor;
	uint32_t samples;
};

struct call_path {
	uint32_t parent; /* comes before it; 0: it is the first of a path */
	node_id node;
	struct path_sum all;  /* of the samples that have this path */
	struct path_sum ends; /* of those whose stack ends here */
};

struct path_tree {
	struct call_path
		*rows; /* rows[0] is above all first ones, and has the sums of all samples */
	uint32_t n;    /* with element 0 */
	const struct nodes *nodes;
	struct str *names; /* by node_id, of the nodes that are in rows */

	/* The children of row i are child[begin[i]] and on, up to begin[i + 1], heaviest first. */
	uint32_t *begin, *child;
};

/* One pass over the samples. All in the arena; refers to the nodes. */
void path_tree_init(struct path_tree *c, struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec);

/*
 * The samples whose stacks are among the `most` heaviest (0: all), by their number in the view, for
 * path_tree_spec.wanted; *n_stacks is how many different stacks there are. So only those need a tree,
 * which takes much memory where stacks are many.
 */
const bool *path_tree_heaviest(struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec, int64_t most, uint32_t *n_stacks);

/* As printed: divided for a mean. */
int64_t path_tree_weight(const struct path_sum *s);

void path_tree_add(struct path_sum *s, const struct path_sum *add);

#endif

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

#include "base/wrap.h"
#include "graph/node-sides.h"
#include "graph/nodes.h"
#include "graph/stack-sums.h"

enum path_tree_way { PATH_TREE_CALLERS, PATH_TREE_CALLEES, PATH_TREE_STACKS };

struct path_tree_spec {
	const struct stack_sums *stacks; /* of the nodes' view */
	enum path_tree_way way;
	const bool *begins; /* by node_id: where paths of callers or callees begin */
	uint32_t depth;     /* of these, how many nodes below the first one; 0: all */
	const bool *wanted; /* by stack_id: the stacks to add; NULL: all */
};

/*
 * The sums over some samples. The divisors are 0 unless a mean is asked for, and what the base of a comparison had is 0
 * unless the stacks have it.
 */
struct path_sum {
	int64_t weight, divisor;
	int64_t before, before_divisor;
	uint32_t samples;
};

struct call_path {
	uint32_t parent; /* the row of the path without its last node; 0: it has one node */
	node_id node : 31;
	uint32_t
		inlined : 1; /* in all samples the node was inlined into the one towards the root */
	struct path_sum all; /* of the samples that have this path */
	struct path_sum ends; /* of those whose stack ends here */
};

/* In the arena. */
struct path_tree {
	struct call_path *rows; /* row 0 is above all paths, with the sum of all samples */
	uint32_t n;             /* with row 0 */
	const struct nodes *nodes;
	struct str *names; /* by node_id; of the nodes that are in rows */

	/* The children of row i are child[begin[i]] up to child[begin[i + 1] - 1], heaviest first. */
	uint32_t *begin, *child;
};

/* Makes the tree of the stacks that the spec asks for. It refers to the nodes. */
void path_tree_init(struct path_tree *t, struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec);

/*
 * Finds the `most` heaviest stacks of nodes; 0 or less: all. Returns for each stack of the profile, by
 * stack_id, whether it is one of them, for path_tree_spec.wanted; sets *n_stacks to how many there are.
 * So a report on a few stacks need not hold the tree of all, which may be large.
 */
const bool *path_tree_heaviest(struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec, int64_t most, uint32_t *n_stacks);

/* The rows where stacks end, heaviest first, in the arena; sets *n to how many they are. */
const uint32_t *path_tree_ends(struct path_tree *t, struct arena *a, uint32_t *n);

/* The weight as printed: divided by the divisor, if there is one. */
int64_t path_tree_weight(const struct path_sum *s);

/* Both sides of a comparison: the weight is their difference. */
static inline struct side_sums path_tree_sides(const struct path_sum *s)
{
	return (struct side_sums){s->before, wrap_add(s->weight, s->before), s->before_divisor,
		wrap_add(s->divisor, s->before_divisor)};
}

static inline void path_tree_add(struct path_sum *s, const struct path_sum *add)
{
	s->weight = wrap_add(s->weight, add->weight);
	s->divisor = wrap_add(s->divisor, add->divisor);
	s->before = wrap_add(s->before, add->before);
	s->before_divisor = wrap_add(s->before_divisor, add->before_divisor);
	s->samples += add->samples;
}

#endif

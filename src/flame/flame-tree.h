/*
 * flame-tree.h: The tree of a view's stacks, as a flame graph draws it.
 *
 * A frame of the tree is a node with all that called it: the same function reached by two paths is two frames.
 * Frame 0 is the whole. The tree is a few flat arrays in preorder. So the frames of a subtree stand side by
 * side, and every question about one is a loop without recursion:
 *
 *	for (uint32_t child = i + 1; child < t->end[i]; child = t->end[child])
 *		(the children of frame i, in order)
 */
#ifndef CPROF_FLAME_FLAME_TREE_H
#define CPROF_FLAME_FLAME_TREE_H

#include "graph/nodes.h"
#include "graph/stack-sums.h"

/*
 * Trees of profiles whose stacks have more than FLAME_WHOLE locations are not built to the last frame: a frame
 * whose width is below 1 / FLAME_LEAST of the whole is folded. It has no children, but a height.
 */
enum { FLAME_WHOLE = 1 << 20, FLAME_LEAST = 1 << 16 };

struct flame_spec {
	const struct nodes *nodes;
	const struct stack_sums *stacks; /* of the nodes' view */
	bool leaf_first;                 /* inverted: paths go from the leaf to the root */
	bool merge_recursion;            /* a node right below itself is one frame with it */
	bool by_name; /* order children by name; else the widest first, then by name */
	/*
	 * By node_id: a path begins at the first of these nodes, and stacks without one are left out. So they
	 * make the callees of a node, and with leaf_first its callers: the two halves of a sandwich. NULL:
	 * paths are whole stacks.
	 */
	const bool *begins;
};

/* All in the arena. Columns by frame, in preorder. */
struct flame_tree {
	const struct nodes *nodes;
	const struct str *names; /* by node_id (node_name); of the nodes that have frames */
	uint32_t n;              /* with frame 0 */
	uint32_t folded;         /* how many frames are folded */
	uint32_t *parent;        /* of frame 0: 0 */
	node_id *node;           /* of frame 0: 0 */
	uint32_t *end; /* behind the last frame of its subtree: its next sibling, if it has one */
	uint32_t *height; /* how many levels its subtree has, at least 1; with those not built */
	/*
	 * cum is the sum of the stacks that go through the frame, flat of those that end there. Note: where
	 * some are below 0, cum may be less than that of a child.
	 */
	int64_t *cum, *flat;
	int64_t *cum_div, *flat_div; /* for a mean, the sums of the first values; else NULL */
	/*
	 * How wide it is drawn: the sum over its stacks of their sizes without signs. So children are never
	 * wider together than their parent. Where that sum exceeds 63 bits, all stacks count for less. Where no
	 * stack is below 0 it is cum.
	 */
	uint64_t *width;
};

/* Makes the tree of the stacks. It refers to the nodes. It ends early when the work is cancelled. */
void flame_tree_init(struct flame_tree *t, struct arena *a, const struct flame_spec *spec);

/* Whether widths are not cum: some stacks are below 0, or sums are too large. */
static inline bool flame_tree_is_signed(const struct flame_tree *t)
{
	return t->width != (const uint64_t *)t->cum;
}

/* The values as printed: for a mean, divided. */
int64_t flame_tree_cum(const struct flame_tree *t, uint32_t frame);
int64_t flame_tree_flat(const struct flame_tree *t, uint32_t frame);

/* What a search found in the subtree of a frame. */
struct flame_found {
	uint32_t frames; /* how many matched */
	/*
	 * The sum of the stacks that have any of them, each once: like the cum of all matches of `find`. The
	 * divisor is 0 unless a mean is asked for.
	 */
	int64_t cum, divisor;
	uint64_t width; /* the same, as widths */
};

/* Finds the frames whose nodes match, by node_id. What is below a folded frame is not found. */
struct flame_found flame_tree_find(const struct flame_tree *t, uint32_t frame, const bool *matches);

#endif

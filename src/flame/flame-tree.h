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
 * whose width is below 1 / FLAME_FINEST of the whole is folded. It has no children, but a height.
 */
enum { FLAME_WHOLE = 1 << 20, FLAME_FINEST = 1 << 16 };

/* Which side of a comparison says how wide frames are. BOTH: for each path, the side that has more. */
enum flame_widths { FLAME_BOTH, FLAME_AFTER, FLAME_BEFORE };

struct flame_spec {
	const struct nodes *nodes;
	/*
	 * Of the nodes' view. Where they have what the base of a comparison had (sample_spec.before), the tree
	 * has both sides; else, in a comparison, the differences alone.
	 */
	const struct stack_sums *stacks;
	enum flame_widths widths; /* of a tree of both sides */
	bool leaf_first;          /* inverted: paths go from the leaf to the root */
	bool merge_recursion;     /* a node right below itself is one frame with it */
	bool by_name;             /* order children by name; else the widest first, then by name */
	bool places;              /* say in frame_of where stacks are */
	bool searched;            /* keep what flame_tree_find needs to look below folded frames */
	/* Fold frames below 1 / finest of the whole, however large the profile is. 0: the rule above. */
	uint32_t finest;
	/*
	 * By node_id: a path begins at the first of these nodes, and stacks without one are left out. So they
	 * make the callees of a node, and with leaf_first its callers: the two halves of a sandwich. NULL:
	 * paths are whole stacks.
	 */
	const bool *begins;
};

struct flame_paths;

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
	 * cum is the sum of the stacks that go through the frame, flat of those that end there; of a tree of both
	 * sides, what came after. Note: where some are below 0, cum may be less than that of a child.
	 */
	int64_t *cum, *flat;
	int64_t *cum_before, *flat_before; /* what the base had; NULL: a tree of one side */
	/* For a mean, the sums of the first values; else NULL. */
	int64_t *cum_div, *flat_div, *cum_before_div, *flat_before_div;
	/*
	 * How wide it is drawn: the sum over the paths that go through it of their sizes without signs. A path is
	 * what ends in one frame; so much as a folded frame has is one path. So children are never wider together
	 * than their parent. Where that sum exceeds 63 bits, all paths count for less. Where there is one side
	 * and no path is below 0 it is cum.
	 */
	uint64_t *width;
	enum flame_widths widths; /* of which side */
	unsigned shift;           /* paths count for so much less, as a power of 2 */

	uint32_t *
		frame_of; /* by stack_id: where it ends, or is hidden; 0: not in the tree. Or NULL */

	/* For flame_tree_find; NULL: nothing is folded, or it was not asked for. */
	const struct flame_paths *paths;
	uint32_t *hidden_at; /* by frame: where its stacks are in `hidden`; 0: it is not folded */
	const uint32_t *hidden; /* of each folded frame, how many stacks it has, and these */
};

/* Makes the tree of the stacks. It refers to what the spec refers to. It ends early when the work is cancelled. */
void flame_tree_init(struct flame_tree *t, struct arena *a, const struct flame_spec *spec);

/*
 * Gives frames other widths and siblings another order, as a spec with these members does. Frames change their
 * numbers with it. Widths are in the arena.
 */
void flame_tree_weigh(struct flame_tree *t, struct arena *a, enum flame_widths widths,
	bool by_name);

/* Whether the tree has both sides of a comparison. */
static inline bool flame_tree_is_compared(const struct flame_tree *t)
{
	return t->cum_before != NULL;
}

/* Whether widths are not cum: there are two sides, some paths are below 0, or sums are too large. */
static inline bool flame_tree_is_signed(const struct flame_tree *t)
{
	return t->width != (const uint64_t *)t->cum;
}

static inline bool flame_tree_is_folded(const struct flame_tree *t, uint32_t frame)
{
	return t->height[frame] > 1 && t->end[frame] == frame + 1;
}

/* The values as printed: for a mean, divided. */
int64_t flame_tree_cum(const struct flame_tree *t, uint32_t frame);
int64_t flame_tree_flat(const struct flame_tree *t, uint32_t frame);

/* What the base had; 0 in a tree of one side. */
int64_t flame_tree_cum_before(const struct flame_tree *t, uint32_t frame);
int64_t flame_tree_flat_before(const struct flame_tree *t, uint32_t frame);

/* What a search found in the subtree of a frame. */
struct flame_found {
	uint32_t frames; /* how many matched, of those that were built */
	/*
	 * The sum of the stacks that have any match, each once: like the cum of all matches of `find`. The
	 * divisors are 0 unless a mean is asked for, and `before` is unless the tree has both sides.
	 */
	int64_t cum, divisor;
	int64_t before, before_divisor;
	uint64_t width; /* the same, as widths */
};

/*
 * Finds the frames whose nodes match, by node_id. What is below a folded frame is found if spec.searched said so:
 * that takes as long as to read its stacks. It ends early when the work is cancelled.
 */
struct flame_found flame_tree_find(const struct flame_tree *t, uint32_t frame, const bool *matches);

#endif

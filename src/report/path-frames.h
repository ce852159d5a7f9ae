/*
 * path-frames.h: The frames of a call path as a list in a cell.
 */
#ifndef CPROF_REPORT_PATH_FRAMES_H
#define CPROF_REPORT_PATH_FRAMES_H

#include "graph/path-tree.h"
#include "report/node-frames.h"

struct path_frames {
	struct table_list list;
	const struct node_frames *frames;
	const struct path_tree *tree;
	const uint32_t *rows; /* of the tree, from the root to the leaf */
};

/* The frames of the path that ends at this row, from the root to the leaf. In the arena of `frames`. */
struct path_frames path_frames_of(const struct node_frames *frames, const struct path_tree *tree,
	uint32_t end);

/* The node of frame i. */
static inline node_id path_frames_node(const struct path_frames *f, size_t i)
{
	return f->tree->rows[f->rows[i]].node;
}

#endif

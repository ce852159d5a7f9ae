/*
 * node-frames.h: The nodes of a graph as the frames of rows.
 */
#ifndef CPROF_REPORT_NODE_FRAMES_H
#define CPROF_REPORT_NODE_FRAMES_H

#include "report/report.h"

/* Frames by node_id. All in the report's arena. */
struct node_frames {
	struct table_frames frames;
	struct arena *arena;
	const struct nodes *nodes;
	const struct str *texts; /* by node_id, where they are made already; or NULL */
	const frame_id **first;  /* where `get` keeps the first frame of each node */
};

/* `texts`: names by node_id (node_name), or NULL; those that are missing or empty are made. */
struct node_frames node_frames_of(struct report *r, const struct nodes *nodes,
	const struct str *texts);

/* A cell with the node's name, file, line and address. */
struct table_cell node_frames_cell(const struct node_frames *k, node_id id,
	enum table_inline inlined);

#endif

/*
 * nodes.h: The nodes of a view: each kept frame has one, and frames that are equal have the same one.
 *
 * Two frames are equal if they have the same name, file, line, column and address, as far as the
 * granularity looks at these, and the same object file where they have no name. That is pprof's
 * graph.NodeInfo, with one difference: the first line of the function tells nodes apart only if a
 * report asks for it. Go's profiles have that line, and with it the granularity `files` would list a
 * file once for each of its functions.
 */
#ifndef CPROF_GRAPH_NODES_H
#define CPROF_GRAPH_NODES_H

#include "view/view.h"

typedef uint32_t node_id; /* a row of struct nodes; 0 is none */

/* Fields that do not tell nodes apart are 0. */
struct node {
	uint64_t address;
	int64_t line, column, start_line;
	str_id name, file, object; /* of the view */
};

struct nodes {
	const struct view *view;
	struct node *rows; /* rows[0] is none */
	uint32_t n;        /* with element 0 */
	node_id *of_frame; /* by frame_id; 0 where the frame is not kept */
};

/*
 * Finds the nodes of a view. All is in the arena, and refers to the view. With `objects`, functions of
 * different object files or with different first lines are different nodes, and start_line is set.
 */
void nodes_init(struct nodes *nodes, struct arena *a, const struct view *v, bool objects);

/*
 * The place of a node, as it is printed behind the function: "/src/a.go:12", "[libc.so.6]". It may be
 * empty. With `base_name`, the file has no folders. It is in the arena or belongs to the view.
 */
struct str node_place(struct arena *a, const struct nodes *nodes, node_id id, bool base_name);

/*
 * The name of a node as reports print it: "0000000000401136 main.f /src/a.go:12". It is in the arena
 * or belongs to the view.
 */
struct str node_name(struct arena *a, const struct nodes *nodes, node_id id);

#endif

/*
 * nodes.h: the entries of a report: every kept frame of a view has one, equal frames the same one.
 *
 * In: a view. Out: the node of each frame, and what each node stands for. What makes two frames the
 * same node is pprof's graph.NodeInfo: name, file, line, column and address as far as the
 * granularity tells them apart, and the object file where there is no name. Unlike pprof, the
 * function's first line tells nodes apart only where a report asks for it: Go's profiles have that
 * line, and `files` would list a file once for each of its functions.
 */
#ifndef CPROF_GRAPH_NODES_H
#define CPROF_GRAPH_NODES_H

#include "view/view.h"

typedef uint32_t node_id; /* 0 is none */

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
 * All in the arena. `objects` keeps functions of different object files and first lines apart, and
 * fills in start_line.
 */
void nodes_init(struct nodes *nodes, struct arena *a, const struct view *v, bool objects);

/* Where the node is, as printed behind its function: "/src/a.go:12", "[libc.so.6]"; may be empty. */
struct str node_place(struct arena *a, const struct nodes *nodes, node_id id, bool base_name);

/* The node's name as reports print it: "0000000000401136 main.f /src/a.go:12". */
struct str node_name(struct arena *a, const struct nodes *nodes, node_id id);

#endif

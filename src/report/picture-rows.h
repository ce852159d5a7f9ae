/*
 * picture-rows.h: Gives the nodes, label boxes and edges of a picture as rows, beside its bytes.
 *
 * Rows carry the ids that the bytes have for the same things, the values as they are in the
 * profile, and the texts that the picture shows for these. The text writer prints none of these
 * rows; with it all functions return at once.
 */
#ifndef CPROF_REPORT_PICTURE_ROWS_H
#define CPROF_REPORT_PICTURE_ROWS_H

#include "report/label-boxes.h"
#include "report/node-frames.h"

struct picture_rows {
	struct report *r;
	const struct graph *g;
	struct node_frames frames;
	struct table_facts facts;
	bool wanted; /* the writer prints them */
};

/*
 * Begins the rows, once the unit is chosen. `names` as in node_frames_of. *k must stay where it is
 * until picture_rows_end, and so must *g.
 */
void picture_rows_begin(struct picture_rows *k, struct report *r, const struct graph *g,
	const struct str *names);

/* Gives a node, N1 where `number` is 1. */
void picture_rows_node(struct picture_rows *k, node_id node, uint32_t number);

/* Gives a label box. `parent` is the id of the node or the box that it hangs from. */
void picture_rows_box(struct picture_rows *k, const char *id, const char *parent,
	const struct label_box *box, int64_t weight);

/* Gives an edge from one node to another, by their numbers. */
void picture_rows_edge(struct picture_rows *k, const struct edge *edge, uint32_t from, uint32_t to);

void picture_rows_end(struct picture_rows *k);

#endif

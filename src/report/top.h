/*
 * top.h: The rows of `top`, which other lists of nodes have too.
 */
#ifndef CPROF_REPORT_TOP_H
#define CPROF_REPORT_TOP_H

#include "report/node-frames.h"

/* The rows of `find` end with one of the kind TOP_TOTAL, which `top` has not. */
enum top_kind { TOP_NODE, TOP_TOTAL, TOP_KINDS };

enum top_column {
	TOP_FRAME,
	TOP_FLAT,
	TOP_CUM,
	TOP_MATCHES, /* of a total: how many nodes it is the sum of */
	TOP_FLAT_SHARE,
	TOP_SUM_SHARE, /* of the flats so far */
	TOP_CUM_SHARE,
	TOP_WORDS, /* what a total says of itself */
	TOP_COLUMNS
};

extern const struct table_spec top_spec, top_find_spec;

/* Rows of nodes, in the order in which they are given. */
struct top_rows {
	struct report *r;
	const struct graph *g; /* with GRAPH_INLINE_EDGES or more */
	struct node_frames frames;
	const unsigned char *calls; /* by node_id: how it was called */
	int64_t sum;                /* of flat, so far */
};

/* All in the report's arena. */
struct top_rows top_rows_of(struct report *r, const struct graph *g);

/* Gives the node's row to the writer. */
void top_row(struct top_rows *t, node_id n);

#endif

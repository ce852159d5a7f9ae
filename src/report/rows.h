/*
 * rows.h: nodes as the rows of `top`, which other reports print too.
 */
#ifndef CPROF_REPORT_ROWS_H
#define CPROF_REPORT_ROWS_H

#include "report/report.h"

struct top_rows {
	struct report *r;
	const struct graph *g;      /* with GRAPH_INLINE_EDGES or more */
	const unsigned char *calls; /* by node_id: how it was called */
	int64_t sum;                /* of flat, so far */
};

/* All in the report's arena. */
struct top_rows top_rows_of(struct report *r, const struct graph *g);

/* The line above the first row. */
void top_rows_head(struct top_rows *t);

void top_row(struct top_rows *t, node_id n);

#endif

/*
 * nodelets.h: the boxes beside a node of a picture, for the labels it was measured under.
 *
 * In: the tags of a node. Out: a few boxes, the heaviest first.
 */
#ifndef CPROF_REPORT_NODELETS_H
#define CPROF_REPORT_NODELETS_H

#include "report/report.h"

/* Boxes beside a node for texts, and beside each of those, and the node, for numbers. */
enum { NODELETS_MAX = 4 };

/* What one box stands for: a tag, or several whose numbers are near. */
struct nodelet {
	struct str name; /* the texts, on lines, or the number or range */
	str_id texts;    /* as in the tag's kind */
	struct str unit; /* of the number */
	int64_t number;
	int64_t flat, cum; /* undivided, for the order */
	int64_t flat_value, cum_value;
};

/* The tags of a node. */
struct nodelet_source {
	struct report *r;
	const struct graph *g;
	const struct graph_tag *tags;
	uint32_t n;
	bool flat_only; /* the node has calls: what those took is shown with them */
};

/* Both return how many boxes there are. */
uint32_t nodelets_of_texts(const struct nodelet_source *k, struct nodelet boxes[NODELETS_MAX]);

/* The numbers under some texts, 0: under none. What does not fit joins the nearest. */
uint32_t nodelets_of_numbers(const struct nodelet_source *k, str_id texts,
	struct nodelet boxes[NODELETS_MAX]);

#endif

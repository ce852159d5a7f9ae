/*
 * label-boxes.h: Makes the label boxes of a node in a picture: what it took under which labels.
 *
 * The input is the tags of the node. The output is a few boxes, the heaviest first.
 */
#ifndef CPROF_REPORT_LABEL_BOXES_H
#define CPROF_REPORT_LABEL_BOXES_H

#include "report/report.h"

/* At most so many boxes stand beside a node for texts, and as many for numbers beside each of them. */
enum { LABEL_BOXES_MAX = 4 };

/* One box. It stands for a tag, or for several tags whose numbers are near each other. */
struct label_box {
	struct str name; /* the texts, a line each; or the number; or the range of numbers */
	str_id texts;    /* as in the tag's kind */
	struct str unit; /* of the number */
	int64_t number;
	int64_t flat, cum;             /* sums that no mean has divided, for the order */
	int64_t flat_value, cum_value; /* as printed */
};

/* The tags of a node. */
struct label_box_source {
	struct report *r;
	const struct graph *g;
	const struct graph_tag *tags;
	uint32_t n;
	bool flat_only; /* the node has calls; what these took stands beside the nodes called */
};

/* Makes the boxes for texts. Returns how many there are. */
uint32_t label_boxes_of_texts(const struct label_box_source *k,
	struct label_box boxes[LABEL_BOXES_MAX]);

/*
 * Makes the boxes for the numbers that samples have beside these texts (0: beside none). Returns
 * how many there are. Numbers that would need more boxes join the nearest one.
 */
uint32_t label_boxes_of_numbers(const struct label_box_source *k, str_id texts,
	struct label_box boxes[LABEL_BOXES_MAX]);

#endif

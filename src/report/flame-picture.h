/*
 * flame-picture.h: A flame graph as lines of characters.
 *
 *	|all 2930ms
 *	|main.serve                     |main.load~||
 *	|main.find          |main.sort  |os.Open   .
 *
 * `|` begins a frame, and `~` ends a name that is cut. A `.` is a column in which only frames lie that are
 * narrower than it. In a comparison `+` begins a frame that grew, `-` one that shrank, and behind names stands
 * what they had before and have after, where there is room. There is nothing but ASCII in the picture itself.
 */
#ifndef CPROF_REPORT_FLAME_PICTURE_H
#define CPROF_REPORT_FLAME_PICTURE_H

#include "flame/flame-layout.h"
#include "report/report.h"

struct flame_picture {
	struct report *
		r; /* whose values have a unit already; of a comparison, r->values.total is a side's */
	const struct flame_tree *tree;
	struct str *names; /* by node_id: as the picture has them, where they are made */
};

void flame_picture_init(struct flame_picture *k, struct report *r, const struct flame_tree *tree);

/* Writes the level that was laid out last as a line. */
void flame_picture_level(struct flame_picture *k, const struct flame_layout *l, struct out *out);

#endif

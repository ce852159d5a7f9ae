/*
 * flame-layout.h: Lays a flame graph out in columns of a fixed width, level by level.
 *
 * A frame at offset L of width w, in a whole of width T and of W columns, goes from column floor(L * W / T) up to
 * floor((L + w) * W / T). Frames that get no column are narrow: they are not drawn, but the column that they lie
 * in is marked where nothing else is drawn in it. All is in integers: siblings that lie side by side are drawn
 * side by side, and no frame leaves the columns of its parent.
 *
 *	flame_layout_init(&l, a, &tree, 0, 80);
 *	while (flame_layout_next(&l))
 *		for (uint32_t i = 0; i < l.n; i++)
 *			draw(&l.boxes[i]);
 */
#ifndef CPROF_FLAME_FLAME_LAYOUT_H
#define CPROF_FLAME_FLAME_LAYOUT_H

#include "flame/flame-tree.h"

/* The columns of a drawn frame: from begin up to, but not with, end. */
struct flame_box {
	uint32_t frame;
	uint32_t begin, end; /* end > begin */
	uint64_t at;         /* its offset in the whole */
};

/* A layout under way. */
struct flame_layout {
	const struct flame_tree *tree;
	uint32_t zoom; /* the frame that is the whole */
	uint32_t columns;
	uint32_t
		level; /* of the boxes; the whole is on level 1, and before the first call it is 0 */
	struct flame_box *boxes; /* of the level, from left to right */
	uint32_t n;
	uint64_t drawn; /* how many boxes there were on all levels so far */

	struct flame_box *above; /* those of the level above */
	uint32_t n_above;
	uint32_t *narrow; /* by column: down to which level narrow frames go in it */
};

/* Begins with the whole, a frame of the tree; columns is at least 1. Memory is in proportion to the columns. */
void flame_layout_init(struct flame_layout *l, struct arena *a, const struct flame_tree *tree,
	uint32_t zoom, uint32_t columns);

/* Lays the next level out. False when there is none. */
bool flame_layout_next(struct flame_layout *l);

/* Whether a narrow frame of the level lies in the column, which may be behind a box. */
static inline bool flame_layout_narrow(const struct flame_layout *l, uint32_t column)
{
	return l->narrow[column] >= l->level;
}

#endif

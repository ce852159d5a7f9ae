/*
 * flame-layout.c: Lays out the frames of each level below the boxes of the level above.
 */
#include "flame/flame-layout.h"

#include "base/cancel.h"

/* The column in which an offset lies. */
static uint32_t column_of(const struct flame_layout *l, uint64_t at)
{
	return (uint32_t)((unsigned __int128)at * l->columns / l->tree->width[l->zoom]);
}

void flame_layout_init(struct flame_layout *l, struct arena *a, const struct flame_tree *tree,
	uint32_t zoom, uint32_t columns)
{
	*l = (struct flame_layout){.tree = tree, .zoom = zoom, .columns = columns};
	l->boxes = arena_array(a, struct flame_box, columns);
	l->above = arena_array(a, struct flame_box, columns);
	l->narrow = arena_array(a, uint32_t, columns);
}

/* Lays out a frame at an offset. */
static void put_frame(struct flame_layout *l, uint32_t frame, uint64_t at)
{
	uint64_t width = l->tree->width[frame];
	uint32_t begin, end, last = l->level + l->tree->height[frame] - 1;

	if (width == 0)
		return;
	begin = column_of(l, at);
	end = column_of(l, at + width);
	if (end > begin)
		l->boxes[l->n++] = (struct flame_box){frame, begin, end, at};
	else if (l->narrow[begin] < last) /* all below it lies in the same column */
		l->narrow[begin] = last;
}

bool flame_layout_next(struct flame_layout *l)
{
	const struct flame_tree *t = l->tree;
	struct flame_box *above = l->boxes;

	if (l->level == t->height[l->zoom] || interrupted())
		return false;
	l->boxes = l->above;
	l->above = above;
	l->n_above = l->n;
	l->n = 0;
	if (l->level++ == 0) {
		/* It is there even if it weighs nothing. */
		l->boxes[l->n++] = (struct flame_box){l->zoom, 0, l->columns, 0};
	}
	for (uint32_t i = 0; i < l->n_above; i++) {
		uint32_t frame = above[i].frame;
		uint64_t at = above[i].at;

		for (uint32_t child = frame + 1; child < t->end[frame]; child = t->end[child]) {
			put_frame(l, child, at);
			at += t->width[child];
		}
	}
	l->drawn += l->n;
	return true;
}

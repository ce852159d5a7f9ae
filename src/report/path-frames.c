/*
 * path-frames.c: Gives the frames of a call path as a list.
 */
#include "report/path-frames.h"

static void path_frame(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct path_frames *f = (const struct path_frames *)list;

	(void)key;
	*cell = node_frames_cell(f->frames, path_frames_node(f, i), TABLE_INLINE_UNKNOWN);
}

struct path_frames path_frames_of(const struct node_frames *frames, const struct path_tree *tree,
	uint32_t end)
{
	struct path_frames f = {.list = {.item = path_frame}, .frames = frames, .tree = tree};
	uint32_t *rows, i;

	for (uint32_t row = end; row != 0; row = tree->rows[row].parent)
		f.list.n++;
	rows = arena_array(frames->arena, uint32_t, f.list.n);
	i = (uint32_t)f.list.n;
	for (uint32_t row = end; row != 0; row = tree->rows[row].parent)
		rows[--i] = row;
	f.rows = rows;
	return f;
}

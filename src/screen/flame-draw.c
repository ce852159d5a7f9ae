/*
 * flame-draw.c: Draws a flame graph with its header and status into cells.
 */
#include "screen/flame-draw.h"

#include <math.h>

#include "base/glyph.h"
#include "base/wrap.h"

/* A pane stands on the right where the screen is so wide, else below. */
enum { PANE_BESIDE = 150 };

static const struct cell_look plain = {.hue = CELL_NO_HUE};
static const struct cell_look bar = {.role = CELL_BAR, .hue = CELL_NO_HUE};
static const struct cell_look faint = {.role = CELL_FAINT, .hue = CELL_NO_HUE};

struct flame_geometry flame_geometry(const struct flame_scene *scene, uint32_t rows,
	uint32_t columns)
{
	uint32_t room = rows > 5 ? rows - 4 : 1; /* the header, the status */
	struct flame_geometry g = {.picture_rows = room, .picture_columns = columns};

	if (scene->pane == NULL)
		return g;
	if (scene->pane_fills || columns < PANE_BESIDE) {
		g.pane_rows = scene->pane_fills ? room : room / 2;
		g.pane = (struct cell_span){1 + room - g.pane_rows, 0, columns};
		g.picture_rows = room > g.pane_rows ? room - g.pane_rows : 1;
	} else {
		g.pane_rows = room;
		g.pane = (struct cell_span){1, columns / 2 + 1, columns};
		g.picture_columns = columns / 2;
	}
	if (!scene->pane_fills && g.pane_rows != 0) { /* its title */
		g.pane.row++;
		g.pane_rows--;
	}
	return g;
}

/* In a comparison the border of a frame says which way it changed. */
static const char *border_of(const struct flame_tree *t, uint32_t frame)
{
	int64_t change = wrap_sub(flame_tree_cum(t, frame), flame_tree_cum_before(t, frame));

	return !flame_tree_is_compared(t) || change == 0 ? "|" : change > 0 ? "+" : "-";
}

/* Red grew, green shrank; the larger the part of the zoom, the deeper. */
static struct cell_look change_look(const struct flame_tree *t, uint32_t frame)
{
	int64_t change = wrap_sub(flame_tree_cum(t, frame), flame_tree_cum_before(t, frame));
	double all = fabs((double)flame_tree_cum(t, 0)) + fabs((double)flame_tree_cum_before(t, 0));
	double part = all > 0 ? 2 * fabs((double)change) / all : 0;
	struct cell_look look = {.role = CELL_FRAME, .hue = CELL_NO_HUE};

	if (change == 0)
		return look;
	look.hue = change > 0 ? 0 : 120;
	look.depth = part < 0.01 ? 0 : part < 0.05 ? 1 : part < 0.2 ? 2 : 3;
	return look;
}

static struct cell_look frame_look(const struct flame_scene *scene, struct flame_at at)
{
	const struct flame_view *v = scene->view;
	const struct flame_state *s = scene->state;
	const struct flame_tree *t = s->trees[at.half];
	node_id node = t->node[at.frame];
	uint32_t group = v->groups.of_node[node];
	struct cell_look look = {.role = CELL_FRAME, .hue = CELL_NO_HUE, .depth = 1};

	if (flame_tree_is_compared(t))
		look = change_look(t, at.frame);
	else if (node != 0 && group != 0) {
		look.hue = v->groups.hues[group];
		look.depth = v->groups.tones[group] % FLAME_LIGHTS;
	}
	if (at.half == s->selected.half && at.frame == s->selected.frame)
		look.marks |= CELL_SELECTED;
	if (s->matches != NULL && s->matches[node])
		look.marks |= CELL_MATCHED;
	return look;
}

static void draw_box(struct flame_scene *scene, struct cells *cells, uint32_t row, unsigned half,
	const struct flame_box *box)
{
	const struct flame_tree *t = scene->state->trees[half];
	struct cell_look look = frame_look(scene, (struct flame_at){half, box->frame});
	struct cell_span at = {row, box->begin, box->end};

	cells_fill(cells, at, look);
	cells_text(cells, (struct cell_span){row, box->begin, box->begin + 1},
		str_from_c(border_of(t, box->frame)), look);
	at.column++;
	cells_text(cells, at, flame_view_words(scene->view, t, box->frame, at.end - at.column),
		look);
}

static void draw_level(struct flame_scene *scene, struct cells *cells, uint32_t row, unsigned half,
	const struct flame_layout *l)
{
	for (uint32_t column = 0; column < l->columns; column++)
		if (flame_layout_narrow(l, column))
			cells_text(cells, (struct cell_span){row, column, column + 1}, STR("."),
				faint);
	for (uint32_t i = 0; i < l->n; i++)
		draw_box(scene, cells, row, half, &l->boxes[i]);
}

/* Marks the column where the selected frame is, when it is too narrow to be drawn. */
static void mark_narrow(struct flame_scene *scene, struct cells *cells)
{
	struct flame_state *s = scene->state;
	struct cell_look look = {.marks = CELL_SELECTED, .hue = CELL_NO_HUE};
	uint32_t begin, end, row;

	flame_state_columns(s, s->selected, &begin, &end);
	if (begin != end || begin >= s->columns ||
		!flame_state_row(s, s->selected.half, flame_state_level(s, s->selected), &row))
		return;
	cells_text(cells, (struct cell_span){row + 1, begin, begin + 1}, STR("."), look);
}

static void draw_half(struct flame_scene *scene, struct cells *cells, unsigned half)
{
	struct flame_state *s = scene->state;
	struct flame_layout l;
	uint32_t row,
		last = flame_state_first_level(s, half) + s->scroll[half] +
		flame_state_area(s, half).rows;

	arena_rewind(&s->scratch);
	flame_layout_init(&l, &s->scratch, s->trees[half], s->zoom[half], s->columns);
	while (l.level < last && flame_layout_next(&l))
		if (flame_state_row(s, half, l.level, &row))
			draw_level(scene, cells, row + 1, half, &l);
}

/* "levels 5-24 of 38": which are in view, where that is not all of them. */
static struct str levels_in_view(const struct flame_scene *scene)
{
	const struct flame_state *s = scene->state;
	unsigned half = s->selected.half;
	uint32_t all = s->trees[half]->height[s->zoom[half]], rows = flame_state_area(s, half).rows;
	uint32_t first = flame_state_first_level(s, half) + s->scroll[half];
	uint32_t last = first + rows - 1 < all ? first + rows - 1 : all;

	if (all < rows + flame_state_first_level(s, half) || all < first)
		return STR("? help");
	return arena_fmt(scene->view->r->arena, "levels %u-%u of %u  ? help", first, last, all);
}

static void draw_header(const struct flame_scene *scene, struct cells *cells)
{
	struct str right = levels_in_view(scene);
	uint32_t n = (uint32_t)glyph_columns(right), end = cells->columns;

	cells_fill(cells, (struct cell_span){0, 0, cells->columns}, bar);
	if (n + 12 < cells->columns) {
		cells_text(cells, (struct cell_span){0, cells->columns - n, cells->columns}, right,
			bar);
		end -= n + 2;
	}
	cells_text(cells, (struct cell_span){0, 0, end}, scene->title, bar);
}

/* The last line, in which the user types. The end of what is typed stays in view. */
static void draw_prompt(const struct flame_scene *scene, struct cells *cells)
{
	uint32_t row = cells->rows - 1, column;
	struct str before = str_sub(scene->typed, 0, scene->typed_at);
	size_t room = cells->columns - glyph_columns(str_from_c(scene->prompt)) - 1;

	while (glyph_columns(before) > room)
		before = str_from(before, glyph_first(before).bytes);
	cells_fill(cells, (struct cell_span){row, 0, cells->columns}, plain);
	column = cells_text(cells, (struct cell_span){row, 0, cells->columns},
		str_from_c(scene->prompt), plain);
	column = cells_text(cells, (struct cell_span){row, column, cells->columns}, before, plain);
	cells->cursor = true;
	cells->cursor_row = row;
	cells->cursor_column = column;
	cells_text(cells, (struct cell_span){row, column, cells->columns},
		str_from(scene->typed, scene->typed_at), plain);
}

/* The name has as many lines as it needs, up to half of the screen; they may lie on the picture. */
static void draw_status(const struct flame_scene *scene, struct cells *cells)
{
	struct str lines[FLAME_STATUS_LINES];
	uint32_t rows, most = cells->rows / 2, first;
	struct cell_look strong = {.marks = CELL_STRONG, .hue = CELL_NO_HUE};
	struct str note = scene->state->message != NULL ? str_from_c(scene->state->message)
							: scene->note;
	size_t columns;

	flame_view_status(scene->view, scene->state, scene->search, lines);
	if (note.n != 0) /* the last line may be the one in which the user types */
		lines[scene->prompt != NULL ? FLAME_STATUS_VALUES : FLAME_STATUS_MORE] = note;
	columns = glyph_columns(lines[FLAME_STATUS_NAME]);
	rows = columns / cells->columns < most ? (uint32_t)(columns / cells->columns) + 1 : most;
	first = cells->rows - 2 - rows;
	for (uint32_t row = first; row < cells->rows; row++)
		cells_fill(cells, (struct cell_span){row, 0, cells->columns}, plain);
	cells_wrapped(cells, (struct cell_span){first, 0, cells->columns}, cells->rows - 2,
		lines[FLAME_STATUS_NAME], strong);
	cells_text(cells, (struct cell_span){cells->rows - 2, 0, cells->columns},
		lines[FLAME_STATUS_VALUES], plain);
	cells_text(cells, (struct cell_span){cells->rows - 1, 0, cells->columns},
		lines[FLAME_STATUS_MORE], plain);
}

static void draw_pane(const struct flame_scene *scene, struct cells *cells,
	const struct flame_geometry *g)
{
	const struct flame_text *text = scene->pane;
	struct cell_span at = g->pane;

	if (!scene->pane_fills) {
		struct cell_span title = {at.row - 1, at.column, at.end};

		cells_fill(cells, title, bar);
		cells_text(cells, title, scene->pane_title, bar);
	}
	for (uint32_t i = 0; i < g->pane_rows; i++, at.row++) {
		cells_fill(cells, at, plain);
		if (text->scroll + i < text->n)
			cells_text(cells, at, text->lines[text->scroll + i], plain);
	}
}

void flame_draw(struct flame_scene *scene, struct cells *cells)
{
	struct flame_geometry g = flame_geometry(scene, cells->rows, cells->columns);
	struct flame_state *s = scene->state;

	cells_clear(cells, cells->rows, cells->columns);
	if (cells->rows < FLAME_LEAST_ROWS || cells->columns < FLAME_LEAST_COLUMNS) {
		cells_text(cells, (struct cell_span){0, 0, cells->columns},
			STR("needs 20x6; q leaves"), plain);
		return;
	}
	if (!scene->pane_fills)
		flame_state_resize(s, g.picture_rows, g.picture_columns);
	draw_header(scene, cells);
	for (unsigned half = 0; half < s->n_trees; half++)
		draw_half(scene, cells, half);
	mark_narrow(scene, cells);
	if (scene->pane != NULL && g.pane_rows != 0)
		draw_pane(scene, cells, &g);
	draw_status(scene, cells);
	if (scene->prompt != NULL)
		draw_prompt(scene, cells);
}

/*
 * flame-state.c: Moves through a flame graph: selects, zooms, searches and scrolls.
 */
#include "screen/flame-state.h"

#include <stdlib.h>

void flame_state_init(struct flame_state *s, const struct flame_tree *lower,
	const struct flame_tree *upper)
{
	uint32_t first = upper != NULL && lower->n > 1 ? 1 : 0;

	*s = (struct flame_state){
		.trees = {lower, upper},
		.n_trees = upper != NULL ? 2 : 1,
		.rows = 1,
		.columns = 1,
		.zoom = {first, upper != NULL && upper->n > 1 ? 1 : 0},
		.selected = {FLAME_LOWER, first},
	};
}

void flame_state_release(struct flame_state *s)
{
	free(s->zooms.p);
	free(s->matches);
	arena_release(&s->scratch);
	*s = (struct flame_state){0};
}

/* --- what is where */

struct flame_area flame_state_area(const struct flame_state *s, unsigned half)
{
	uint32_t upper = s->n_trees == 2 ? s->rows / 2 : 0;

	if (half == FLAME_UPPER)
		return (struct flame_area){0, upper};
	return (struct flame_area){upper, s->rows - upper};
}

/* Whether deeper levels are further up. */
static bool is_flipped(const struct flame_state *s, unsigned half)
{
	return s->n_trees == 2 ? half == FLAME_UPPER : s->bottom;
}

/* The frame that is the whole of a half. */
static uint32_t base_of(const struct flame_state *s, unsigned half)
{
	return s->n_trees == 2 && s->trees[half]->n > 1 ? 1 : 0;
}

uint32_t flame_state_first_level(const struct flame_state *s, unsigned half)
{
	return half == FLAME_UPPER && s->zoom[half] == base_of(s, half) ? 2 : 1;
}

bool flame_state_row(const struct flame_state *s, unsigned half, uint32_t level, uint32_t *row)
{
	struct flame_area area = flame_state_area(s, half);
	uint32_t first = flame_state_first_level(s, half) + s->scroll[half];

	if (level < first || level - first >= area.rows)
		return false;
	*row = is_flipped(s, half) ? area.row + area.rows - 1 - (level - first)
				   : area.row + level - first;
	return true;
}

uint32_t flame_state_level(const struct flame_state *s, struct flame_at at)
{
	const struct flame_tree *t = s->trees[at.half];
	uint32_t level = 1;

	for (uint32_t i = at.frame; i != s->zoom[at.half] && i != 0; i = t->parent[i])
		level++;
	return level;
}

/* Where the frame begins in the zoom. */
static uint64_t offset_of(const struct flame_state *s, struct flame_at at)
{
	const struct flame_tree *t = s->trees[at.half];
	uint64_t offset = 0;

	for (uint32_t i = at.frame; i != s->zoom[at.half] && i != 0; i = t->parent[i])
		for (uint32_t other = t->parent[i] + 1; other < i; other = t->end[other])
			offset += t->width[other];
	return offset;
}

void flame_state_columns(const struct flame_state *s, struct flame_at at, uint32_t *begin,
	uint32_t *end)
{
	const struct flame_tree *t = s->trees[at.half];
	uint64_t whole = t->width[s->zoom[at.half]], offset = offset_of(s, at);
	unsigned __int128 from = (unsigned __int128)offset * s->columns;
	unsigned __int128 to = (unsigned __int128)(offset + t->width[at.frame]) * s->columns;

	*begin = 0;
	*end = s->columns;
	if (at.frame == s->zoom[at.half] || whole == 0)
		return;
	*begin = (uint32_t)(from / whole);
	*end = (uint32_t)(to / whole);
}

/* Lays out the level, whose boxes are in the scratch arena until the next call. False: there is none. */
static bool lay_out(struct flame_state *s, unsigned half, uint32_t level, struct flame_layout *l)
{
	arena_rewind(&s->scratch);
	flame_layout_init(l, &s->scratch, s->trees[half], s->zoom[half], s->columns);
	while (l->level < level)
		if (!flame_layout_next(l))
			return false;
	return l->n != 0;
}

bool flame_state_at(struct flame_state *s, uint32_t row, uint32_t column, struct flame_at *at)
{
	unsigned half = s->n_trees == 2 && row < flame_state_area(s, FLAME_UPPER).rows
		? FLAME_UPPER
		: FLAME_LOWER;
	struct flame_area area = flame_state_area(s, half);
	struct flame_layout l;
	uint32_t level;

	if (row < area.row || row >= area.row + area.rows)
		return false;
	level = is_flipped(s, half) ? area.row + area.rows - 1 - row : row - area.row;
	level += flame_state_first_level(s, half) + s->scroll[half];
	if (!lay_out(s, half, level, &l))
		return false;
	for (uint32_t i = 0; i < l.n; i++) {
		if (column < l.boxes[i].begin || column >= l.boxes[i].end)
			continue;
		*at = (struct flame_at){half, l.boxes[i].frame};
		return true;
	}
	return false;
}

/* --- scrolling */

/* How far one can scroll. */
static uint32_t most_scroll(const struct flame_state *s, unsigned half)
{
	const struct flame_tree *t = s->trees[half];
	uint32_t levels = t->height[s->zoom[half]] - (flame_state_first_level(s, half) - 1);
	uint32_t rows = flame_state_area(s, half).rows;

	return levels > rows ? levels - rows : 0;
}

/* Scrolls so that the selected frame is in view. */
static void show_selected(struct flame_state *s)
{
	unsigned half = s->selected.half;
	uint32_t first = flame_state_first_level(s, half), rows = flame_state_area(s, half).rows;
	uint32_t level = flame_state_level(s, s->selected), at = level > first ? level - first : 0;

	if (at < s->scroll[half])
		s->scroll[half] = at;
	else if (rows != 0 && at - s->scroll[half] >= rows)
		s->scroll[half] = at - rows + 1;
}

void flame_state_resize(struct flame_state *s, uint32_t rows, uint32_t columns)
{
	bool differs = s->rows != rows || s->columns != columns;

	s->rows = rows;
	s->columns = columns;
	for (unsigned half = 0; half < s->n_trees; half++)
		if (s->scroll[half] > most_scroll(s, half))
			s->scroll[half] = most_scroll(s, half);
	if (differs)
		show_selected(s);
}

static void scroll_to(struct flame_state *s, int64_t to)
{
	unsigned half = s->selected.half;
	int64_t most = most_scroll(s, half);

	s->scroll[half] = (uint32_t)(to < 0 ? 0 : to > most ? most : to);
}

void flame_state_scroll(struct flame_state *s, int64_t rows)
{
	unsigned half = s->selected.half;

	scroll_to(s, (int64_t)s->scroll[half] + (is_flipped(s, half) ? -rows : rows));
}

void flame_state_to_end(struct flame_state *s, bool bottom)
{
	scroll_to(s, bottom != is_flipped(s, s->selected.half) ? INT64_MAX : 0);
}

/* --- selecting */

void flame_state_select(struct flame_state *s, struct flame_at at)
{
	s->selected = at;
	show_selected(s);
}

/* The box on a level that is nearest to a column, on its left or right. NULL: there is none. */
static const struct flame_box *neighbour(const struct flame_layout *l, uint32_t column, bool right)
{
	const struct flame_box *found = NULL;

	for (uint32_t i = 0; i < l->n; i++) {
		if (right && l->boxes[i].begin > column)
			return &l->boxes[i];
		if (!right && l->boxes[i].begin < column)
			found = &l->boxes[i];
	}
	return found;
}

static void move_aside(struct flame_state *s, bool right)
{
	unsigned half = s->selected.half;
	const struct flame_box *box;
	uint32_t begin, end;
	struct flame_layout l;

	flame_state_columns(s, s->selected, &begin, &end);
	if (!lay_out(s, half, flame_state_level(s, s->selected), &l))
		return;
	box = neighbour(&l, begin, right);
	if (box != NULL)
		flame_state_select(s, (struct flame_at){half, box->frame});
}

/* The widest child of a frame; 0: it has none. */
static uint32_t widest_child(const struct flame_tree *t, uint32_t frame)
{
	uint32_t widest = 0;

	for (uint32_t child = frame + 1; child < t->end[frame]; child = t->end[child])
		if (widest == 0 || t->width[child] > t->width[widest])
			widest = child;
	return widest;
}

static void move_deeper(struct flame_state *s, struct flame_at from)
{
	const struct flame_tree *t = s->trees[from.half];
	struct flame_at to = {from.half, widest_child(t, from.frame)};
	uint32_t begin, end;

	if (to.frame == 0) {
		if (flame_tree_is_folded(t, from.frame))
			s->message =
				"all below is narrower than 1/65536 of the whole; focus on this "
				"function (f) shows it";
		return;
	}
	flame_state_columns(s, to, &begin, &end);
	if (begin == end)
		s->message = "all below is narrower than a column; Enter zooms in";
	else
		flame_state_select(s, to);
}

static void move_to_parent(struct flame_state *s)
{
	struct flame_at at = s->selected;

	if (at.frame == s->zoom[at.half])
		return;
	at.frame = s->trees[at.half]->parent[at.frame];
	/* The function of a sandwich stands in the lower half. */
	if (at.half == FLAME_UPPER && at.frame == base_of(s, FLAME_UPPER))
		at = (struct flame_at){FLAME_LOWER, s->zoom[FLAME_LOWER]};
	flame_state_select(s, at);
}

void flame_state_move(struct flame_state *s, enum flame_move move)
{
	unsigned half = s->selected.half;
	bool deeper = (move == FLAME_DOWNWARDS) != is_flipped(s, half);

	if (move == FLAME_TO_LEFT || move == FLAME_TO_RIGHT)
		move_aside(s, move == FLAME_TO_RIGHT);
	else if (deeper)
		move_deeper(s, s->selected);
	else if (s->n_trees == 2 && half == FLAME_LOWER &&
		s->selected.frame == s->zoom[FLAME_LOWER])
		move_deeper(s, (struct flame_at){FLAME_UPPER, s->zoom[FLAME_UPPER]});
	else
		move_to_parent(s);
}

/* --- zooming */

static void find_in_zoom(struct flame_state *s)
{
	if (s->matches != NULL)
		s->in_zoom = flame_tree_find(s->trees[FLAME_LOWER], s->zoom[FLAME_LOWER],
			s->matches);
}

static void set_zoom(struct flame_state *s, struct flame_at at)
{
	s->zoom[at.half] = at.frame;
	s->scroll[at.half] = 0;
	find_in_zoom(s);
	show_selected(s);
}

void flame_state_zoom(struct flame_state *s)
{
	struct flame_at at = s->selected;

	if (at.frame == s->zoom[at.half])
		return;
	*vec_add(&s->zooms) = (struct flame_at){at.half, s->zoom[at.half]};
	set_zoom(s, at);
}

void flame_state_out(struct flame_state *s)
{
	if (s->zooms.n != 0)
		set_zoom(s, s->zooms.p[--s->zooms.n]);
}

void flame_state_all(struct flame_state *s)
{
	s->zooms.n = 0;
	for (unsigned half = 0; half < s->n_trees; half++)
		set_zoom(s, (struct flame_at){half, base_of(s, half)});
}

bool flame_state_escape(struct flame_state *s)
{
	bool zoomed = s->zooms.n != 0;

	if (s->matches != NULL) {
		flame_state_search(s, NULL);
		return true;
	}
	flame_state_out(s);
	return zoomed;
}

/* --- searching */

void flame_state_search(struct flame_state *s, bool *matches)
{
	free(s->matches);
	s->matches = matches;
	if (matches == NULL)
		return;
	s->in_all = flame_tree_find(s->trees[FLAME_LOWER], base_of(s, FLAME_LOWER), matches);
	find_in_zoom(s);
}

/* Selects the first match among frames from `begin` on, or the last one before `end`. */
static bool select_match(struct flame_state *s, unsigned half, uint32_t begin, uint32_t end,
	bool backwards)
{
	const struct flame_tree *t = s->trees[half];

	for (uint32_t i = begin; i < end; i++) {
		uint32_t frame = backwards ? end - 1 - (i - begin) : i;

		if (!s->matches[t->node[frame]])
			continue;
		flame_state_select(s, (struct flame_at){half, frame});
		return true;
	}
	return false;
}

void flame_state_next(struct flame_state *s, bool backwards)
{
	unsigned half = s->selected.half, other = s->n_trees == 2 ? 1 - half : half;
	uint32_t begin = s->zoom[half], end = s->trees[half]->end[begin], at = s->selected.frame;

	if (s->matches == NULL) {
		s->message = "nothing is searched for: / searches";
		return;
	}
	if (at < begin || at >= end)
		at = begin;
	if (backwards ? select_match(s, half, begin, at, true)
		      : select_match(s, half, at + 1, end, false))
		return;
	if (other != half &&
		select_match(s, other, s->zoom[other], s->trees[other]->end[s->zoom[other]],
			backwards))
		return;
	if (!(backwards ? select_match(s, half, at, end, true)
			: select_match(s, half, begin, at + 1, false)))
		s->message = s->in_all.frames != 0 ? "no match in the zoom: 0 zooms out"
						   : "no match";
}

/* --- trails */

struct flame_trail flame_state_trail(const struct flame_state *s, struct arena *a,
	struct flame_at at)
{
	const struct flame_tree *t = s->trees[at.half];
	struct flame_trail trail = {0};
	uint32_t n;

	for (uint32_t i = at.frame; i != 0; i = t->parent[i])
		trail.n++;
	trail.names = arena_array(a, struct str, trail.n);
	n = trail.n;
	for (uint32_t i = at.frame; i != 0; i = t->parent[i])
		trail.names[--n] = arena_str(a, t->names[t->node[i]]);
	return trail;
}

uint32_t flame_state_follow(const struct flame_state *s, unsigned half,
	const struct flame_trail *trail)
{
	const struct flame_tree *t = s->trees[half];
	uint32_t at = 0;

	for (uint32_t i = 0; i < trail->n; i++) {
		uint32_t child = at + 1;

		while (child < t->end[at] && !str_eq(t->names[t->node[child]], trail->names[i]))
			child = t->end[child];
		if (child >= t->end[at])
			break;
		at = child;
	}
	return at != 0 ? at : base_of(s, half);
}

uint32_t flame_state_paths(const struct flame_tree *t, uint32_t frame)
{
	uint32_t n = 0;

	for (uint32_t i = frame; i < t->end[frame]; i++)
		n += t->flat[i] != 0 || t->end[i] == i + 1;
	return n;
}

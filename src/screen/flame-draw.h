/*
 * flame-draw.h: Draws a flame graph with its header and status into cells.
 */
#ifndef CPROF_SCREEN_FLAME_DRAW_H
#define CPROF_SCREEN_FLAME_DRAW_H

#include "screen/cells.h"
#include "screen/flame-view.h"

/* Below this size a screen says that it is too small. */
enum { FLAME_LEAST_COLUMNS = 20, FLAME_LEAST_ROWS = 6 };

/* Lines of text beside the flame graph, or in its place. */
struct flame_text {
	struct str *lines;
	size_t n;
	size_t scroll; /* how many lines are scrolled away */
};

/* What is on the screen. */
struct flame_scene {
	struct flame_view *view;
	struct flame_state *state;
	struct str title, search;
	struct str note;               /* what to tell the user, if state->message does not */
	const struct flame_text *pane; /* NULL: none */
	struct str pane_title;
	bool pane_fills;    /* it stands in place of the flame graph, as help does */
	const char *prompt; /* the last line is where the user types; NULL: it is not */
	struct str typed;
	size_t typed_at; /* the cursor's place in it, in bytes */
};

/* Where things are on a screen of some size. */
struct flame_geometry {
	uint32_t picture_rows, picture_columns; /* it begins in row 1, column 0 */
	struct cell_span pane;                  /* its first line, below its title */
	uint32_t pane_rows;                     /* 0: there is none */
};

struct flame_geometry flame_geometry(const struct flame_scene *scene, uint32_t rows,
	uint32_t columns);

/* Draws all of it, in the size that the cells have. */
void flame_draw(struct flame_scene *scene, struct cells *cells);

#endif

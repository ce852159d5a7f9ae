/*
 * cells.h: A screen of characters in memory, before it is shown on a terminal.
 *
 * Text that is not ours is escaped here (base/glyph.h). So no byte of a name can do anything to a terminal,
 * whatever shows the cells. A wide character fills two cells and is never halved.
 */
#ifndef CPROF_SCREEN_CELLS_H
#define CPROF_SCREEN_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* What a cell is a part of. */
enum cell_role {
	CELL_PLAIN,
	CELL_BAR,   /* a line that stands out, as the header */
	CELL_FRAME, /* of a flame graph: it has a hue */
	CELL_FAINT,
};

/* Marks of a cell, besides its role. */
enum cell_mark {
	CELL_SELECTED = 1 << 0,
	CELL_MATCHED = 1 << 1, /* by a search */
	CELL_STRONG = 1 << 2,
};

/* The hue of frames that have none. */
enum { CELL_NO_HUE = 360 };

/* How a text looks. */
struct cell_look {
	uint8_t role;  /* enum cell_role */
	uint8_t marks; /* enum cell_mark */
	uint8_t depth; /* of the colour, from 0, pale, to 3; packages have 1 */
	uint16_t hue;  /* in degrees, or CELL_NO_HUE */
};

enum { CELL_BYTES = 26 };

struct cell {
	char bytes
		[CELL_BYTES]; /* a character in UTF-8 with the marks on it; n 0: the end of a wide one */
	uint8_t n;
	uint8_t columns; /* 1 or 2; 0: the end of a wide one */
	struct cell_look look;
};

/* Zero-initialized has no cells. Owns p. */
struct cells {
	struct cell *p; /* row by row */
	uint32_t rows, columns;
	size_t cap;
	uint32_t cursor_row, cursor_column; /* where the cursor is, if `cursor` */
	bool cursor;
};

/* Makes it so large, and all of it blank. */
void cells_clear(struct cells *c, uint32_t rows, uint32_t columns);
void cells_release(struct cells *c);

/* Part of a row: the cells from `column` up to, but not with, `end`. */
struct cell_span {
	uint32_t row, column, end;
};

/*
 * Writes as much of a text as fits in the span, and returns the column behind it. A text that does not fit ends
 * with `~`, unless there is room for one column only. Spans beyond the screen are cut.
 */
uint32_t cells_text(struct cells *c, struct cell_span at, struct str text, struct cell_look look);

/*
 * Writes a text into lines below each other, in the columns of the span, from its row up to, but not with, row
 * `last`. Returns the row behind it.
 */
uint32_t cells_wrapped(struct cells *c, struct cell_span at, uint32_t last, struct str text,
	struct cell_look look);

/* Blanks with a look. */
void cells_fill(struct cells *c, struct cell_span at, struct cell_look look);

static inline const struct cell *cells_at(const struct cells *c, uint32_t row, uint32_t column)
{
	return &c->p[(size_t)row * c->columns + column];
}

#endif

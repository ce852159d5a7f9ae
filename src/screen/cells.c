/*
 * cells.c: Writes text into cells, escaped and cut to the columns that there are.
 */
#include "screen/cells.h"

#include <stdlib.h>

#include "base/glyph.h"
#include "base/mem.h"

static const struct cell_look plain = {.hue = CELL_NO_HUE};

void cells_clear(struct cells *c, uint32_t rows, uint32_t columns)
{
	size_t n = (size_t)rows * columns;

	c->p = mem_grow(c->p, &c->cap, n + 1, sizeof(*c->p));
	c->rows = rows;
	c->columns = columns;
	c->cursor = false;
	for (uint32_t row = 0; row < rows; row++)
		cells_fill(c, (struct cell_span){row, 0, columns}, plain);
}

void cells_release(struct cells *c)
{
	free(c->p);
	*c = (struct cells){0};
}

/* The span as far as it is on the screen; empty where nothing of it is. */
static struct cell_span visible(const struct cells *c, struct cell_span at)
{
	if (at.end > c->columns)
		at.end = c->columns;
	if (at.row >= c->rows || at.column > at.end)
		at.end = at.column;
	return at;
}

static struct cell *cell_of(struct cells *c, uint32_t row, uint32_t column)
{
	return &c->p[(size_t)row * c->columns + column];
}

void cells_fill(struct cells *c, struct cell_span at, struct cell_look look)
{
	at = visible(c, at);
	for (uint32_t i = at.column; i < at.end; i++)
		*cell_of(c, at.row,
			i) = (struct cell){.bytes = " ", .n = 1, .columns = 1, .look = look};
}

/* Puts bytes that take `columns` columns, of which the row has enough. */
static void put(struct cells *c, struct cell_span at, struct str bytes, uint32_t columns,
	struct cell_look look)
{
	struct cell *cell = cell_of(c, at.row, at.column);

	*cell = (struct cell){.n = (uint8_t)bytes.n, .columns = (uint8_t)columns, .look = look};
	memcpy(cell->bytes, bytes.p, bytes.n);
	if (columns == 2)
		cell[1] = (struct cell){.look = look};
}

/* A mark goes onto the character before it, as long as there is room for it. */
static void put_mark(struct cells *c, struct cell_span at, uint32_t begin, struct str mark)
{
	struct cell *cell;

	if (at.column == begin)
		return; /* there is no character */
	cell = cell_of(c, at.row, at.column - 1);
	if (cell->columns == 0 && at.column - 1 > begin)
		cell--;
	if (cell->n + mark.n > CELL_BYTES)
		return;
	memcpy(cell->bytes + cell->n, mark.p, mark.n);
	cell->n = (uint8_t)(cell->n + mark.n);
}

/* Writes what fits of the first character, and returns how many columns it took. */
static uint32_t put_glyph(struct cells *c, struct cell_span at, uint32_t begin, struct str text,
	const struct glyph *g, struct cell_look look)
{
	char buf[GLYPH_ESCAPE_MAX];

	if (g->escaped) {
		size_t n = glyph_escape(g, buf);

		for (size_t i = 0; i < n; i++, at.column++)
			put(c, at, (struct str){buf + i, 1}, 1, look);
	} else if (g->columns == 0) {
		put_mark(c, at, begin, str_sub(text, 0, g->bytes));
	} else {
		put(c, at, str_sub(text, 0, g->bytes), g->columns, look);
	}
	return g->columns;
}

/* Writes what fits, and returns how many bytes of the text that was. at->column becomes the column behind it. */
static size_t put_text(struct cells *c, struct cell_span *at, struct str text,
	struct cell_look look)
{
	uint32_t begin = at->column;
	size_t done = 0;

	while (done < text.n) {
		struct str rest = str_from(text, done);
		struct glyph g = glyph_first(rest);

		if (g.columns > at->end - at->column)
			break;
		at->column += put_glyph(c, *at, begin, rest, &g, look);
		done += g.bytes;
	}
	return done;
}

/* Whether all of the text fits. It looks at no more of it than that takes. */
static bool fits(struct str text, uint32_t room)
{
	size_t columns = 0;

	while (text.n != 0 && columns <= room) {
		struct glyph g = glyph_first(text);

		columns += g.columns;
		text = str_from(text, g.bytes);
	}
	return columns <= room;
}

uint32_t cells_text(struct cells *c, struct cell_span at, struct str text, struct cell_look look)
{
	bool cut;

	at = visible(c, at);
	if (at.column >= at.end)
		return at.column;
	/* In one column, the first character says more than the mark. */
	cut = at.end - at.column > 1 && !fits(text, at.end - at.column);
	at.end -= cut;
	put_text(c, &at, text, look);
	if (cut)
		put(c, (struct cell_span){at.row, at.column, at.end}, STR("~"), 1, look);
	return at.column + cut;
}

uint32_t cells_wrapped(struct cells *c, struct cell_span at, uint32_t last, struct str text,
	struct cell_look look)
{
	while (text.n != 0 && at.row < last && at.row < c->rows) {
		struct cell_span line = visible(c, at);
		size_t done = 0;

		if (line.column >= line.end)
			break;
		if (at.row + 1 == last)
			cells_text(c, at, text, look);
		else
			done = put_text(c, &line, text, look);
		at.row++;
		text = done == 0 ? STR("") : str_from(text, done);
	}
	return at.row;
}

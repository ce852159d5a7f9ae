/*
 * align.c: Sets text with tabs in columns.
 */
#include "table/align.h"

#include <stdlib.h>

#include "base/mem.h"

struct align_cell {
	struct str text;
	size_t width;  /* of the text */
	size_t column; /* of its column; 0: not in one */
};

struct align_row {
	size_t begin, end; /* of its cells; the last is not in a column */
};

struct align_text {
	VEC(struct align_cell) cells;
	VEC(struct align_row) rows;
};

static void add_row(struct align_text *t, struct str line)
{
	struct align_row *row = vec_add(&t->rows);
	struct str cell;

	row->begin = t->cells.n;
	while (str_split(&line, '\t', &cell)) {
		struct align_cell *to = vec_add(&t->cells);

		to->text = cell;
		to->width = out_width(cell);
	}
	row->end = t->cells.n;
}

static bool in_column(const struct align_row *row, size_t k)
{
	return row->end - row->begin > k + 1;
}

/* Makes column k of rows begin..end, which all have it, as wide as its widest cell. */
static void set_column(struct align_text *t, size_t begin, size_t end, size_t k)
{
	size_t width = 0;

	for (size_t i = begin; i < end; i++)
		if (t->cells.p[t->rows.p[i].begin + k].width > width)
			width = t->cells.p[t->rows.p[i].begin + k].width;
	for (size_t i = begin; i < end; i++)
		t->cells.p[t->rows.p[i].begin + k].column = width + 1;
}

/* Finds the runs of rows that have a column k, for every k that occurs. */
static void set_columns(struct align_text *t)
{
	for (size_t first = 0; first < t->rows.n; first++) {
		size_t above = first ? t->rows.p[first - 1].end - t->rows.p[first - 1].begin : 0;
		size_t here = t->rows.p[first].end - t->rows.p[first].begin;

		/* Columns that begin here: those that the row above does not have. */
		for (size_t k = above > 1 ? above - 1 : 0; k + 1 < here; k++) {
			size_t end = first;

			while (end < t->rows.n && in_column(&t->rows.p[end], k))
				end++;
			set_column(t, first, end, k);
		}
	}
}

void table_align(struct out *o, struct str text)
{
	struct align_text t = {0};
	struct str line;

	while (text.n != 0 && str_split(&text, '\n', &line))
		if (text.p != NULL || line.n != 0)
			add_row(&t, line);
	set_columns(&t);
	for (size_t i = 0; i < t.rows.n; i++) {
		for (size_t k = t.rows.p[i].begin; k < t.rows.p[i].end; k++) {
			const struct align_cell *c = &t.cells.p[k];

			if (c->column > c->width)
				out_fill(o, ' ', c->column - c->width);
			out_bytes(o, c->text.p, c->text.n);
		}
		out_lit(o, "\n");
	}
	free(t.cells.p);
	free(t.rows.p);
}

/*
 * align.c: text with tabs as columns. See report.h.
 *
 * As Go's text/tabwriter with a padding of one and AlignRight: a cell is what ends with a tab; the
 * cells of adjoining lines that have one at the same place are a column, as wide as the widest of
 * them and one space; cells are set flush right. The text behind a line's last tab is no cell.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "report/report.h"

struct cell {
	struct str text;
	size_t width;  /* of the text */
	size_t column; /* of its column; 0: not in one */
};

struct row {
	size_t begin, end; /* of its cells; the last is not in a column */
};

struct table {
	VEC(struct cell) cells;
	VEC(struct row) rows;
};

static void add_row(struct table *t, struct str line)
{
	struct row *row = vec_add(&t->rows);
	struct str cell;

	row->begin = t->cells.n;
	while (str_split(&line, '\t', &cell)) {
		struct cell *to = vec_add(&t->cells);

		to->text = cell;
		to->width = out_width(cell);
	}
	row->end = t->cells.n;
}

static bool in_column(const struct row *row, size_t k)
{
	return row->end - row->begin > k + 1;
}

/* Makes column k of rows begin..end, which all have it, as wide as its widest cell. */
static void set_column(struct table *t, size_t begin, size_t end, size_t k)
{
	size_t width = 0;

	for (size_t i = begin; i < end; i++)
		if (t->cells.p[t->rows.p[i].begin + k].width > width)
			width = t->cells.p[t->rows.p[i].begin + k].width;
	for (size_t i = begin; i < end; i++)
		t->cells.p[t->rows.p[i].begin + k].column = width + 1;
}

/* Finds the runs of rows that have a column k, for every k that occurs. */
static void set_columns(struct table *t)
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

void report_align(struct report *r, struct str text)
{
	struct table t = {0};
	struct str line;

	while (text.n != 0 && str_split(&text, '\n', &line))
		if (text.p != NULL || line.n != 0)
			add_row(&t, line);
	set_columns(&t);
	for (size_t i = 0; i < t.rows.n; i++) {
		for (size_t k = t.rows.p[i].begin; k < t.rows.p[i].end; k++) {
			const struct cell *c = &t.cells.p[k];

			if (c->column > c->width)
				out_fill(r->out, ' ', c->column - c->width);
			out_bytes(r->out, c->text.p, c->text.n);
		}
		out_lit(r->out, "\n");
	}
	free(t.cells.p);
	free(t.rows.p);
}

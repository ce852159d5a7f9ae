/*
 * text.h: Writes rows as text for people: with units, in columns, and on a terminal coloured,
 * escaped and shortened to its width.
 *
 * `out` says what it is written to: escapes (out->terminal), colours (out->color), the width of
 * rows (out->columns). Nothing else in cprof colours, shortens or aligns the rows of a report.
 */
#ifndef CPROF_TABLE_TEXT_H
#define CPROF_TABLE_TEXT_H

#include "table/table.h"

/* A writer of text; lives in the arena and writes to `out`, which the caller flushes. */
struct table_writer *table_text_open(struct arena *a, struct out *out);

/*
 * The writer of text, for kinds of rows that print themselves (struct table_kind): such a row
 * prints its colours and its line's end, too.
 */
struct table_text_writer {
	struct table_writer writer;
	struct table_text_cache *cache; /* by kind */
};

/* Writes text of a source file or of assembly: tabs stay, all else is escaped on a terminal. */
void table_put_code(struct out *o, struct str text);

/*
 * Spaces in front of a name `level` levels deep. Very deep levels are written as a number: the row
 * must have room for the name.
 */
void table_put_indent(struct out *o, uint32_t level);

/*
 * Writes a frame as the last cell of a row, shortened where out->columns leave too little; `behind`
 * columns are needed after it.
 */
void table_put_frame(struct table_text_writer *t, const struct table_cell *frame, size_t behind);

/* Colours what follows by the value's share of the total, or as a change where values are changes. */
void table_put_heat(struct table_text_writer *t, int64_t value);

/* Writes a value as rows have it: with a plus where it is a change that is shown in colour. */
void table_put_weight(struct table_text_writer *t, struct out *o, int64_t value, size_t width);

/* Writes a text as the last cell of a row, shortened to what is left of the terminal's columns. */
void table_put_last(struct table_text_writer *t, struct str text);

#endif

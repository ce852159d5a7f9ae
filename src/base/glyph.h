/*
 * glyph.h: how a terminal shows a character: its bytes, its columns, and whether it is escaped.
 *
 * Text that is not ours may hold characters that move the cursor, reorder a line, or are invisible. On a
 * terminal they are written as \n, \x1b or \u202e. One table in glyph.c lists these characters and the width
 * of all others.
 */
#ifndef CPROF_BASE_GLYPH_H
#define CPROF_BASE_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct glyph {
	unsigned bytes;   /* of the character in the text, at least 1 */
	unsigned columns; /* that it takes on a terminal; escaped, those of the escape */
	uint32_t code;    /* of Unicode; of a byte that is no UTF-8, the byte itself */
	bool escaped;     /* it is shown as glyph_escape writes it */
};

/* The longest escape, with the NUL behind it. */
enum { GLYPH_ESCAPE_MAX = sizeof("\\U0010ffff") };

/* The character that s begins with; s is not empty. */
struct glyph glyph_first(struct str s);

/* Writes what stands for a character that is escaped. Returns its length. */
size_t glyph_escape(const struct glyph *g, char buf[GLYPH_ESCAPE_MAX]);

/* The columns of all characters of s. */
size_t glyph_columns(struct str s);

#endif

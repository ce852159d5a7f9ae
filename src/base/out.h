/*
 * out.h: a growing buffer of bytes that a report is written into.
 *
 * Reports never write to a file themselves. Text that comes from a profile, a file or the user goes through
 * out_str and out_pad. When the buffer is for a terminal, these escape every character that could move the
 * cursor, reorder a row or is invisible (base/glyph.h): control bytes and invalid UTF-8 as \x1b, \n, \t, and
 * characters such as U+202E as \u202e. out_lit and out_fmt are for our own text and for numbers, and escape
 * nothing.
 */
#ifndef CPROF_BASE_OUT_H
#define CPROF_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/*
 * Receives the buffer each time it exceeds 512 KiB, so that the size of a report does not bound memory. Once
 * it has failed, the buffer drops all that is written to it.
 */
struct out_sink {
	bool (*write)(struct out_sink *sink, struct str bytes, struct err *err);
	bool failed;
	struct err err; /* why */
};

/* Zero-initialized is empty and valid. Owns p. */
struct out {
	char *p;
	size_t n, cap;
	bool terminal;  /* escape what out_str and out_pad are given */
	bool color;     /* out_heat has an effect */
	bool hot;       /* it had one since the last out_plain */
	size_t columns; /* of the terminal that rows should fit on; 0: they may be any length */
	/* What a picture made of characters is to fill; 0: not known. */
	size_t screen_rows, screen_columns;
	size_t begun;          /* how many columns of the current row the sink has already */
	struct out_sink *sink; /* NULL: everything stays in the buffer */
};

void out_bytes(struct out *o, const void *p, size_t n);
static inline void out_lit(struct out *o, const char *lit)
{
	out_bytes(o, lit, strlen(lit));
}

void out_fmt(struct out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * For loops that write very many small pieces: out_room returns room for n bytes at the end of the buffer,
 * and out_used says how many of them the caller wrote. Note: the room is valid until the next call for `o`.
 */
char *out_room(struct out *o, size_t n);
void out_used(struct out *o, size_t n);

/* Writes text that is not ours, escaped for a terminal. */
void out_str(struct out *o, struct str s);

/*
 * Writes text that is not ours, escaped for a terminal, and pads it with spaces to |width| characters: on its
 * left for width > 0, on its right for width < 0. Like Go's %10s, a character is a UTF-8 code point; an
 * invalid byte counts as one.
 */
void out_pad(struct out *o, struct str s, int width);

/* A share below this is shown faint. */
#define OUT_LIGHT 0.005

/*
 * Colours the text up to out_plain by its share of the total (1 is all of it): a large share is bold, the
 * largest are red. Call out_plain before the line ends. Without `color` neither writes anything.
 */
void out_heat(struct out *o, double share);

/* The same for a difference: an increase (share > 0) is red, a decrease green, and a large one bold. */
void out_change(struct out *o, double share);
void out_plain(struct out *o);

/* Writes the byte c n times. */
void out_fill(struct out *o, char c, size_t n);

/* The number of characters in s, counted as out_pad does. */
size_t out_width(struct str s);

/* How many columns are left in the current row; SIZE_MAX where rows may be any length. */
size_t out_columns_left(const struct out *o);

/* The columns that `written` takes on a terminal, where it was written to an out; colours take none. */
size_t out_columns(struct str written);

/* Passes the rest of the buffer to the sink. False with the sink's error when it failed now or before. */
bool out_flush(struct out *o, struct err *err);

/* Writes all bytes to a descriptor. The error does not name the file. */
bool out_write(int fd, struct str bytes, struct err *err);

/* Empties the buffer and keeps its memory. */
void out_clear(struct out *o);
void out_release(struct out *o);

#endif

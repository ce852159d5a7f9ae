/*
 * out.h: a growing buffer of bytes that a report is written into.
 *
 * Reports never write to a file themselves. What comes from a profile, a file or the user goes
 * through out_str and out_pad: when the buffer is for a terminal they escape what could move the
 * cursor, show a row in another order or is not seen (base/glyph.h): control bytes and bytes that are
 * no UTF-8 as \x1b, \n, \t, and characters such as U+202E as \u202e. out_lit and out_fmt are for our
 * own text and for numbers, and are never escaped.
 */
#ifndef CPROF_BASE_OUT_H
#define CPROF_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/*
 * Takes what was written when it has become much, so that a large report needs no memory. Once it
 * has failed, what is written is thrown away.
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
	bool hot;       /* since the last out_plain it had one */
	size_t columns; /* of the terminal that rows should fit on; 0: they may be any length */
	size_t begun;   /* columns of the row's beginning that the sink has already */
	struct out_sink *sink; /* NULL: everything stays in the buffer */
};

void out_bytes(struct out *o, const void *p, size_t n);
static inline void out_lit(struct out *o, const char *lit)
{
	out_bytes(o, lit, strlen(lit));
}

void out_fmt(struct out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * For loops over very many small pieces: room for n bytes, to be written there at once, and how many
 * of them were.
 */
char *out_room(struct out *o, size_t n);
void out_used(struct out *o, size_t n);

/* Text that is not ours. */
void out_str(struct out *o, struct str s);

/*
 * Text that is not ours, padded with spaces on its left (width > 0) or right (width < 0) to
 * |width| characters. Like Go's %10s, a character is a UTF-8 code point; a bad byte counts as one.
 */
void out_pad(struct out *o, struct str s, int width);

/* A share below this is shown faint. */
#define OUT_LIGHT 0.005

/*
 * Colours what follows, up to out_plain, by its share of everything (1 is all of it): what is heavy is
 * bold, and the heaviest red. Put out_plain before the line's end. Without `color` neither writes
 * anything.
 */
void out_heat(struct out *o, double share);

/* The same for a change: more (share > 0) is red, less is green, and much of either is bold. */
void out_change(struct out *o, double share);
void out_plain(struct out *o);

/* n times the byte c. */
void out_fill(struct out *o, char c, size_t n);

/* The number of characters in s, counted as out_pad does. */
size_t out_width(struct str s);

/* The columns that are left of a row that should fit on the terminal; SIZE_MAX when it need not. */
size_t out_columns_left(const struct out *o);

/* The columns of text that was written to an out for a terminal: colours take none. */
size_t out_columns(struct str written);

/* Gives the sink what is left. */
bool out_flush(struct out *o, struct err *err);

/* Writes bytes to a descriptor; `err` names what went wrong, not the file. */
bool out_write(int fd, struct str bytes, struct err *err);

/* Empties it, keeping the memory. */
void out_clear(struct out *o);
void out_release(struct out *o);

#endif

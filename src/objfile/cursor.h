/*
 * cursor.h: reads numbers and strings of a file, which may be damaged, one after the other.
 *
 * A read beyond the end gives 0 and sets `bad`. So a caller checks `bad` once, after several reads.
 */
#ifndef CPROF_OBJFILE_CURSOR_H
#define CPROF_OBJFILE_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct cursor {
	const unsigned char *p, *end;
	bool big_endian, bad;
};

static inline size_t cursor_left(const struct cursor *c)
{
	return (size_t)(c->end - c->p);
}

static inline void cursor_skip(struct cursor *c, uint64_t n)
{
	if (n > cursor_left(c)) {
		c->bad = true;
		n = cursor_left(c);
	}
	c->p += n;
}

/* Reads a number of n bytes, at most 8. */
static inline uint64_t cursor_number(struct cursor *c, unsigned n)
{
	uint64_t v = 0;

	if (n > cursor_left(c)) {
		cursor_skip(c, n);
		return 0;
	}
	for (unsigned i = 0; i < n; i++)
		v = v << 8 | c->p[c->big_endian ? i : n - 1 - i];
	c->p += n;
	return v;
}

/* Reads a LEB128 number; bits beyond 64 are dropped. */
static inline uint64_t cursor_leb(struct cursor *c, bool is_signed)
{
	uint64_t v = 0;
	unsigned shift = 0;

	while (c->p < c->end) {
		unsigned char byte = *c->p++;

		if (shift < 64)
			v |= (uint64_t)(byte & 0x7f) << shift;
		shift += shift < 64 ? 7 : 0;
		if ((byte & 0x80) != 0)
			continue;
		if (is_signed && (byte & 0x40) != 0 && shift < 64)
			v |= UINT64_MAX << shift;
		return v;
	}
	c->bad = true;
	return v;
}

/* Reads a string up to its NUL, or up to the end. */
static inline struct str cursor_string(struct cursor *c)
{
	struct str s = {(const char *)c->p, strnlen((const char *)c->p, cursor_left(c))};

	cursor_skip(c, s.n + 1);
	return s;
}

#endif

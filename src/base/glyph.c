/*
 * glyph.c: the width of each character on a terminal, and which characters are escaped.
 *
 * The table is ours and not wcwidth's, which knows nothing in the C locale, where many terminals are
 * used by way of ssh. Where terminals differ, a character counts as the wider one.
 */
#include "base/glyph.h"
#include "base/array.h"
#include "base/search.h"

#include <stdio.h>

enum { NARROW = 1, WIDE = 2, MARK = 0, ESCAPED = -1 };

/* Ascending. What is in no row is NARROW. */
static const struct glyph_range {
	uint32_t first, last;
	int shown; /* its columns, or ESCAPED */
} ranges[] = {
	{0x0000, 0x001f, ESCAPED}, /* C0 */
	{0x007f, 0x009f, ESCAPED}, /* DEL, C1 */
	{0x0300, 0x036f, MARK},    /* accents on the letter before */
	{0x0483, 0x0489, MARK},
	{0x0591, 0x05bd, MARK},
	{0x0610, 0x061a, MARK},
	{0x061c, 0x061c, ESCAPED}, /* direction of writing */
	{0x064b, 0x065f, MARK},
	{0x06d6, 0x06dc, MARK},
	{0x1100, 0x115f, WIDE}, /* Hangul */
	{0x1160, 0x11ff, MARK},
	{0x180e, 0x180e, ESCAPED}, /* not seen */
	{0x1ab0, 0x1aff, MARK},
	{0x1dc0, 0x1dff, MARK},
	{0x200b, 0x200b, ESCAPED}, /* a space without width */
	{0x200c, 0x200d, MARK},    /* they shape letters of some scripts */
	{0x200e, 0x200f, ESCAPED}, /* direction */
	{0x2028, 0x202e, ESCAPED}, /* ends of lines and paragraphs, direction */
	{0x2060, 0x206f, ESCAPED}, /* not seen, direction */
	{0x20d0, 0x20ff, MARK},
	{0x231a, 0x231b, WIDE}, /* signs that are drawn as pictures */
	{0x23e9, 0x23ec, WIDE},
	{0x23f0, 0x23f3, WIDE},
	{0x25fd, 0x25fe, WIDE},
	{0x2614, 0x2615, WIDE},
	{0x2648, 0x2653, WIDE},
	{0x267f, 0x267f, WIDE},
	{0x2693, 0x2693, WIDE},
	{0x26a1, 0x26a1, WIDE},
	{0x26aa, 0x26ab, WIDE},
	{0x26bd, 0x26be, WIDE},
	{0x26c4, 0x26c5, WIDE},
	{0x26ce, 0x26ce, WIDE},
	{0x26d4, 0x26d4, WIDE},
	{0x26ea, 0x26ea, WIDE},
	{0x26f2, 0x26f5, WIDE},
	{0x26fa, 0x26fd, WIDE},
	{0x2705, 0x2705, WIDE},
	{0x270a, 0x270b, WIDE},
	{0x2728, 0x2728, WIDE},
	{0x274c, 0x274e, WIDE},
	{0x2753, 0x2757, WIDE},
	{0x2795, 0x2797, WIDE},
	{0x27b0, 0x27b0, WIDE},
	{0x27bf, 0x27bf, WIDE},
	{0x2b1b, 0x2b1c, WIDE},
	{0x2b50, 0x2b55, WIDE},
	{0x2e80, 0x303e, WIDE}, /* Chinese, Japanese, Korean */
	{0x3041, 0xa4cf, WIDE},
	{0xa960, 0xa97f, WIDE},
	{0xac00, 0xd7a3, WIDE},
	{0xf900, 0xfaff, WIDE},
	{0xfe00, 0xfe0e, MARK},
	{0xfe10, 0xfe19, WIDE},
	{0xfe20, 0xfe2f, MARK},
	{0xfe30, 0xfe6f, WIDE},
	{0xfeff, 0xfeff, ESCAPED}, /* not seen */
	{0xff00, 0xff60, WIDE},
	{0xffe0, 0xffe6, WIDE},
	{0xfff9, 0xfffb, ESCAPED}, /* not seen */
	{0x16fe0, 0x1b2ff, WIDE},
	{0x1f004, 0x1f004, WIDE}, /* pictures */
	{0x1f0cf, 0x1f0cf, WIDE},
	{0x1f18e, 0x1f19a, WIDE},
	{0x1f200, 0x1f64f, WIDE},
	{0x1f680, 0x1f6ff, WIDE},
	{0x1f7e0, 0x1f7f0, WIDE},
	{0x1f900, 0x1faff, WIDE},
	{0x20000, 0x3fffd, WIDE},
	{0xe0000, 0xe007f, ESCAPED}, /* not seen */
	{0xe0100, 0xe01ef, MARK},
};

static int shown_as(uint32_t code)
{
	size_t i;

	SEARCH(i, ARRAY_LEN(ranges), ranges[i].last < code);
	return i < ARRAY_LEN(ranges) && ranges[i].first <= code ? ranges[i].shown : NARROW;
}

/* Of n bytes that are well formed. */
static uint32_t decode(struct str s, unsigned n)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t code = n == 1 ? p[0] : p[0] & (0x7fU >> n);

	for (unsigned i = 1; i < n; i++)
		code = code << 6 | (p[i] & 0x3f);
	return code;
}

struct glyph glyph_first(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	struct glyph g = {.bytes = 1, .columns = 1, .code = c};
	char buf[GLYPH_ESCAPE_MAX];
	int shown;

	if (c >= 0x20 && c < 0x7f)
		return g;
	g.bytes = (unsigned)str_utf8_length(s);
	shown = ESCAPED;
	if (g.bytes == 0) {
		g.bytes = 1;
	} else {
		g.code = decode(s, g.bytes);
		shown = shown_as(g.code);
	}
	g.escaped = shown == ESCAPED;
	g.columns = g.escaped ? (unsigned)glyph_escape(&g, buf) : (unsigned)shown;
	return g;
}

size_t glyph_escape(const struct glyph *g, char buf[GLYPH_ESCAPE_MAX])
{
	char kind = g->code > 0xffff ? 'U' : g->code > 0xff ? 'u' : 'x';
	int digits = kind == 'U' ? 8 : kind == 'u' ? 4 : 2;

	if (g->code == '\n' || g->code == '\t' || g->code == '\r') {
		buf[0] = '\\';
		buf[1] = g->code == '\n' ? 'n' : g->code == '\t' ? 't' : 'r';
		return 2;
	}
	return (size_t)snprintf(buf, GLYPH_ESCAPE_MAX, "\\%c%0*x", kind, digits, g->code);
}

size_t glyph_columns(struct str s)
{
	size_t columns = 0;

	while (s.n != 0) {
		struct glyph g = glyph_first(s);

		columns += g.columns;
		s = str_from(s, g.bytes);
	}
	return columns;
}

/*
 * out.c: a growing buffer: formats, pads, escapes and colours text, and passes it to a sink.
 */
#include "base/out.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/glyph.h"
#include "base/interrupt.h"
#include "base/mem.h"

enum { OUT_MUCH = 512 * 1024 };

/* The columns of the row that is being written. */
static size_t row_columns(const struct out *o)
{
	size_t begin = o->n;

	if (begin == 0)
		return o->begun;
	while (begin > 0 && o->p[begin - 1] != '\n')
		begin--;
	return (begin == 0 ? o->begun : 0) + out_columns((struct str){o->p + begin, o->n - begin});
}

/* Empties the buffer into the sink. */
static void drain(struct out *o)
{
	struct out_sink *sink = o->sink;

	if (o->columns != 0 && o->n != 0)
		o->begun = row_columns(o);
	if (!sink->failed && o->n != 0)
		sink->failed = !sink->write(sink, (struct str){o->p, o->n}, &sink->err);
	o->n = 0;
}

static void make_room(struct out *o, size_t n)
{
	if (o->sink != NULL && o->n + n > OUT_MUCH)
		drain(o);
	o->p = mem_grow(o->p, &o->cap, o->n + n, 1);
}

/* Makes room for n more bytes. */
static inline void room(struct out *o, size_t n)
{
	if (o->cap - o->n < n || o->n + n > OUT_MUCH)
		make_room(o, n);
}

void out_bytes(struct out *o, const void *p, size_t n)
{
	if (n == 0)
		return;
	room(o, n);
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

char *out_room(struct out *o, size_t n)
{
	room(o, n);
	return o->p + o->n;
}

void out_used(struct out *o, size_t n)
{
	o->n += n;
}

void out_fmt(struct out *o, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(o->p ? o->p + o->n : NULL, o->cap - o->n, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	if ((size_t)n >= o->cap - o->n) {
		room(o, (size_t)n + 1);
		vsnprintf(o->p + o->n, o->cap - o->n, fmt, again);
	}
	va_end(again);
	o->n += (size_t)n;
}

void out_fill(struct out *o, char c, size_t n)
{
	if (n == 0)
		return;
	room(o, n);
	memset(o->p + o->n, c, n);
	o->n += n;
}

void out_str(struct out *o, struct str s)
{
	char buf[GLYPH_ESCAPE_MAX];
	size_t plain = 0;

	if (!o->terminal) {
		out_bytes(o, s.p, s.n);
		return;
	}
	for (size_t i = 0; i < s.n;) {
		struct glyph g;

		if (s.p[i] >= ' ' && s.p[i] < 0x7f) {
			i++;
			continue;
		}
		g = glyph_first(str_from(s, i));
		if (g.escaped) {
			out_bytes(o, s.p + plain, i - plain);
			out_bytes(o, buf, glyph_escape(&g, buf));
			plain = i + g.bytes;
		}
		i += g.bytes;
	}
	if (plain < s.n)
		out_bytes(o, s.p + plain, s.n - plain);
}

/*
 * The first row whose share is reached gives the colour, as a terminal calls it; "": none. Colours that
 * are darker than plain text on a dark background, or lighter on a light one, are bold.
 */
static const struct {
	double share;
	const char *heat, *more, *less;
} colours[] = {
	{0.10, "1;31", "1;31", "1;32"}, /* bold red; bold red, bold green */
	{0.03, "1", "1;31", "1;32"},    /* bold; the same */
	{OUT_LIGHT, "", "31", "32"},    /* as it is; red, green */
	{0, "2", "2", "2"},             /* faint */
};

static void put_colour(struct out *o, double share, bool change)
{
	size_t i = 0;
	double size = share < 0 ? -share : share;
	const char *sgr;

	if (!o->color)
		return;
	while (i + 1 < ARRAY_LEN(colours) && !(size >= colours[i].share))
		i++;
	sgr = !change ? colours[i].heat : share > 0 ? colours[i].more : colours[i].less;
	if (sgr[0] == '\0')
		return;
	out_fmt(o, "\033[%sm", sgr);
	o->hot = true;
}

void out_heat(struct out *o, double share)
{
	put_colour(o, share, false);
}

void out_change(struct out *o, double share)
{
	put_colour(o, share, true);
}

void out_plain(struct out *o)
{
	if (o->hot)
		out_lit(o, "\033[0m");
	o->hot = false;
}

size_t out_width(struct str s)
{
	size_t width = 0;

	for (size_t i = 0; i < s.n; width++) {
		size_t n = (unsigned char)s.p[i] < 0x80 ? 1 : str_utf8_length(str_from(s, i));

		i += n ? n : 1;
	}
	return width;
}

void out_pad(struct out *o, struct str s, int width)
{
	size_t want = (size_t)(width < 0 ? -width : width), have = out_width(s);
	size_t pad = have < want ? want - have : 0;

	if (width > 0)
		out_fill(o, ' ', pad);
	out_str(o, s);
	if (width < 0)
		out_fill(o, ' ', pad);
}

bool out_write(int fd, struct str bytes, struct err *err)
{
	while (bytes.n != 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR && !interrupted())
			continue;
		if (n < 0)
			return err_set(err, "%s", strerror(errno));
		bytes = str_from(bytes, (size_t)n);
	}
	return true;
}

size_t out_columns_left(const struct out *o)
{
	size_t used;

	if (o->columns == 0)
		return SIZE_MAX;
	used = row_columns(o);
	return used < o->columns ? o->columns - used : 0;
}

size_t out_columns(struct str written)
{
	size_t columns = 0, i = 0;

	while (i < written.n) {
		struct glyph g = glyph_first(str_from(written, i));

		if (g.code == '\x1b')
			i = str_find(written, STR("m"), i) + 1;
		else
			i += g.bytes;
		columns += g.code == '\x1b' ? 0 : g.columns;
	}
	return columns;
}

bool out_flush(struct out *o, struct err *err)
{
	drain(o);
	if (o->sink->failed)
		*err = o->sink->err;
	return !o->sink->failed;
}

void out_clear(struct out *o)
{
	o->n = 0;
	o->begun = 0;
}

void out_release(struct out *o)
{
	free(o->p);
	*o = (struct out){.terminal = o->terminal,
		.color = o->color,
		.columns = o->columns,
		.sink = o->sink};
}

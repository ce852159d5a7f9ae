/*
 * out.c: see out.h.
 */
#include "base/out.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/mem.h"

enum { OUT_MUCH = 512 * 1024 };

/* Empties the buffer into the sink. */
static void drain(struct out *o)
{
	struct out_sink *sink = o->sink;

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

static void out_escaped(struct out *o, unsigned char c)
{
	switch (c) {
	case '\n':
		out_lit(o, "\\n");
		break;
	case '\t':
		out_lit(o, "\\t");
		break;
	case '\r':
		out_lit(o, "\\r");
		break;
	default:
		out_fmt(o, "\\x%02x", c);
	}
}

void out_str(struct out *o, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (!o->terminal) {
		out_bytes(o, s.p, s.n);
		return;
	}
	for (size_t i = 0; i < s.n;) {
		size_t n = str_utf8_length(str_from(s, i));
		bool c1 = n == 2 && p[i] == 0xc2 && p[i + 1] < 0xa0;

		if (n == 0 || p[i] < 0x20 || p[i] == 0x7f) {
			out_escaped(o, p[i]);
			n = 1;
		} else if (c1) {
			out_escaped(o, p[i + 1]);
		} else {
			out_bytes(o, p + i, n);
		}
		i += n;
	}
}

/* The first row whose share is reached gives the colour. */
static const struct {
	double share;
	const char *sgr; /* what a terminal calls the colour; "": none */
} heats[] = {
	{0.25, "1;31"}, /* bold red */
	{0.10, "31"},   /* red */
	{0.03, "33"},   /* yellow */
	{0.005, ""},    /* as it is */
	{0, "2"},       /* faint */
};

void out_heat(struct out *o, double share)
{
	size_t i = 0;

	if (!o->color)
		return;
	share = share < 0 ? -share : share;
	while (i + 1 < sizeof(heats) / sizeof(heats[0]) && !(share >= heats[i].share))
		i++;
	if (heats[i].sgr[0] == '\0')
		return;
	out_fmt(o, "\033[%sm", heats[i].sgr);
	o->hot = true;
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
}

void out_release(struct out *o)
{
	free(o->p);
	*o = (struct out){.terminal = o->terminal, .color = o->color, .sink = o->sink};
}

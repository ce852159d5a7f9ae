/*
 * inflate-gzip.c: reads gzip's members (RFC 1952): the header, what a library of the table
 * inflates, and the trailer, of which checksum and length must be right.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "profile/inflate.h"

/* Bits of a header's flags. The first, which says that it may be a text, means nothing to us. */
enum { HEADER_CRC = 2, EXTRA = 4, NAME = 8, COMMENT = 16, RESERVED = 0xe0 };

enum { DEFLATE = 8, HEADER = 10, FLAGS_AT = 3, METHOD_AT = 2 };

struct gzip_file {
	const struct deflate *deflate;
	void *stream;
	bool used;           /* the stream has to be reset before the next member */
	uint32_t header_crc; /* of the header's bytes so far */
	uint32_t crc, size;  /* of the member's bytes so far; the size modulo 2^32 */
};

static const char name[] = "gzip";

static void *gzip_file_open(const struct deflate *deflate, struct err *err)
{
	void *stream = deflate->open(err);
	struct gzip_file *g;

	if (stream == NULL)
		return NULL;
	g = mem_zeroed(1, sizeof(*g));
	g->deflate = deflate;
	g->stream = stream;
	return g;
}

static void member_close(void *state)
{
	struct gzip_file *g = state;

	g->deflate->close(g->stream);
	free(g);
}

static bool header_byte(struct gzip_file *g, struct packed *in, unsigned char *c, struct err *err)
{
	if (!inflate_take(in, name, c, err))
		return false;
	g->header_crc = g->deflate->crc(g->stream, g->header_crc, c, 1);
	return true;
}

/* A little-endian number of n bytes. */
static bool take_number(struct packed *in, size_t n, uint32_t *v, struct err *err)
{
	*v = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c;

		if (!inflate_take(in, name, &c, err))
			return false;
		*v |= (uint32_t)c << 8 * i;
	}
	return true;
}

/* Passes over a field with its length in front. */
static bool skip_extra(struct gzip_file *g, struct packed *in, struct err *err)
{
	unsigned char low, high, c;

	if (!header_byte(g, in, &low, err) || !header_byte(g, in, &high, err))
		return false;
	for (unsigned n = low + 256U * high; n != 0; n--)
		if (!header_byte(g, in, &c, err))
			return false;
	return true;
}

/* Passes over a text that ends with NUL. */
static bool skip_text(struct gzip_file *g, struct packed *in, struct err *err)
{
	unsigned char c;

	do {
		if (!header_byte(g, in, &c, err))
			return false;
	} while (c != '\0');
	return true;
}

static bool check_header(struct gzip_file *g, struct packed *in, struct err *err)
{
	uint32_t expected = g->header_crc & 0xffff, v;

	if (!take_number(in, 2, &v, err))
		return false;
	return v == expected || inflate_damaged(name, err);
}

static bool member_begin(void *state, struct packed *in, struct err *err)
{
	struct gzip_file *g = state;
	unsigned char head[HEADER];
	unsigned flags;

	if (g->used)
		g->deflate->reset(g->stream);
	g->used = true;
	g->crc = g->size = g->header_crc = 0;
	for (size_t i = 0; i < HEADER; i++)
		if (!header_byte(g, in, &head[i], err))
			return false;
	flags = head[FLAGS_AT];
	if (head[METHOD_AT] != DEFLATE || (flags & RESERVED) != 0)
		return inflate_damaged(name, err);
	return ((flags & EXTRA) == 0 || skip_extra(g, in, err)) &&
		((flags & NAME) == 0 || skip_text(g, in, err)) &&
		((flags & COMMENT) == 0 || skip_text(g, in, err)) &&
		((flags & HEADER_CRC) == 0 || check_header(g, in, err));
}

static bool check_trailer(struct gzip_file *g, struct packed *in, struct err *err)
{
	uint32_t crc, size;

	if (!take_number(in, 4, &crc, err) || !take_number(in, 4, &size, err))
		return false;
	return (crc == g->crc && size == g->size) || inflate_damaged(name, err);
}

static enum inflate_step member_step(void *state, struct packed *in, struct room *out,
	struct err *err)
{
	struct gzip_file *g = state;
	unsigned char *from = out->p;
	enum inflate_step step = g->deflate->step(g->stream, in, out);

	if (step == INFLATE_FAILED) {
		inflate_damaged(name, err);
		return step;
	}
	g->crc = g->deflate->crc(g->stream, g->crc, from, (size_t)(out->p - from));
	g->size += (uint32_t)(out->p - from);
	if (step == INFLATE_END && !check_trailer(g, in, err))
		return INFLATE_FAILED;
	return step;
}

const struct inflate_reader inflate_gzip = {gzip_file_open, member_close, member_begin,
	member_step};

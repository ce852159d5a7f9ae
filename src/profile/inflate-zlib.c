/*
 * inflate-zlib.c: inflates deflate data with zlib.
 */
#define ZLIB_CONST /* next_in points to const */

#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"
#include "profile/inflate.h"

static void *open_stream(struct err *err)
{
	z_stream *z = mem_zeroed(1, sizeof(*z));

	(void)err;
	if (inflateInit2(z, -MAX_WBITS) != Z_OK) /* negative: without a header */
		mem_exhausted();
	return z;
}

static void reset_stream(void *state)
{
	inflateReset(state);
}

static void close_stream(void *state)
{
	inflateEnd(state);
	free(state);
}

static enum inflate_step step(void *state, struct packed *in, struct room *out)
{
	z_stream *z = state;
	uInt room = out->n > 1 << 30 ? 1 << 30 : (uInt)out->n; /* zlib counts in 32 bits */
	int rc;

	z->next_in = in->p;
	z->avail_in = (uInt)in->n;
	z->next_out = out->p;
	z->avail_out = room;
	rc = inflate(z, Z_NO_FLUSH);
	in->p = z->next_in;
	in->n = z->avail_in;
	out->p = z->next_out;
	out->n -= room - z->avail_out;
	if (rc == Z_MEM_ERROR)
		mem_exhausted();
	if (rc == Z_STREAM_END)
		return INFLATE_END;
	return rc == Z_OK || rc == Z_BUF_ERROR ? INFLATE_MORE : INFLATE_FAILED;
}

static uint32_t crc(void *state, uint32_t crc, const unsigned char *p, size_t n)
{
	(void)state;
	return (uint32_t)crc32_z(crc, p, n);
}

const struct deflate inflate_zlib = {open_stream, reset_stream, close_stream, step, crc};

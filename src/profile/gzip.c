/*
 * gzip.c: compresses bytes with gzip while they arrive (declared in encode.h).
 */
#define ZLIB_CONST /* next_in points to const */

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"
#include "profile/encode.h"

enum { GZIP_BUF = 64 * 1024 };

struct gzip {
	z_stream z;
	struct out *to;
	unsigned char buf[GZIP_BUF];
};

struct gzip *gzip_open(struct out *to)
{
	struct gzip *g = mem_zeroed(1, sizeof(*g));

	g->to = to;
	/* zlib's own header holds neither time nor name. */
	if (deflateInit2(&g->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		mem_exhausted();
	return g;
}

/* Compresses what z.next_in has, to the end of the member when `how` is Z_FINISH. */
static void squeeze(struct gzip *g, int how)
{
	do {
		int rc;

		g->z.next_out = g->buf;
		g->z.avail_out = sizeof(g->buf);
		rc = deflate(&g->z, how);
		assert(rc != Z_STREAM_ERROR);
		out_bytes(g->to, g->buf, sizeof(g->buf) - g->z.avail_out);
	} while (g->z.avail_out == 0);
}

void gzip_write(struct gzip *g, struct str bytes)
{
	/* zlib counts in 32 bits. */
	while (bytes.n != 0) {
		struct str part = str_sub(bytes, 0, (size_t)1 << 30);

		g->z.next_in = (const unsigned char *)part.p;
		g->z.avail_in = (uInt)part.n;
		squeeze(g, Z_NO_FLUSH);
		bytes = str_from(bytes, part.n);
	}
}

void gzip_close(struct gzip *g)
{
	g->z.next_in = g->buf;
	g->z.avail_in = 0;
	squeeze(g, Z_FINISH);
	deflateEnd(&g->z);
	free(g);
}

/*
 * gunzip.c: inflates a gzip-compressed profile while it is read.
 *
 * In: an input, gzip-compressed (one or more members) or plain; the first two bytes tell which. Out: an input
 * of the plain bytes. Bytes behind the last member that are no member are an error, and so are streams that
 * end early or fail their checksum. The uncompressed size is counted and limited here, before any of it is
 * stored.
 */
#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"
#include "profile/profile-internal.h"

enum { GUNZIP_BUF = 64 * 1024 };

/* The uncompressed size allowed unless a flag says otherwise. */
#define GUNZIP_MAX ((uint64_t)4 << 30)

struct gunzip {
	struct input in; /* what the caller reads */
	struct input *from;
	z_stream z;
	bool started, plain, member, end; /* member: within one */
	uint64_t max, total_out;
	_Atomic uint64_t total_in; /* read while the stream is inflated ahead */
	unsigned char buf[GUNZIP_BUF];
};

/* Reads more compressed bytes when there are none; z.avail_in 0 then means the end. */
static bool refill(struct gunzip *g, struct err *err)
{
	size_t n = 0;

	if (g->z.avail_in != 0)
		return true;
	if (!g->from->read(g->from, g->buf, sizeof(g->buf), &n, err))
		return false;
	g->z.next_in = g->buf;
	g->z.avail_in = (uInt)n;
	g->total_in += n;
	return true;
}

/* Reads the first bytes (two if there are) and decides what the stream is. */
static bool start(struct gunzip *g, struct err *err)
{
	size_t have = 0;

	while (have < 2) {
		size_t n = 0;

		if (!g->from->read(g->from, g->buf + have, sizeof(g->buf) - have, &n, err))
			return false;
		if (n == 0)
			break;
		have += n;
	}
	g->started = true;
	g->z.next_in = g->buf;
	g->z.avail_in = (uInt)have;
	g->total_in = have;
	g->plain = have < 2 || g->buf[0] != 0x1f || g->buf[1] != 0x8b;
	if (!g->plain) {
		if (inflateInit2(&g->z, 16 + MAX_WBITS) != Z_OK)
			mem_exhausted();
		g->member = true;
	}
	return true;
}

static bool too_large(struct gunzip *g, struct err *err)
{
	if (g->total_out > g->max)
		return err_set(err,
			"larger than %llu bytes uncompressed; -max_size=SIZE allows more",
			(unsigned long long)g->max);
	return true;
}

static bool read_plain(struct gunzip *g, void *buf, size_t cap, size_t *n, struct err *err)
{
	if (g->z.avail_in != 0) {
		*n = cap < g->z.avail_in ? cap : g->z.avail_in;
		memcpy(buf, g->z.next_in, *n);
		g->z.next_in += *n;
		g->z.avail_in -= (uInt)*n;
		return true;
	}
	if (!g->from->read(g->from, buf, cap, n, err))
		return false;
	g->total_in += *n;
	return true;
}

/* Begins the next member if there is one; what else follows is refused. */
static bool next_member(struct gunzip *g, struct err *err)
{
	if (!refill(g, err))
		return false;
	if (g->z.avail_in == 0) {
		g->end = true;
		return true;
	}
	if (g->z.next_in[0] != 0x1f)
		return err_set(err, "bytes that are not gzip follow the end of the gzip data");
	inflateReset(&g->z);
	g->member = true;
	return true;
}

/* Inflates into z.next_out until it is full or the stream ends. */
static bool inflate_some(struct gunzip *g, struct err *err)
{
	while (g->z.avail_out != 0 && !g->end) {
		int rc;

		if (!g->member) {
			if (!next_member(g, err))
				return false;
			continue;
		}
		if (!refill(g, err))
			return false;
		if (g->z.avail_in == 0)
			return err_set(err, "the gzip data ends early; the file is cut off");
		rc = inflate(&g->z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END)
			g->member = false;
		else if (rc == Z_MEM_ERROR)
			mem_exhausted();
		else if (rc != Z_OK && rc != Z_BUF_ERROR)
			return err_set(err, "the gzip data is damaged (%s)",
				g->z.msg ? g->z.msg : "inflate failed");
	}
	return true;
}

static bool gunzip_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct gunzip *g = (struct gunzip *)in;

	g->from->wake = in->wake;
	if (!g->started && !start(g, err))
		return false;
	if (g->plain) {
		if (!read_plain(g, buf, cap, n, err))
			return false;
	} else {
		g->z.next_out = buf;
		g->z.avail_out = cap > 1 << 30 ? 1 << 30 : (uInt)cap;
		if (!inflate_some(g, err))
			return false;
		*n = (size_t)((char *)g->z.next_out - (char *)buf);
	}
	g->total_out += *n;
	return too_large(g, err);
}

struct gunzip *gunzip_open(struct input *in, const struct load_limits *limits)
{
	struct gunzip *g = mem_zeroed(1, sizeof(*g));

	g->in = (struct input){gunzip_read, INPUT_NO_WAKE};
	g->from = in;
	g->max = limits->max_size ? limits->max_size : GUNZIP_MAX;
	return g;
}

struct input *gunzip_input(struct gunzip *g)
{
	return &g->in;
}

uint64_t gunzip_total_in(const struct gunzip *g)
{
	return g->total_in;
}

void gunzip_close(struct gunzip *g)
{
	if (g == NULL)
		return;
	if (g->started && !g->plain)
		inflateEnd(&g->z);
	free(g);
}

/*
 * inflate-isal.c: inflates deflate data with ISA-L, which takes half the time of zlib.
 *
 * ISA-L reads bytes ahead into 64 bits, and inflates up to 64 KiB ahead of the room that it has.
 * What it read beyond the end of a stream goes back, and what it inflated before damage is given
 * before that is told.
 */
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>

#include "base/mem.h"
#include "profile/inflate.h"

struct isal_stream {
	bool damaged; /* what is left in s.tmp_out_buffer is the last */
	struct inflate_state s;
};

static void *open_stream(void)
{
	/* 85 KiB, of which a small file needs a few: not zeroed. */
	struct isal_stream *z = malloc(sizeof(*z));

	if (z == NULL)
		mem_exhausted();
	z->damaged = false;
	isal_inflate_init(&z->s); /* deflate data without a header */
	return z;
}

static void reset_stream(void *state)
{
	struct isal_stream *z = state;

	isal_inflate_reset(&z->s);
}

/* Gives what was inflated in front of the damage. */
static enum inflate_step drain(struct inflate_state *s, struct room *out)
{
	size_t n = (size_t)(s->tmp_out_valid - s->tmp_out_processed);

	if (n > out->n)
		n = out->n;
	memcpy(out->p, s->tmp_out_buffer + s->tmp_out_processed, n);
	s->tmp_out_processed += (int32_t)n;
	out->p += n;
	out->n -= n;
	return out->n == 0 ? INFLATE_MORE : INFLATE_FAILED;
}

static enum inflate_step step(void *state, struct packed *in, struct room *out)
{
	struct isal_stream *z = state;
	struct inflate_state *s = &z->s;
	uint32_t room = out->n > 1 << 30 ? 1 << 30 : (uint32_t)out->n; /* it counts in 32 bits */

	if (z->damaged)
		return drain(s, out);
	s->next_in = (uint8_t *)(uintptr_t)in->p;
	s->avail_in = (uint32_t)in->n;
	s->next_out = out->p;
	s->avail_out = room;
	z->damaged = isal_inflate(s) != ISAL_DECOMP_OK;
	out->p = s->next_out;
	out->n -= room - s->avail_out;
	in->p = s->next_in;
	in->n = s->avail_in;
	if (z->damaged)
		return drain(s, out);
	if (s->block_state != ISAL_BLOCK_FINISH)
		return INFLATE_MORE;
	/* Whole bytes in its 64 bits. Before 2.32 it keeps them, later it has given them back. */
	in->p -= s->read_in_length / 8;
	in->n += (size_t)s->read_in_length / 8;
	return INFLATE_END;
}

static uint32_t crc(uint32_t crc, const unsigned char *p, size_t n)
{
	return crc32_gzip_refl(crc, p, n);
}

const struct deflate inflate_isal = {open_stream, reset_stream, free, step, crc};

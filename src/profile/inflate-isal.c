/*
 * inflate-isal.c: inflates deflate data with ISA-L, which takes half the time of zlib. It is loaded
 * for the first file that is large enough, where it is installed.
 *
 * ISA-L reads bytes ahead into 64 bits, and what it read beyond the end of a stream goes back. It
 * inflates up to 64 KiB ahead of the room that it has, so it may tell of damage early.
 */
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/library.h"
#include "base/mem.h"
#include "profile/inflate.h"

#define ISAL_FUNCTIONS(X) \
	X(isal_inflate_init) \
	X(isal_inflate_reset) \
	X(isal_inflate) \
	X(crc32_gzip_refl)

/* Note: call its functions through the table only; the linker knows none of their names. */
struct isal {
#define ISAL_MEMBER(name) __typeof__(name) *name;
	ISAL_FUNCTIONS(ISAL_MEMBER)
#undef ISAL_MEMBER
	struct inflate_state s;
};

static bool load(struct isal *z, struct err *err)
{
	static const char *const files[] = {"libisal.so.2", "libisal.2.dylib"};
	static const struct library_symbol symbols[] = {
#define ISAL_ROW(name) {#name, offsetof(struct isal, name)},
		ISAL_FUNCTIONS(ISAL_ROW)
#undef ISAL_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing = "ISA-L is not installed",
		.too_old = "ISA-L has no",
	};

	return library_open(&library, z, err);
}

static void *open_stream(struct err *err)
{
	/* 85 KiB of tables and windows, which are filled as they are used: not zeroed. */
	struct isal *z = malloc(sizeof(*z));

	if (z == NULL)
		mem_exhausted();
	if (!load(z, err)) {
		free(z);
		return NULL;
	}
	z->isal_inflate_init(&z->s); /* for deflate data without a header */
	return z;
}

static void reset_stream(void *state)
{
	struct isal *z = state;

	z->isal_inflate_reset(&z->s);
}

static enum inflate_step step(void *state, struct packed *in, struct room *out)
{
	struct isal *z = state;
	struct inflate_state *s = &z->s;
	uint32_t room = out->n > 1 << 30 ? 1 << 30 : (uint32_t)out->n; /* it counts in 32 bits */

	s->next_in = (uint8_t *)(uintptr_t)in->p;
	s->avail_in = (uint32_t)in->n;
	s->next_out = out->p;
	s->avail_out = room;
	if (z->isal_inflate(s) != ISAL_DECOMP_OK)
		return INFLATE_FAILED;
	in->p = s->next_in;
	in->n = s->avail_in;
	out->p = s->next_out;
	out->n -= room - s->avail_out;
	if (s->block_state != ISAL_BLOCK_FINISH)
		return INFLATE_MORE;
	/* The whole bytes of its 64 bits. From 2.32.1 on it has given them back, and has none. */
	in->p -= s->read_in_length / 8;
	in->n += (size_t)s->read_in_length / 8;
	return INFLATE_END;
}

static uint32_t crc(void *state, uint32_t crc, const unsigned char *p, size_t n)
{
	struct isal *z = state;

	return z->crc32_gzip_refl(crc, p, n);
}

const struct deflate inflate_isal = {open_stream, reset_stream, free, step, crc};

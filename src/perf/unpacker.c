/*
 * unpacker.c: unpacks compressed records.
 *
 * perf compresses all records as one stream of zstd, which it flushes at the end of each compressed record. A record may
 * begin in one and end in the next.
 */
#include "perf/unpacker.h"

#include <stdlib.h>

#include "base/mem.h"
#include "profile/inflate.h"
#include "profile/stream.h"

enum { ROOM = 128 * 1024 }; /* that is made for unpacked bytes at a time */

struct perf_unpacker {
	void *zstd;
	struct packed packed;
	VEC(char) bytes;
	size_t at;      /* the next record begins here in `bytes` */
	uint64_t total; /* bytes unpacked so far */
};

struct perf_unpacker *perf_unpacker_open(struct err *err)
{
	struct err ignored = {0};
	void *zstd = inflate_zstd.open(NULL, &ignored);
	struct perf_unpacker *u;

	if (zstd == NULL) {
		err_set(err,
			"compressed by perf record -z: that needs libzstd, which cannot be had here; record "
			"without -z");
		return NULL;
	}
	u = mem_zeroed(1, sizeof(*u));
	u->zstd = zstd;
	return u;
}

void perf_unpacker_close(struct perf_unpacker *u)
{
	if (u == NULL)
		return;
	inflate_zstd.close(u->zstd);
	free(u->bytes.p);
	free(u);
}

/* What is compressed in a record; the newer type says how much of its end is padding. */
static struct str payload(const struct perf_record *rec)
{
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};

	if (rec->type == PERF_COMPRESSED)
		return rec->body;
	return perf_take(&in, perf_u64(&in));
}

bool perf_unpacker_add(struct perf_unpacker *u, const struct perf_record *rec, uint64_t most,
	struct err *err)
{
	struct str from = payload(rec);
	struct room room;

	u->bytes.p = mem_grow(u->bytes.p, &u->bytes.cap, ROOM, 1);
	u->bytes.n -= u->at;
	memmove(u->bytes.p, u->bytes.p + u->at, u->bytes.n);
	u->at = 0;
	if (u->bytes.n > UINT16_MAX) /* what is left is more than a part of a record */
		return inflate_damaged("zstd", err);
	u->packed.p = (const unsigned char *)from.p;
	u->packed.n = from.n;
	do {
		u->bytes.p = mem_grow(u->bytes.p, &u->bytes.cap, u->bytes.n + ROOM, 1);
		room = (struct room){(unsigned char *)u->bytes.p + u->bytes.n, ROOM};
		if (inflate_zstd.step(u->zstd, &u->packed, &room, err) == INFLATE_FAILED)
			return false;
		u->bytes.n += ROOM - room.n;
		u->total += ROOM - room.n;
		if (u->total > most)
			return err_set(err, "%s", stream_memory_refused);
	} while (room.n == 0 || (u->packed.n != 0 && room.n != ROOM));
	return true;
}

bool perf_unpacker_next(struct perf_unpacker *u, struct perf_record *rec)
{
	struct perf_bytes in = {.p = u->bytes.p + u->at, .n = u->bytes.n - u->at};
	uint32_t type = perf_u32(&in);
	uint16_t misc = perf_u16(&in), size = perf_u16(&in);

	if (in.bad || size < PERF_HEADER || size > u->bytes.n - u->at)
		return false;
	*rec = (struct perf_record){type, misc, {in.p, size - PERF_HEADER}};
	u->at += size;
	return true;
}

size_t perf_unpacker_memory(const struct perf_unpacker *u)
{
	return u->bytes.cap;
}

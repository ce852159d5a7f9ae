/*
 * unpacker.h: the records within compressed records, as perf record -z writes them.
 */
#ifndef CPROF_PERF_UNPACKER_H
#define CPROF_PERF_UNPACKER_H

#include "base/err.h"
#include "perf/layout.h"

struct perf_unpacker;

/* NULL when the library for zstd cannot be had. */
struct perf_unpacker *perf_unpacker_open(struct err *err);

/* NULL: nothing happens. */
void perf_unpacker_close(struct perf_unpacker *u);

/*
 * Adds a compressed record, when perf_unpacker_next has no more. The records within all of them are one stream of
 * bytes. Fails when more than `most` bytes were unpacked so far.
 */
bool perf_unpacker_add(struct perf_unpacker *u, const struct perf_record *rec, uint64_t most,
	struct err *err);

/* Takes the next record, which is valid until the next call. False when it is not there as a whole. */
bool perf_unpacker_next(struct perf_unpacker *u, struct perf_record *rec);

/* How many bytes it holds. */
size_t perf_unpacker_memory(const struct perf_unpacker *u);

#endif

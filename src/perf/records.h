/*
 * records.h: the records of what perf record wrote, one after the other.
 *
 * In: a stream that begins with PERFILE2: a file, or what perf record writes to a pipe. Out: the records, those that
 * are compressed too, in the order in which they were written; and the parts of the file's header.
 */
#ifndef CPROF_PERF_RECORDS_H
#define CPROF_PERF_RECORDS_H

#include "base/err.h"
#include "perf/events.h"
#include "profile/stream.h"

struct perf_unpacker;

/* Begins with perf_records_open. */
struct perf_records {
	struct stream *stream;
	struct perf_events events; /* complete behind the last record */
	bool unfinished; /* the file does not say where its records end, as when perf was killed */
	bool cut;        /* the last record ends early, or is none */

	bool pipe;
	uint64_t end;  /* of the records: an offset in the stream */
	size_t taken;  /* bytes of the stream that the last record was in */
	uint64_t pass; /* bytes behind it that are no records */
	uint64_t present[PERF_N_FEATURES / 64]; /* bits: features that stand behind the records */
	struct perf_unpacker *unpacker;
};

/* Reads the file's header. */
bool perf_records_open(struct perf_records *r, struct stream *s, struct err *err);

/*
 * Takes the next record, which is valid until the next call; *end is set, and the result true, when there is none.
 * Records that describe events are taken in already, and come all the same.
 */
bool perf_records_next(struct perf_records *r, struct perf_record *rec, bool *end, struct err *err);

/* Parts of the header that stand behind the records. */
struct perf_features {
	struct str parts[PERF_N_FEATURES]; /* empty: not there; valid until perf_records_close */
};

/* Reads them, when there is no record left. A file that is cut off has none. */
bool perf_records_features(struct perf_records *r, struct perf_features *f, struct err *err);

/* How many bytes are held besides the stream's. */
size_t perf_records_memory(const struct perf_records *r);

void perf_records_close(struct perf_records *r);

#endif

/*
 * record-order.h: puts records into the order of time.
 *
 * perf writes what each processor's buffer had, one buffer after the other, again and again. A record of the type
 * PERF_FINISHED_ROUND stands behind each round: no later record is older than the newest one of the round before. So
 * records of two rounds at most are held.
 */
#ifndef CPROF_PERF_RECORD_ORDER_H
#define CPROF_PERF_RECORD_ORDER_H

#include "base/err.h"
#include "base/mem.h"
#include "perf/layout.h"

/* A record that is held. */
struct perf_held {
	uint64_t time;
	size_t at;              /* in bytes */
	struct perf_record rec; /* body.p is set when it is given out */
};

/* Who gets the records. */
struct perf_sink {
	bool (*take)(void *context, const struct perf_record *rec, struct err *err);
	void *context;
};

/* Zero-initialized is empty and valid. */
struct perf_order {
	VEC(struct perf_held) held;
	VEC(char) bytes;
	uint64_t newest,
		before; /* times: of all records so far, and of those before the last round */
};

/* Adds a record and copies it. Records of one time stay in their order. */
void perf_order_add(struct perf_order *o, const struct perf_record *rec, uint64_t time);

/* Says that a round has ended, or the file: gives out the records that are not younger than those to come. */
bool perf_order_round(struct perf_order *o, const struct perf_sink *sink, struct err *err);
bool perf_order_end(struct perf_order *o, const struct perf_sink *sink, struct err *err);

size_t perf_order_memory(const struct perf_order *o);
void perf_order_release(struct perf_order *o);

#endif

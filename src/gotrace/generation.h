/*
 * generation.h: reads one generation of an execution trace: about a second of it, or 16 MB.
 *
 * A trace is a header and generations. Each stands alone: it has the batches of events that threads
 * wrote, in any order, and its own strings, stacks, samples of the CPU, and clock. Here the batches
 * are found and the tables are read; events stay bytes until order.c wants them.
 */
#ifndef CPROF_GOTRACE_GENERATION_H
#define CPROF_GOTRACE_GENERATION_H

#include "base/map.h"
#include "base/mem.h"
#include "gotrace/trace-stacks.h"
#include "profile/stream.h"

/* Some events of a thread. */
struct gotrace_batch {
	size_t begin, end; /* in the bytes of the generation */
	uint64_t time;     /* of its begin, in units of the clock */
	uint32_t next;     /* 1 + the place of the thread's next batch; 0: none */
};

/* All events of a thread. */
struct gotrace_thread {
	uint64_t id;
	uint32_t first, last; /* 1 + places in batches */
};

/* A sample that the CPU profiler took while the trace was written. */
struct gotrace_cpu_sample {
	int64_t time; /* in nanoseconds */
	uint64_t goroutine;
	uint32_t stack;
};

/* Zero-initialized is empty and valid. */
struct gotrace_generation {
	uint64_t number;
	uint64_t offset;    /* of its first byte in the trace */
	const char *bytes;  /* of the stream; valid until more is read of it */
	size_t n, n_ending; /* how many; and behind them, of the mark of its end */
	VEC(struct gotrace_batch) batches;
	VEC(struct gotrace_thread) threads; /* in the order in which they come */
	VEC(struct gotrace_cpu_sample) cpu; /* by time */
	struct map by_thread;               /* id -> 1 + place in threads */
	struct map strings;                 /* id -> 1 + str_id */
	struct map stacks;                  /* id -> 1 + stack */
	VEC(uint32_t) tables;               /* places in batches of those that are no events */

	/* The clock. */
	double nanos;      /* nanoseconds in a unit; 0: not known */
	uint64_t min_time; /* where it begins, in units */
	bool has_wall;     /* the next two are known */
	uint64_t wall_at;  /* in units: then it was */
	int64_t wall;      /* nanoseconds since 1970 */
};

enum gotrace_result {
	GOTRACE_READ,
	GOTRACE_END,    /* there is no further generation */
	GOTRACE_CUT,    /* the trace was cut off: there is a part of a generation */
	GOTRACE_FAILED, /* err says why */
};

/*
 * Reads the next generation at the front of the stream, and its strings and stacks into `stacks`. The
 * caller takes g->n + g->n_ending bytes off the stream when it is done with it. `g` may have held
 * another one before.
 */
enum gotrace_result gotrace_generation_read(struct gotrace_generation *g, struct stream *s,
	int version, struct gotrace_stacks *stacks, struct err *err);

/* A time of the generation in nanoseconds. */
static inline int64_t gotrace_nanos(const struct gotrace_generation *g, uint64_t units)
{
	double d = (double)units * g->nanos;

	return d < 0x1p62 ? (int64_t)d : INT64_MAX / 2;
}

void gotrace_generation_release(struct gotrace_generation *g);

#endif

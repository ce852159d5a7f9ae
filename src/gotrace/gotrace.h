/*
 * gotrace.h: reads an execution trace of Go 1.22 or later, as runtime/trace, `go test -trace` and
 * /debug/pprof/trace write it.
 *
 * One generation is in memory at a time. What is kept is what the program did: how long goroutines ran and
 * waited, by stack and by the function in which they start; what processors did and when; tasks, regions and log
 * lines.
 */
#ifndef CPROF_GOTRACE_GOTRACE_H
#define CPROF_GOTRACE_GOTRACE_H

#include "gotrace/goroutine-groups.h"
#include "gotrace/spans.h"

/* Filled in by gotrace_read. */
struct gotrace {
	struct gotrace_stacks stacks;
	struct gotrace_tasks tasks;
	struct gotrace_lives lives;
	struct gotrace_groups groups;
	struct gotrace_spans spans;
	int64_t begin, end; /* in nanoseconds of the trace's clock */
	int64_t wall;       /* the begin in nanoseconds since 1970; 0: not known */
	uint64_t
		left_out; /* bytes at the end that are no whole generation: the trace was cut off */
};

/* Whether a file begins as an execution trace. */
bool gotrace_claims(struct str head);

/* Reads a trace to its end. On failure, too, the caller releases it. */
bool gotrace_read(struct gotrace *t, struct stream *s, struct err *err);

/*
 * Tables for reports of what was read (profile/trace-tables.h), in the arena. Note: what they take over is gone from `t`,
 * which is only to be released then.
 */
const struct trace_tables *gotrace_tables(struct gotrace *t, struct arena *arena);

void gotrace_release(struct gotrace *t);

#endif

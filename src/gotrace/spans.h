/*
 * spans.h: what each processor did and when, and when all goroutines were stopped or garbage was collected.
 */
#ifndef CPROF_GOTRACE_SPANS_H
#define CPROF_GOTRACE_SPANS_H

#include "gotrace/lives.h"
#include "profile/trace-tables.h"

struct gotrace_proc {
	uint64_t id;
	uint32_t
		goroutine; /* row of the one that it runs, or that is in a system call on it; 0: none */
	bool in_syscall;
	int64_t since;
	VEC(struct trace_span) spans; /* their group is the str_id of a function */
};

struct gotrace_range {
	int64_t begin, end;
	str_id reason;
	enum trace_range_kind kind;
};

/* Set lives; the rest is zero at first. */
struct gotrace_spans {
	const struct gotrace_lives *lives;
	VEC(struct gotrace_proc) procs; /* by row */
	VEC(struct gotrace_range) ranges;
	int64_t gc, stw; /* they are under way since then; 0: not */
	str_id stw_reason;
	uint64_t n;         /* spans in all */
	int64_t generation; /* when the generation began */
};

void gotrace_spans_event(struct gotrace_spans *s, const struct gotrace_event *e);

/* Ends what is under way at the end of the trace. */
void gotrace_spans_end(struct gotrace_spans *s, int64_t end);

uint64_t gotrace_spans_memory(const struct gotrace_spans *s);
void gotrace_spans_release(struct gotrace_spans *s);

#endif

/*
 * trace-tables.h: what an execution trace says beside the profile that is made of it: goroutines, processors,
 * garbage collection, tasks.
 *
 * A profile has them when it was made of one trace alone (profile.trace). Reports ask for them; filters of
 * samples have no effect on them. They live in the profile's arena. Times are nanoseconds from the begin of
 * the trace; rows of a table stand in the order of time, unless it says otherwise. Texts are as in the trace.
 */
#ifndef CPROF_PROFILE_TRACE_TABLES_H
#define CPROF_PROFILE_TRACE_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* What goroutines waited for, as Go names it: "chan receive". */
struct trace_wait {
	struct str reason; /* may be empty */
	int64_t time;
};

/* All goroutines that start in one function. A goroutine that is there all the time counts its time whole. */
struct trace_group {
	struct str function; /* empty: not known */
	uint64_t n;          /* goroutines */
	int64_t total;       /* from when they began, or the trace did, to their end */
	int64_t running;
	int64_t sched;                /* could run, and waited for a processor */
	int64_t blocked;              /* waited for something else: the sum of waits */
	int64_t syscall;              /* in system calls, with a processor */
	int64_t syscall_blocked;      /* in system calls, after their processor was taken */
	int64_t assist, sweep;        /* helped the garbage collector; part of the others */
	uint32_t first_wait, n_waits; /* in waits, the longest first */
};

/* A stretch in which a processor did one thing. In between it was idle. */
struct trace_span {
	int64_t begin, end;
	uint32_t group : 31; /* of the goroutine that it ran */
	bool in_syscall : 1; /* the goroutine was in a system call */
};

struct trace_proc {
	uint64_t id;
	struct trace_span *spans;
	size_t n;
};

enum trace_range_kind { TRACE_GC, TRACE_STW };

/* A garbage collection, or a stop of all goroutines. */
struct trace_range {
	int64_t begin, end;
	struct str reason; /* of a stop */
	enum trace_range_kind kind;
};

/* A time that is before the trace, or behind it. */
enum { TRACE_NOT_SEEN = -1 };

struct trace_task {
	struct str name;    /* empty: it began before the trace */
	int64_t begin, end; /* or TRACE_NOT_SEEN */
};

struct trace_region {
	struct str name;
	uint32_t task;      /* in tasks; 0: none */
	int64_t begin, end; /* or TRACE_NOT_SEEN */
};

struct trace_log {
	uint32_t task; /* in tasks; 0: none */
	struct str key, text;
	int64_t time;
};

/* Row 0 of tasks is none. The others count from 0. */
struct trace_tables {
	int64_t duration;
	struct trace_group *groups; /* the one that ran longest first */
	struct trace_wait *waits;
	struct trace_proc *procs; /* by id */
	struct trace_range *ranges;
	struct trace_task *tasks;
	struct trace_region *regions;
	struct trace_log *logs;
	size_t n_groups, n_waits, n_procs, n_ranges, n_tasks, n_regions, n_logs;
};

#endif

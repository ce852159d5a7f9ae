/*
 * goroutine-groups.h: adds up what goroutines did, by the function in which they start.
 *
 * The rules are those of the page of goroutines of `go tool trace` (internal/trace, summary.go).
 */
#ifndef CPROF_GOTRACE_GOROUTINE_GROUPS_H
#define CPROF_GOTRACE_GOROUTINE_GROUPS_H

#include "gotrace/lives.h"

/* Where a goroutine's time went. The first ones do not overlap; what is left of the total is not known. */
enum gotrace_share {
	GOTRACE_TIME_RUNNING,
	GOTRACE_TIME_SCHED,
	GOTRACE_TIME_SYSCALL,
	GOTRACE_TIME_SYSCALL_BLOCKED,
	GOTRACE_TIME_ASSIST,
	GOTRACE_TIME_SWEEP,
	GOTRACE_TIME_TOTAL,
	GOTRACE_N_TIMES
};

/* One goroutine, or all that start in one function. */
struct gotrace_times {
	int64_t time[GOTRACE_N_TIMES];
	uint32_t first_wait; /* 1 + place in waits; 0: none */
};

/* A list of reasons to wait, and of the time for each. */
struct gotrace_reason {
	str_id reason;
	int64_t time;
	uint32_t next; /* 1 + place in waits; 0: the last */
};

struct gotrace_goroutine {
	struct gotrace_times times;
	int64_t created;
	int64_t since;         /* it is in its state */
	int64_t lost;          /* in a system call: its processor was taken then; 0: it has it */
	int64_t assist, sweep; /* it does so since then; 0: it does not */
	str_id reason;         /* it waits for that */
	uint8_t status;
	bool over; /* it ended, or waits forever */
};

struct gotrace_group {
	struct gotrace_times times;
	str_id function; /* 0: not known */
	uint64_t n;
};

/* Goroutines that use a processor, by row; 0: none. */
struct gotrace_users {
	uint32_t in_call; /* it is in a system call */
	uint32_t sweeps;  /* it began to sweep */
};

/* Set lives, which has seen an event before this; the rest is zero at first. */
struct gotrace_groups {
	const struct gotrace_lives *lives;
	VEC(struct gotrace_goroutine) goroutines; /* by row */
	VEC(struct gotrace_group) groups;
	VEC(struct gotrace_reason) waits;
	uint32_t free_wait;              /* 1 + place of the first that is free; 0: none */
	struct map by_function;          /* str_id -> 1 + place in groups */
	VEC(struct gotrace_users) users; /* by the row of a processor */
	int64_t generation;              /* when the generation began */
};

void gotrace_groups_event(struct gotrace_groups *g, const struct gotrace_event *e);

/* Ends the goroutines that are there at the end of the trace. */
void gotrace_groups_end(struct gotrace_groups *g, int64_t end);

uint64_t gotrace_groups_memory(const struct gotrace_groups *g);
void gotrace_groups_release(struct gotrace_groups *g);

#endif

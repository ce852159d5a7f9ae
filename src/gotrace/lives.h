/*
 * lives.h: follows each goroutine, and adds up by stack how long it ran and waited.
 */
#ifndef CPROF_GOTRACE_LIVES_H
#define CPROF_GOTRACE_LIVES_H

#include "gotrace/tasks.h"

/* What a goroutine does. */
enum gotrace_kind {
	GOTRACE_SYNC,    /* waits for another goroutine: channels, select, locks */
	GOTRACE_NET,     /* waits for the network */
	GOTRACE_IN_CALL, /* is in a system call */
	GOTRACE_SCHED,   /* could run, and waits for a processor */
	GOTRACE_RUN,     /* runs */
	GOTRACE_N_KINDS,
	GOTRACE_NO_KIND = GOTRACE_N_KINDS, /* waits for something else, as a timer */
};

struct gotrace_where {
	uint32_t stack;
	str_id goroutine;    /* the function in which it starts */
	str_id task, region; /* the innermost region, and the name of its task; 0: none */
};

/* All of a kind at one place. */
struct gotrace_sample {
	struct gotrace_where where;
	int64_t time[GOTRACE_N_KINDS]; /* in nanoseconds */
	int64_t count[GOTRACE_N_KINDS];
};

/* A wait under way, or one that is over and may count. */
struct gotrace_wait {
	struct gotrace_where where;
	int64_t begin, time; /* time: how long it was */
	uint8_t kind;
};

struct gotrace_life {
	str_id function;      /* in which it starts; 0: not known yet */
	uint32_t start_stack; /* with that function alone */
	bool runs, has_run;
	int64_t since;             /* when it runs: to here its time is counted */
	struct gotrace_wait wait;  /* under way, if kind is not GOTRACE_NO_KIND */
	struct gotrace_wait early; /* over before it ran; kind GOTRACE_NO_KIND: none */
};

/* Set stacks and tasks; the rest is zero at first. */
struct gotrace_lives {
	struct gotrace_stacks *stacks;
	const struct gotrace_tasks *tasks;
	VEC(struct gotrace_life) lives;     /* by the row of the goroutine */
	VEC(struct gotrace_sample) samples; /* row 0 is none */
	struct index by_where;
	VEC(uint8_t)
	kinds;         /* of reasons to wait, by str_id: 1 + enum gotrace_kind; 0: not looked up */
	int64_t begin; /* of the trace */
	int64_t generation; /* when the generation began */
};

void gotrace_lives_event(struct gotrace_lives *l, const struct gotrace_event *e);

/* Ends the lives that go on at the end of the trace. */
void gotrace_lives_end(struct gotrace_lives *l, int64_t end);

uint64_t gotrace_lives_memory(const struct gotrace_lives *l);
void gotrace_lives_release(struct gotrace_lives *l);

#endif

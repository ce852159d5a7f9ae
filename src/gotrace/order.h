/*
 * order.h: brings the events of a generation's threads into one order.
 *
 * The clocks of two processors do not agree to the nanosecond. So an event that depends on another
 * thread's has a sequence number, or needs a state that only the other event makes: a goroutine starts
 * when it is runnable. The next event is the earliest of those that can happen.
 */
#ifndef CPROF_GOTRACE_ORDER_H
#define CPROF_GOTRACE_ORDER_H

#include "gotrace/generation.h"
#include "gotrace/specs.h"

/* States of a goroutine; those up to WAITING are as on the wire. */
enum gotrace_status {
	GOTRACE_UNKNOWN, /* before the trace began */
	GOTRACE_RUNNABLE,
	GOTRACE_RUNNING,
	GOTRACE_SYSCALL,
	GOTRACE_WAITING,
	GOTRACE_GONE, /* it does not exist yet, or any more */
};

/* States of a processor; those up to ABANDONED are as on the wire. */
enum gotrace_proc_status {
	GOTRACE_PROC_UNKNOWN,
	GOTRACE_PROC_RUNNING,
	GOTRACE_PROC_IDLE,
	GOTRACE_PROC_SYSCALL,
	GOTRACE_PROC_ABANDONED, /* in a system call of a thread that is not known any more */
};

/* An event in its place. Rows count from 1, and 0 is none; see gotrace_order. */
struct gotrace_event {
	int64_t time; /* in nanoseconds; later than that of the event before */
	uint8_t type; /* enum gotrace_type; GT_SYNC: a generation begins; GT_CPU_SAMPLE: a sample of the CPU */
	uint8_t from, to;         /* of the subject: its states before and after */
	uint32_t proc, goroutine; /* rows: where it happened, as it was before the event */
	uint32_t subject;         /* row of the goroutine or processor that changes its state */
	uint32_t stack, stack2;
	str_id string, string2;
	uint64_t args[GT_ARGS_MAX];
};

typedef void gotrace_sink(void *context, const struct gotrace_event *e);

/* A number within a generation, one more for each event that needs it. */
struct gotrace_sequence {
	uint64_t generation, number;
};

struct gotrace_order_goroutine {
	uint64_t id;
	struct gotrace_sequence sequence;
	uint8_t status; /* enum gotrace_status */
};

struct gotrace_order_proc {
	uint64_t id;
	struct gotrace_sequence sequence;
	uint8_t status; /* enum gotrace_proc_status */
};

struct gotrace_order_thread {
	uint32_t proc, goroutine; /* rows that are bound to it; 0: none */
};

/* What a thread has next. */
struct gotrace_cursor {
	uint32_t thread; /* row */
	uint32_t batch;  /* 1 + its place; 0: the thread has no more */
	size_t at;       /* in the bytes of the generation; the event behind the next */
	int64_t time;    /* of the next event; 0: a batch begins */
	uint8_t type;
	uint64_t args[GT_ARGS_MAX];
};

struct gotrace_next {
	int64_t time;
	uint32_t cursor;
};

/* Set stacks, sink and context; the rest is zero at first. */
struct gotrace_order {
	const struct gotrace_stacks *stacks;
	gotrace_sink *sink;
	void *context;

	/* The state of the program. Row 0 is none. A row of a goroutine that is gone is used again. */
	VEC(struct gotrace_order_goroutine) goroutines;
	VEC(struct gotrace_order_proc) procs;
	VEC(struct gotrace_order_thread) threads;
	struct map by_goroutine, by_proc, by_thread; /* id -> row */
	VEC(uint32_t) free;                          /* rows of goroutines */
	size_t n_gone;                               /* goroutines whose rows are not free yet */
	uint64_t gc_sequence;
	uint8_t gc;     /* enum gc_state */
	uint64_t first; /* number of the first generation */
	int64_t last;   /* time of the last event */

	/* Of the generation. */
	const struct gotrace_generation *g;
	VEC(struct gotrace_cursor) cursors;
	VEC(struct gotrace_next) heap; /* the earliest first */
	size_t next_cpu;
	uint64_t work;     /* tries that came to nothing */
	const char *wrong; /* why an event cannot be */
};

/*
 * Gives all events of a generation to the sink, in order. When one cannot be, those in front of it were
 * given.
 */
bool gotrace_order_run(struct gotrace_order *o, const struct gotrace_generation *g,
	struct err *err);

/* Bytes of memory that it takes. */
uint64_t gotrace_order_memory(const struct gotrace_order *o);

void gotrace_order_release(struct gotrace_order *o);

/* For order.c: whether an event can happen (rules.c). */
enum gotrace_advance { GOTRACE_ADVANCED, GOTRACE_WAITS, GOTRACE_IMPOSSIBLE };

/* Lets the next event of a cursor happen, if it can. When it is impossible, o->wrong says why. */
enum gotrace_advance gotrace_advance(struct gotrace_order *o, const struct gotrace_cursor *c);

/* Gives an event to the sink, with its time, stacks and strings. */
enum gotrace_advance gotrace_emit(struct gotrace_order *o, struct gotrace_event *e);

#endif

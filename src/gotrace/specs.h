/*
 * specs.h: the types of events of an execution trace, and what each has on the wire.
 *
 * The numbers, names and arguments are those of Go's internal/trace/tracev2.
 */
#ifndef CPROF_GOTRACE_SPECS_H
#define CPROF_GOTRACE_SPECS_H

#include <stdbool.h>
#include <stdint.h>

enum gotrace_type {
	GT_NONE,

	/* Structure. */
	GT_EVENT_BATCH, /* generation, thread, time, size */
	GT_STACKS,
	GT_STACK, /* id, number of frames, and for each: pc, function, file, line */
	GT_STRINGS,
	GT_STRING, /* id, length, bytes */
	GT_CPU_SAMPLES,
	GT_CPU_SAMPLE, /* time, thread, processor, goroutine, stack */
	GT_FREQUENCY,  /* units of time in a second */

	/* Events. The specs name their arguments. */
	GT_PROCS_CHANGE,
	GT_PROC_START,
	GT_PROC_STOP,
	GT_PROC_STEAL,
	GT_PROC_STATUS,
	GT_GO_CREATE,
	GT_GO_CREATE_SYSCALL,
	GT_GO_START,
	GT_GO_DESTROY,
	GT_GO_DESTROY_SYSCALL,
	GT_GO_STOP,
	GT_GO_BLOCK,
	GT_GO_UNBLOCK,
	GT_GO_SYSCALL_BEGIN,
	GT_GO_SYSCALL_END,
	GT_GO_SYSCALL_END_BLOCKED,
	GT_GO_STATUS,
	GT_STW_BEGIN,
	GT_STW_END,
	GT_GC_ACTIVE,
	GT_GC_BEGIN,
	GT_GC_END,
	GT_SWEEP_ACTIVE,
	GT_SWEEP_BEGIN,
	GT_SWEEP_END,
	GT_ASSIST_ACTIVE,
	GT_ASSIST_BEGIN,
	GT_ASSIST_END,
	GT_HEAP_ALLOC,
	GT_HEAP_GOAL,
	GT_GO_LABEL,
	GT_TASK_BEGIN,
	GT_TASK_END,
	GT_REGION_BEGIN,
	GT_REGION_END,
	GT_LOG,
	GT_GO_SWITCH,
	GT_GO_SWITCH_DESTROY,
	GT_GO_CREATE_BLOCKED,
	GT_GO_STATUS_STACK,

	/* Structure that came later. */
	GT_EXPERIMENTAL_BATCH, /* experiment, generation, thread, time, size */
	GT_SYNC,
	GT_CLOCK_SNAPSHOT, /* time, monotonic clock, seconds, nanoseconds */
	GT_END_OF_GENERATION,

	/* Events of experiments. */
	GT_SPAN = 128,
	GT_SPAN_ALLOC,
	GT_SPAN_FREE,
	GT_HEAP_OBJECT,
	GT_HEAP_OBJECT_ALLOC,
	GT_HEAP_OBJECT_FREE,
	GT_GO_STACK,
	GT_GO_STACK_ALLOC,
	GT_GO_STACK_FREE,

	GT_N_TYPES
};

/* Versions of the format: the Go 1.N that wrote it first. */
enum { GT_GO_22 = 22, GT_GO_23 = 23, GT_GO_25 = 25, GT_GO_26 = 26 };

enum { GT_ARGS_MAX = 4 }; /* of an event, behind its time */

/*
 * A type of event. An argument is named by its place, from 1; 0: the type has none. Types that are
 * structure have no name.
 */
enum gotrace_subject { GT_NOTHING, GT_PROC, GT_GOROUTINE };

struct gotrace_spec {
	const char *name;
	uint8_t since;           /* the version that has it first */
	uint8_t n_args;          /* behind the time */
	uint8_t stack;           /* where the event happened */
	uint8_t stack2;          /* a second stack: where a new goroutine starts */
	uint8_t string, string2; /* strings */
	uint8_t changes;         /* enum gotrace_subject: what changes its state */
};

extern const struct gotrace_spec gotrace_specs[GT_N_TYPES];

#endif

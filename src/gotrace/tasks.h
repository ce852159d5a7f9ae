/*
 * tasks.h: the tasks, regions and log lines that a program puts into its trace (package runtime/trace).
 */
#ifndef CPROF_GOTRACE_TASKS_H
#define CPROF_GOTRACE_TASKS_H

#include "gotrace/order.h"

enum { GOTRACE_NO_TIME = -1 }; /* before the trace began, or after its end */

struct gotrace_task {
	uint64_t id;
	str_id name; /* 0: it began before the trace */
	int64_t begin, end;
};

struct gotrace_region {
	str_id name; /* 0: it stands for the task alone, which the goroutine has from its creator */
	uint32_t task;  /* row; 0: none */
	uint32_t outer; /* row of the region around it, in the same goroutine; 0: none */
	int64_t begin, end;
};

struct gotrace_log {
	uint32_t task; /* row; 0: none */
	str_id key, text;
	int64_t time;
};

/* Row 0 of tasks and regions is none. Filled in by gotrace_tasks_init. */
struct gotrace_tasks {
	VEC(struct gotrace_task) tasks;
	VEC(struct gotrace_region) regions;
	VEC(struct gotrace_log) logs;
	struct map by_id;        /* id -> row of the task of this id that began last */
	VEC(uint32_t) innermost; /* region of each goroutine, by its row */
};

void gotrace_tasks_init(struct gotrace_tasks *t);
void gotrace_tasks_event(struct gotrace_tasks *t, const struct gotrace_event *e);

/* The innermost region of a goroutine; row 0 of regions when it is in none. */
const struct gotrace_region *gotrace_region_of(const struct gotrace_tasks *t, uint32_t goroutine);

uint64_t gotrace_tasks_memory(const struct gotrace_tasks *t);
void gotrace_tasks_release(struct gotrace_tasks *t);

#endif

/*
 * tasks.c: follows tasks and regions.
 *
 * The regions of a goroutine nest. A goroutine takes over the task of the region in which it was created.
 */
#include "gotrace/tasks.h"

#include <stdlib.h>

void gotrace_tasks_init(struct gotrace_tasks *t)
{
	*t = (struct gotrace_tasks){0};
	vec_add(&t->tasks);
	vec_add(&t->regions);
}

const struct gotrace_region *gotrace_region_of(const struct gotrace_tasks *t, uint32_t goroutine)
{
	return &t->regions.p[goroutine < t->innermost.n ? t->innermost.p[goroutine] : 0];
}

static uint32_t *innermost(struct gotrace_tasks *t, uint32_t goroutine)
{
	while (t->innermost.n <= goroutine)
		vec_add(&t->innermost);
	return &t->innermost.p[goroutine];
}

/* The row of a task, which is added when it was not heard of. Id 0 is no task. */
static uint32_t task_of(struct gotrace_tasks *t, uint64_t id)
{
	uint32_t row = id != 0 ? map_get(&t->by_id, id) : 0;

	if (row != 0 || id == 0)
		return row;
	*vec_add(&t->tasks) = (struct gotrace_task){id, 0, GOTRACE_NO_TIME, GOTRACE_NO_TIME};
	map_put(&t->by_id, id, (uint32_t)t->tasks.n - 1);
	return (uint32_t)t->tasks.n - 1;
}

static uint32_t add_region(struct gotrace_tasks *t, str_id name, uint32_t task, int64_t begin)
{
	*vec_add(&t->regions) = (struct gotrace_region){
		.name = name,
		.task = task,
		.begin = begin,
		.end = GOTRACE_NO_TIME,
	};
	return (uint32_t)t->regions.n - 1;
}

static void begin_region(struct gotrace_tasks *t, const struct gotrace_event *e)
{
	uint32_t region = add_region(t, e->string, task_of(t, e->args[0]), e->time);
	uint32_t *inner = innermost(t, e->goroutine);

	t->regions.p[region].outer = *inner;
	*inner = region;
}

/* Ends a region. One without a begin began before the trace. */
static void end_region(struct gotrace_tasks *t, const struct gotrace_event *e)
{
	uint32_t *inner = innermost(t, e->goroutine), region = *inner;

	if (region != 0)
		*inner = t->regions.p[region].outer;
	if (region == 0 || t->regions.p[region].name != e->string)
		region = add_region(t, e->string, task_of(t, e->args[0]), GOTRACE_NO_TIME);
	t->regions.p[region].end = e->time;
}

/* A goroutine begins: it has its creator's task. Or it ends, and all its regions do. */
static void change(struct gotrace_tasks *t, const struct gotrace_event *e)
{
	uint32_t task;

	if (e->from != GOTRACE_GONE && e->to != GOTRACE_GONE)
		return;
	for (uint32_t r = *innermost(t, e->subject); r != 0; r = t->regions.p[r].outer)
		t->regions.p[r].end = e->time;
	*innermost(t, e->subject) = 0;
	task = e->to != GOTRACE_GONE ? gotrace_region_of(t, e->goroutine)->task : 0;
	if (task != 0)
		*innermost(t, e->subject) = add_region(t, 0, task, e->time);
}

void gotrace_tasks_event(struct gotrace_tasks *t, const struct gotrace_event *e)
{
	struct gotrace_task *task;

	switch (e->type) {
	case GT_TASK_BEGIN:
		*vec_add(&t->tasks) = (struct gotrace_task){e->args[0], e->string, e->time,
			GOTRACE_NO_TIME};
		map_put(&t->by_id, e->args[0], (uint32_t)t->tasks.n - 1);
		break;
	case GT_TASK_END:
		task = &t->tasks.p[task_of(t, e->args[0])];
		task->end = e->time;
		break;
	case GT_REGION_BEGIN:
		begin_region(t, e);
		break;
	case GT_REGION_END:
		end_region(t, e);
		break;
	case GT_LOG:
		*vec_add(&t->logs) = (struct gotrace_log){
			.task = task_of(t, e->args[0]),
			.key = e->string,
			.text = e->string2,
			.time = e->time,
		};
		break;
	default:
		if (gotrace_specs[e->type].changes == GT_GOROUTINE)
			change(t, e);
	}
}

uint64_t gotrace_tasks_memory(const struct gotrace_tasks *t)
{
	return t->tasks.n * (sizeof(*t->tasks.p) + 2 * sizeof(struct map_slot)) +
		t->regions.n * sizeof(*t->regions.p) + t->logs.n * sizeof(*t->logs.p) +
		t->innermost.n * sizeof(*t->innermost.p);
}

void gotrace_tasks_release(struct gotrace_tasks *t)
{
	free(t->tasks.p);
	free(t->regions.p);
	free(t->logs.p);
	map_release(&t->by_id);
	free(t->innermost.p);
}

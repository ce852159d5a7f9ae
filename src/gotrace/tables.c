/*
 * tables.c: makes the tables for reports of what was kept of a trace.
 */
#include <stdlib.h>

#include "base/sort.h"
#include "base/wrap.h"
#include "gotrace/gotrace.h"

/* What is being filled, and of what. */
struct filling {
	const struct gotrace *t;
	struct arena *arena;
	struct trace_tables *to;
	uint32_t *group_of; /* by str_id of a function: its place in groups */
};

static struct str text_of(const struct filling *f, str_id id)
{
	return intern_str(&f->t->stacks.strings, id);
}

/* A time of the trace's clock as one from its begin. */
static int64_t since_begin(const struct filling *f, int64_t time)
{
	return time == GOTRACE_NO_TIME ? TRACE_NOT_SEEN : time - f->t->begin;
}

static int compare_groups(const void *a, const void *b, void *context)
{
	const struct gotrace_group *x = a, *y = b;
	const struct gotrace *t = context;
	int64_t l = x->times.time[GOTRACE_TIME_RUNNING], r = y->times.time[GOTRACE_TIME_RUNNING];

	if (l != r)
		return l < r ? 1 : -1;
	return str_cmp(intern_str(&t->stacks.strings, x->function),
		intern_str(&t->stacks.strings, y->function));
}

static int compare_waits(const void *a, const void *b, void *context)
{
	const struct trace_wait *x = a, *y = b;

	(void)context;
	return x->time != y->time ? (x->time < y->time ? 1 : -1) : str_cmp(x->reason, y->reason);
}

static void fill_waits(struct filling *f, struct trace_group *group, uint32_t first)
{
	const struct gotrace_groups *from = &f->t->groups;
	struct trace_wait *waits = &f->to->waits[f->to->n_waits];

	group->first_wait = (uint32_t)f->to->n_waits;
	for (uint32_t w = first; w != 0; w = from->waits.p[w - 1].next) {
		waits[group->n_waits++] = (struct trace_wait){
			.reason = text_of(f, from->waits.p[w - 1].reason),
			.time = from->waits.p[w - 1].time,
		};
		group->blocked = wrap_add(group->blocked, from->waits.p[w - 1].time);
	}
	f->to->n_waits += group->n_waits;
	sort_with(waits, group->n_waits, sizeof(*waits), compare_waits, NULL);
}

static void fill_groups(struct filling *f)
{
	const struct gotrace_groups *from = &f->t->groups;
	struct gotrace_group *sorted = arena_array(f->arena, struct gotrace_group, from->groups.n);

	for (size_t i = 0; i < from->groups.n; i++)
		sorted[i] = from->groups.p[i];
	sort_with(sorted, from->groups.n, sizeof(*sorted), compare_groups, (void *)f->t);
	f->to->groups = arena_array(f->arena, struct trace_group, from->groups.n);
	f->to->waits = arena_array(f->arena, struct trace_wait, from->waits.n);
	for (size_t i = 0; i < from->groups.n; i++) {
		const int64_t *time = sorted[i].times.time;
		struct trace_group *to = &f->to->groups[i];

		*to = (struct trace_group){
			.function = text_of(f, sorted[i].function),
			.n = sorted[i].n,
			.total = time[GOTRACE_TIME_TOTAL],
			.running = time[GOTRACE_TIME_RUNNING],
			.sched = time[GOTRACE_TIME_SCHED],
			.syscall = time[GOTRACE_TIME_SYSCALL],
			.syscall_blocked = time[GOTRACE_TIME_SYSCALL_BLOCKED],
			.assist = time[GOTRACE_TIME_ASSIST],
			.sweep = time[GOTRACE_TIME_SWEEP],
		};
		f->group_of[sorted[i].function] = (uint32_t)i;
		fill_waits(f, to, sorted[i].times.first_wait);
	}
	f->to->n_groups = from->groups.n;
}

static int compare_procs(const void *a, const void *b, void *context)
{
	const struct trace_proc *x = a, *y = b;

	(void)context;
	return (x->id > y->id) - (x->id < y->id);
}

/* The spans move over, and their groups become places. */
static void fill_procs(struct filling *f, struct gotrace_spans *from)
{
	f->to->procs = arena_array(f->arena, struct trace_proc, from->procs.n);
	for (size_t i = 1; i < from->procs.n; i++) {
		struct gotrace_proc *p = &from->procs.p[i];

		for (size_t k = 0; k < p->spans.n; k++) {
			p->spans.p[k].begin -= f->t->begin;
			p->spans.p[k].end -= f->t->begin;
			p->spans.p[k].group = f->group_of[p->spans.p[k].group] & INT32_MAX;
		}
		f->to->procs[f->to->n_procs++] = (struct trace_proc){p->id, p->spans.p, p->spans.n};
		arena_own(f->arena, p->spans.p);
		p->spans.p = NULL;
		p->spans.n = p->spans.cap = 0;
	}
	sort_with(f->to->procs, f->to->n_procs, sizeof(*f->to->procs), compare_procs, NULL);
}

static void fill_ranges(struct filling *f)
{
	const struct gotrace_spans *from = &f->t->spans;

	f->to->ranges = arena_array(f->arena, struct trace_range, from->ranges.n);
	for (size_t i = 0; i < from->ranges.n; i++)
		f->to->ranges[f->to->n_ranges++] = (struct trace_range){
			.begin = since_begin(f, from->ranges.p[i].begin),
			.end = since_begin(f, from->ranges.p[i].end),
			.reason = text_of(f, from->ranges.p[i].reason),
			.kind = from->ranges.p[i].kind,
		};
}

/* Regions that stand for a task alone are left out. */
static void fill_tasks(struct filling *f)
{
	const struct gotrace_tasks *from = &f->t->tasks;

	f->to->tasks = arena_array(f->arena, struct trace_task, from->tasks.n);
	for (size_t i = 0; i < from->tasks.n; i++)
		f->to->tasks[f->to->n_tasks++] = (struct trace_task){
			.name = text_of(f, from->tasks.p[i].name),
			.begin = since_begin(f, from->tasks.p[i].begin),
			.end = since_begin(f, from->tasks.p[i].end),
		};
	f->to->regions = arena_array(f->arena, struct trace_region, from->regions.n);
	for (size_t i = 1; i < from->regions.n; i++)
		if (from->regions.p[i].name != 0)
			f->to->regions[f->to->n_regions++] = (struct trace_region){
				.name = text_of(f, from->regions.p[i].name),
				.task = from->regions.p[i].task,
				.begin = since_begin(f, from->regions.p[i].begin),
				.end = since_begin(f, from->regions.p[i].end),
			};
	f->to->logs = arena_array(f->arena, struct trace_log, from->logs.n);
	for (size_t i = 0; i < from->logs.n; i++)
		f->to->logs[f->to->n_logs++] = (struct trace_log){
			.task = from->logs.p[i].task,
			.key = text_of(f, from->logs.p[i].key),
			.text = text_of(f, from->logs.p[i].text),
			.time = since_begin(f, from->logs.p[i].time),
		};
}

const struct trace_tables *gotrace_tables(struct gotrace *t, struct arena *arena)
{
	struct filling f = {.t = t, .arena = arena};

	f.to = arena_alloc(arena, sizeof(*f.to));
	f.to->duration = t->end - t->begin;
	f.group_of = mem_zeroed(intern_end(&t->stacks.strings), sizeof(*f.group_of));
	fill_groups(&f);
	fill_procs(&f, &t->spans);
	fill_ranges(&f);
	fill_tasks(&f);
	free(f.group_of);
	arena_adopt(arena, &t->stacks.arena); /* the texts */
	return f.to;
}

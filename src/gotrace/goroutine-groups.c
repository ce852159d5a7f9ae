/*
 * goroutine-groups.c: adds up what goroutines did, by the function in which they start.
 *
 * Other than the page of `go tool trace`, a goroutine that is in a system call when the trace begins or ends
 * counts as blocked there while it has no processor.
 */
#include "gotrace/goroutine-groups.h"

#include <stdlib.h>

#include "base/wrap.h"

/* Reasons that are told apart, in a group: more than Go has. */
enum { REASONS_MAX = 256 };

static struct gotrace_goroutine *goroutine(struct gotrace_groups *g, uint32_t row)
{
	while (g->goroutines.n <= row)
		vec_add(&g->goroutines);
	return &g->goroutines.p[row];
}

static struct gotrace_users *users(struct gotrace_groups *g, uint32_t proc)
{
	while (g->users.n <= proc)
		vec_add(&g->users);
	return &g->users.p[proc];
}

/* Reasons to wait. */

static void add_wait(struct gotrace_groups *g, struct gotrace_times *t, str_id reason, int64_t time)
{
	uint32_t w = t->first_wait;

	for (int i = 1; w != 0 && g->waits.p[w - 1].reason != reason && i < REASONS_MAX; i++)
		w = g->waits.p[w - 1].next;
	if (w == 0 && g->free_wait != 0) {
		w = g->free_wait;
		g->free_wait = g->waits.p[w - 1].next;
	} else if (w == 0) {
		vec_add(&g->waits);
		w = (uint32_t)g->waits.n;
	} else {
		g->waits.p[w - 1].time = wrap_add(g->waits.p[w - 1].time, time);
		return;
	}
	g->waits.p[w - 1] = (struct gotrace_reason){reason, time, t->first_wait};
	t->first_wait = w;
}

/* Moves the waits of a goroutine to its group. */
static void move_waits(struct gotrace_groups *g, struct gotrace_times *from,
	struct gotrace_times *to)
{
	while (from->first_wait != 0) {
		uint32_t w = from->first_wait;
		struct gotrace_reason row = g->waits.p[w - 1];

		from->first_wait = row.next;
		g->waits.p[w - 1].next = g->free_wait;
		g->free_wait = w;
		add_wait(g, to, row.reason, row.time);
	}
}

/* A goroutine. */

/* Counts the time that it was in its state. */
static void count_state(struct gotrace_groups *g, struct gotrace_goroutine *r, int64_t now)
{
	int64_t *time = r->times.time, nanos = now - r->since;

	switch (r->status) {
	case GOTRACE_RUNNING:
		time[GOTRACE_TIME_RUNNING] += nanos;
		break;
	case GOTRACE_RUNNABLE:
		time[GOTRACE_TIME_SCHED] += nanos;
		break;
	case GOTRACE_WAITING:
		add_wait(g, &r->times, r->reason, nanos);
		break;
	case GOTRACE_SYSCALL:
		if (r->lost != 0) {
			time[GOTRACE_TIME_SYSCALL_BLOCKED] += now - r->lost;
			nanos = r->lost - r->since;
		}
		time[GOTRACE_TIME_SYSCALL] += nanos;
		break;
	default:
		break;
	}
	r->since = now;
	r->lost = 0;
}

static void end_range(int64_t *since, int64_t *sum, int64_t now)
{
	if (*since != 0)
		*sum += now - *since;
	*since = 0;
}

static struct gotrace_group *group_of(struct gotrace_groups *g, str_id function)
{
	uint32_t known = map_get(&g->by_function, function);

	if (known == 0) {
		vec_add(&g->groups)->function = function;
		known = (uint32_t)g->groups.n;
		map_put(&g->by_function, function, known);
	}
	return &g->groups.p[known - 1];
}

/* A goroutine is over: its group has its times. */
static void end_goroutine(struct gotrace_groups *g, uint32_t row, int64_t now)
{
	struct gotrace_goroutine *r = &g->goroutines.p[row];
	struct gotrace_group *group = group_of(g, g->lives->lives.p[row].function);
	int64_t *time = r->times.time;

	end_range(&r->assist, &time[GOTRACE_TIME_ASSIST], now);
	end_range(&r->sweep, &time[GOTRACE_TIME_SWEEP], now);
	time[GOTRACE_TIME_TOTAL] = now - r->created;
	r->over = true;
	group->n++;
	for (int i = 0; i < GOTRACE_N_TIMES; i++)
		group->times.time[i] = wrap_add(group->times.time[i], time[i]);
	move_waits(g, &r->times, &group->times);
}

static bool waits_forever(const struct gotrace_groups *g, const struct gotrace_event *e)
{
	return e->to == GOTRACE_WAITING &&
		str_eq(intern_str(&g->lives->stacks->strings, e->string), STR("forever"));
}

static void change(struct gotrace_groups *g, const struct gotrace_event *e)
{
	struct gotrace_goroutine *r = goroutine(g, e->subject);

	if (e->from == e->to)
		return;
	if (e->from == GOTRACE_UNKNOWN || e->from == GOTRACE_GONE) {
		int64_t begin = e->from == GOTRACE_UNKNOWN ? g->generation : e->time;

		*r = (struct gotrace_goroutine){.created = begin, .since = begin};
		if (e->to == GOTRACE_SYSCALL && e->proc == 0)
			r->lost = begin;
	} else if (!r->over) {
		count_state(g, r, e->time);
	}
	r->status = e->to;
	r->reason = e->to == GOTRACE_WAITING ? e->string : 0;
	if (e->to == GOTRACE_SYSCALL && e->proc != 0)
		users(g, e->proc)->in_call = e->subject;
	if (!r->over && (e->to == GOTRACE_GONE || waits_forever(g, e)))
		end_goroutine(g, e->subject, e->time);
}

/* A processor is idle. If a goroutine is in a system call on it, the call blocks from now on. */
static void lose_proc(struct gotrace_groups *g, const struct gotrace_event *e)
{
	struct gotrace_users *u = users(g, e->subject);
	uint32_t row = u->in_call;

	u->in_call = 0;
	if (row != 0 && goroutine(g, row)->status == GOTRACE_SYSCALL)
		goroutine(g, row)->lost = e->time;
}

/* Sweeping is of a processor. It counts for the goroutine if that begins and ends it. */
static void sweep(struct gotrace_groups *g, const struct gotrace_event *e, bool begins)
{
	uint32_t proc = e->type == GT_SWEEP_ACTIVE ? e->subject : e->proc;
	struct gotrace_goroutine *r = goroutine(g, e->goroutine);
	uint32_t by = users(g, proc)->sweeps;

	users(g, proc)->sweeps = begins ? e->goroutine : 0;
	if (e->goroutine == 0)
		return;
	if (!begins && by == e->goroutine)
		end_range(&r->sweep, &r->times.time[GOTRACE_TIME_SWEEP], e->time);
	else if (begins && r->sweep == 0)
		r->sweep = e->type == GT_SWEEP_ACTIVE ? g->generation : e->time;
}

void gotrace_groups_event(struct gotrace_groups *g, const struct gotrace_event *e)
{
	struct gotrace_goroutine *r;

	switch (e->type) {
	case GT_SYNC:
		g->generation = e->time;
		return;
	case GT_ASSIST_ACTIVE:
		r = goroutine(g, e->subject);
		r->assist = r->assist != 0 ? r->assist : g->generation;
		return;
	case GT_ASSIST_BEGIN:
		goroutine(g, e->goroutine)->assist = e->time;
		return;
	case GT_ASSIST_END:
		r = goroutine(g, e->goroutine);
		end_range(&r->assist, &r->times.time[GOTRACE_TIME_ASSIST], e->time);
		return;
	case GT_SWEEP_ACTIVE:
	case GT_SWEEP_BEGIN:
		sweep(g, e, true);
		return;
	case GT_SWEEP_END:
		sweep(g, e, false);
		return;
	default:
		break;
	}
	if (gotrace_specs[e->type].changes == GT_GOROUTINE)
		change(g, e);
	else if (gotrace_specs[e->type].changes == GT_PROC && e->from != e->to &&
		e->to == GOTRACE_PROC_IDLE)
		lose_proc(g, e);
}

void gotrace_groups_end(struct gotrace_groups *g, int64_t end)
{
	for (uint32_t row = 0; row < g->goroutines.n; row++) {
		struct gotrace_goroutine *r = &g->goroutines.p[row];

		if (r->over || r->status == GOTRACE_UNKNOWN || r->status == GOTRACE_GONE)
			continue;
		count_state(g, r, end);
		end_goroutine(g, row, end);
	}
}

uint64_t gotrace_groups_memory(const struct gotrace_groups *g)
{
	return g->goroutines.n * sizeof(*g->goroutines.p) +
		g->groups.n * (sizeof(*g->groups.p) + 2 * sizeof(struct map_slot)) +
		g->waits.n * sizeof(*g->waits.p);
}

void gotrace_groups_release(struct gotrace_groups *g)
{
	free(g->goroutines.p);
	free(g->groups.p);
	free(g->waits.p);
	map_release(&g->by_function);
	free(g->users.p);
}

/*
 * spans.c: follows processors, stops of all goroutines, and garbage collection.
 */
#include "gotrace/spans.h"

#include <stdlib.h>

static struct gotrace_proc *proc(struct gotrace_spans *s, uint32_t row)
{
	while (s->procs.n <= row)
		vec_add(&s->procs);
	return &s->procs.p[row];
}

/* Ends what a processor does. */
static void end_span(struct gotrace_spans *s, struct gotrace_proc *p, int64_t now)
{
	if (p->goroutine != 0) {
		*vec_add(&p->spans) = (struct trace_span){
			.begin = p->since,
			.end = now,
			.group = s->lives->lives.p[p->goroutine].function & INT32_MAX,
			.in_syscall = p->in_syscall,
		};
		s->n++;
	}
	p->goroutine = 0;
}

static void begin_span(struct gotrace_proc *p, uint32_t goroutine, bool in_syscall, int64_t since)
{
	p->goroutine = goroutine;
	p->in_syscall = in_syscall;
	p->since = since;
}

/* A goroutine changes its state, on a processor. After a system call it may be another one. */
static void change(struct gotrace_spans *s, const struct gotrace_event *e)
{
	struct gotrace_proc *p = proc(s, e->proc);
	bool runs = e->to == GOTRACE_RUNNING || e->to == GOTRACE_SYSCALL;

	if (e->proc == 0 || e->from == e->to)
		return;
	if (p->goroutine == e->subject)
		end_span(s, p, e->time);
	if (runs && p->goroutine == 0)
		begin_span(p, e->subject, e->to == GOTRACE_SYSCALL,
			e->from == GOTRACE_UNKNOWN ? s->generation : e->time);
}

static void add_range(struct gotrace_spans *s, enum trace_range_kind kind, int64_t begin,
	int64_t end)
{
	*vec_add(&s->ranges) = (struct gotrace_range){
		.kind = kind,
		.begin = begin,
		.end = end,
		.reason = kind == TRACE_STW ? s->stw_reason : 0,
	};
}

static void end_range(struct gotrace_spans *s, enum trace_range_kind kind, int64_t *since,
	int64_t now)
{
	if (*since != 0)
		add_range(s, kind, *since, now);
	*since = 0;
}

void gotrace_spans_event(struct gotrace_spans *s, const struct gotrace_event *e)
{
	switch (e->type) {
	case GT_SYNC:
		s->generation = e->time;
		return;
	case GT_GC_ACTIVE:
		s->gc = s->gc != 0 ? s->gc : s->generation;
		return;
	case GT_GC_BEGIN:
		s->gc = e->time;
		return;
	case GT_GC_END:
		end_range(s, TRACE_GC, &s->gc, e->time);
		return;
	case GT_STW_BEGIN:
		s->stw = e->time;
		s->stw_reason = e->string;
		return;
	case GT_STW_END:
		end_range(s, TRACE_STW, &s->stw, e->time);
		return;
	case GT_PROC_STATUS:
		proc(s, e->subject)->id = e->args[0];
		return;
	default:
		break;
	}
	if (gotrace_specs[e->type].changes == GT_GOROUTINE)
		change(s, e);
	else if (gotrace_specs[e->type].changes == GT_PROC && e->to == GOTRACE_PROC_IDLE)
		end_span(s, proc(s, e->subject), e->time);
}

void gotrace_spans_end(struct gotrace_spans *s, int64_t end)
{
	for (size_t i = 0; i < s->procs.n; i++)
		end_span(s, &s->procs.p[i], end);
	end_range(s, TRACE_GC, &s->gc, end);
	end_range(s, TRACE_STW, &s->stw, end);
}

uint64_t gotrace_spans_memory(const struct gotrace_spans *s)
{
	return s->procs.n * sizeof(*s->procs.p) + s->n * sizeof(struct trace_span) +
		s->ranges.n * sizeof(*s->ranges.p);
}

void gotrace_spans_release(struct gotrace_spans *s)
{
	for (size_t i = 0; i < s->procs.n; i++)
		free(s->procs.p[i].spans.p);
	free(s->procs.p);
	free(s->ranges.p);
}

/*
 * rules.c: when an event of an execution trace can happen, and what it changes.
 *
 * The rules are those of Go's internal/trace, order.go. An event about the goroutine or the processor of its
 * own thread can always happen. One about others waits for their state and their sequence number.
 */
#include "gotrace/order.h"

/* Whether the garbage collector marks. */
enum gc_state { GC_UNKNOWN, GC_OFF, GC_ON };

/* What the thread of an event must have. */
enum {
	NEEDS_PROC = 1,
	NEEDS_GOROUTINE = 2,
	NO_GOROUTINE = 4,
	RUNNING = 8,     /* its goroutine runs */
	IN_SYSCALL = 16, /* its goroutine is in a system call */
};

/* An event, and what its thread is bound to; the rule changes it to what it is afterwards. */
struct step {
	struct gotrace_order *o;
	struct gotrace_event e;
	uint32_t thread; /* row; 0: it is of no thread */
	struct gotrace_order_thread now;
};

typedef enum gotrace_advance rule(struct step *s);

static enum gotrace_advance impossible(struct step *s, const char *why)
{
	s->o->wrong = why;
	return GOTRACE_IMPOSSIBLE;
}

/* Finds what an argument names, by its place from 1; 0: there is none. False when the generation lacks it. */
static bool resolve(const struct map *ids, const struct gotrace_event *e, unsigned arg,
	uint32_t *to)
{
	uint64_t id = arg != 0 ? e->args[arg - 1] : 0;
	uint32_t known = id != 0 ? map_get(ids, id) : 0;

	*to = known != 0 ? known - 1 : *to;
	return known != 0 || id == 0;
}

enum gotrace_advance gotrace_emit(struct gotrace_order *o, struct gotrace_event *e)
{
	const struct gotrace_spec *spec = &gotrace_specs[e->type];

	if (!resolve(&o->g->stacks, e, spec->stack, &e->stack) ||
		!resolve(&o->g->stacks, e, spec->stack2, &e->stack2)) {
		o->wrong = "the stack of an event is missing";
		return GOTRACE_IMPOSSIBLE;
	}
	if (!resolve(&o->g->strings, e, spec->string, &e->string) ||
		!resolve(&o->g->strings, e, spec->string2, &e->string2)) {
		o->wrong = "the text of an event is missing";
		return GOTRACE_IMPOSSIBLE;
	}
	if (e->time <= o->last)
		e->time = o->last + 1;
	o->last = e->time;
	o->sink(o->context, e);
	return GOTRACE_ADVANCED;
}

static enum gotrace_advance emit(struct step *s)
{
	return gotrace_emit(s->o, &s->e);
}

/* Emits the event as a change of the state of a goroutine or processor. */
static enum gotrace_advance emit_change(struct step *s, uint32_t subject, int from, int to)
{
	s->e.subject = subject;
	s->e.from = (uint8_t)from;
	s->e.to = (uint8_t)to;
	return emit(s);
}

/* Rows. */

static struct gotrace_order_goroutine *goroutine(const struct step *s, uint32_t row)
{
	return &s->o->goroutines.p[row];
}

static struct gotrace_order_proc *proc(const struct step *s, uint32_t row)
{
	return &s->o->procs.p[row];
}

static uint32_t find_goroutine(const struct step *s, uint64_t id)
{
	uint32_t row = map_get(&s->o->by_goroutine, id);

	return row != 0 && goroutine(s, row)->status != GOTRACE_GONE ? row : 0;
}

static uint32_t add_goroutine(struct step *s, uint64_t id, int status)
{
	struct gotrace_order *o = s->o;
	uint32_t row = map_get(&o->by_goroutine, id);

	if (row != 0) {
		o->n_gone--;
	} else if (o->free.n != 0) {
		row = o->free.p[--o->free.n];
		map_put(&o->by_goroutine, id, row);
	} else {
		vec_add(&o->goroutines);
		row = (uint32_t)o->goroutines.n - 1;
		map_put(&o->by_goroutine, id, row);
	}
	*goroutine(s, row) = (struct gotrace_order_goroutine){
		.id = id,
		.sequence = {o->g->number, 0},
		.status = (uint8_t)status,
	};
	return row;
}

static void end_goroutine(struct step *s, uint32_t row)
{
	goroutine(s, row)->status = GOTRACE_GONE;
	s->o->n_gone++;
}

/* Whether a number is the one behind what a goroutine or processor has. */
static bool follows(const struct step *s, uint64_t number, const struct gotrace_sequence *before)
{
	return before->generation == s->o->g->number && number == before->number + 1;
}

static const char out_of_place[] = "an event of a goroutine or processor that is in another state";

static bool meets(const struct step *s, unsigned needs)
{
	int status = s->now.goroutine != 0 ? goroutine(s, s->now.goroutine)->status : 0;

	return (!(needs & NEEDS_PROC) || s->now.proc != 0) &&
		(!(needs & (NEEDS_GOROUTINE | RUNNING | IN_SYSCALL)) || s->now.goroutine != 0) &&
		(!(needs & NO_GOROUTINE) || s->now.goroutine == 0) &&
		(!(needs & RUNNING) || status == GOTRACE_RUNNING) &&
		(!(needs & IN_SYSCALL) || status == GOTRACE_SYSCALL);
}

/* Processors. */

static enum gotrace_advance proc_status(struct step *s)
{
	struct gotrace_order *o = s->o;
	uint64_t id = s->e.args[0], status = s->e.args[1];
	uint32_t row = map_get(&o->by_proc, id);
	int from = o->g->number == o->first ? GOTRACE_PROC_UNKNOWN : GOTRACE_PROC_IDLE;
	int to;

	if (status > GOTRACE_PROC_ABANDONED)
		return impossible(s, "a processor of an unknown state");
	if (row == 0) {
		vec_add(&o->procs);
		row = (uint32_t)o->procs.n - 1;
		map_put(&o->by_proc, id, row);
		proc(s, row)->id = id;
		proc(s, row)->status = (uint8_t)status;
	} else {
		from = proc(s, row)->status;
		/* Who writes that it is abandoned may not know whose it is; here it is known. */
		if (from != (int)status &&
			!(status == GOTRACE_PROC_ABANDONED && from == GOTRACE_PROC_SYSCALL))
			return impossible(s, out_of_place);
	}
	to = proc(s, row)->status;
	proc(s, row)->sequence = (struct gotrace_sequence){o->g->number, 0};
	if (status == GOTRACE_PROC_RUNNING || status == GOTRACE_PROC_SYSCALL)
		s->now.proc = row;
	return emit_change(s, row, from, to);
}

static enum gotrace_advance proc_start(struct step *s)
{
	uint32_t row = map_get(&s->o->by_proc, s->e.args[0]);

	if (row == 0 || proc(s, row)->status != GOTRACE_PROC_IDLE ||
		!follows(s, s->e.args[1], &proc(s, row)->sequence) || s->now.proc != 0)
		return GOTRACE_WAITS;
	proc(s, row)->status = GOTRACE_PROC_RUNNING;
	proc(s, row)->sequence.number++;
	s->now.proc = row;
	return emit_change(s, row, GOTRACE_PROC_IDLE, GOTRACE_PROC_RUNNING);
}

static enum gotrace_advance proc_stop(struct step *s)
{
	uint32_t row = s->now.proc;
	int from = proc(s, row)->status;

	if (from != GOTRACE_PROC_RUNNING && from != GOTRACE_PROC_SYSCALL)
		return impossible(s, out_of_place);
	proc(s, row)->status = GOTRACE_PROC_IDLE;
	s->now.proc = 0;
	return emit_change(s, row, from, GOTRACE_PROC_IDLE);
}

static enum gotrace_advance proc_steal(struct step *s)
{
	struct gotrace_order *o = s->o;
	uint32_t row = map_get(&o->by_proc, s->e.args[0]);
	uint32_t victim = map_get(&o->by_thread, s->e.args[2]);
	int from = row != 0 ? proc(s, row)->status : 0;

	if ((from != GOTRACE_PROC_SYSCALL && from != GOTRACE_PROC_ABANDONED) ||
		!follows(s, s->e.args[1], &proc(s, row)->sequence))
		return GOTRACE_WAITS;
	if (from == GOTRACE_PROC_SYSCALL) {
		uint32_t *bound = victim == s->thread ? &s->now.proc : &o->threads.p[victim].proc;

		if (victim == 0 || *bound != row)
			return impossible(s,
				"a processor is taken from a thread that does not have it");
		*bound = 0;
	}
	proc(s, row)->status = GOTRACE_PROC_IDLE;
	proc(s, row)->sequence.number++;
	return emit_change(s, row, from, GOTRACE_PROC_IDLE);
}

/* Goroutines. */

/* A goroutine is in a system call: of this thread, or of one that has been in it all the time. */
static bool bind_syscall(struct step *s, uint32_t row)
{
	struct gotrace_order *o = s->o;
	uint32_t thread = map_get(&o->by_thread, s->e.args[1]);

	if (s->e.args[1] == UINT64_MAX)
		return false;
	if (thread != 0 && thread == s->thread) {
		if (o->g->number != o->first && s->now.goroutine != row)
			return false;
		s->now.goroutine = row;
		return true;
	}
	if (thread != 0 && o->threads.p[thread].goroutine != 0)
		return o->threads.p[thread].goroutine == row;
	if (thread != 0) {
		o->threads.p[thread].goroutine = row;
		return true;
	}
	*vec_add(&o->threads) = (struct gotrace_order_thread){.goroutine = row};
	map_put(&o->by_thread, s->e.args[1], (uint32_t)o->threads.n - 1);
	return true;
}

static enum gotrace_advance go_status(struct step *s)
{
	uint64_t status = s->e.args[2];
	uint32_t row = find_goroutine(s, s->e.args[0]);
	int from = (int)status;

	if (status == GOTRACE_UNKNOWN || status > GOTRACE_WAITING)
		return impossible(s, "a goroutine of an unknown state");
	if (row == 0) {
		if (s->o->g->number != s->o->first)
			return impossible(s, "a goroutine that nobody started");
		row = add_goroutine(s, s->e.args[0], (int)status);
		from = GOTRACE_UNKNOWN;
	} else if (goroutine(s, row)->status != status) {
		return impossible(s, out_of_place);
	}
	goroutine(s, row)->sequence = (struct gotrace_sequence){s->o->g->number, 0};
	if (status == GOTRACE_RUNNING)
		s->now.goroutine = row;
	if (status == GOTRACE_SYSCALL && !bind_syscall(s, row))
		return impossible(s, "a goroutine in a system call of another thread");
	return emit_change(s, row, from, (int)status);
}

static enum gotrace_advance create(struct step *s, int status)
{
	if (find_goroutine(s, s->e.args[0]) != 0)
		return impossible(s, "a goroutine starts twice");
	return emit_change(s, add_goroutine(s, s->e.args[0], status), GOTRACE_GONE, status);
}

static enum gotrace_advance go_create(struct step *s)
{
	if (s->now.goroutine != 0 && !meets(s, RUNNING))
		return impossible(s, out_of_place);
	return create(s, s->e.type == GT_GO_CREATE_BLOCKED ? GOTRACE_WAITING : GOTRACE_RUNNABLE);
}

static enum gotrace_advance go_create_syscall(struct step *s)
{
	enum gotrace_advance result = create(s, GOTRACE_SYSCALL);

	s->now.goroutine = s->e.subject;
	return result;
}

/* The goroutine of the thread changes its state, and the thread has none. */
static enum gotrace_advance leave(struct step *s, int status)
{
	uint32_t row = s->now.goroutine;
	int from = goroutine(s, row)->status;

	if (status == GOTRACE_GONE)
		end_goroutine(s, row);
	else
		goroutine(s, row)->status = (uint8_t)status;
	s->now.goroutine = 0;
	return emit_change(s, row, from, status);
}

static enum gotrace_advance go_stop(struct step *s)
{
	return leave(s, GOTRACE_RUNNABLE);
}

static enum gotrace_advance go_block(struct step *s)
{
	return leave(s, GOTRACE_WAITING);
}

static enum gotrace_advance go_destroy(struct step *s)
{
	return leave(s, GOTRACE_GONE);
}

/* A goroutine of a thread of C leaves Go, and its thread has no processor any more. */
static enum gotrace_advance go_destroy_syscall(struct step *s)
{
	uint32_t row = s->now.proc;

	if (row != 0) {
		struct gotrace_event steal = s->e;

		if (proc(s, row)->status != GOTRACE_PROC_SYSCALL)
			return impossible(s, out_of_place);
		proc(s, row)->status = GOTRACE_PROC_ABANDONED;
		s->now.proc = 0;
		steal.type = GT_PROC_STEAL;
		steal.subject = row;
		steal.from = GOTRACE_PROC_SYSCALL;
		steal.to = GOTRACE_PROC_IDLE;
		gotrace_emit(s->o, &steal);
	}
	return leave(s, GOTRACE_GONE);
}

/* Finds a goroutine that waits for its next event to be this one. */
static uint32_t find_next(const struct step *s, int status)
{
	uint32_t row = find_goroutine(s, s->e.args[0]);

	if (row == 0 || goroutine(s, row)->status != status ||
		!follows(s, s->e.args[1], &goroutine(s, row)->sequence))
		return 0;
	return row;
}

static enum gotrace_advance go_start(struct step *s)
{
	uint32_t row = find_next(s, GOTRACE_RUNNABLE);

	if (row == 0)
		return GOTRACE_WAITS;
	if (!meets(s, NEEDS_PROC | NO_GOROUTINE))
		return impossible(s, out_of_place);
	goroutine(s, row)->status = GOTRACE_RUNNING;
	goroutine(s, row)->sequence.number++;
	s->now.goroutine = row;
	return emit_change(s, row, GOTRACE_RUNNABLE, GOTRACE_RUNNING);
}

static enum gotrace_advance go_unblock(struct step *s)
{
	uint32_t row = find_next(s, GOTRACE_WAITING);

	if (row == 0)
		return GOTRACE_WAITS;
	goroutine(s, row)->status = GOTRACE_RUNNABLE;
	goroutine(s, row)->sequence.number++;
	return emit_change(s, row, GOTRACE_WAITING, GOTRACE_RUNNABLE);
}

/* Three events: another goroutine can run, this one waits or ends, and the other one runs. */
static enum gotrace_advance go_switch(struct step *s)
{
	uint32_t next = find_next(s, GOTRACE_WAITING), before = s->now.goroutine;
	bool ends = s->e.type == GT_GO_SWITCH_DESTROY;
	struct step part;

	if (next == 0)
		return GOTRACE_WAITS;
	emit_change(s, next, GOTRACE_WAITING, GOTRACE_RUNNABLE);
	part = *s;
	part.e = (struct gotrace_event){
		.type = ends ? GT_GO_DESTROY : GT_GO_BLOCK,
		.time = s->e.time,
		.proc = s->e.proc,
		.goroutine = before,
	};
	leave(&part, ends ? GOTRACE_GONE : GOTRACE_WAITING);
	part.e.type = GT_GO_START;
	part.e.goroutine = 0;
	goroutine(s, next)->status = GOTRACE_RUNNING;
	goroutine(s, next)->sequence.number++;
	s->now.goroutine = next;
	return emit_change(&part, next, GOTRACE_RUNNABLE, GOTRACE_RUNNING);
}

static enum gotrace_advance go_syscall_begin(struct step *s)
{
	struct gotrace_order_proc *p = proc(s, s->now.proc);

	/* The number is the processor's: it says from which system call it may be taken. */
	if (!follows(s, s->e.args[0], &p->sequence))
		return impossible(s, out_of_place);
	p->sequence.number++;
	p->status = GOTRACE_PROC_SYSCALL;
	goroutine(s, s->now.goroutine)->status = GOTRACE_SYSCALL;
	return emit_change(s, s->now.goroutine, GOTRACE_RUNNING, GOTRACE_SYSCALL);
}

static enum gotrace_advance go_syscall_end(struct step *s)
{
	struct gotrace_order_proc *p = proc(s, s->now.proc);

	if (p->status != GOTRACE_PROC_SYSCALL)
		return impossible(s, out_of_place);
	p->status = GOTRACE_PROC_RUNNING;
	goroutine(s, s->now.goroutine)->status = GOTRACE_RUNNING;
	return emit_change(s, s->now.goroutine, GOTRACE_SYSCALL, GOTRACE_RUNNING);
}

/* A system call after which the goroutine waits to run: its processor was taken before. */
static enum gotrace_advance go_syscall_end_blocked(struct step *s)
{
	if (s->now.proc != 0 && proc(s, s->now.proc)->status == GOTRACE_PROC_SYSCALL)
		return GOTRACE_WAITS;
	if (!meets(s, IN_SYSCALL))
		return impossible(s, out_of_place);
	return leave(s, GOTRACE_RUNNABLE);
}

/* The garbage collector. Its numbers order the begin and the end of marking, on any thread. */
static enum gotrace_advance gc(struct step *s)
{
	struct gotrace_order *o = s->o;
	bool first = s->e.type == GT_GC_ACTIVE ? o->g->number == o->first
					       : s->e.type == GT_GC_BEGIN && o->gc == GC_UNKNOWN;
	int before = s->e.type == GT_GC_BEGIN ? GC_OFF : GC_ON;

	if (first) {
		if (o->gc != GC_UNKNOWN)
			return impossible(s, "the garbage collector begins twice");
	} else {
		if (s->e.args[0] != o->gc_sequence + 1)
			return GOTRACE_WAITS;
		if (o->gc != before || !meets(s, NEEDS_PROC | NEEDS_GOROUTINE))
			return impossible(s, "an event of the garbage collector at a wrong time");
	}
	o->gc_sequence = s->e.args[0];
	o->gc = s->e.type == GT_GC_END ? GC_OFF : GC_ON;
	return emit(s);
}

/* Goroutines and processors that events name and whose state they do not change. */

static enum gotrace_advance sweep_active(struct step *s)
{
	s->e.subject = map_get(&s->o->by_proc, s->e.args[0]);
	return s->e.subject != 0 ? emit(s) : impossible(s, "a processor that nobody started");
}

static enum gotrace_advance assist_active(struct step *s)
{
	s->e.subject = find_goroutine(s, s->e.args[0]);
	return s->e.subject != 0 ? emit(s) : impossible(s, "a goroutine that nobody started");
}

enum { IN_GOROUTINE = NEEDS_PROC | NEEDS_GOROUTINE };

/* What the thread of each type of event must have, and its rule. Those without a rule change nothing. */
static const struct {
	uint8_t needs;
	rule *apply;
} rules[GT_N_TYPES] = {
	[GT_PROCS_CHANGE] = {IN_GOROUTINE, NULL},
	[GT_PROC_START] = {0, proc_start},
	[GT_PROC_STOP] = {NEEDS_PROC, proc_stop},
	[GT_PROC_STEAL] = {0, proc_steal},
	[GT_PROC_STATUS] = {0, proc_status},
	[GT_GO_CREATE] = {NEEDS_PROC, go_create},
	[GT_GO_CREATE_BLOCKED] = {NEEDS_PROC, go_create},
	[GT_GO_CREATE_SYSCALL] = {NO_GOROUTINE, go_create_syscall},
	[GT_GO_START] = {0, go_start},
	[GT_GO_DESTROY] = {NEEDS_PROC | RUNNING, go_destroy},
	[GT_GO_DESTROY_SYSCALL] = {IN_SYSCALL, go_destroy_syscall},
	[GT_GO_STOP] = {NEEDS_PROC | RUNNING, go_stop},
	[GT_GO_BLOCK] = {NEEDS_PROC | RUNNING, go_block},
	[GT_GO_UNBLOCK] = {0, go_unblock},
	[GT_GO_SYSCALL_BEGIN] = {NEEDS_PROC | RUNNING, go_syscall_begin},
	[GT_GO_SYSCALL_END] = {NEEDS_PROC | IN_SYSCALL, go_syscall_end},
	[GT_GO_SYSCALL_END_BLOCKED] = {0, go_syscall_end_blocked},
	[GT_GO_STATUS] = {0, go_status},
	[GT_GO_STATUS_STACK] = {0, go_status},
	[GT_GO_SWITCH] = {NEEDS_PROC | RUNNING, go_switch},
	[GT_GO_SWITCH_DESTROY] = {NEEDS_PROC | RUNNING, go_switch},
	[GT_STW_BEGIN] = {IN_GOROUTINE, NULL},
	[GT_STW_END] = {IN_GOROUTINE, NULL},
	[GT_GC_ACTIVE] = {0, gc},
	[GT_GC_BEGIN] = {0, gc},
	[GT_GC_END] = {0, gc},
	[GT_SWEEP_ACTIVE] = {0, sweep_active},
	[GT_SWEEP_BEGIN] = {NEEDS_PROC, NULL},
	[GT_SWEEP_END] = {NEEDS_PROC, NULL},
	[GT_ASSIST_ACTIVE] = {0, assist_active},
	[GT_ASSIST_BEGIN] = {IN_GOROUTINE, NULL},
	[GT_ASSIST_END] = {IN_GOROUTINE, NULL},
	[GT_HEAP_ALLOC] = {NEEDS_PROC, NULL},
	[GT_HEAP_GOAL] = {NEEDS_PROC, NULL},
	[GT_GO_LABEL] = {IN_GOROUTINE, NULL},
	[GT_TASK_BEGIN] = {IN_GOROUTINE, NULL},
	[GT_TASK_END] = {IN_GOROUTINE, NULL},
	[GT_REGION_BEGIN] = {IN_GOROUTINE, NULL},
	[GT_REGION_END] = {IN_GOROUTINE, NULL},
	[GT_LOG] = {IN_GOROUTINE, NULL},
};

enum gotrace_advance gotrace_advance(struct gotrace_order *o, const struct gotrace_cursor *c)
{
	struct step s = {
		.o = o,
		.thread = c->thread,
		.now = o->threads.p[c->thread],
		.e = {.time = c->time, .type = c->type},
	};
	rule *apply = rules[c->type].apply;
	enum gotrace_advance result;

	s.e.proc = s.now.proc;
	s.e.goroutine = s.now.goroutine;
	memcpy(s.e.args, c->args, sizeof(s.e.args));
	if (!meets(&s, rules[c->type].needs))
		return impossible(&s, out_of_place);
	result = apply != NULL ? apply(&s) : emit(&s);
	if (result == GOTRACE_ADVANCED && c->thread != 0)
		o->threads.p[c->thread] = s.now;
	return result;
}

/*
 * lives.c: adds up how long goroutines ran and waited, by the stacks of the events around.
 *
 * Waits are those of `go tool trace -pprof=TYPE` (cmd/trace, pprof.go), to the nanosecond. A wait has the
 * stack of the event that began it; so a wait for a processor (sched) has the stack of what made the
 * goroutine runnable. What a goroutine waits before it runs for the first time does not count, unless it
 * never runs; a wait that does not end within the trace does not count.
 *
 * Running has the best stack that is known: a stretch of it has that of the event of the goroutine, or of the
 * sample of the CPU, that ends the stretch. Where an event has none, the stretch has the function alone in
 * which the goroutine starts.
 */
#include "gotrace/lives.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/wrap.h"

static struct gotrace_life *life_of(struct gotrace_lives *l, uint32_t goroutine)
{
	while (l->lives.n <= goroutine)
		*vec_add(&l->lives) = (struct gotrace_life){
			.wait.kind = GOTRACE_NO_KIND,
			.early.kind = GOTRACE_NO_KIND,
		};
	return &l->lives.p[goroutine];
}

/* Samples. */

static struct gotrace_sample *sample_at(struct gotrace_lives *l, const struct gotrace_where *w)
{
	uint64_t hash = hash_mix(hash_mix(l->stacks->seed, (uint64_t)w->stack << 32 | w->goroutine),
		(uint64_t)w->task << 32 | w->region);
	size_t at = 0;
	uint32_t row;

	while ((row = index_next(&l->by_where, hash, &at)) != 0)
		if (memcmp(&l->samples.p[row].where, w, sizeof(*w)) == 0)
			return &l->samples.p[row];
	if (l->samples.n == 0)
		vec_add(&l->samples);
	vec_add(&l->samples)->where = *w;
	index_add(&l->by_where, hash, (uint32_t)l->samples.n - 1);
	return &l->samples.p[l->samples.n - 1];
}

static void count_wait(struct gotrace_lives *l, struct gotrace_wait *w)
{
	struct gotrace_sample *s;

	if (w->kind == GOTRACE_NO_KIND)
		return;
	s = sample_at(l, &w->where);
	s->time[w->kind] = wrap_add(s->time[w->kind], w->time);
	s->count[w->kind]++;
	w->kind = GOTRACE_NO_KIND;
}

static struct gotrace_where where(const struct gotrace_lives *l, uint32_t goroutine, uint32_t stack)
{
	const struct gotrace_region *region = gotrace_region_of(l->tasks, goroutine);

	return (struct gotrace_where){
		.stack = stack,
		.goroutine = l->lives.p[goroutine].function,
		.task = l->tasks->tasks.p[region->task].name,
		.region = region->name,
	};
}

/* Counts the time up to now for a goroutine that runs. `stops` is 1 when it does not run any more. */
static void count_run(struct gotrace_lives *l, uint32_t goroutine, uint32_t stack, int64_t now,
	int stops)
{
	struct gotrace_life *life = &l->lives.p[goroutine];
	struct gotrace_where at = where(l, goroutine, stack != 0 ? stack : life->start_stack);
	struct gotrace_sample *s = sample_at(l, &at);

	s->time[GOTRACE_RUN] = wrap_add(s->time[GOTRACE_RUN], now - life->since);
	s->count[GOTRACE_RUN] += stops;
	life->since = now;
}

/* Waits. */

static bool contains(struct str s, struct str part)
{
	return str_find(s, part, 0) < s.n;
}

/* What a goroutine does that waits for a reason. */
static enum gotrace_kind kind_of_reason(struct gotrace_lives *l, str_id reason)
{
	static const struct str sync[] = {{"chan", 4}, {"sync", 4}, {"select", 6}};
	struct str text = intern_str(&l->stacks->strings, reason);
	uint8_t *known;

	while (l->kinds.n <= reason)
		vec_add(&l->kinds);
	known = &l->kinds.p[reason];
	if (*known == 0) {
		*known = 1 + (str_eq(text, STR("network")) ? GOTRACE_NET : GOTRACE_NO_KIND);
		for (size_t i = 0; i < ARRAY_LEN(sync); i++)
			if (contains(text, sync[i]))
				*known = 1 + GOTRACE_SYNC;
	}
	return *known - 1;
}

static enum gotrace_kind kind_of(struct gotrace_lives *l, const struct gotrace_event *e)
{
	switch (e->to) {
	case GOTRACE_RUNNABLE:
		return GOTRACE_SCHED;
	case GOTRACE_SYSCALL:
		return GOTRACE_IN_CALL;
	case GOTRACE_WAITING:
		return kind_of_reason(l, e->string);
	default:
		return GOTRACE_NO_KIND;
	}
}

/* The state of a goroutine that waits. */
static const uint8_t state_of[GOTRACE_N_KINDS] = {
	[GOTRACE_SYNC] = GOTRACE_WAITING,
	[GOTRACE_NET] = GOTRACE_WAITING,
	[GOTRACE_IN_CALL] = GOTRACE_SYSCALL,
	[GOTRACE_SCHED] = GOTRACE_RUNNABLE,
	[GOTRACE_RUN] = GOTRACE_RUNNING,
};

static void end_wait(struct gotrace_lives *l, struct gotrace_life *life, int64_t now)
{
	life->wait.time = now - life->wait.begin;
	if (life->has_run) {
		count_wait(l, &life->wait);
	} else {
		life->early = life->wait;
		life->wait.kind = GOTRACE_NO_KIND;
	}
}

/* Learns in which function a goroutine starts: it is the root of any of its stacks. */
static void learn_function(struct gotrace_lives *l, struct gotrace_life *life, uint32_t stack)
{
	struct gotrace_stack s = gotrace_stack(l->stacks, stack);
	uint32_t root;

	if (life->function != 0 || s.n == 0)
		return;
	root = s.frames[s.n - 1];
	life->function = l->stacks->frames.p[root].function;
	life->start_stack = gotrace_add_stack(l->stacks, &root, 1);
}

/* A goroutine changes its state, or is told to be in the one that it is in. */
static void change(struct gotrace_lives *l, const struct gotrace_event *e)
{
	struct gotrace_life *life = life_of(l, e->subject);
	bool own = e->goroutine == e->subject || e->type == GT_GO_STATUS_STACK;

	if (e->from == GOTRACE_GONE || e->from == GOTRACE_UNKNOWN)
		*life = (struct gotrace_life){
			.wait.kind = GOTRACE_NO_KIND,
			.early.kind = GOTRACE_NO_KIND,
		};
	learn_function(l, life, e->stack2 != 0 ? e->stack2 : own ? e->stack : 0);
	if (life->wait.kind != GOTRACE_NO_KIND && e->to != state_of[life->wait.kind])
		end_wait(l, life, e->time);
	if (life->runs && e->to != GOTRACE_RUNNING)
		count_run(l, e->subject, e->goroutine == e->subject ? e->stack : 0, e->time, 1);
	if (!life->runs && e->to == GOTRACE_RUNNING) {
		life->since = e->from == GOTRACE_UNKNOWN ? l->generation : e->time;
		life->has_run = true;
		life->early.kind = GOTRACE_NO_KIND;
	}
	life->runs = e->to == GOTRACE_RUNNING;
	if (e->to == GOTRACE_GONE)
		count_wait(l, &life->early);
	if (life->wait.kind != GOTRACE_NO_KIND)
		return;
	life->wait.kind = (uint8_t)kind_of(l, e);
	life->wait.begin = e->time;
	if (life->wait.kind != GOTRACE_NO_KIND)
		life->wait.where = where(l, e->subject, e->stack);
}

void gotrace_lives_event(struct gotrace_lives *l, const struct gotrace_event *e)
{
	bool changes = gotrace_specs[e->type].changes == GT_GOROUTINE;

	if (e->type == GT_SYNC) {
		l->generation = e->time;
		if (l->begin == 0)
			l->begin = e->time;
	}
	/* Stacks of a state are of its goroutine, not of the one that runs. */
	if (e->stack != 0 && e->goroutine != 0 && e->type != GT_GO_STATUS_STACK &&
		(!changes || e->subject != e->goroutine)) {
		struct gotrace_life *life = life_of(l, e->goroutine);

		learn_function(l, life, e->stack);
		if (life->runs)
			count_run(l, e->goroutine, e->stack, e->time, 0);
	}
	if (changes)
		change(l, e);
}

void gotrace_lives_end(struct gotrace_lives *l, int64_t end)
{
	for (uint32_t row = 0; row < l->lives.n; row++) {
		count_wait(l, &l->lives.p[row].early);
		if (l->lives.p[row].runs)
			count_run(l, row, 0, end, 1);
	}
}

uint64_t gotrace_lives_memory(const struct gotrace_lives *l)
{
	return l->lives.n * sizeof(*l->lives.p) +
		l->samples.n * (sizeof(*l->samples.p) + 2 * sizeof(struct index_slot));
}

void gotrace_lives_release(struct gotrace_lives *l)
{
	free(l->lives.p);
	free(l->samples.p);
	index_release(&l->by_where);
	free(l->kinds.p);
}

/*
 * stacks.c: Distinct stacks while a profile is made.
 */
#include "profile/stacks.h"

#include <stdlib.h>

void stacks_init(struct stacks *s)
{
	*s = (struct stacks){.seed = print_seed()};
	vec_add(&s->begin);
}

void stacks_release(struct stacks *s)
{
	free(s->locs.narrow);
	free(s->locs.wide);
	free(s->begin.p);
	free(s->shared.p);
	free(s->of.p);
	prints_release(&s->prints);
	*s = (struct stacks){0};
}

void stacks_room(struct stacks *s, size_t n)
{
	size_t need = s->n_locs + n;

	if (need <= s->cap)
		return;
	if (s->locs.wide != NULL)
		s->locs.wide = mem_grow(s->locs.wide, &s->cap, need, sizeof(*s->locs.wide));
	else
		s->locs.narrow = mem_grow(s->locs.narrow, &s->cap, need, sizeof(*s->locs.narrow));
}

void stacks_widen(struct stacks *s)
{
	struct loc_column *c = &s->locs;
	size_t cap = 0;

	if (c->wide != NULL)
		return;
	c->wide = mem_grow(NULL, &cap, s->cap, sizeof(*c->wide));
	for (size_t i = 0; i < s->n_locs; i++)
		c->wide[i] = c->narrow[i];
	free(c->narrow);
	c->narrow = NULL;
	s->cap = cap;
}

/* At the end of a period: whether enough were found, one in FOUND_SHARE. */
enum { FOUND_SHARE = 16 };

static void begin_period(struct stacks *s)
{
	s->rarely = s->found * FOUND_SHARE < s->asked;
	s->asked = s->found = 0;
}

bool stacks_find(struct stacks *s, const struct print *print, stack_id *stack)
{
	uint32_t found = prints_find(&s->prints, print);

	s->asked++;
	s->found += found != 0;
	if (s->asked == (s->rarely ? STACKS_PERIOD / STACKS_RARELY : STACKS_PERIOD) ||
		(s->asked == STACKS_NONE && s->found == 0))
		begin_period(s);
	*stack = found - 1;
	return found != 0;
}

stack_id stacks_add(struct stacks *s, const struct print *print, size_t shared)
{
	stack_id stack = stacks_n(s);

	*vec_add(&s->begin) = (uint32_t)s->n_locs;
	*vec_add(&s->shared) = (uint16_t)(shared < UINT16_MAX ? shared : UINT16_MAX);
	if (print != NULL)
		prints_add(&s->prints, print, stack + 1);
	return stack;
}

void stacks_repeat(struct stacks *s, size_t n)
{
	size_t from = s->begin.p[stacks_n(s)] - n;

	if (s->locs.wide != NULL)
		memcpy(s->locs.wide + s->n_locs, s->locs.wide + from, n * sizeof(*s->locs.wide));
	else
		memcpy(s->locs.narrow + s->n_locs, s->locs.narrow + from,
			n * sizeof(*s->locs.narrow));
	s->n_locs += n;
}

/* How many locations at the root the open stack has in common with the newest one. */
static size_t common_with_last(const struct stacks *s)
{
	uint32_t n = stacks_n(s);
	struct window last = {0}, open = {s->begin.p[n], (uint32_t)s->n_locs};

	if (n != 0)
		last = (struct window){s->begin.p[n - 1], s->begin.p[n]};
	return loc_column_common(&s->locs, last, open);
}

stack_id stacks_fold(struct stacks *s)
{
	size_t begin = s->begin.p[stacks_n(s)];
	struct print print = s->seed;
	stack_id stack;

	/* Not of the bytes, as the column may become wider. */
	for (size_t i = begin; i < s->n_locs; i++) {
		loc_id loc = loc_column_get(&s->locs, i);

		print_mix(&print, loc);
	}
	if (!stacks_find(s, &print, &stack))
		return stacks_add(s, &print, common_with_last(s));
	s->n_locs = begin;
	return stack;
}

void stacks_forget(struct stacks *s)
{
	prints_release(&s->prints);
}

void stacks_give(struct stacks *s, stack_id stack)
{
	if (s->of.n != 0 || stack != s->n_samples) {
		for (stack_id i = (stack_id)s->of.n; i < s->n_samples; i++)
			*vec_add(&s->of) = i;
		*vec_add(&s->of) = stack;
	}
	s->n_samples++;
}

void stacks_finish(struct stacks *s, struct arena *a, struct profile *p)
{
	arena_own(a, s->begin.p);
	arena_own(a, s->locs.narrow);
	arena_own(a, s->locs.wide);
	p->n_stacks = stacks_n(s);
	p->stack_begin = s->begin.p;
	p->stack_shared = s->shared.p;
	arena_own(a, s->shared.p);
	p->stack_of = s->of.p;
	arena_own(a, s->of.p);
	p->stack = s->locs;
	prints_release(&s->prints);
	*s = (struct stacks){0};
}

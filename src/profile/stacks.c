/*
 * stacks.c: Distinct stacks while a profile is made.
 */
#include "profile/stacks.h"

#include <stdlib.h>

void stacks_init(struct stacks *s)
{
	*s = (struct stacks){.seed = {hash_seed(), hash_seed()}};
	vec_add(&s->begin);
}

void stacks_release(struct stacks *s)
{
	free(s->locs.narrow);
	free(s->locs.wide);
	free(s->begin.p);
	free(s->shared.p);
	free(s->of.p);
	free(s->slots);
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

struct stack_print stack_print_bytes(const struct stack_print *seed, struct str bytes)
{
	struct stack_print print = *seed;
	const char *p = bytes.p, *end = p + (bytes.n & ~(size_t)7);
	uint64_t v;

	for (; p < end; p += 8) {
		memcpy(&v, p, 8);
		print.a = hash_mix(print.a, v);
		print.b = hash_mix(print.b, v);
	}
	v = 0;
	if (bytes.n % 8 != 0)
		memcpy(&v, p, bytes.n % 8);
	/* The length tells apart stacks that differ in zeros at the end. */
	print.a = hash_mix(hash_mix(print.a, v), bytes.n);
	print.b = hash_mix(hash_mix(print.b, v), bytes.n);
	return print;
}

static struct stack_slot *slot_of(const struct stacks *s, const struct stack_print *print)
{
	size_t i = (size_t)print->a & s->mask;

	while (s->slots[i].stack != 0 &&
		(s->slots[i].a != print->a || s->slots[i].b != (uint32_t)print->b))
		i = (i + 1) & s->mask;
	return &s->slots[i];
}

static void grow_table(struct stacks *s)
{
	struct stack_slot *old = s->slots;
	size_t n = s->mask != 0 ? s->mask + 1 : 0;

	s->mask = n != 0 ? 2 * n - 1 : 63;
	s->slots = mem_zeroed(s->mask + 1, sizeof(*s->slots));
	for (size_t i = 0; i < n; i++) {
		struct stack_print print = {old[i].a, old[i].b};

		if (old[i].stack != 0)
			*slot_of(s, &print) = old[i];
	}
	free(old);
}

/* At the end of a period: whether enough were found, one in FOUND_SHARE. */
enum { FOUND_SHARE = 16 };

static void begin_period(struct stacks *s)
{
	s->rarely = s->found * FOUND_SHARE < s->asked;
	s->asked = s->found = 0;
}

bool stacks_find(struct stacks *s, const struct stack_print *print, stack_id *stack)
{
	uint32_t found = s->mask != 0 ? slot_of(s, print)->stack : 0;

	s->asked++;
	s->found += found != 0;
	if (s->asked == (s->rarely ? STACKS_PERIOD / STACKS_RARELY : STACKS_PERIOD))
		begin_period(s);
	*stack = found - 1;
	return found != 0;
}

stack_id stacks_add(struct stacks *s, const struct stack_print *print, size_t shared)
{
	stack_id stack = stacks_n(s);

	*vec_add(&s->begin) = (uint32_t)s->n_locs;
	*vec_add(&s->shared) = (uint16_t)(shared < UINT16_MAX ? shared : UINT16_MAX);
	if (print == NULL)
		return stack;
	if (4 * ++s->n > 3 * s->mask)
		grow_table(s);
	*slot_of(s, print) = (struct stack_slot){print->a, (uint32_t)print->b, stack + 1};
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
	struct stack_print print = s->seed;
	stack_id stack;

	/* Not of the bytes, as the column may become wider. */
	for (size_t i = begin; i < s->n_locs; i++) {
		loc_id loc = loc_column_get(&s->locs, i);

		print.a = hash_mix(print.a, loc);
		print.b = hash_mix(print.b, loc);
	}
	if (!stacks_find(s, &print, &stack))
		return stacks_add(s, &print, common_with_last(s));
	s->n_locs = begin;
	return stack;
}

void stacks_forget(struct stacks *s)
{
	free(s->slots);
	s->slots = NULL;
	s->n = s->mask = 0;
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
	free(s->slots);
	*s = (struct stacks){0};
}

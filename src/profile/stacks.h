/*
 * stacks.h: Distinct stacks while a profile is made.
 *
 * A sample often has the stack of an earlier sample. Whoever makes a profile asks with a fingerprint whether
 * there is such a stack, and else appends the locations and makes a new one:
 *
 *	print = print_bytes(&s->seed, packed);
 *	if (!stacks_find(s, &print, &stack)) {
 *		stacks_room(s, n);
 *		stacks_put(s, loc); (n times)
 *		stack = stacks_add(s, &print, shared);
 *	}
 *	stacks_give(s, stack);
 *
 * Stacks are equal if their fingerprints are (base/print.h).
 */
#ifndef CPROF_PROFILE_STACKS_H
#define CPROF_PROFILE_STACKS_H

#include "base/mem.h"
#include "base/print.h"
#include "profile/profile.h"

/* Begins with stacks_init. Owns all memory. */
struct stacks {
	struct loc_column locs;
	size_t n_locs, cap;   /* with those of the stack that is open */
	VEC(uint32_t) begin;  /* by stack_id; the last one is that of the open stack */
	VEC(uint16_t) shared; /* by stack_id: as in struct profile */
	VEC(stack_id) of;     /* by sample; empty while sample i has stack i */
	size_t n_samples;

	struct print seed;
	struct prints prints;  /* rows are 1 + stack_id */
	uint32_t asked, found; /* in this period: stacks_pay */
	uint32_t passed;
	bool rarely;
};

void stacks_init(struct stacks *s);
void stacks_release(struct stacks *s);

/* How many stacks there are. */
static inline uint32_t stacks_n(const struct stacks *s)
{
	return (uint32_t)s->begin.n - 1;
}

/* Finds the stack with this fingerprint. False when there is none. */
bool stacks_find(struct stacks *s, const struct print *print, stack_id *stack);

/*
 * Whether to look for the next stack. The samples of many profiles have all different stacks. Where hardly any
 * was found lately, only one in STACKS_RARELY is looked for, until more are found again. The others are new
 * stacks without a fingerprint. So stacks are distinct where that pays. Where none at all was found, fewer
 * tell: a profiler that adds up its samples writes each stack once.
 */
enum { STACKS_PERIOD = 1 << 16, STACKS_NONE = 1 << 14, STACKS_RARELY = 64 };

static inline bool stacks_pay(struct stacks *s)
{
	return !s->rarely || ++s->passed % STACKS_RARELY == 0;
}

/* Makes room for n more locations; and makes the column 32 bits wide. */
void stacks_room(struct stacks *s, size_t n);
void stacks_widen(struct stacks *s);

/* Appends a location to the open stack. There must be room. */
static inline void stacks_put(struct stacks *s, loc_id loc)
{
	if (loc > UINT16_MAX && s->locs.wide == NULL)
		stacks_widen(s);
	loc_column_set(&s->locs, s->n_locs++, loc);
}

/*
 * Makes a stack of what was appended, and opens the next one. It has `shared` or more locations at the root in
 * common with the stack before. `print` may be NULL: nobody will find it.
 */
stack_id stacks_add(struct stacks *s, const struct print *print, size_t shared);

/* Appends the last n locations of the newest stack. There must be room. */
void stacks_repeat(struct stacks *s, size_t n);

/*
 * Makes a stack of what was appended, or drops that where an earlier stack has the same locations. Its fingerprint is
 * the seed with each location mixed in, from the leaf on (print_mix).
 */
stack_id stacks_fold(struct stacks *s);

/* Drops all fingerprints: none of these stacks will be found any more. */
void stacks_forget(struct stacks *s);

/* Makes the stack that of the next sample. */
void stacks_give(struct stacks *s, stack_id stack);

/* The stack of an earlier sample. */
static inline stack_id stacks_of(const struct stacks *s, size_t sample)
{
	return s->of.n != 0 ? s->of.p[sample] : (stack_id)sample;
}

/* Gives the stacks to a profile, and their memory to the arena. s is empty then, and not to be released. */
void stacks_finish(struct stacks *s, struct arena *a, struct profile *p);

#endif

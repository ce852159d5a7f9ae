/*
 * stacks.h: Distinct stacks while a profile is made.
 *
 * A sample often has the stack of an earlier sample. Whoever makes a profile asks with a fingerprint whether
 * there is such a stack, and else appends the locations and makes a new one:
 *
 *	print = stack_print_bytes(&s->seed, packed);
 *	if (!stacks_find(s, &print, &stack)) {
 *		stacks_room(s, n);
 *		stacks_put(s, loc); (n times)
 *		stack = stacks_add(s, &print);
 *	}
 *	stacks_give(s, stack);
 *
 * Stacks are equal if their fingerprints are. These are 96 bits of a hash with a random seed: even among ten
 * million stacks the chance that two differ and have the same one is below 1 to 10^14.
 */
#ifndef CPROF_PROFILE_STACKS_H
#define CPROF_PROFILE_STACKS_H

#include "base/hash.h"
#include "base/mem.h"
#include "profile/profile.h"

struct stack_print {
	uint64_t a, b; /* of b, the low half counts */
};

struct stack_slot {
	uint64_t a;
	uint32_t b;
	uint32_t stack; /* 1 + its id; 0: the slot is free */
};

/* Begins with stacks_init. Owns all memory. */
struct stacks {
	struct loc_column locs;
	size_t n_locs, cap;   /* with those of the stack that is open */
	VEC(uint32_t) begin;  /* by stack_id; the last one is that of the open stack */
	VEC(uint16_t) shared; /* by stack_id: as in struct profile */
	VEC(stack_id) of;     /* by sample; empty while sample i has stack i */
	size_t n_samples;

	struct stack_print seed;
	struct stack_slot *slots; /* a hash table with linear probing */
	size_t n, mask;        /* mask is the number of slots less one, or 0 when there are none */
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

/* The fingerprint of a stack by any bytes that say what it is. */
struct stack_print stack_print_bytes(const struct stack_print *seed, struct str bytes);

/* Begins to bring to the processor what stacks_find will look at, which is far away in a large table. */
static inline void stacks_prefetch(const struct stacks *s, const struct stack_print *print)
{
	if (s->mask != 0)
		__builtin_prefetch(&s->slots[print->a & s->mask]);
}

/* Finds the stack with this fingerprint. False when there is none. */
bool stacks_find(struct stacks *s, const struct stack_print *print, stack_id *stack);

/*
 * Whether to look for the next stack. The samples of many profiles have all different stacks. Where hardly any
 * was found lately, only one in STACKS_RARELY is looked for, until more are found again. The others are new
 * stacks without a fingerprint. So stacks are distinct where that pays.
 */
enum { STACKS_PERIOD = 1 << 16, STACKS_RARELY = 64 };

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
stack_id stacks_add(struct stacks *s, const struct stack_print *print, size_t shared);

/* Appends the last n locations of the newest stack. There must be room. */
void stacks_repeat(struct stacks *s, size_t n);

/* Makes a stack of what was appended, or drops that where an earlier stack has the same locations. */
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

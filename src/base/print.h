/*
 * print.h: fingerprints, and tables that find a row by the fingerprint of what it is made of.
 *
 * Things are taken to be equal if their fingerprints are. These are two hashes from two random seeds, of which tables
 * keep 96 bits: even among ten million rows the chance that two differ and have the same one is below 1 to 10^14.
 * Note: as with hashes, no output may depend on a fingerprint.
 */
#ifndef CPROF_BASE_PRINT_H
#define CPROF_BASE_PRINT_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct print {
	uint64_t a, b;
};

/* A random fingerprint to start from. */
struct print print_seed(void);

/* The fingerprint of the bytes of s. */
struct print print_bytes(const struct print *seed, struct str s);

/*
 * Adds v, or another fingerprint, to a fingerprint or a seed. Note: begin with a seed. Something joined to itself is
 * always the same.
 */
static inline void print_mix(struct print *p, uint64_t v)
{
	p->a = hash_mix(p->a, v);
	p->b = hash_mix(p->b, v);
}

static inline void print_join(struct print *p, const struct print *other)
{
	p->a = hash_mix(p->a, other->a);
	p->b = hash_mix(p->b, other->b);
}

struct print_slot {
	uint64_t a;
	uint32_t b;   /* the low half of the fingerprint's */
	uint32_t row; /* 0: the slot is free */
};

/* Numbers of rows, which are never 0, by fingerprint. Zero-initialized is empty and valid. Owns slots. */
struct prints {
	struct print_slot *slots;
	size_t n, mask; /* mask is the number of slots less one, or 0 when there are none */
};

/* The row with the fingerprint, or 0. */
static inline uint32_t prints_find(const struct prints *t, const struct print *p)
{
	if (t->mask == 0)
		return 0;
	for (size_t i = (size_t)p->a & t->mask;; i = (i + 1) & t->mask) {
		const struct print_slot *slot = &t->slots[i];

		if (slot->row == 0 || (slot->a == p->a && slot->b == (uint32_t)p->b))
			return slot->row;
	}
}

/* Begins to bring to the processor what prints_find will look at, which is far away in a large table. */
static inline void prints_prefetch(const struct prints *t, const struct print *p)
{
	if (t->mask != 0)
		__builtin_prefetch(&t->slots[p->a & t->mask]);
}

/* Adds a row, whose fingerprint no other has. */
void prints_add(struct prints *t, const struct print *p, uint32_t row);

void prints_release(struct prints *t);

#endif

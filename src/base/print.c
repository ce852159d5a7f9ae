/*
 * print.c: fingerprints of bytes, and a hash table of them with linear probing.
 */
#include "base/print.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

struct print print_seed(void)
{
	return (struct print){hash_seed(), hash_seed()};
}

struct print print_bytes(const struct print *seed, struct str s)
{
	struct print print = *seed;
	uint64_t v;
	size_t i;

	for (i = 0; s.n - i >= 8; i += 8) {
		memcpy(&v, s.p + i, 8);
		print_mix(&print, v);
	}
	v = 0;
	if (i < s.n)
		memcpy(&v, s.p + i, s.n - i);
	/* The length tells apart what differs in zeros at the end. */
	print_mix(&print, v);
	print_mix(&print, s.n);
	return print;
}

static void fill(struct prints *t, struct print_slot slot)
{
	size_t i = (size_t)slot.a & t->mask;

	while (t->slots[i].row != 0)
		i = (i + 1) & t->mask;
	t->slots[i] = slot;
}

void prints_add(struct prints *t, const struct print *p, uint32_t row)
{
	assert(row != 0);
	if (4 * (t->n + 1) > 3 * t->mask) {
		struct prints old = *t;

		t->mask = old.mask != 0 ? 2 * old.mask + 1 : 63;
		t->slots = mem_zeroed(t->mask + 1, sizeof(*t->slots));
		for (size_t i = 0; old.mask != 0 && i <= old.mask; i++)
			if (old.slots[i].row != 0)
				fill(t, old.slots[i]);
		free(old.slots);
	}
	fill(t, (struct print_slot){p->a, (uint32_t)p->b, row});
	t->n++;
}

void prints_release(struct prints *t)
{
	free(t->slots);
	*t = (struct prints){0};
}

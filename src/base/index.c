/*
 * index.c: a hash table of row numbers, with open addressing and linear probing.
 */
#include "base/index.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

uint32_t index_next(const struct index *ix, uint64_t hash, size_t *at)
{
	uint32_t low = (uint32_t)hash;
	size_t i;

	if (ix->mask == 0)
		return 0;
	/* *at is one more than the slot last returned. */
	for (i = (*at ? *at : low) & ix->mask; ix->slots[i].row != 0; i = (i + 1) & ix->mask) {
		if (ix->slots[i].hash == low) {
			*at = i + 1;
			return ix->slots[i].row;
		}
	}
	return 0;
}

static void fill(struct index *ix, struct index_slot slot)
{
	size_t i = slot.hash & ix->mask;

	while (ix->slots[i].row != 0)
		i = (i + 1) & ix->mask;
	ix->slots[i] = slot;
}

void index_add(struct index *ix, uint64_t hash, uint32_t row)
{
	assert(row != 0);
	if (4 * ix->n >= 3 * ix->mask) {
		struct index old = *ix;

		ix->mask = old.mask ? old.mask * 2 + 1 : 63;
		ix->slots = mem_zeroed(ix->mask + 1, sizeof(*ix->slots));
		for (size_t i = 0; old.mask != 0 && i <= old.mask; i++)
			if (old.slots[i].row != 0)
				fill(ix, old.slots[i]);
		free(old.slots);
	}
	fill(ix, (struct index_slot){(uint32_t)hash, row});
	ix->n++;
}

void index_release(struct index *ix)
{
	free(ix->slots);
	*ix = (struct index){0};
}

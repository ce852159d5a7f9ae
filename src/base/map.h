/*
 * map.h: a hash map from 64-bit keys to 32-bit ids.
 *
 * Value 0 is "not there", as id 0 is "none" in every table. Open addressing with linear probing;
 * nothing is removed. For rows found by a hash of what they hold there is index.h.
 */
#ifndef CPROF_BASE_MAP_H
#define CPROF_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct map_slot {
	uint64_t key;
	uint32_t value; /* 0: the slot is free */
};

/* Zero-initialized is empty and valid. Owns slots. */
struct map {
	struct map_slot *slots;
	uint64_t seed;
	size_t n, mask; /* mask is the number of slots less one, or 0 when there are none */
};

/* The value of key, or 0. */
uint32_t map_get(const struct map *m, uint64_t key);

/* Sets the value, which is not 0, of a key that is not there yet. */
void map_put(struct map *m, uint64_t key, uint32_t value);

void map_release(struct map *m);

#endif

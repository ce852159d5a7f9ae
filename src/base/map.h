/*
 * map.h: a hash map from 64-bit keys to 32-bit ids.
 *
 * The value 0 means "no such key", as id 0 is "none" in every table. Keys are never removed. To find rows by
 * a hash of their contents, use index.h.
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

/* The value of a key, or 0. */
uint32_t map_get(const struct map *m, uint64_t key);

/* Adds a key that the map does not have yet, with its value, which is not 0. */
void map_put(struct map *m, uint64_t key, uint32_t value);

void map_release(struct map *m);

#endif

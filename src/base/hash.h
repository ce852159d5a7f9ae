/*
 * hash.h: hashes of bytes and numbers, from a seed that differs each time.
 *
 * Each table takes a seed of its own (hash_seed), so that nobody can choose keys that collide. Note: no
 * output may depend on a hash, as it differs from run to run.
 */
#ifndef CPROF_BASE_HASH_H
#define CPROF_BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

/* A random number to start from. */
uint64_t hash_seed(void);

/* The hash of the bytes of s. */
uint64_t hash_bytes(uint64_t seed, struct str s);

/*
 * Adds v to a hash h, or to a seed. It multiplies, and folds the two halves of the 128-bit product, so that
 * every bit reaches every other.
 */
static inline uint64_t hash_mix(uint64_t h, uint64_t v)
{
	__extension__ unsigned __int128 x = (unsigned __int128)(h ^ v) * 0x9e3779b97f4a7c15u;

	return (uint64_t)x ^ (uint64_t)(x >> 64);
}

#endif

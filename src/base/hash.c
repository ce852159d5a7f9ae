/*
 * hash.c: hashes of bytes, eight at a time.
 */
#include "base/hash.h"

#include <sys/random.h>
#include <time.h>

uint64_t hash_bytes(uint64_t seed, struct str s)
{
	uint64_t h = hash_mix(seed, s.n), v;

	for (; s.n >= 8; s = str_from(s, 8)) {
		memcpy(&v, s.p, 8);
		h = hash_mix(h, v);
	}
	v = 0;
	if (s.n)
		memcpy(&v, s.p, s.n);
	return hash_mix(h, v);
}

uint64_t hash_seed(void)
{
	uint64_t seed;

	/* Without entropy the clock must do: only an enemy's choice of keys is at stake. */
	if (getentropy(&seed, sizeof(seed)) != 0)
		seed = (uint64_t)time(NULL);
	return seed;
}

/*
 * map.c: see map.h.
 */
#include "base/map.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "base/mem.h"

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

static size_t slot_of(const struct map *m, uint64_t key)
{
	return (size_t)hash_mix(key, m->seed) & m->mask;
}

uint32_t map_next(const struct map *m, uint64_t key, size_t *at)
{
	size_t i;

	if (m->mask == 0)
		return 0;
	/* *at is one more than the slot last returned. */
	for (i = *at ? *at & m->mask : slot_of(m, key); m->slots[i].value != 0;
		i = (i + 1) & m->mask) {
		if (m->slots[i].key == key) {
			*at = i + 1;
			return m->slots[i].value;
		}
	}
	return 0;
}

uint32_t map_get(const struct map *m, uint64_t key)
{
	size_t at = 0;

	return map_next(m, key, &at);
}

static void slot_fill(struct map *m, uint64_t key, uint32_t value)
{
	size_t i = slot_of(m, key);

	while (m->slots[i].value != 0)
		i = (i + 1) & m->mask;
	m->slots[i] = (struct map_slot){key, value};
}

void map_add(struct map *m, uint64_t key, uint32_t value)
{
	assert(value != 0);
	if (m->mask == 0 || m->n >= (m->mask + 1) / 2) {
		struct map_slot *old = m->slots;
		size_t n_old = m->mask ? m->mask + 1 : 0, n = n_old ? n_old * 2 : 64;

		if (n_old == 0)
			m->seed = hash_seed();
		m->slots = mem_zeroed(n, sizeof(*m->slots));
		m->mask = n - 1;
		for (size_t i = 0; i < n_old; i++)
			if (old[i].value != 0)
				slot_fill(m, old[i].key, old[i].value);
		free(old);
	}
	slot_fill(m, key, value);
	m->n++;
}

void map_put(struct map *m, uint64_t key, uint32_t value)
{
	map_add(m, key, value);
}

void map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map){0};
}

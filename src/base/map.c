/*
 * map.c: a hash map with open addressing and linear probing.
 */
#include "base/map.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

static size_t slot_of(const struct map *m, uint64_t key)
{
	return (size_t)hash_mix(key, m->seed) & m->mask;
}

/* The slot that holds key, or the free one where it would be. */
static struct map_slot *find(const struct map *m, uint64_t key)
{
	size_t i = slot_of(m, key);

	while (m->slots[i].value != 0 && m->slots[i].key != key)
		i = (i + 1) & m->mask;
	return &m->slots[i];
}

uint32_t map_get(const struct map *m, uint64_t key)
{
	return m->mask != 0 ? find(m, key)->value : 0;
}

static void grow(struct map *m)
{
	struct map_slot *old = m->slots;
	size_t n_old = m->mask ? m->mask + 1 : 0, n = n_old ? n_old * 2 : 64;

	if (n_old == 0)
		m->seed = hash_seed();
	m->slots = mem_zeroed(n, sizeof(*m->slots));
	m->mask = n - 1;
	for (size_t i = 0; i < n_old; i++)
		if (old[i].value != 0)
			*find(m, old[i].key) = old[i];
	free(old);
}

void map_put(struct map *m, uint64_t key, uint32_t value)
{
	assert(value != 0);
	if (m->mask == 0 || m->n >= (m->mask + 1) / 2)
		grow(m);
	*find(m, key) = (struct map_slot){key, value};
	m->n++;
}

void map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map){0};
}

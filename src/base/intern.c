/*
 * intern.c: keeps each distinct string once, in an array with a hash index.
 */
#include "base/intern.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

void intern_init(struct intern *t, struct arena *arena, const struct intern *parent)
{
	*t = (struct intern){.parent = parent, .arena = arena};

	t->seed = parent ? parent->seed : hash_seed();
	if (parent != NULL) {
		t->first = intern_end(parent);
		t->root = parent->root != NULL ? parent->root : parent;
	} else {
		t->strs = mem_grow(NULL, &t->cap, 1, sizeof(*t->strs));
		t->strs[t->n++] = (struct str){"", 0};
	}
}

uint32_t intern_end(const struct intern *t)
{
	return t->first + t->n;
}

static str_id find(const struct intern *t, struct str s, uint64_t hash)
{
	for (; t != NULL; t = t->parent) {
		size_t at = 0;
		uint32_t row;

		while ((row = index_next(&t->index, hash, &at)) != 0)
			if (str_eq(t->strs[row - 1], s))
				return t->first + row - 1;
	}
	return 0;
}

str_id intern_find(const struct intern *t, struct str s)
{
	return s.n ? find(t, s, hash_bytes(t->seed, s)) : 0;
}

static str_id add(struct intern *t, struct str s, bool copy)
{
	uint64_t hash;
	str_id id;

	if (s.n == 0)
		return 0;
	hash = hash_bytes(t->seed, s);
	id = find(t, s, hash);
	if (id != 0)
		return id;
	assert(!t->frozen);
	if (intern_end(t) == UINT32_MAX)
		mem_exhausted();
	id = intern_end(t);
	t->strs = mem_grow(t->strs, &t->cap, (size_t)t->n + 1, sizeof(*t->strs));
	t->strs[t->n++] = copy ? arena_str(t->arena, s) : s;
	index_add(&t->index, hash, t->n);
	return id;
}

str_id intern_add(struct intern *t, struct str s)
{
	return add(t, s, true);
}

str_id intern_own(struct intern *t, struct str s)
{
	return add(t, s, false);
}

void intern_freeze(struct intern *t)
{
	arena_own(t->arena, t->index.slots);
	arena_own(t->arena, t->strs);
	t->frozen = true;
}

void intern_release(struct intern *t)
{
	assert(!t->frozen);
	index_release(&t->index);
	free(t->strs);
	*t = (struct intern){0};
}

/*
 * intern.h: keeps each distinct string once and gives it an id.
 *
 * Equal strings have equal ids, so the rest of the program compares integers. Id 0 is the empty string. A
 * table may have a parent, which must not change any more: the ids of the parent are valid in it, and it
 * holds only strings that the parent lacks. So a view adds cleaned file names and label frames to the strings
 * of a profile without changing the profile.
 */
#ifndef CPROF_BASE_INTERN_H
#define CPROF_BASE_INTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/map.h"

typedef uint32_t str_id;

/*
 * Filled in by intern_init. It owns the index and the array until intern_freeze; the bytes are in the arena.
 */
struct intern {
	const struct intern *parent;
	const struct intern *root; /* the oldest of its parents; NULL without a parent */
	struct arena *arena;
	uint64_t seed;
	struct index index; /* hash -> id - first + 1 */
	struct str *strs;   /* strs[id - first] */
	uint32_t first, n;  /* the first id of this table, and how many it holds */
	size_t cap;
	bool frozen; /* by intern_freeze */
};

/* Makes an empty table. Its strings go into the arena; `parent` may be NULL. */
void intern_init(struct intern *t, struct arena *arena, const struct intern *parent);

/*
 * The id of s, which is added if it is new. intern_add copies the bytes into the arena; intern_own keeps the
 * pointer, and the bytes must live as long as the table.
 */
str_id intern_add(struct intern *t, struct str s);
str_id intern_own(struct intern *t, struct str s);

/* The id of s; 0 when the table does not have it, and for the empty string. */
str_id intern_find(const struct intern *t, struct str s);

/* The string of an id, which is one of this table or of a parent. */
static inline struct str intern_str(const struct intern *t, str_id id)
{
	const struct intern *root = t->root != NULL ? t->root : t;

	if (id < root->n)
		return root->strs[id];
	while (id < t->first)
		t = t->parent;
	return t->strs[id - t->first];
}

/* One more than the largest id: the size of an array by str_id. */
uint32_t intern_end(const struct intern *t);

/*
 * Gives the memory of the table to its arena: the table lives as long as the arena then, and accepts no more
 * strings. Note: do not release it afterwards.
 */
void intern_freeze(struct intern *t);

void intern_release(struct intern *t);

#endif

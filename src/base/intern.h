/*
 * intern.h: each distinct string once, as an id.
 *
 * Equal strings have equal ids, so that the rest of the program compares integers. Id 0 is the
 * empty string. An intern table may stand on another one (its parent, which must not change any
 * more): ids of the parent stay valid in it, and only strings that the parent lacks are added. A
 * view so adds cleaned file names and label frames to a profile's strings without touching them.
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
 * Made by intern_init. Owns the index and the array until intern_freeze; the bytes are in the arena it was
 * given.
 */
struct intern {
	const struct intern *parent;
	const struct intern *root; /* the first of the line of parents; NULL without a parent */
	struct arena *arena;
	uint64_t seed;
	struct index index; /* hash -> id - first + 1 */
	struct str *strs;   /* strs[id - first] */
	uint32_t first, n;  /* the first id of this table, and how many it holds */
	size_t cap;
	bool frozen; /* by intern_freeze */
};

/* parent may be NULL. */
void intern_init(struct intern *t, struct arena *arena, const struct intern *parent);

/* The id of s, which is added if it is new: `intern_add` copies the bytes into the arena,
 * `intern_own` keeps the pointer, whose bytes must live as long as the table. */
str_id intern_add(struct intern *t, struct str s);
str_id intern_own(struct intern *t, struct str s);

/* The id of s, or 0 when it is not there (or is empty). */
str_id intern_find(const struct intern *t, struct str s);

/* The bytes of id, which was given out by this table or a parent. */
static inline struct str intern_str(const struct intern *t, str_id id)
{
	const struct intern *root = t->root != NULL ? t->root : t;

	if (id < root->n)
		return root->strs[id];
	while (id < t->first)
		t = t->parent;
	return t->strs[id - t->first];
}

/* One more than the largest id. */
uint32_t intern_end(const struct intern *t);

/*
 * Gives the memory of the table to its arena: the table lives as long as the arena, takes no more strings, and is not
 * to be released.
 */
void intern_freeze(struct intern *t);

void intern_release(struct intern *t);

#endif

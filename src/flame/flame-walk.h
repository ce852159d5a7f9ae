/*
 * flame-walk.h: Visits the paths of a view's stacks in order, without a tree of them.
 *
 * Paths are sequences of keys, from root to leaf: nodes with the same key are the same. Packages and the like
 * do not follow themselves. Each different path comes once, with the stacks that have it, in the order of the
 * keys; a path comes before those that it begins. Memory is in proportion to the stacks, not to the paths.
 */
#ifndef CPROF_FLAME_FLAME_WALK_H
#define CPROF_FLAME_FLAME_WALK_H

#include "flame/flame-tree.h"

/* A path and the stacks that have it. All is valid during the call. */
struct flame_path {
	const uint32_t *keys;
	uint32_t n;      /* at least 1 */
	uint32_t shared; /* how many keys at the root the path before has, too */
	const stack_id *stacks;
	uint32_t n_stacks;
};

struct flame_walk {
	const struct nodes *nodes;
	const uint32_t *key; /* by node_id: below n_keys */
	uint32_t n_keys;
	const stack_id *stacks; /* the stacks to visit, in rising order */
	uint32_t n_stacks;
	void (*path)(void *context, const struct flame_path *path);
	void *context;
};

/* Ends early when the work is cancelled. Stacks without nodes are left out. */
void flame_walk(const struct flame_walk *w);

#endif

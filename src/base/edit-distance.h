/*
 * edit-distance.h: the edit distance of two names, and the nearest of several names to one that was typed.
 */
#ifndef CPROF_BASE_EDIT_DISTANCE_H
#define CPROF_BASE_EDIT_DISTANCE_H

#include <stdbool.h>

#include "base/str.h"

/*
 * The edit distance of a and b: how many letters must be changed, inserted, deleted or swapped with their
 * neighbour to turn one into the other. Case does not count. Returns `most` + 1 when it is more than `most`.
 */
size_t edit_distance(struct str a, struct str b, size_t most);

/* The nearest name so far. Zero-initialized there is none. */
struct edit_nearest {
	struct str name;
	size_t distance;
	bool found;
};

/*
 * Compares one more name with what was typed, and keeps it if it is nearer than the one before. A name is
 * near when its distance is at most one for each three letters that were typed, and at most three, or when
 * what was typed is its beginning.
 */
void edit_nearest_try(struct edit_nearest *near, struct str typed, struct str name);

#endif

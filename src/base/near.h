/*
 * near.h: which of some names was meant by one that is not among them.
 */
#ifndef CPROF_BASE_NEAR_H
#define CPROF_BASE_NEAR_H

#include <stdbool.h>

#include "base/str.h"

/*
 * The number of letters to change, insert, leave out or swap with their neighbour to make one of the
 * other, whatever their case; `most` + 1 where that is more than `most`.
 */
size_t near_distance(struct str a, struct str b, size_t most);

/* The nearest of the names so far. Zero-initialized has none. */
struct near {
	struct str name;
	size_t distance;
	bool found;
};

/*
 * Looks at one more name. What counts as near depends on how much was typed: a slip for each three
 * letters, three at most, and the beginning of a name.
 */
void near_try(struct near *near, struct str typed, struct str name);

#endif

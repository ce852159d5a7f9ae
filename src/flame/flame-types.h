/*
 * flame-types.h: The flame trees of several sample types of one view.
 *
 * Most stacks have values of all types. So there is one tree of all stacks, its shape, and columns with what each
 * type has of its frames: to build the shape takes far longer than to fill the columns.
 */
#ifndef CPROF_FLAME_FLAME_TYPES_H
#define CPROF_FLAME_FLAME_TYPES_H

#include "flame/flame-tree.h"

/*
 * Of large profiles (FLAME_WHOLE) frames are folded. Those that have this share of a type, 1 / FLAME_TYPE_FINEST, are
 * not. That is a tenth of a pixel of a wide window, and with more it takes longer than to read the profile.
 */
enum { FLAME_TYPE_FINEST = 1 << 14 };

/* In an arena. A stack counts in the shape by its share of each type, so that none is folded that one type shows. */
struct flame_types {
	struct flame_tree shape; /* values and order are those of the shares */
	const struct view *view;
	bool compared; /* the profile is a comparison */
};

/* Makes the shape for n sample types from the first on. It ends early when the work is cancelled. */
void flame_types_init(struct flame_types *t, struct arena *a, const struct nodes *nodes,
	uint32_t first, uint32_t n);

/*
 * What one type has of the shape's frames, in the arena. In a comparison `self` is of the new side, and `before` of
 * the base, else NULL. Folded frames have in self what is below them.
 */
struct flame_values {
	int64_t *self, *before;
	uint64_t *
		width; /* the sum of |self| over the subtree; in a comparison of the larger of |self| and |before| */
};

void flame_values_init(struct flame_values *v, struct arena *a, const struct flame_types *t,
	uint32_t type);

#endif

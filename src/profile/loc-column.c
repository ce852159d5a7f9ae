/*
 * loc-column.c: makes columns of location ids, 16 or 32 bits wide.
 */
#include "profile/profile.h"

struct loc_column loc_column_make(struct arena *a, uint32_t n_locations, size_t n)
{
	struct loc_column c = {0};

	if (n_locations <= (uint32_t)UINT16_MAX + 1)
		c.narrow = arena_array(a, uint16_t, n);
	else
		c.wide = arena_array(a, loc_id, n);
	return c;
}

size_t loc_column_common(const struct loc_column *c, struct window a, struct window b)
{
	uint32_t most = a.end - a.begin < b.end - b.begin ? a.end - a.begin : b.end - b.begin;
	uint32_t n = 0;

	if (c->narrow != NULL) {
		const uint16_t *x = c->narrow + a.end, *y = c->narrow + b.end;

		while (most - n >= 4 && memcmp(x - n - 4, y - n - 4, 4 * sizeof(*x)) == 0)
			n += 4;
	}
	while (n < most && loc_column_get(c, a.end - n - 1) == loc_column_get(c, b.end - n - 1))
		n++;
	return n;
}

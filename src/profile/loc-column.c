/*
 * loc-column.c: columns of location ids that grow, 16 or 32 bits wide.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "profile/profile-internal.h"

void loc_column_room(struct loc_column *c, size_t *cap, size_t need)
{
	if (c->wide != NULL)
		c->wide = mem_grow(c->wide, cap, need, sizeof(*c->wide));
	else
		c->narrow = mem_grow(c->narrow, cap, need, sizeof(*c->narrow));
}

void loc_column_widen(struct loc_column *c, size_t *cap, size_t n)
{
	size_t wide_cap = 0;

	if (c->wide != NULL)
		return;
	c->wide = mem_grow(NULL, &wide_cap, *cap, sizeof(*c->wide));
	for (size_t i = 0; i < n; i++)
		c->wide[i] = c->narrow[i];
	free(c->narrow);
	c->narrow = NULL;
	*cap = wide_cap;
}

/*
 * lists.h: a list of names, in an arena.
 */
#ifndef CPROF_BASE_LISTS_H
#define CPROF_BASE_LISTS_H

#include "base/arena.h"

/* Zeroed: empty. */
struct str_list {
	struct str *p;
	size_t n, cap;
};

/* Puts a name at the end, which must live as long as the list. */
static inline void str_list_add(struct arena *a, struct str_list *list, struct str name)
{
	if (list->n == list->cap) {
		struct str_list more = {.n = list->n, .cap = 2 * list->n + 4};

		more.p = arena_array(a, struct str, more.cap);
		for (size_t i = 0; i < list->n; i++)
			more.p[i] = list->p[i];
		*list = more;
	}
	list->p[list->n++] = name;
}

#endif

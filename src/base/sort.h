/*
 * sort.h: sorts an array by a comparison that takes a context.
 */
#ifndef CPROF_BASE_SORT_H
#define CPROF_BASE_SORT_H

#include <stdlib.h>

#ifdef __APPLE__

/* BSD's qsort_r has its arguments in another order. */
struct sort_call {
	int (*compare)(const void *, const void *, void *);
	void *context;
};

static inline int sort_compare(void *call, const void *a, const void *b)
{
	return ((struct sort_call *)call)->compare(a, b, ((struct sort_call *)call)->context);
}

static inline void sort_with(void *p, size_t n, size_t size,
	int (*compare)(const void *, const void *, void *), void *context)
{
	struct sort_call call = {compare, context};

	if (n != 0)
		qsort_r(p, n, size, &call, sort_compare);
}

#else

/* Sorts n elements of `size` bytes by compare(a, b, context). */
static inline void sort_with(void *p, size_t n, size_t size,
	int (*compare)(const void *, const void *, void *), void *context)
{
	if (n != 0)
		qsort_r(p, n, size, compare, context);
}

#endif

#endif

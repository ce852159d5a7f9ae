/*
 * search.h: binary search.
 */
#ifndef CPROF_BASE_SEARCH_H
#define CPROF_BASE_SEARCH_H

#include <stddef.h>

/*
 * Sets i, a size_t, to the first of 0 .. n - 1 for which `before` is false, or to n when there is none.
 * `before` is an expression in i, evaluated about log2(n) times; it is true for a number of elements, which
 * may be 0, and false for all that follow. So in an array that rises:
 *	SEARCH(i, n, rows[i].address < a)  gives the first row at a or behind it,
 *	SEARCH(i, n, rows[i].address <= a) gives the first row behind a; row i - 1 is the last up to a.
 */
#define SEARCH(i, n, before) \
	do { \
		size_t search_low = 0, search_high = (n); \
\
		while (search_low < search_high) { \
			(i) = search_low + (search_high - search_low) / 2; \
			if (before) \
				search_low = (i) + 1; \
			else \
				search_high = (i); \
		} \
		(i) = search_low; \
	} while (0)

#endif

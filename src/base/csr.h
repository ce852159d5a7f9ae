/*
 * csr.h: many lists in one array (compressed sparse rows), filled in two passes over their items.
 *
 * List `row` is items[begin[row]] up to, but not with, items[begin[row + 1]]; `begin` has n_rows + 2
 * elements, zero at first. Both passes see the same items, and a list keeps the order of the second:
 *	for (each item) csr_count(begin, its row);
 *	csr_sum(begin, n_rows + 2);
 *	for (each item) items[csr_place(begin, its row)] = item;
 * Afterwards begin[n_rows] is the number of items, and begin[n_rows + 1] too.
 */
#ifndef CPROF_BASE_CSR_H
#define CPROF_BASE_CSR_H

#include <stddef.h>
#include <stdint.h>

/* Counts one item of list `row`. Counts stand two ahead, so that csr_place can work in place. */
static inline void csr_count(uint32_t *begin, size_t row)
{
	begin[row + 2]++;
}

/*
 * Replaces each of n numbers by the sum of all up to it. The sum must fit: at most UINT32_MAX items.
 * Where items stand in the order of their rows already, this alone makes begin of n_rows + 1 elements:
 * count the items of list `row` in begin[row + 1].
 */
static inline void csr_sum(uint32_t *begin, size_t n)
{
	for (size_t i = 1; i < n; i++)
		begin[i] += begin[i - 1];
}

/* The place of the next item of list `row`. */
static inline uint32_t csr_place(uint32_t *begin, size_t row)
{
	return begin[row + 1]++;
}

#endif

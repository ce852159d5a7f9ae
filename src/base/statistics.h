/*
 * statistics.h: Says whether two sets of measurements differ: medians, ranks, false discoveries.
 */
#ifndef CPROF_BASE_STATISTICS_H
#define CPROF_BASE_STATISTICS_H

#include <stddef.h>

#include "base/arena.h"

/* The median of n values, which are sorted in place; 0 of none. */
double statistics_median(double *values, size_t n);

/* Sets up to this size are compared exactly. */
enum { STATISTICS_EXACT_MAX = 20 };

/*
 * The p of Mann and Whitney's U test: how often two sets of one distribution differ in rank at least as much as
 * these do, in either direction. Equal values have the mean of their ranks. With up to STATISTICS_EXACT_MAX values on
 * each side all ways to deal the values to the two sides are counted, ties and all; beyond that it is the normal
 * approximation with corrections for ties and for continuity. p is 1 where all values are equal or a side has none.
 * Sides may be swapped. Scratch memory is in the arena.
 */
double statistics_rank_p(struct arena *a, const double *one, size_t n_one, const double *two,
	size_t n_two);

/* The least p that sets of these sizes can have: 2 / (n_one + n_two choose n_one), at most 1. */
double statistics_least_p(size_t n_one, size_t n_two);

/*
 * Benjamini and Hochberg's q of n p-values: where all rows with a q of at most 0.05 are taken for real, one in
 * twenty of them is expected to be chance. q[i] belongs to p[i]. Scratch memory is in the arena.
 */
void statistics_false_discovery(struct arena *a, const double *p, size_t n, double *q);

#endif

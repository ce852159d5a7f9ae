/*
 * mill.h: functions that are inlined across files, two deep.
 */
#ifndef SYMBOLS_MILL_H
#define SYMBOLS_MILL_H

#include "mark.h"

static ALWAYS_INLINE unsigned mill_turn(unsigned n)
{
	MARK("mill_turn");
	return n * 2654435761u >> 3;
}

static ALWAYS_INLINE unsigned mill_wheel(unsigned n)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < n; i++)
		sum += mill_turn(i) ^ sum;
	MARK("mill_wheel");
	return sum;
}

/* Inlined or not, as the compiler likes. */
static inline unsigned mill_sieve(const unsigned *p, unsigned n)
{
	unsigned best = 0;

	for (unsigned i = 0; i < n; i++) {
		MARK("mill_sieve");
		if (p[i] > best)
			best = p[i] + mill_turn(best);
	}
	return best;
}

unsigned mill_grind(unsigned n);
unsigned mill_lib(unsigned n);
int mill_exported(int n);

#endif

/*
 * stone.c: a shared library that is loaded anywhere; one function of it is exported, the other is not.
 */
#include "mill.h"

static NEVER_INLINE unsigned mill_hidden(unsigned n)
{
	MARK("mill_hidden");
	return mill_wheel(n) + 7;
}

unsigned mill_lib(unsigned n)
{
	unsigned a[4] = {n, n + 1, n + 2, mill_hidden(n)};

	MARK("mill_lib");
	return mill_sieve(a, 4) + mill_turn(n);
}

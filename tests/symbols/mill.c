/*
 * mill.c: a small C program; only compiled, never run.
 */
#include "mill.h"

static volatile unsigned mill_sink;

static NEVER_INLINE unsigned mill_flour(unsigned n)
{
	unsigned a[8];

	for (unsigned i = 0; i < 8; i++)
		a[i] = mill_wheel(n + i);
	MARK("mill_flour");
	return mill_sieve(a, 8);
}

/* An error path, which compilers move to a part of its own (.cold). */
static NEVER_INLINE unsigned mill_check(unsigned n)
{
	if (__builtin_expect(n == 77, 0)) {
		mill_sink = mill_wheel(n) / 3;
		MARK("mill_check");
		__builtin_trap();
	}
	switch (n & 7) {
	case 0:
		return mill_flour(n);
	case 1:
		return mill_flour(n + 1) * 3;
	case 2:
		return n + 4;
	case 3:
		return mill_turn(n) + 9;
	default:
		break;
	}
	return n * n;
}

static unsigned mill_recurse(unsigned n)
{
	MARK("mill_recurse");
	return n < 2 ? mill_turn(n) : mill_recurse(n - 1) + mill_recurse(n - 2);
}

#line 500 "mill-by-hand.y"
static NEVER_INLINE unsigned mill_generated(unsigned n)
{
	MARK("mill_generated");
	return mill_wheel(n) + mill_recurse(n);
}
#line 54 "mill.c"

unsigned mill_grind(unsigned n)
{
	MARK("mill_grind");
	return mill_check(n) + mill_generated(n);
}

int main(int argc, char **argv)
{
	(void)argv;
	MARK("main");
	mill_sink = mill_grind((unsigned)argc);
	return (int)mill_sink;
}

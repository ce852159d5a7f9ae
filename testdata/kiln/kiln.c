/*
 * kiln.c: sorts pots and writes them down for two seconds, so that perf has something to look at, in the program
 * and in the kernel.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { POTS = 20000 };

static unsigned pots[POTS], seed = 1;

static __attribute__((noinline)) int by_clay(const void *a, const void *b)
{
	unsigned l = *(const unsigned *)a, r = *(const unsigned *)b;

	return (l > r) - (l < r);
}

static __attribute__((noinline)) void throw_pots(void)
{
	for (int i = 0; i < POTS; i++)
		pots[i] = seed = seed * 1103515245 + 12345;
}

static __attribute__((noinline)) void write_down(FILE *f)
{
	for (int i = 0; i < POTS; i += 100) {
		fprintf(f, "%u\n", pots[i]);
		fflush(f);
	}
}

int main(void)
{
	FILE *f = fopen("/dev/null", "w");
	time_t end = time(NULL) + 2;

	while (f != NULL && time(NULL) < end) {
		throw_pots();
		qsort(pots, POTS, sizeof(*pots), by_clay);
		write_down(f);
	}
	return 0;
}

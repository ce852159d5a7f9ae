/*
 * mem.c: allocates memory that grows, and exits when there is none.
 */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void mem_exhausted(void)
{
	static const char text[] = "cprof: out of memory\n";

	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	_exit(2);
}

void *mem_grow_more(void *p, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap ? *cap : 16;

	while (n < need)
		n = n > SIZE_MAX / 2 ? need : n * 2;
	if (n > SIZE_MAX / size)
		mem_exhausted();
	p = realloc(p, n * size);
	if (p == NULL)
		mem_exhausted();
	*cap = n;
	return p;
}

void *mem_zeroed(size_t n, size_t size)
{
	void *p;

	if (n == 0 || size == 0)
		n = size = 1;
	if (n > SIZE_MAX / size)
		mem_exhausted();
	p = malloc(n * size);
	if (p == NULL)
		mem_exhausted();
	/*
	 * Not calloc: tables are read before they are written, which would map each page twice, and
	 * with threads about the second time stops all processors.
	 */
	memset(p, 0, n * size);
	return p;
}

/*
 * random.c: Asks the system for random bytes.
 */
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/random.h>
#endif

void random_fill(void *bytes, size_t n)
{
	if (getentropy(bytes, n) == 0)
		return;
	fputs("cprof: the system gives no random bytes\n", stderr);
	exit(2);
}

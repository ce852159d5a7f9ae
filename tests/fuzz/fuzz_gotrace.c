/*
 * fuzz_gotrace.c: execution traces of Go.
 *
 * In: a byte of flags, then the trace. What is read is written as profile.proto, which must be read again.
 */
#include "read.h"

enum { SMALL = 1 }; /* in the first byte */

#define MAX_SIZE ((uint64_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct load_limits limits = {.max_size = MAX_SIZE};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (size == 0)
		return 0;
	if (data[0] & SMALL)
		limits.max_size = 2000;
	if (fuzz_read(&a, (struct str){(const char *)data + 1, size - 1}, &limits, &p, &err))
		fuzz_check_written(&p);
	arena_release(&a);
	return 0;
}

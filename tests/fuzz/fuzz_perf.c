/*
 * fuzz_perf.c: recordings of perf.
 *
 * In: a file, or what perf writes to a pipe. What is read is written as profile.proto, which must be read again.
 */
#include "read.h"

#define MAX_SIZE ((uint64_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct load_limits limits = {.max_size = MAX_SIZE};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (fuzz_read(&a, (struct str){(const char *)data, size}, &limits, &p, &err))
		fuzz_check_written(&p);
	arena_release(&a);
	return 0;
}

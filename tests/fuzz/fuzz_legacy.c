/*
 * fuzz_legacy.c: files of other formats: gperftools', Java's and jemalloc's, Go's texts, dumps of
 * goroutines, profiles of V8.
 *
 * In: a byte of flags, then the file. What is read is written as profile.proto, which must be read
 * again. Reports of such files are damage_legacy's.
 */
#include "read.h"

enum { NO_SYMBOLS = 1, ALL_FRAMES = 2, SMALL = 4 }; /* in the first byte */

#define MAX_SIZE ((uint64_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct load_limits limits = {.max_size = MAX_SIZE};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (size == 0)
		return 0;
	limits.no_symbols = data[0] & NO_SYMBOLS;
	limits.all_frames = data[0] & ALL_FRAMES;
	if (data[0] & SMALL)
		limits.max_size = 2000;
	if (fuzz_read(&a, (struct str){(const char *)data + 1, size - 1}, &limits, &p, &err))
		fuzz_check_written(&p);
	arena_release(&a);
	return 0;
}

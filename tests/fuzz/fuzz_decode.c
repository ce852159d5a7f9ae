/*
 * fuzz_decode.c: a profile of any bytes: reading, checking and writing it.
 *
 * In: the corpus of fuzz_report: FUZZ_HEADER bytes, of which the first chooses a limit here, then the
 * profile, compressed or not.
 */
#include "read.h"

enum { HEADER = 16, ALL_FRAMES = 1, SMALL = 8 }; /* the latter two in the first byte */

#define MAX_SIZE ((uint64_t)4 << 20)
#define QUICK_SIZE \
	((uint64_t)64 << 10) /* of what is inflated, where a thousand are tried in a second */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct load_limits limits = {.max_size = fuzz_is_thorough ? MAX_SIZE : QUICK_SIZE};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (size < HEADER)
		return 0;
	limits.all_frames = data[0] & ALL_FRAMES;
	if (data[0] & SMALL)
		limits.max_size = 2000;
	if (fuzz_read(&a, (struct str){(const char *)data + HEADER, size - HEADER}, &limits, &p,
		    &err))
		fuzz_check_written(&p);
	arena_release(&a);
	return 0;
}

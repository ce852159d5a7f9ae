/*
 * fuzz_legacy.c: files of the old formats: gperftools', Java's and jemalloc's, Go's texts, dumps of
 * goroutines.
 *
 * In: a byte of flags, then the file. What decodes is written as profile.proto, which must be read
 * again, and shown in the reports that look at all of a profile; the others are fuzz_profile's.
 */
#include "fuzz.h"

enum { NO_SYMBOLS = 1, ALL_FRAMES = 2, SMALL = 4 }; /* in the first byte */

#define MAX_SIZE ((uint64_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const reports[] = {"proto", "raw", "traces", "tags", "top"};
	struct load_limits limits = {0};
	struct fuzz_session f;
	struct err err = {0};

	if (size == 0)
		return 0;
	limits.no_symbols = data[0] & NO_SYMBOLS;
	limits.all_frames = data[0] & ALL_FRAMES;
	limits.max_size = data[0] & SMALL ? 2000 : MAX_SIZE;
	fuzz_open(&f, true);
	f.s.args.flags.all_frames = data[0] & ALL_FRAMES;
	if (fuzz_load_limited(&f.s, (struct str){(const char *)data + 1, size - 1}, &limits, &err))
		for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
			fuzz_run(&f.s, command_find(str_from_c(reports[i])), STR(""), false);
	fuzz_close(&f);
	return 0;
}

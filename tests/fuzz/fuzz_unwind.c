/*
 * fuzz_unwind.c: unwinding of stacks of perf record.
 *
 * In: a byte of flags, a mask of registers, registers, and the stack, from the stack pointer on. The program is
 * testdata/frames/frames; other memory is of no file.
 */
#include <stdlib.h>
#include <string.h>

#include "broken.h"
#include "perf/unwind.h"

enum {
	ARM = 1,
	OWN_MASK = 2,
	FEW = 4
}; /* in the first byte; FEW: the registers are not all there */

enum { FRAMES_MAX = 1024 };

static void add_map(struct perf_spaces *s, uint64_t start, uint64_t size, const char *file)
{
	struct {
		uint32_t pid, tid;
		uint64_t start, size, offset;
		char file[4096];
	} body = {.pid = 7, .tid = 7, .start = start, .size = size};
	struct perf_record rec = {.type = PERF_MMAP, .body = {(const char *)&body, sizeof(body)}};

	strncpy(body.file, file, sizeof(body.file) - 1);
	perf_spaces_take(s, &rec);
}

static void make_spaces(struct perf_spaces *s)
{
	char *path = realpath("testdata/frames/frames", NULL);

	perf_spaces_init(s);
	add_map(s, 0x400000, 0x1000, path != NULL ? path : "//anon");
	add_map(s, 0x900000, 0x100000, "//anon");
	add_map(s, 0xffffff00, UINT64_C(1) << 40, "/nowhere");
	free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct perf_unwinder u = {0};
	struct perf_spaces spaces;
	struct perf_sample s = {.abi = 2};
	struct str rest = {(const char *)data, size};
	uint8_t flags;

	if (size < 9)
		return 0;
	flags = data[0];
	memcpy(&s.mask, data + 1, sizeof(s.mask));
	rest = str_from(rest, 9);
	if (!(flags & OWN_MASK))
		s.mask = flags & ARM ? UINT64_C(0x1ffffffff) : UINT64_C(0xff0fff);
	s.registers = str_sub(rest, 0,
		8 * (size_t)(flags & FEW ? 4 : __builtin_popcountll(s.mask)));
	s.stack = str_from(rest, s.registers.n);
	make_spaces(&spaces);
	for (int i = 0; i < 2; i++) { /* what is kept is used the second time */
		perf_unwind(&u, &spaces, perf_spaces_of(&spaces, 7), &s);
		if (s.chain.n > 8 * (size_t)(FRAMES_MAX + 1))
			fuzz_broken("a stack has a limit", "");
	}
	perf_unwind_release(&u);
	perf_spaces_release(&spaces);
	return 0;
}

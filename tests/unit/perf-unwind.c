/*
 * perf-unwind.c: tests of unwinding: registers and a stack that are made up, of testdata/frames/frames.
 */
#include <inttypes.h>

#include "unit.h"

#include "perf/unwind.h"

/* Where the program is, and its stack. Functions are where nm says. */
enum {
	PROGRAM = 0x400000,
	IN_START = 0x400115, /* behind the call */
	IN_POINTER = 0x400120,
	IN_SILENT = 0x40012a,
	FLAT = 0x40012f, /* behind its first instruction */
	RESTORE = 0x400132,
	HANDLER = 0x400133,
	STUB = 0x400140,
	STUB_PUSHED = 0x40014b,
	ANYWHERE = 0x900000, /* memory of no file */
};

#define SP UINT64_C(0x7ffe00001000)
#define WORD(n) (SP + 8 * (n))

/* The masks of perf record --call-graph dwarf, and the places of registers among those that they have. */
enum {
	X86_BP = 6,
	X86_SP = 7,
	X86_IP = 8,
	X86_N = 20,
	ARM_FP = 29,
	ARM_LR = 30,
	ARM_SP = 31,
	ARM_PC = 32,
	ARM_N = 33
};

#define X86_MASK UINT64_C(0xff0fff)
#define ARM_MASK UINT64_C(0x1ffffffff)

enum { N = 14 };

static const struct {
	const char *rule;
	bool arm;
	uint64_t pc, fp, lr;
	uint64_t stack[N]; /* from the stack pointer on */
	size_t n_stack;
	uint64_t chain[8]; /* up to 0 */
	uint64_t n_short;
} rows[] = {
	{"by the stack pointer, without a table by the frame pointer, and by the frame pointer; the first has no caller",
		false, FLAT, WORD(6), 0,
		{1, 2, 3, 4, 5, IN_SILENT, WORD(9), IN_POINTER, 6, 7, IN_START, 8, 9, 10}, N,
		{FLAT, IN_SILENT, IN_POINTER, IN_START}, 0},
	{"what a signal interrupted is no call: it is taken as it is", false, HANDLER, 0, 0,
		{RESTORE, 1, 2, 3, 4, 5, WORD(12), WORD(9), FLAT - 4, IN_SILENT, 6, 7, 0, IN_START},
		N, {HANDLER, RESTORE, FLAT - 4 + 1, IN_SILENT, IN_START}, 0},
	{"a stub, before it has pushed a number", false, STUB, WORD(3), 0,
		{IN_POINTER, 1, 2, 3, IN_START}, 5, {STUB, IN_POINTER, IN_START}, 0},
	{"and after it", false, STUB_PUSHED, WORD(3), 0, {0, IN_POINTER, 2, 3, IN_START}, 5,
		{STUB_PUSHED, IN_POINTER, IN_START}, 0},
	{"where the copy ends", false, FLAT, WORD(6), 0,
		{1, 2, 3, 4, 5, IN_SILENT, WORD(9), IN_POINTER, 6}, 9,
		{FLAT, IN_SILENT, IN_POINTER}, 1},
	{"no stack at all", false, FLAT, WORD(6), 0, {0}, 0, {FLAT}, 1},
	{"an address of no map ends it", false, FLAT, WORD(6), 0, {1, 2, 3, 4, 5, 0x123}, 6,
		{FLAT, 0x123}, 0},
	{"frame pointers that lead back end it", false, ANYWHERE, WORD(2), 0,
		{0, 0, WORD(2), ANYWHERE + 8, WORD(2), ANYWHERE + 16}, 6, {ANYWHERE, ANYWHERE + 8},
		0},
	{"aarch64 returns by a register first, and signs addresses", true, ANYWHERE, WORD(0),
		ANYWHERE + 4 + (UINT64_C(0x5a) << 48), {WORD(2), ANYWHERE + 8, 0, ANYWHERE + 12}, 4,
		{ANYWHERE, ANYWHERE + 4, ANYWHERE + 8, ANYWHERE + 12}, 0},
};

static void add_map(struct perf_spaces *s, uint64_t start, const char *file)
{
	struct {
		uint32_t pid, tid;
		uint64_t start, size, offset;
		char file[512];
	} body = {.pid = 7, .tid = 7, .start = start, .size = 0x1000};
	struct perf_record rec = {.type = PERF_MMAP, .body = {(const char *)&body, sizeof(body)}};

	strncpy(body.file, file, sizeof(body.file) - 1);
	assert_true(perf_spaces_take(s, &rec));
}

static void make_spaces(struct perf_spaces *s)
{
	perf_spaces_init(s);
	add_map(s, PROGRAM, TESTDATA "/frames/frames");
	add_map(s, ANYWHERE, "//anon");
}

/* The chain of a row, with the mark in front. */
static void unwind(struct perf_unwinder *u, const struct perf_spaces *spaces, size_t i,
	struct perf_sample *s)
{
	static uint64_t registers[ARM_N];
	uint64_t n = rows[i].arm ? ARM_N : X86_N;

	memset(registers, 0, sizeof(registers));
	registers[rows[i].arm ? ARM_PC : X86_IP] = rows[i].pc;
	registers[rows[i].arm ? ARM_SP : X86_SP] = SP;
	registers[rows[i].arm ? ARM_FP : X86_BP] = rows[i].fp;
	if (rows[i].arm)
		registers[ARM_LR] = rows[i].lr;
	*s = (struct perf_sample){.abi = 2,
		.mask = rows[i].arm ? ARM_MASK : X86_MASK,
		.registers = {(const char *)registers, 8 * n},
		.stack = {(const char *)rows[i].stack, 8 * rows[i].n_stack}};
	perf_unwind(u, spaces, perf_spaces_of(spaces, 7), s);
}

TEST(callers_are_found)
{
	struct perf_spaces spaces;

	make_spaces(&spaces);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct perf_unwinder u = {0};
		struct perf_sample s;
		size_t n = 0;

		unwind(&u, &spaces, i, &s);
		assert_row(s.chain.n >= 8 && perf_load(s.chain.p) == PERF_CONTEXT_USER,
			rows[i].rule);
		for (; 8 * (n + 1) < s.chain.n; n++)
			if (perf_load(s.chain.p + 8 * (n + 1)) != rows[i].chain[n])
				fail_msg("%s: frame %zu is %#" PRIx64, rows[i].rule, n,
					perf_load(s.chain.p + 8 * (n + 1)));
		assert_row(rows[i].chain[n] == 0, rows[i].rule);
		assert_row(u.n_short == rows[i].n_short, rows[i].rule);
		perf_unwind_release(&u);
	}
	perf_spaces_release(&spaces);
}

/* The kernel's part stays, and so does what has no registers of a 64-bit program. */
TEST(what_was_recorded_stays)
{
	static const uint64_t chain[] = {PERF_CONTEXT_KERNEL, 5, PERF_CONTEXT_USER, 6};
	const struct str recorded = {(const char *)chain, sizeof(chain)};
	struct perf_spaces spaces;
	struct perf_unwinder u = {0};
	struct perf_sample s;

	make_spaces(&spaces);
	unwind(&u, &spaces, 0, &s);
	s.chain = recorded;
	perf_unwind(&u, &spaces, perf_spaces_of(&spaces, 7), &s);
	assert_int_equal(s.chain.n, 8 * 7);
	assert_int_equal(perf_load(s.chain.p + 8), 5);
	assert_int_equal(perf_load(s.chain.p + 24), FLAT);
	s.chain = recorded;
	s.abi = 1;
	perf_unwind(&u, &spaces, perf_spaces_of(&spaces, 7), &s);
	assert_ptr_equal(s.chain.p, chain);
	s.abi = 2;
	s.mask = 1;
	perf_unwind(&u, &spaces, perf_spaces_of(&spaces, 7), &s);
	assert_ptr_equal(s.chain.p, chain);
	perf_unwind_release(&u);
	perf_spaces_release(&spaces);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(callers_are_found),
		cmocka_unit_test(what_was_recorded_stays),
	};

	return cmocka_run_group_tests_name("perf: unwinding", tests, NULL, NULL);
}

/*
 * disasm.c: tests of objfile/tools and objfile/disasm: which objdump there is, and what it prints.
 *
 * What is parsed here was printed by GNU objdump 2.40 and llvm-objdump 14 for a program of ours.
 */
#include "sandbox.h"
#include "unit.h"

#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "objfile/objdump.h"

static const char gnu[] = "\n"
			  "kiln:     file format elf64-x86-64\n"
			  "\n"
			  "\n"
			  "Disassembly of section .text:\n"
			  "\n"
			  "0000000000001180 <kiln::Oven::fire(unsigned long)>:\n"
			  "kiln::Oven::fire(unsigned long):\n"
			  "/src/kiln.cc:24\n"
			  "    1180:\ttest   %rsi,%rsi\n"
			  "    1183:\tje     11da <kiln::Oven::fire(unsigned long)+0x5a>\n"
			  "add(int):\n"
			  "/src/kiln.cc:25 (discriminator 3)\n"
			  "    1185:\tmovabs $0x5851f42d4c957f2d,%r9\n"
			  "glaze():\n"
			  "    118f:\tmov    (%rdi),%r11\n"
			  "\t...\n"
			  "    1192:\tnop\n";

static const char llvm[] =
	"\n"
	"kiln:\tfile format elf64-x86-64\n"
	"\n"
	"Disassembly of section .text:\n"
	"\n"
	"0000000000001180 <kiln::Oven::fire(unsigned long)>:\n"
	"    1180:      \ttestq\t%rsi, %rsi\n"
	"; kiln::Oven::fire(unsigned long)():\n"
	"; /src/kiln.cc:24\n"
	"    1183:      \tje\t0x11da <kiln::Oven::fire(unsigned long)+0x5a>\n"
	"; /src/kiln.cc:25\n"
	"    1185:      \tmovabsq\t$6364136223846793005, %r9 # imm = 0x5851F42D4C957F2D\n";

struct want {
	uint64_t address;
	const char *text, *function, *file;
	uint32_t line;
};

static void check_read_as(const struct instructions *found, const struct want *rows, size_t n)
{
	assert_int_equal(found->n, n);
	for (size_t i = 0; i < n; i++) {
		assert_row(found->rows[i].address == rows[i].address, rows[i].text);
		assert_str_c(found->rows[i].text, rows[i].text);
		assert_str_c(found->rows[i].function, rows[i].function);
		assert_str_c(found->rows[i].file, rows[i].file);
		assert_row(found->rows[i].line == rows[i].line, rows[i].text);
	}
}

static void check_rows(const char *text, const struct want *rows, size_t n)
{
	struct arena a = {0};
	struct instructions found = objdump_parse(&a, str_from_c(text));

	check_read_as(&found, rows, n);
	arena_release(&a);
}

TEST(gnu_objdump_is_read)
{
	static const struct want rows[] = {
		{0x1180, "test   %rsi,%rsi", "kiln::Oven::fire(unsigned long)", "/src/kiln.cc", 24},
		{0x1183, "je     11da <kiln::Oven::fire(unsigned long)+0x5a>",
			"kiln::Oven::fire(unsigned long)", "/src/kiln.cc", 24},
		{0x1185, "movabs $0x5851f42d4c957f2d,%r9", "add(int)", "/src/kiln.cc", 25},
		{0x118f, "mov    (%rdi),%r11", "glaze", "/src/kiln.cc", 25},
		{0x1192, "nop", "", "", 0},
	};

	check_rows(gnu, rows, LENGTH(rows));
}

TEST(llvm_objdump_is_read)
{
	static const struct want rows[] = {
		{0x1180, "testq\t%rsi, %rsi", "<kiln::Oven::fire(unsigned long)>", "", 0},
		{0x1183, "je\t0x11da <kiln::Oven::fire(unsigned long)+0x5a>",
			"kiln::Oven::fire(unsigned long)", "/src/kiln.cc", 24},
		{0x1185, "movabsq\t$6364136223846793005, %r9 # imm = 0x5851F42D4C957F2D",
			"kiln::Oven::fire(unsigned long)", "/src/kiln.cc", 25},
	};

	check_rows(llvm, rows, LENGTH(rows));
}

TEST(any_line_is_read_as_pprof_reads_it)
{
	static const struct {
		const char *text;
		struct want want; /* of the nop behind it */
	} rows[] = {
		{"/a:b.c:7:9\n", {1, "nop", "", "/a:b.c:7", 9}},
		{"/a.c:12x\n", {1, "nop", "", "/a.c", 12}},
		{"/a.c:99999999999999999999\n", {1, "nop", "", "", 0}},
		{":3\n", {1, "nop", "", "", 3}},
		{"; f():\n", {1, "nop", "f", "", 0}},
		{"f()():\n", {1, "nop", "f()", "", 0}},
		{"():\n", {1, "nop", "()", "", 0}},
		{"beef <main>:\n", {1, "nop", "<main>", "", 0}},
		{"main():\nwhat is this\n", {1, "nop", "", "", 0}},
		{"main():\n\n", {1, "nop", "", "", 0}},
		{"10000000000000000000: ret\n", {1, "nop", "10000000000000000000", "", 0}},
		{"main():\r\n", {1, "nop", "main", "", 0}},
	};
	char text[256];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		snprintf(text, sizeof(text), "%s  1:\tnop\n", rows[i].text);
		check_rows(text, &rows[i].want, 1);
	}
}

TEST(what_is_cut_off_is_read)
{
	struct arena a = {0};

	for (size_t n = 0; n < sizeof(gnu); n++)
		assert_true(objdump_parse(&a, (struct str){gnu, n}).n <= 5);
	for (size_t n = 0; n < sizeof(llvm); n++)
		assert_true(objdump_parse(&a, (struct str){llvm, n}).n <= 3);
	assert_int_equal(objdump_parse(&a, STR("1:")).n, 0);
	assert_int_equal(objdump_parse(&a, STR("1: x")).n, 1);
	arena_release(&a);
}

TEST(versions_are_told_apart)
{
	static const struct {
		const char *text;
		bool ok;
		enum objdump_kind kind;
	} rows[] = {
		{"GNU objdump (GNU Binutils for Debian) 2.40\n", true, OBJDUMP_GNU},
		{"Debian LLVM version 14.0.6\n  Optimized build.\n", true, OBJDUMP_LLVM},
		{"LLVM (http://llvm.org/):\n  LLVM version 8.0.1\n", true, OBJDUMP_LLVM},
		{"LLVM version 7.0.1\n", false, OBJDUMP_LLVM},
		{"LLVM version 19.1.0git trunk\n", true, OBJDUMP_LLVM},
		{"LLVM version google3-trunk\n", true, OBJDUMP_LLVM},
		{"LLVM version trunk\n", true, OBJDUMP_LLVM},
		{"LLVM version x\ntrunk\n", false, OBJDUMP_LLVM},
		{"objdump of somebody\n", false, OBJDUMP_GNU},
		{"", false, OBJDUMP_GNU},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		enum objdump_kind kind = OBJDUMP_GNU;

		assert_row(tools_objdump_kind(str_from_c(rows[i].text), &kind) == rows[i].ok,
			rows[i].text);
		assert_row(!rows[i].ok || kind == rows[i].kind, rows[i].text);
	}
}

static const char says_gnu[] = "echo 'GNU objdump 2.40'";
static const char says_llvm[] = "echo 'LLVM version 14.0.6'";

/* The path found, without the folder in front of it. */
static void check_found(const char *path, const char *tools, const char *want)
{
	struct objdump found = {0};
	struct arena a = {0};
	struct err err = {0};
	char here[4096], whole[8192];

	assert_non_null(getcwd(here, sizeof(here)));
	snprintf(whole, sizeof(whole), "%s/%s", here, path);
	setenv("PATH", whole, 1);
	assert_row(tools_find_objdump(&a, str_from_c(tools), INT64_MAX, &found, &err) ==
			(want != NULL),
		tools);
	if (want != NULL)
		assert_row(str_ends(str_from_c(found.path), str_from_c(want)), tools);
	else
		assert_row(strstr(err.text, "objdump") != NULL, tools);
	arena_release(&a);
}

TEST(tools_are_found)
{
	const char *path = getenv("PATH");
	char *before = strdup(path != NULL ? path : "");

	sandbox_folder("gnu");
	sandbox_folder("both");
	sandbox_folder("old");
	sandbox_folder("numbered");
	sandbox_folder("none");
	sandbox_script("gnu/objdump", says_gnu);
	sandbox_script("both/objdump", says_gnu);
	sandbox_script("both/llvm-objdump", says_llvm);
	sandbox_script("old/objdump", says_gnu);
	sandbox_script("old/llvm-objdump", "echo 'LLVM version 6.0.0'");
	sandbox_script("numbered/llvm-objdump-15", says_llvm);
	sandbox_script("numbered/llvm-objdump-9", says_llvm);
	sandbox_script("numbered/my-objdump", says_gnu);

	check_found("both", "", "both/llvm-objdump");
	check_found("gnu", "", "gnu/objdump");
	check_found("old", "", "old/objdump");
	check_found("numbered", "", "numbered/llvm-objdump-15");
	check_found("none", "", NULL);
	check_found("both", "gnu", "gnu/objdump");
	check_found("both", "none,gnu", "gnu/objdump");
	check_found("both", "none", NULL);
	check_found("both", "nm:gnu,objdump:old", "old/objdump");
	check_found("both", "nm:gnu", NULL);
	check_found("both", "nm:gnu,", "both/llvm-objdump");
	check_found("both", "gnu,objdump:old", "old/objdump");
	check_found("both", "objdump:numbered/my-objdump", "numbered/my-objdump");
	setenv("PATH", before, 1);
	free(before);
}

/* objdump is started without a shell, and takes no file for an option. */
TEST(objdump_gets_its_arguments)
{
	static const struct {
		const char *path;
		bool intel;
		enum objdump_kind kind;
		const char *want;
	} rows[] = {
		{"/a b", false, OBJDUMP_GNU, "--stop-address=0x20 /a b"},
		{"-D", true, OBJDUMP_GNU, "--stop-address=0x20 -M intel ./-D"},
		{"@x", true, OBJDUMP_LLVM, "--stop-address=0x20 --x86-asm-syntax=intel ./@x"},
		{"$(echo x)", false, OBJDUMP_GNU, "--stop-address=0x20 ./$(echo x)"},
	};
	char text[4096];

	sandbox_script("echoing",
		"echo \"$@\" >said; echo \"$DEBUGINFOD_URLS$LC_ALL\" >seen\n"
		"echo '10: nop'");
	setenv("DEBUGINFOD_URLS", "http://nowhere", 1);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};
		struct objdump o = {"./echoing", rows[i].kind};
		struct objdump_spec spec = {&o, str_from_c(rows[i].path), NULL, rows[i].intel, true,
			INT64_MAX};
		struct instructions found;
		struct err err = {0};

		assert_row(objdump_run(&a, &spec, 0x10, 0x20, &found, &err), err.text);
		assert_row(found.n == 1 && found.rows[0].address == 0x10, rows[i].path);
		assert_true(sandbox_read("said", text, sizeof(text)));
		assert_row(strstr(text, rows[i].want) != NULL, text);
		assert_true(sandbox_read("seen", text, sizeof(text)));
		assert_string_equal(text, "C\n");
		arena_release(&a);
	}
	unsetenv("DEBUGINFOD_URLS");
}

TEST(objdump_fails_with_its_words)
{
	static const struct {
		const char *body, *says;
	} rows[] = {
		{"echo one >&2; echo 'x: file truncated' >&2; exit 1", "failed: x: file truncated"},
		{"exit 3", "exit status 3"},
		{"kill -SEGV $$", "crashed (signal 11)"},
		{"exec /nonexistent/x", "failed"},
		{"line=$(printf %04000d 0); while :; do echo $line; done", "more than 64"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};
		struct objdump o = {"./failing", OBJDUMP_GNU};
		struct objdump_spec spec = {&o, STR("/x"), NULL, false, true, INT64_MAX};
		struct instructions found;
		struct err err = {0};

		sandbox_script("failing", rows[i].body);
		assert_row(!objdump_run(&a, &spec, 0, 1, &found, &err), rows[i].body);
		assert_row(strstr(err.text, rows[i].says) != NULL, err.text);
		arena_release(&a);
	}
}

/* There is one limit for all ranges: what comes after it is not begun. */
TEST(objdump_has_one_limit_of_time)
{
	struct objdump_range ranges[] = {{0x10, 0x20, {0}}, {0x20, 0x2f, {0}},
		{0x50000, 0x50010, {0}}, {0x90000, 0x90010, {0}}};
	struct arena a = {0};
	struct objdump o = {"./endless", OBJDUMP_GNU};
	struct objdump_spec spec = {&o, STR("/x"), NULL, false, true, clock_ms() + 300 /* ms */};
	struct err err = {0};

	sandbox_script("endless", "while :; do sleep 1; done");
	assert_false(objdump_ranges(&a, &spec, ranges, LENGTH(ranges), &err));
	assert_says(&err, "./endless needs more time");
	assert_true(clock_ms() >= spec.end);
	assert_false(tools_find_objdump(&a, STR("objdump:./endless"), spec.end, &o, &err));
	arena_release(&a);
}

/*
 * Three functions at 0x10, 0x20 and 0x30. The second begins with what was inlined at the end of the first, which
 * objdump says once; the padding behind it has an instruction of four bytes. Who asks for 0x20 to 0x2f is told
 * what that one begins with, and gets its first three bytes as something else.
 */
static const char objdump_body[] =
	"echo \"$*\" | sed 's/.*start-address=//; s/--stop-address=//; s/ [^ ]*$//' >>runs\n"
	"first() { echo '10 <a>:'; echo 'a():'; echo '/s.c:1'; echo ' 10: push'; echo 'in():';\n"
	"	echo '/s.c:9'; echo ' 18: add'; }\n"
	"second() { echo; echo '20 <b>:'; $1; echo ' 20: add'; echo 'b():'; echo '/s.c:2';\n"
	"	echo ' 24: ret'; }\n"
	"told() { echo 'in():'; echo '/s.c:9'; }\n"
	"case $* in\n"
	"*start-address=0x10*) first; second :; echo ' 2c: nopl'; echo; echo '30 <c>:'; echo 'c():';\n"
	"	echo '/s.c:3'; echo ' 30: ret' ;;\n"
	"*start-address=0x20*) second told; echo ' 2c: (bad)' ;;\n"
	"*start-address=0x2c*) echo ' 2c: (bad)' ;;\n"
	"*) echo '50000 <d>:'; echo ' 50000: hlt' ;;\n"
	"esac";

TEST(near_ranges_are_read_together)
{
	static const struct want a[] = {{0x10, "push", "a", "/s.c", 1},
		{0x18, "add", "in", "/s.c", 9}};
	static const struct want b[] = {{0x20, "add", "in", "/s.c", 9},
		{0x24, "ret", "b", "/s.c", 2}, {0x2c, "(bad)", "b", "/s.c", 2}};
	static const struct want c[] = {{0x30, "ret", "c", "/s.c", 3}};
	struct objdump_range ranges[] = {{0x10, 0x20, {0}}, {0x20, 0x2f, {0}}, {0x30, 0x31, {0}},
		{0x50000, 0x50010, {0}}};
	struct arena arena = {0};
	struct objdump o = {"./three", OBJDUMP_GNU};
	struct objdump_spec spec = {&o, STR("/x"), NULL, false, true, INT64_MAX};
	struct err err = {0};
	char text[256];

	sandbox_script("three", objdump_body);
	assert_row(objdump_ranges(&arena, &spec, ranges, LENGTH(ranges), &err), err.text);
	check_read_as(&ranges[0].found, a, LENGTH(a));
	check_read_as(&ranges[1].found, b, LENGTH(b));
	check_read_as(&ranges[2].found, c, LENGTH(c));
	/* The second was not sure; the last is too far away. */
	assert_true(sandbox_read("runs", text, sizeof(text)));
	assert_string_equal(text, "0x10 0x31\n0x20 0x2f\n0x50000 0x50010\n");
	assert_int_equal(ranges[3].found.n, 1);

	/* Without lines it is sure, but for what is cut. */
	spec.lines = false;
	assert_int_equal(remove("runs"), 0);
	assert_row(objdump_ranges(&arena, &spec, ranges, 3, &err), err.text);
	assert_true(sandbox_read("runs", text, sizeof(text)));
	assert_string_equal(text, "0x10 0x31\n0x2c 0x2f\n");
	assert_int_equal(ranges[1].found.n, 3);
	assert_str_c(ranges[1].found.rows[2].text, "(bad)");
	arena_release(&arena);
}

static int tests(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(gnu_objdump_is_read),
		cmocka_unit_test(llvm_objdump_is_read),
		cmocka_unit_test(any_line_is_read_as_pprof_reads_it),
		cmocka_unit_test(what_is_cut_off_is_read),
		cmocka_unit_test(versions_are_told_apart),
		cmocka_unit_test(tools_are_found),
		cmocka_unit_test(objdump_gets_its_arguments),
		cmocka_unit_test(objdump_fails_with_its_words),
		cmocka_unit_test(objdump_has_one_limit_of_time),
		cmocka_unit_test(near_ranges_are_read_together),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}

int main(int argc, char **argv)
{
	return sandbox_run(argc, argv, tests);
}

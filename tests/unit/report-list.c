/*
 * report-list.c: Tests of the rows of `list`: the lines of functions, from a file in a folder of
 * the test's own. What `disasm` gives is tested in tests/golden/disasm.t: it needs a program and
 * objdump.
 */
#include "rows.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "sandbox.h"

/* The file work.c. */
static const char work_source[] = "int work(int n)\n"
				  "{\n"
				  "\tint sum = 0;\n"
				  "\n"
				  "\twhile (n-- > 0)\n"
				  "\t\tsum += n * n;\n"
				  "\treturn leaf(sum);\n"
				  "}\n";

/* Loads the profile; lists at the granularity that the command has. */
#define LIST_LOAD(k, expression, ...) \
	do { \
		ROWS_LOAD((k), "cpu/ns", __VA_ARGS__); \
		(k)->config.granularity = GRANULARITY_LINES; \
		(k)->regex = (expression); \
	} while (0)

/* The rows are `text`, where "@" stands for the folder that the tests run in. */
static void assert_rows(struct rows *k, const char *text)
{
	struct str parts[3], rest = str_from_c(text), folder;
	char cwd[PATH_MAX];

	assert_non_null(getcwd(cwd, sizeof(cwd)));
	folder = str_from_c(cwd);
	parts[0] = STR("");
	while (rest.n != 0) {
		size_t at = str_find(rest, STR("@"), 0);
		bool found = at < rest.n;

		parts[1] = str_sub(rest, 0, at);
		parts[2] = found ? folder : STR("");
		parts[0] = arena_join(&k->arena, parts, 3, STR(""));
		rest = found ? str_from(rest, at + 1) : STR("");
	}
	assert_str(rows_of(k), parts[0]);
}

TEST(list_gives_each_line_its_flat_and_cum)
{
	struct rows k;

	LIST_LOAD(&k, "^work$", "main@main.c:3;work@work.c:6 10",
		"main@main.c:3;work@work.c:7;leaf@leaf.c:1 5");
	rows_must_run(&k, report_list);
	assert_rows(&k,
		"function group=0 group_name=work file=work.c source_file=@/work.c flat=10 cum=15\n"
		"line group=0 group_name=work line=1 flat=0 cum=0 source=int work(int n)\n"
		"line group=0 group_name=work line=2 flat=0 cum=0 source={\n"
		"line group=0 group_name=work line=3 flat=0 cum=0 source=\tint sum = 0;\n"
		"line group=0 group_name=work line=4 flat=0 cum=0 source=\n"
		"line group=0 group_name=work line=5 flat=0 cum=0 source=\twhile (n-- > 0)\n"
		"line group=0 group_name=work line=6 flat=10 cum=10 source=\t\tsum += n * n;\n"
		"line group=0 group_name=work line=7 flat=0 cum=5 source=\treturn leaf(sum);\n"
		"line group=0 group_name=work line=8 flat=0 cum=0 source=}\n");
	assert_int_equal(k.facts.values.total, 15);
	rows_close(&k);
}

TEST(list_counts_a_sample_once_in_a_heading)
{
	struct rows k;

	LIST_LOAD(&k, "work", "work@work.c:6;work@work.c:7 10");
	rows_must_run(&k, report_list);
	assert_rows(&k,
		"function group=0 group_name=work file=work.c source_file=@/work.c flat=10 cum=10\n"
		"line group=0 group_name=work line=1 flat=0 cum=0 source=int work(int n)\n"
		"line group=0 group_name=work line=2 flat=0 cum=0 source={\n"
		"line group=0 group_name=work line=3 flat=0 cum=0 source=\tint sum = 0;\n"
		"line group=0 group_name=work line=4 flat=0 cum=0 source=\n"
		"line group=0 group_name=work line=5 flat=0 cum=0 source=\twhile (n-- > 0)\n"
		"line group=0 group_name=work line=6 flat=0 cum=10 source=\t\tsum += n * n;\n"
		"line group=0 group_name=work line=7 flat=10 cum=10 source=\treturn leaf(sum);\n"
		"line group=0 group_name=work line=8 flat=0 cum=0 source=}\n");
	rows_close(&k);
}

TEST(list_groups_functions_and_files)
{
	struct rows k;

	/*
	 * Two functions of one name are told apart by their files; lines of missing files have no text. A
	 * remark says once for each file where it was searched.
	 */
	LIST_LOAD(&k, "f|g", "f@b.c:3 1", "f@a.c:2 4", "f@a.c:9 8", "g@a.c:5 2");
	rows_must_run(&k, report_list);
	assert_rows(&k,
		"function group=0 group_name=f file=a.c flat=12 cum=12\n"
		"remark group=0 group_name=f remark=no source: a.c is neither in @ nor above it; see source_path\n"
		"line group=0 group_name=f line=2 flat=4 cum=4 source=\n"
		"line group=0 group_name=f line=9 flat=8 cum=8 source=\n"
		"function group=1 group_name=f file=b.c flat=1 cum=1\n"
		"remark group=1 group_name=f remark=no source: b.c is neither in @ nor above it; see source_path\n"
		"line group=1 group_name=f line=3 flat=1 cum=1 source=\n"
		"function group=2 group_name=g file=a.c flat=2 cum=2\n"
		"line group=2 group_name=g line=5 flat=2 cum=2 source=\n");
	rows_close(&k);
}

TEST(list_tells_that_no_file_is_known)
{
	struct rows k;

	LIST_LOAD(&k, "work", "main@main.c:3;work 10");
	rows_must_run(&k, report_list);
	assert_str_c(rows_of(&k), "missing group=0 group_name=work\n");
	rows_close(&k);
	/* Where the name is known with a file, too, what has none is left out. */
	LIST_LOAD(&k, "work", "work 10", "work@gone.c:2 1");
	rows_must_run(&k, report_list);
	assert_rows(&k,
		"function group=0 group_name=work file=gone.c flat=1 cum=1\n"
		"remark group=0 group_name=work remark=no source: gone.c is neither in @ nor above it; see source_path\n"
		"line group=0 group_name=work line=2 flat=1 cum=1 source=\n");
	rows_close(&k);
}

TEST(list_remarks_that_a_file_is_missing)
{
	struct rows k;

	LIST_LOAD(&k, "work", "work@gone.c:2 10");
	k.is_text = true;
	rows_must_run(&k, report_list);
	assert_true(str_starts(rows_of(&k),
		STR("Total: 10ns\n"
		    "ROUTINE ======================== work in gone.c\n"
		    "      10ns       10ns (flat, cum)   100% of Total\n"
		    " (no source: ")));
	assert_true(
		str_ends(rows_of(&k), STR("; see source_path)\n      10ns       10ns      2:\n")));
	rows_close(&k);
}

TEST(list_says_that_nothing_matches)
{
	struct rows k;

	LIST_LOAD(&k, "nobody", "main@main.c:3 10");
	assert_false(rows_run(&k, report_list));
	assert_says(&k.err, "no function matches nobody");
	k.config.granularity = GRANULARITY_ADDRESSES;
	assert_false(rows_run(&k, report_disasm));
	assert_says(&k.err, "no function with code of its own matches nobody");
	rows_close(&k);
}

static int list_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_gives_each_line_its_flat_and_cum),
		cmocka_unit_test(list_counts_a_sample_once_in_a_heading),
		cmocka_unit_test(list_groups_functions_and_files),
		cmocka_unit_test(list_tells_that_no_file_is_known),
		cmocka_unit_test(list_remarks_that_a_file_is_missing),
		cmocka_unit_test(list_says_that_nothing_matches),
	};
	FILE *f = fopen("work.c", "we");

	if (f == NULL || fputs(work_source, f) < 0 || fclose(f) != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	return sandbox_run(argc, argv, list_tests);
}

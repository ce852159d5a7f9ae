/*
 * report-stacks.c: Tests of the rows of reports on stacks: callers, callees and paths.
 */
#include "rows.h"

TEST(callers_are_trees_of_whole_paths)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "a;work;leaf 10", "b;work;leaf 5", "b;other 1");
	k.regex = "^leaf$";
	assert_true(rows_run(&k, report_callers));
	assert_str_c(rows_of(&k),
		"caller depth=0 leaf cum=15 samples=2 cut=false\n"
		"caller depth=1 work cum=15 samples=2 cut=false\n"
		"caller depth=2 a cum=10 samples=1 cut=false\n"
		"caller depth=2 b cum=5 samples=1 cut=false\n");
	rows_close(&k);
}

TEST(callers_are_cut_at_a_depth_and_say_so)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "a;work;leaf 10");
	k.regex = "^leaf$";
	k.config.nodecount = 1;
	assert_true(rows_run(&k, report_callers));
	assert_str_c(rows_of(&k),
		"caller depth=0 leaf cum=10 samples=1 cut=false\n"
		"caller depth=1 work cum=10 samples=1 cut=true\n");
	rows_close(&k);
}

TEST(callees_have_a_flat_and_fold_what_is_small)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;work 1000", "main;a 1", "main;b 1", "main 10");
	k.regex = "^main$";
	assert_true(rows_run(&k, report_callees));
	assert_str_c(rows_of(&k),
		"callee depth=0 main flat=10 cum=1012 samples=4 cut=false\n"
		"callee depth=1 work flat=1000 cum=1000 samples=1 cut=false\n"
		"folded depth=1 cum=2 samples=2 more=2\n");
	rows_close(&k);
}

TEST(paths_are_stacks_from_the_root_heaviest_first)
{
	struct rows k;

	ROWS(&k, report_paths, "cpu/ns", "main;a 3", "main;b;c 5", "main;a 4");
	assert_str_c(rows_of(&k),
		"path flat=7 samples=2 frames=[main,a]\n"
		"path flat=5 samples=1 frames=[main,b,c]\n");
	rows_close(&k);
}

TEST(paths_are_cut_by_nodecount)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;a 3", "main;b;c 5");
	k.config.nodecount = 1;
	assert_true(rows_run(&k, report_paths));
	assert_str_c(rows_of(&k), "path flat=5 samples=1 frames=[main,b,c]\n");
	rows_close(&k);
}

TEST(callers_count_a_sample_of_a_recursion_once)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;rec;rec 10", "main;rec;f;rec;g 5");
	k.regex = "^rec$";
	rows_must_run(&k, report_callers);
	assert_str_c(rows_of(&k),
		"caller depth=0 rec cum=15 samples=2 cut=false\n"
		"caller depth=1 rec cum=10 samples=1 cut=false\n"
		"caller depth=2 main cum=10 samples=1 cut=false\n"
		"caller depth=1 f cum=5 samples=1 cut=false\n"
		"caller depth=2 rec cum=5 samples=1 cut=false\n"
		"caller depth=3 main cum=5 samples=1 cut=false\n");
	rows_close(&k);
}

TEST(stacks_divide_a_mean)
{
	struct rows k;

	ROWS_LOAD(&k, "n/count cpu/ns", "main;work 2 10", "main;work 3 12");
	k.config.mean = true;
	rows_must_run(&k, report_paths);
	assert_str_c(rows_of(&k), "path flat=4 samples=2 frames=[main,work]\n");
	k.regex = "^work$";
	rows_must_run(&k, report_callers);
	assert_str_c(rows_of(&k),
		"caller depth=0 work cum=4 samples=2 cut=false\n"
		"caller depth=1 main cum=4 samples=2 cut=false\n");
	rows_close(&k);
}

/* People read one tree instead, in which what paths share stands once. */
TEST(paths_are_a_tree_in_a_text)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;a 3", "main;b;c 5", "main;a 4");
	k.is_text = true;
	rows_must_run(&k, report_paths);
	assert_str_c(rows_of(&k),
		"File: prog\n"
		"Type: cpu\n"
		"Showing 2 paths, accounting for 12ns, 100% of 12ns total\n"
		"      flat  flat%  samples  path\n"
		"                            main\n"
		"       7ns 58.33%        2  - a\n"
		"                            - b\n"
		"       5ns 41.67%        1    c\n");
	rows_close(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(callers_are_trees_of_whole_paths),
		cmocka_unit_test(callers_are_cut_at_a_depth_and_say_so),
		cmocka_unit_test(callees_have_a_flat_and_fold_what_is_small),
		cmocka_unit_test(paths_are_stacks_from_the_root_heaviest_first),
		cmocka_unit_test(paths_are_cut_by_nodecount),
		cmocka_unit_test(callers_count_a_sample_of_a_recursion_once),
		cmocka_unit_test(stacks_divide_a_mean),
		cmocka_unit_test(paths_are_a_tree_in_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

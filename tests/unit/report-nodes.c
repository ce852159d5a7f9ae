/*
 * report-nodes.c: Tests of the rows of reports that list nodes: top, find, tree and peek, and of explain.
 */
#include "rows.h"

TEST(top_lists_nodes_by_flat)
{
	struct rows k;

	ROWS(&k, report_top, "cpu/ns", "main;work;leaf 10", "main;work 5", "main 1");
	assert_str_c(rows_of(&k),
		"node leaf flat=10 cum=10\n"
		"node work flat=5 cum=15\n"
		"node main flat=1 cum=16\n");
	assert_int_equal(k.facts.values.total, 16);
	assert_int_equal(k.facts.listed, 16);
	rows_close(&k);
}

TEST(top_cuts_by_nodecount_and_counts_what_it_left_out)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;work 1000", "main;tiny 1");
	k.config.nodecount = 1;
	assert_true(rows_run(&k, report_top));
	assert_str_c(rows_of(&k), "node work flat=1000 cum=1000\n");
	assert_int_equal(k.facts.nodes_listed, 1);
	assert_int_equal(k.facts.nodes_kept, 2);
	assert_int_equal(k.facts.nodes_dropped, 1); /* tiny, below nodefraction */
	rows_close(&k);
}

TEST(top_marks_what_was_inlined)
{
	struct rows k;

	ROWS(&k, report_top, "cpu/ns", "main>always 4", "main>partly 3", "other;partly 2");
	assert_str_c(rows_of(&k),
		"node partly? flat=5 cum=5\n"
		"node always! flat=4 cum=4\n"
		"node main flat=0 cum=7\n"
		"node other flat=0 cum=2\n");
	rows_close(&k);
}

TEST(top_divides_a_mean_and_orders_by_what_is_divided)
{
	struct rows k;

	/* Like pprof: main's 14 of 3 stand above leaf's 10 of 2. */
	ROWS_LOAD(&k, "n/count cpu/ns", "main;leaf 2 10", "main 0 5", "main 3 9");
	k.config.mean = true;
	rows_must_run(&k, report_top);
	assert_str_c(rows_of(&k),
		"node main flat=4 cum=4\n"
		"node leaf flat=5 cum=5\n");
	rows_close(&k);
}

TEST(top_leaves_dividing_to_writers)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;leaf 10", "main 7");
	k.config.divide_by = 4;
	rows_must_run(&k, report_top);
	assert_str_c(rows_of(&k),
		"node leaf flat=10 cum=10\n"
		"node main flat=7 cum=17\n");
	assert_int_equal(k.facts.values.total, 17);
	assert_true(k.facts.values.divide_by == 4);
	rows_close(&k);
}

TEST(top_lists_the_largest_changes_first)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;less -10", "main;more 7", "main 2");
	k.compared = true;
	rows_must_run(&k, report_top);
	assert_str_c(rows_of(&k),
		"node less flat=-10 cum=-10\n"
		"node more flat=7 cum=7\n"
		"node main flat=2 cum=-1\n");
	rows_close(&k);
}

TEST(nodes_may_be_packages)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "example.com/a.F;example.com/a.G;example.com/b.H 10",
		"example.com/b.H 2", "main.main;runtime.mallocgc 1");
	k.config.granularity = GRANULARITY_PACKAGE;
	rows_must_run(&k, report_top);
	assert_str_c(rows_of(&k),
		"node example.com/b flat=12 cum=12\n"
		"node runtime flat=1 cum=1\n"
		"node example.com/a flat=0 cum=10\n"
		"node main flat=0 cum=1\n");
	k.regex = "b$";
	rows_must_run(&k, report_tree);
	assert_str_c(rows_of(&k),
		"caller group=0 group_name=example.com/b example.com/a weight=10 residual=false\n"
		"node group=0 group_name=example.com/b example.com/b flat=12 cum=12\n");
	rows_close(&k);
}

TEST(nodes_may_be_lines_or_files)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main@m.c:3 1", "main@m.c:4 5");
	k.config.granularity = GRANULARITY_LINES;
	rows_must_run(&k, report_top);
	assert_str_c(rows_of(&k),
		"node main m.c:4 flat=5 cum=5\n"
		"node main m.c:3 flat=1 cum=1\n");
	k.config.granularity = GRANULARITY_FILES;
	rows_must_run(&k, report_top);
	assert_str_c(rows_of(&k), "node m.c flat=6 cum=6\n");
	rows_close(&k);
}

TEST(find_ends_with_what_all_matches_took)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;fa;fb 3", "main;fb 2", "main 1");
	k.regex = "^f";
	assert_true(rows_run(&k, report_find));
	assert_str_c(rows_of(&k),
		"node fb flat=5 cum=5\n"
		"node fa flat=0 cum=3\n"
		"total flat=5 cum=5 matches=2\n");
	rows_close(&k);
}

TEST(find_cuts_the_list_and_not_the_total)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;fa;fb 3", "main;fb 2", "main 1");
	k.regex = "^f";
	k.config.nodecount = 1;
	assert_true(rows_run(&k, report_find));
	assert_str_c(rows_of(&k),
		"node fb flat=5 cum=5\n"
		"total flat=5 cum=5 matches=2\n");
	rows_close(&k);
}

TEST(tree_puts_a_node_between_its_callers_and_callees)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "a;work;leaf 10", "b;work 5");
	k.regex = "^work$";
	assert_true(rows_run(&k, report_tree));
	assert_str_c(rows_of(&k),
		"caller group=0 group_name=work a weight=10 residual=false\n"
		"caller group=0 group_name=work b weight=5 residual=false\n"
		"node group=0 group_name=work work flat=5 cum=15\n"
		"callee group=0 group_name=work leaf weight=10 residual=false\n");
	rows_close(&k);
}

TEST(tree_counts_its_groups_and_tells_residual_calls)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;gone;leaf 10", "main;leaf 1");
	k.config.hide = STR("gone");
	k.config.nodecount = 2;
	assert_true(rows_run(&k, report_tree));
	assert_str_c(rows_of(&k),
		"caller group=0 group_name=leaf main weight=11 residual=false\n"
		"node group=0 group_name=leaf leaf flat=11 cum=11\n"
		"node group=1 group_name=main main flat=0 cum=11\n"
		"callee group=1 group_name=main leaf weight=11 residual=false\n");
	rows_close(&k);
}

TEST(reports_say_that_nothing_matches)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main 1");
	k.regex = "nobody";
	assert_false(rows_run(&k, report_tree));
	assert_says(&k.err, "no function matches nobody");
	assert_false(rows_run(&k, report_find));
	assert_says(&k.err, "nobody");
	rows_close(&k);
}

TEST(find_divides_the_mean_of_all_matches)
{
	struct rows k;

	ROWS_LOAD(&k, "n/count cpu/ns", "main;work 2 10", "main;workb 3 12");
	k.regex = "work";
	k.config.mean = true;
	rows_must_run(&k, report_find);
	assert_str_c(rows_of(&k),
		"node workb flat=4 cum=4\n"
		"node work flat=5 cum=5\n"
		"total flat=4 cum=4 matches=2\n");
	rows_close(&k);
}

TEST(explain_takes_its_numbers_from_the_report)
{
	struct rows k;

	ROWS(&k, report_explain, "cpu/ns", "main;work 10", "main 5", "main;gone 2");
	assert_str_c(rows_of(&k),
		"paragraph text=The total is 17ns: the cpu of all samples of the profile, whatever the "
		"filters are. It is the 100% of every share.\n"
		"paragraph text=flat is what was measured in an entry itself, cum what was measured in it "
		"and in all that it called. A function that calls itself counts once. In\n"
		"name main\n"
		"paragraph text=flat is 5ns (29.41%) and cum is 17ns (100%): the difference, 12ns, was "
		"measured in what it called. So flats can be added up; cums cannot, because they include one "
		"another.\n"
		"paragraph text=sum% adds up flat% from the first line on. All 3 have 17ns (100%).\n"
		"paragraph text=No entry was left out for being small. All 3 are shown.\n"
		"paragraph text=In a picture an arrow is a call. A dotted (or dashed) one goes over "
		"functions that are not shown; between the entries of this report there is none.\n"
		"paragraph text=A negative number says that less was measured than in what was subtracted. "
		"There is none in this report.\n");
	rows_close(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(top_lists_nodes_by_flat),
		cmocka_unit_test(top_cuts_by_nodecount_and_counts_what_it_left_out),
		cmocka_unit_test(top_marks_what_was_inlined),
		cmocka_unit_test(top_divides_a_mean_and_orders_by_what_is_divided),
		cmocka_unit_test(top_leaves_dividing_to_writers),
		cmocka_unit_test(top_lists_the_largest_changes_first),
		cmocka_unit_test(nodes_may_be_packages),
		cmocka_unit_test(nodes_may_be_lines_or_files),
		cmocka_unit_test(find_ends_with_what_all_matches_took),
		cmocka_unit_test(find_cuts_the_list_and_not_the_total),
		cmocka_unit_test(tree_puts_a_node_between_its_callers_and_callees),
		cmocka_unit_test(tree_counts_its_groups_and_tells_residual_calls),
		cmocka_unit_test(reports_say_that_nothing_matches),
		cmocka_unit_test(find_divides_the_mean_of_all_matches),
		cmocka_unit_test(explain_takes_its_numbers_from_the_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

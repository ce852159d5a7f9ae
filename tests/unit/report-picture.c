/*
 * report-picture.c: Tests of the rows that a picture gives beside its bytes.
 */
#include "rows.h"

/* True when the bytes of the last run hold the text. */
static bool writes(const struct rows *k, const char *text)
{
	struct str bytes = {k->bytes.p, k->bytes.n};

	return str_find(bytes, str_from_c(text), 0) < bytes.n;
}

TEST(picture_gives_nodes_then_edges)
{
	struct rows k;

	ROWS(&k, report_dot, "cpu/nanoseconds", "main;work>leaf 6000", "main;work 3000",
		"main 1000");
	assert_str_c(rows_of(&k),
		"node id=N1 main name_text=main flat=1000 flat_text=1us cum=10000 cum_text=10us\n"
		"node id=N2 leaf name_text=leaf flat=6000 flat_text=6us cum=6000 cum_text=6us\n"
		"node id=N3 work name_text=work flat=3000 flat_text=3us cum=9000 cum_text=9us\n"
		"edge from=N1 to=N3 weight=9000 weight_text=9us residual=false inline=no\n"
		"edge from=N3 to=N2 weight=6000 weight_text=6us residual=false inline=yes\n");
	assert_int_equal(k.facts.values.total, 10000);
	/* The ids are those of the bytes. */
	assert_true(writes(&k, "\nN2 [label=\"leaf\\n6us (60.00%)\""));
	assert_true(writes(&k, "\nN1 -> N3 [label=\" 9us\""));
	assert_true(writes(&k, "\nN3 -> N2 [label=\" 6us\\n (inline)\""));
	rows_close(&k);
}

TEST(picture_gives_boxes_behind_their_node)
{
	struct rows k;

	ROWS(&k, report_dot, "alloc/bytes", "f 40 a=x b=y bytes:=64/bytes", "f 20 bytes:=32/bytes");
	assert_str_c(rows_of(&k),
		"node id=N1 f name_text=f flat=60 flat_text=60B cum=60 cum_text=60B\n"
		"box id=N1_0 parent=N1 text=a:x\nb:y flat=40 cum=40 weight=40 weight_text=40B\n"
		"box id=NN1_0_0 parent=N1_0 text=64B flat=40 cum=40 weight=40 weight_text=40B\n"
		"box id=NN1_0 parent=N1 text=32B flat=20 cum=20 weight=20 weight_text=20B\n");
	assert_true(writes(&k, "\nN1 -> N1_0 ["));
	assert_true(writes(&k, "\nN1_0 -> NN1_0_0 ["));
	assert_true(writes(&k, "\nN1 -> NN1_0 ["));
	rows_close(&k);
}

TEST(picture_says_which_edges_go_over_what_is_not_shown)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;between;leaf 10", "main 5");
	k.config.nodecount = 2;
	rows_must_run(&k, report_dot);
	assert_str_c(rows_of(&k),
		"node id=N1 main name_text=main flat=5 flat_text=5ns cum=15 cum_text=15ns\n"
		"node id=N2 leaf name_text=leaf flat=10 flat_text=10ns cum=10 cum_text=10ns\n"
		"edge from=N1 to=N2 weight=10 weight_text=10ns residual=true inline=no\n");
	rows_close(&k);
}

/* Texts are divided; values are not, so that they have their share of the total. */
TEST(picture_values_are_those_of_the_profile)
{
	struct rows k;

	ROWS_LOAD(&k, "samples/count", "main 1500");
	k.config.divide_by = 1000;
	rows_must_run(&k, report_dot);
	assert_str_c(rows_of(&k),
		"node id=N1 main name_text=main flat=1500 flat_text=1 cum=1500 cum_text=1\n");
	assert_int_equal(table_divided(&k.facts.values, 1500), 1500);
	rows_close(&k);
}

TEST(picture_names_are_exact)
{
	struct rows k;

	ROWS(&k, report_dot, "cpu/ns", "</script\"\\]]&lt.(*T[...]).f 1");
	assert_str_c(rows_of(&k),
		"node id=N1 </script\"\\]]&lt.(*T[...]).f name_text=</script\"\\]]&lt.(*T[...]).f "
		"flat=1 flat_text=1ns cum=1 cum_text=1ns\n");
	rows_close(&k);
}

TEST(picture_without_nodes_has_no_rows)
{
	struct rows k;

	ROWS(&k, report_dot, "cpu/ns", "main 0");
	assert_str_c(rows_of(&k), "");
	assert_true(writes(&k, "digraph"));
	rows_close(&k);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(picture_gives_nodes_then_edges),
		cmocka_unit_test(picture_gives_boxes_behind_their_node),
		cmocka_unit_test(picture_says_which_edges_go_over_what_is_not_shown),
		cmocka_unit_test(picture_values_are_those_of_the_profile),
		cmocka_unit_test(picture_names_are_exact),
		cmocka_unit_test(picture_without_nodes_has_no_rows),
	};

	return cmocka_run_group_tests_name("report-picture", tests, NULL, NULL);
}

/*
 * report-samples.c: Tests of the rows of reports on samples, their labels and the profile's tables:
 * tags, traces, raw, types and comments.
 */
#include "rows.h"

TEST(tags_sum_by_key_and_value)
{
	struct rows k;

	/* Keys stand by name, values by weight. A sample without labels counts nowhere. */
	ROWS(&k, report_tags, "cpu/ns", "main 10 k=a", "main 25 k=b", "main 2 k=a j=x", "main 7");
	assert_str_c(rows_of(&k),
		"key group=0 group_name=j flat=2\n"
		"value group=0 group_name=j value=x flat=2\n"
		"key group=1 group_name=k flat=37\n"
		"value group=1 group_name=k value=b flat=25\n"
		"value group=1 group_name=k value=a flat=12\n");
	assert_int_equal(k.facts.values.total, 44);
	rows_close(&k);
}

TEST(tags_take_numbers_that_print_alike_for_one)
{
	struct rows k;

	/* Both are "1kB"; the number is that of the first. */
	ROWS(&k, report_tags, "cpu/ns", "main 10 size:=1024/bytes", "main 5 size:=1025/bytes",
		"main 2 size:=4096/bytes");
	assert_str_c(rows_of(&k),
		"key group=0 group_name=size flat=17\n"
		"value group=0 group_name=size number=1024 unit=bytes flat=15\n"
		"value group=0 group_name=size number=4096 unit=bytes flat=2\n");
	rows_close(&k);
}

TEST(tags_tell_texts_from_numbers)
{
	struct rows k;

	/* Numbers without a unit are in units of their key. */
	ROWS(&k, report_tags, "cpu/ns", "main 10 k=3", "main 5 n:=3");
	assert_str_c(rows_of(&k),
		"key group=0 group_name=k flat=10\n"
		"value group=0 group_name=k value=3 flat=10\n"
		"key group=1 group_name=n flat=5\n"
		"value group=1 group_name=n number=3 unit=n flat=5\n");
	rows_close(&k);
}

TEST(tags_may_cancel_out)
{
	struct rows k;

	ROWS(&k, report_tags, "cpu/ns", "main 10 k=a", "main -10 k=a", "main -3 k=b");
	assert_str_c(rows_of(&k),
		"key group=0 group_name=k flat=-3\n"
		"value group=0 group_name=k value=b flat=-3\n"
		"value group=0 group_name=k value=a flat=0\n");
	rows_close(&k);
}

/* Like pprof, a value is listed also where nothing was measured under it. */
TEST(tags_list_what_weighs_nothing)
{
	struct rows k;

	ROWS(&k, report_tags, "cpu/ns", "main 0 k=idle", "main 5 k=busy");
	assert_str_c(rows_of(&k),
		"key group=0 group_name=k flat=5\n"
		"value group=0 group_name=k value=busy flat=5\n"
		"value group=0 group_name=k value=idle flat=0\n");
	rows_close(&k);
}

TEST(tags_obey_filters_and_hidden_keys)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "fa 1 k=x j=y", "fb 2 k=z j=y");
	k.config.focus = STR("^fa$");
	k.config.taghide = STR("^k$");
	rows_must_run(&k, report_tags);
	assert_str_c(rows_of(&k),
		"key group=0 group_name=j flat=1\n"
		"value group=0 group_name=j value=y flat=1\n");
	rows_close(&k);
}

TEST(traces_have_a_row_for_each_sample_from_the_leaf)
{
	struct rows k;

	ROWS(&k, report_traces, "n/count cpu/ns", "main>fast;leaf 1 10", "main 2 0");
	assert_str_c(rows_of(&k),
		"sample value=10 values=[1,10] labels={} frames=[leaf,fast!,main]\n"
		"sample value=0 values=[2,0] labels={} frames=[main]\n");
	rows_close(&k);
}

TEST(traces_have_labels)
{
	struct rows k;

	ROWS(&k, report_traces, "cpu/ns", "main 10 k=a k=b size:=1024/bytes", "main 5 j:=3");
	assert_str_c(rows_of(&k),
		"sample value=10 values=[10] labels={k=[a,b],size=1024} frames=[main]\n"
		"sample value=5 values=[5] labels={j=3} frames=[main]\n");
	rows_close(&k);
}

TEST(traces_leave_out_what_is_hidden)
{
	struct rows k;

	/* A sample of which no frame is left is no row. */
	ROWS_LOAD(&k, "cpu/ns", "main;leaf 10 k=a", "leaf 5");
	k.config.hide = STR("leaf");
	k.config.taghide = STR("k");
	rows_must_run(&k, report_traces);
	assert_str_c(rows_of(&k), "sample value=10 values=[10] labels={} frames=[main]\n");
	rows_close(&k);
}

TEST(traces_divide_a_mean)
{
	struct rows k;

	/* A divisor of 0 divides nothing. */
	ROWS_LOAD(&k, "n/count cpu/ns", "main 2 10", "a 0 3", "b 4 2");
	k.config.mean = true;
	rows_must_run(&k, report_traces);
	assert_str_c(rows_of(&k),
		"sample value=5 values=[2,10] labels={} frames=[main]\n"
		"sample value=3 values=[0,3] labels={} frames=[a]\n"
		"sample value=0 values=[4,2] labels={} frames=[b]\n");
	assert_true(k.facts.source.is_mean);
	rows_close(&k);
}

TEST(traces_name_each_frame_by_its_group)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns",
		"example.com/a.F;example.com/a.G>example.com/a.I;example.com/b.H 10");
	k.config.granularity = GRANULARITY_PACKAGE;
	rows_must_run(&k, report_traces);
	assert_str_c(rows_of(&k),
		"sample value=10 values=[10] labels={} "
		"frames=[example.com/b,example.com/a,example.com/a,example.com/a]\n");
	rows_close(&k);
}

TEST(raw_is_the_tables_by_id)
{
	struct rows k;

	ROWS(&k, report_raw, "n/count cpu/ns",
		"main@m.c:1;work@w.c:2:3>fast@f.c:4 1 10 k=a size:=7/bytes", "0x1234 2 0");
	assert_str_c(rows_of(&k),
		"sample values=[1,10] locations=[1,2] labels={k=a,size=7} label_units={size=bytes}\n"
		"sample values=[2,0] locations=[3] labels={} label_units={}\n"
		"function id=1 name=fast system_name= start_line=0 file=f.c\n"
		"function id=2 name=work system_name= start_line=0 file=w.c\n"
		"function id=3 name=main system_name= start_line=0 file=m.c\n"
		"location id=1 address=0x1000 mapping=1 folded=false "
		"lines=[{function=1,line=4,column=0},{function=2,line=2,column=3}]\n"
		"location id=2 address=0x2000 mapping=1 folded=false "
		"lines=[{function=3,line=1,column=0}]\n"
		"location id=3 address=0x1234 mapping=1 folded=false lines=[]\n"
		"mapping id=1 start=0x1000 limit=0x100000 offset=0x0 file=/bin/prog build_id= "
		"has_functions=false has_filenames=false has_line_numbers=false has_inline_frames=false\n");
	rows_close(&k);
}

TEST(raw_keeps_hidden_locations_without_lines)
{
	struct rows k;

	ROWS_LOAD(&k, "cpu/ns", "main;leaf 10");
	k.config.hide = STR("leaf");
	rows_must_run(&k, report_raw);
	assert_str_c(rows_of(&k),
		"sample values=[10] locations=[2] labels={} label_units={}\n"
		"function id=1 name=leaf system_name= start_line=0 file=\n"
		"function id=2 name=main system_name= start_line=0 file=\n"
		"location id=1 address=0x1000 mapping=1 folded=false lines=[]\n"
		"location id=2 address=0x2000 mapping=1 folded=false "
		"lines=[{function=2,line=0,column=0}]\n"
		"mapping id=1 start=0x1000 limit=0x100000 offset=0x0 file=/bin/prog build_id= "
		"has_functions=false has_filenames=false has_line_numbers=false has_inline_frames=false\n");
	rows_close(&k);
}

TEST(types_have_totals_and_tell_what_is_empty)
{
	struct rows k;

	ROWS(&k, report_types, "n/count idle/ns cpu/ns", "main 2 0 10", "a 1 0 -3");
	assert_str_c(rows_of(&k),
		"type type=n unit=count total=3 default=false empty=false\n"
		"type type=idle unit=ns total=0 default=false empty=true\n"
		"type type=cpu unit=ns total=7 default=true empty=false\n");
	rows_close(&k);
}

TEST(comments_are_rows)
{
	struct rows k;

	ROWS(&k, report_comments, "cpu/ns", "main 1");
	assert_str_c(rows_of(&k), "");
	rows_close(&k);
	ROWS(&k, report_comments, "cpu/ns", "main 1", "comment built by hand",
		"comment #hidden in legends");
	assert_str_c(rows_of(&k),
		"comment comment=built by hand\ncomment comment=#hidden in legends\n");
	rows_close(&k);
}

/* All that is foreign, in a text for a terminal. */
TEST(texts_of_hostile_profiles_hold_no_control_bytes)
{
	static rows_report *const reports[] = {report_tags, report_traces, report_raw, report_types,
		report_comments, report_top};

	for (size_t i = 0; i < LENGTH(reports); i++) {
		struct rows k;

		ROWS_LOAD(&k, "c\x1bpu/n\x9bs",
			"ma\x1b[2Jin\xff@\x1b.c;x\xe2\x80\xae"
			"y 10 k\x07=\x1b]0;\x07",
			"comment a\x1b[31m");
		k.is_text = true;
		k.text.terminal = true;
		rows_must_run(&k, reports[i]);
		assert_true(k.text.n > 0);
		for (size_t at = 0; at < k.text.n; at++) {
			assert_true(
				k.text.p[at] == '\n' || k.text.p[at] >= ' ' || k.text.p[at] < 0);
			assert_true((unsigned char)k.text.p[at] != 0xff &&
				(unsigned char)k.text.p[at] != 0x9b);
			assert_true((unsigned char)k.text.p[at] != 0xe2);
		}
		rows_close(&k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_sum_by_key_and_value),
		cmocka_unit_test(tags_take_numbers_that_print_alike_for_one),
		cmocka_unit_test(tags_tell_texts_from_numbers),
		cmocka_unit_test(tags_may_cancel_out),
		cmocka_unit_test(tags_list_what_weighs_nothing),
		cmocka_unit_test(tags_obey_filters_and_hidden_keys),
		cmocka_unit_test(traces_have_a_row_for_each_sample_from_the_leaf),
		cmocka_unit_test(traces_have_labels),
		cmocka_unit_test(traces_leave_out_what_is_hidden),
		cmocka_unit_test(traces_divide_a_mean),
		cmocka_unit_test(traces_name_each_frame_by_its_group),
		cmocka_unit_test(raw_is_the_tables_by_id),
		cmocka_unit_test(raw_keeps_hidden_locations_without_lines),
		cmocka_unit_test(types_have_totals_and_tell_what_is_empty),
		cmocka_unit_test(comments_are_rows),
		cmocka_unit_test(texts_of_hostile_profiles_hold_no_control_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

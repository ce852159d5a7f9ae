/*
 * profile-merge.c: tests of merge.h: the types, units, samples and labels of several profiles as one.
 *
 * Profiles are written and compared as folded stacks (proto.h). What was surprising was compared with
 * what pprof -raw prints for the same profiles.
 */
#include "profile-merged.h"
#include "profile-tests.h"
#include "unit.h"

#include <signal.h>
#include <stdio.h>

#include "base/interrupt.h"

/* They do not fit together, for a reason that names these. */
static void assert_clash(struct merged *m, const char *const *parts, size_t n)
{
	struct err err = {0};

	assert_false(merged_plan(m, &err));
	for (size_t i = 0; i < n; i++)
		assert_says(&err, parts[i]);
	merged_release(m);
}

#define CLASH(m, ...) \
	assert_clash((m), (const char *const[]){__VA_ARGS__}, \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* ---- types -------------------------------------------------------------------------------- */

TEST(merge_leaves_the_types_that_all_have_in_the_order_of_the_first)
{
	struct merged m = {0};

	PART(&m, "a/count b/count c/count", "f 1 2 3", "g 10 20 30");
	PART(&m, "c/count d/count a/count", "f 300 400 100");
	PART(&m, "x/count a/count c/count y/count", "h 1 1000 3000 1");
	assert_merged(&m, "a/count c/count\nf 101 303\ng 10 30\nh 1000 3000\n");
}

TEST(merge_leaves_samples_out_of_which_no_type_is_left)
{
	struct merged m = {0};

	PART(&m, "a/count b/count", "f 0 2", "g 1 0");
	PART(&m, "a/count", "f 5", "h 0");
	assert_merged(&m, "a/count\ng 1\nf 5\n");
}

TEST(merge_plan_changes_only_by_what_is_new_in_a_profile)
{
	static const struct {
		const char *types;
		bool changed;
	} rows[] = {
		{"cpu/ms n/count", false},
		{"n/count cpu/ms", false},
		{"cpu/s n/count", false},
		{"cpu/milliseconds n/count more/count", false},
		{"cpu/us n/count", true},
		{"cpu/ms", true},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct merged m = {0};
		struct err err = {0};

		PART(&m, "cpu/ms n/count", "default_type n");
		PART(&m, rows[i].types, "default_type n");
		assert_true(merged_plan(&m, &err));
		assert_row(m.plan.changed == rows[i].changed, rows[i].types);
		assert_row(m.plan.n_profiles == 2, rows[i].types);
		merged_release(&m);
	}
}

TEST(merge_default_type_is_the_first_that_is_given)
{
	/* What the two ask for; of the types "a b" and those of the second. */
	static const struct {
		const char *first, *types, *second, *want;
	} rows[] = {
		{"", "a/count b/count", "", ""},
		{"b", "a/count b/count", "", "b"},
		{"", "a/count b/count", "b", "b"},
		{"b", "a/count b/count", "a", "b"},
		{"c", "a/count b/count", "", "c"},
		/* Where types go, it is one of those that are left. */
		{"b", "b/count", "", "b"},
		{"b", "a/count", "", "a"},
		{"", "a/count", "", "a"},
		{"", "b/count a/count", "b", "b"},
		{"", "b/count a/count", "", "a"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct merged m = {0};
		char first[64], second[64];

		snprintf(first, sizeof(first), "default_type %s", rows[i].first);
		snprintf(second, sizeof(second), "default_type %s", rows[i].second);
		PART(&m, "a/count b/count", first);
		PART(&m, rows[i].types, second);
		merged_make(&m);
		assert_str_c(profile_str(&m.out, m.out.default_type), rows[i].want);
		merged_release(&m);
	}
}

TEST(merge_errors_name_the_files_and_the_types)
{
	struct merged m = {0};

	PART(&m, "cpu/ms", "f 1");
	PART(&m, "cpu/ms wall/ms", "f 1 2");
	PART(&m, "wall/ms alloc/bytes", "f 1 2");
	CLASH(&m, "one.pb", "three.pb", "cpu/ms", "wall/ms, alloc/bytes");
	PART(&m, "cpu/ms n/count", "f 1 2");
	PART(&m, "cpu/bytes n/count", "f 1 2");
	CLASH(&m, "one.pb", "two.pb", "cpu", " ms ", " bytes ");
	/* Nothing is wrong with a type that is not left. */
	PART(&m, "cpu/ms n/count", "f 1 2");
	PART(&m, "cpu/bytes n/count", "f 1 2");
	PART(&m, "n/count", "f 1");
	assert_merged(&m, "n/count\nf 5\n");
}

/* ---- units -------------------------------------------------------------------------------- */

TEST(merge_brings_units_to_the_finest)
{
	struct merged m = {0};

	PART(&m, "cpu/ms size/MB n/count", "f 1 1 1");
	PART(&m, "cpu/seconds size/bytes n/count", "f 2 2 2");
	PART(&m, "cpu/us size/kb n/count", "f 3 3 3");
	assert_merged(&m, "cpu/us size/bytes n/count\nf 2001003 1051650 6\n");
	PART(&m, "cpu/nanoseconds", "f 1");
	PART(&m, "cpu/ns", "f 2");
	assert_merged(&m, "cpu/nanoseconds\nf 3\n");
}

/* As in pprof: of a profile that is scaled, samples go whose scaled values are 0. */
TEST(merge_leaves_samples_out_whose_scaled_values_are_0)
{
	struct merged m = {0};

	PART(&m, "cpu/ms n/count", "f 0 5", "g 1 5");
	PART(&m, "cpu/us n/count", "f 0 7", "g 1 7");
	assert_merged(&m, "cpu/us n/count\ng 1001 12\nf 0 7\n");
}

TEST(merge_wraps_around_and_does_not_trap)
{
	struct merged m = {0};

	PART(&m, "n/count", "f 9223372036854775807", "g -9223372036854775807");
	PART(&m, "n/count", "f 1", "g -1");
	PART(&m, "n/count", "f 0", "g -1");
	assert_merged(&m, "n/count\nf -9223372036854775808\ng 9223372036854775807\n");
}

/* ---- samples ------------------------------------------------------------------------------ */

TEST(merge_sums_equal_samples_where_the_first_stood)
{
	struct merged m = {0};

	PART(&m, "cpu/ns n/count", "main;f 1 1", "main;g 2 2", "main;f 3 3", "- 4 4");
	PART(&m, "cpu/ns n/count", "main;f 0 0", "main;g 10 10", "main 5 5", "- 40 40",
		"main;f 100 100");
	assert_merged(&m, "cpu/ns n/count\nmain;f 104 104\nmain;g 12 12\n- 44 44\nmain 5 5\n");
}

TEST(merge_tells_stacks_apart_by_their_order_and_length)
{
	struct merged m = {0};

	PART(&m, "n/count", "a;b 1", "b;a 2", "a 3", "a;a 4");
	PART(&m, "n/count", "a;b 10", "b;a 20", "a 30", "a;a 40", "b 50");
	assert_merged(&m, "n/count\na;b 11\nb;a 22\na 33\na;a 44\nb 50\n");
}

TEST(merge_leaves_zeros_out_and_what_only_they_use)
{
	struct merged m = {0};

	PART(&m, "n/count k/count", "a;b 0 0", "a 1 0", "a 0 -1");
	PART(&m, "n/count k/count", "a;c 0 0");
	merged_make(&m);
	assert_string_equal(folded_text(&m.a, &m.out), "n/count k/count\na 1 -1\n");
	assert_int_equal(m.out.n_locations, 2);
	assert_int_equal(m.out.n_functions, 2);
	merged_release(&m);
}

TEST(merge_leaves_out_what_sums_up_to_zero_and_what_only_that_uses)
{
	struct merged m = {0};

	PART(&m, "n/count", "a;b 5", "a 1");
	PART(&m, "n/count", "a;b -5", "a 1");
	merged_make(&m);
	assert_string_equal(folded_text(&m.a, &m.out), "n/count\na 2\n");
	assert_int_equal(m.out.n_locations, 2);
	assert_int_equal(m.out.n_functions, 2);
	merged_release(&m);
	/* Of nothing the main binary is left. */
	PART(&m, "n/count", "a;b 5");
	PART(&m, "n/count", "a;b -5");
	merged_make(&m);
	assert_string_equal(folded_text(&m.a, &m.out), "n/count\n");
	assert_int_equal(m.out.n_locations, 1);
	assert_int_equal(m.out.n_mappings, 2);
	assert_str_c(profile_str(&m.out, m.out.mappings[1].file), "/bin/prog");
	merged_release(&m);
}

/* A profile of n samples, each of a place of its own and of that value. */
static void load_wide(struct merged *m, uint64_t first, uint64_t n, uint64_t value)
{
	struct out o = {0};

	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	for (uint64_t i = 1; i <= n; i++)
		pb_sample(&o, i, value);
	for (uint64_t i = 1; i <= n; i++)
		PB_MESSAGE(&o, PB_LOCATION, i, 0, (first + i) * 16);
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "n");
	pb_text(&o, PB_STRING, "count");
	merged_load(m, &o);
}

TEST(merge_ids_take_16_bits_while_they_fit)
{
	/* How many places: of the first; how many of the second are others; and of all. */
	static const struct {
		const char *name;
		uint64_t one, others, two, all;
		bool wide;
	} rows[] = {
		{"narrow and narrow", 40000, 10000, 40000, 50000, false},
		{"narrow and narrow are wide", 40000, 40000, 40000, 80000, true},
		{"wide and narrow", 70000, 0, 10, 70000, true},
		{"narrow and wide", 10, 0, 70000, 70000, true},
		{"all that fit", 65535, 0, 10, 65535, false},
		{"one more", 65535, 1, 65535, 65536, true},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct merged m = {0};

		load_wide(&m, 0, rows[i].one, 3);
		load_wide(&m, rows[i].others, rows[i].two, 4);
		merged_make(&m);
		assert_row((m.out.stack.narrow == NULL) == rows[i].wide, rows[i].name);
		assert_row(m.out.n_samples == rows[i].all, rows[i].name);
		for (size_t k = 0; k < m.out.n_samples; k++) {
			bool in_one = k < rows[i].one;
			bool in_two = k >= rows[i].others && k < rows[i].others + rows[i].two;
			loc_id loc = loc_column_get(&m.out.stack, k);

			assert_row(m.out.loc_address[loc] == (k + 1) * 16, rows[i].name);
			assert_row(profile_value(&m.out, 0, k) == in_one * 3 + in_two * 4,
				rows[i].name);
		}
		merged_release(&m);
	}
}

TEST(merge_stops_after_an_interrupt)
{
	const struct merge_change none = {0};
	struct merged m = {0};
	struct err err = {0};
	struct merger *merger;

	PART(&m, "n/count", "f 1");
	assert_true(merged_plan(&m, &err));
	merger = merger_new(&m.a, &m.plan);
	interrupt_catch();
	raise(SIGINT);
	assert_false(merger_add(merger, &m.in[0], &none, &err));
	assert_says(&err, "stopped");
	interrupt_clear();
	err = (struct err){0};
	assert_true(merger_add(merger, &m.in[0], &none, &err));
	interrupt_release();
	merger_free(merger); /* what was merged goes with it */
	merged_release(&m);
}

/* ---- labels ------------------------------------------------------------------------------- */

TEST(merge_takes_labels_for_equal_whatever_the_order_of_their_keys)
{
	struct merged m = {0};

	PART(&m, "n/count", "f 1 a=x b=y n:=5/ms", "f 2 n:=5/ms b=y a=x");
	PART(&m, "n/count", "f 10 b=y n:=5/ms a=x");
	assert_merged(&m, "n/count\nf 13 a=x b=y n:=5/ms\n");
}

TEST(merge_tells_labels_apart)
{
	static const char *const rows[] = {"f 1", "f 1 a=x", "f 1 a=y", "f 1 b=x", "f 1 a=x a=y",
		"f 1 a=y a=x", "f 1 a=x a=x", "f 1 a=x b=y", "f 1 a:=5", "f 1 a:=5/ms",
		"f 1 a:=5/us", "f 1 a:=6/ms", "f 1 a=5", "f 1 a:=5 a:=6", "f 1 a:=6 a:=5"};
	struct merged m = {0};

	folded_load(&m.a, "n/count", rows, LENGTH(rows), merged_part(&m));
	folded_load(&m.a, "n/count", rows, LENGTH(rows), merged_part(&m));
	merged_make(&m);
	assert_int_equal(m.out.n_samples, LENGTH(rows));
	for (size_t i = 0; i < m.out.n_samples; i++)
		assert_row(profile_value(&m.out, 0, i) == 2, rows[i]);
	merged_release(&m);
}

int test_profile_merge(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(merge_leaves_the_types_that_all_have_in_the_order_of_the_first),
		cmocka_unit_test(merge_leaves_samples_out_of_which_no_type_is_left),
		cmocka_unit_test(merge_plan_changes_only_by_what_is_new_in_a_profile),
		cmocka_unit_test(merge_default_type_is_the_first_that_is_given),
		cmocka_unit_test(merge_errors_name_the_files_and_the_types),
		cmocka_unit_test(merge_brings_units_to_the_finest),
		cmocka_unit_test(merge_leaves_samples_out_whose_scaled_values_are_0),
		cmocka_unit_test(merge_wraps_around_and_does_not_trap),
		cmocka_unit_test(merge_sums_equal_samples_where_the_first_stood),
		cmocka_unit_test(merge_tells_stacks_apart_by_their_order_and_length),
		cmocka_unit_test(merge_leaves_zeros_out_and_what_only_they_use),
		cmocka_unit_test(merge_leaves_out_what_sums_up_to_zero_and_what_only_that_uses),
		cmocka_unit_test(merge_ids_take_16_bits_while_they_fit),
		cmocka_unit_test(merge_stops_after_an_interrupt),
		cmocka_unit_test(merge_takes_labels_for_equal_whatever_the_order_of_their_keys),
		cmocka_unit_test(merge_tells_labels_apart),
	};

	return cmocka_run_group_tests_name("profile: merging", tests, NULL, NULL);
}

/*
 * profile-compare.c: tests of merge.h: a profile less a base.
 */
#include "profile-merged.h"
#include "profile-tests.h"
#include "unit.h"

static bool subtract(struct merged *m, bool marked, bool normalize, struct err *err)
{
	struct subtract how = {marked, normalize, false, part_names[0], part_names[1]};

	struct draft made;

	if (!profile_subtract(&m->a, &m->in[0], &m->in[1], &how, &made, err))
		return false;
	m->out = *draft_freeze(&made);
	return true;
}

static void assert_less(struct merged *m, bool marked, bool normalize, const char *text)
{
	struct err err = {0};

	if (!subtract(m, marked, normalize, &err))
		fail_msg("%s", err.text);
	assert_string_equal(folded_text(&m->a, &m->out), text);
	merged_release(m);
}

TEST(subtract_takes_equal_samples_from_each_other)
{
	struct merged m = {0};

	PART(&m, "cpu/ns n/count", "a;b 10 1", "a 5 5", "a;c 3 3 k=x");
	PART(&m, "cpu/ns n/count", "a;b 4 2", "a 5 5", "a;c 1 1 k=y");
	assert_less(&m, false, false, "cpu/ns n/count\na;b 6 -1\na;c 3 3 k=x\na;c -1 -1 k=y\n");
}

TEST(subtract_marks_the_base_in_place_of_a_label_of_that_key)
{
	struct merged m = {0};

	PART(&m, "n/count", "a;b 10", "a 5");
	PART(&m, "n/count", "a;b 10", "a 1 pprof::base=no z=1 pprof::base=maybe",
		"a 2 pprof::base:=7/ms", "a 4 z=1");
	assert_less(&m, true, false,
		"n/count\na;b 10\na 5\na;b -10 pprof::base=true\n"
		"a -5 pprof::base=true z=1\na -2 pprof::base=true pprof::base:=7/ms\n");
}

TEST(subtract_leaves_both_as_they_are)
{
	struct merged m = {0};
	struct err err = {0};

	PART(&m, "cpu/ms n/count", "a 1 2", "b 0 0");
	PART(&m, "n/count cpu/us", "a 3 4");
	assert_true(subtract(&m, true, false, &err));
	assert_string_equal(folded_text(&m.a, &m.out),
		"cpu/us n/count\na 1000 2\na -4 -3 pprof::base=true\n");
	assert_string_equal(folded_text(&m.a, &m.in[0]), "cpu/ms n/count\na 1 2\nb 0 0\n");
	assert_string_equal(folded_text(&m.a, &m.in[1]), "n/count cpu/us\na 3 4\n");
	merged_release(&m);
}

TEST(normalize_scales_each_type_to_the_sum_of_the_base)
{
	struct merged m = {0};

	PART(&m, "cpu/ns n/count", "a 30 1", "b 10 3");
	PART(&m, "cpu/ns n/count", "c 20 12");
	assert_less(&m, false, true, "cpu/ns n/count\na 15 3\nb 5 9\nc -20 -12\n");
	/* To the nearest; halves away from zero. */
	PART(&m, "n/count", "a 1", "b 3", "c -1", "d 1");
	PART(&m, "n/count", "e 2");
	assert_less(&m, false, true, "n/count\na 1\nb 2\nc -1\nd 1\ne -2\n");
}

TEST(normalize_makes_nothing_of_what_is_nothing)
{
	struct merged m = {0};

	/* Sums of 0: of the profile in one type, of the base in the other. */
	PART(&m, "x/count y/count z/count", "a 5 1 3", "b -5 1 3", "c 5 0 0", "d -5 0 0");
	PART(&m, "x/count y/count z/count", "e 4 0 12");
	assert_less(&m, false, true, "x/count y/count z/count\na 0 0 6\nb 0 0 6\ne -4 0 -12\n");
	/* Of a sample whose changed values are 0 nothing is left, as in pprof. */
	PART(&m, "x/count y/count", "a 5 1", "b 5 0");
	PART(&m, "x/count y/count", "e 10 4");
	assert_less(&m, false, true, "x/count y/count\na 5 4\ne -10 -4\n");
}

TEST(normalize_needs_the_same_types)
{
	static const char *const types[] = {"cpu/ms n/count", "cpu/ns", "n/count cpu/ns",
		"cpu/ns n/bytes"};

	for (size_t i = 0; i < LENGTH(types); i++) {
		struct merged m = {0};
		struct err err = {0};

		PART(&m, "cpu/ns n/count", "default_type n");
		PART(&m, types[i], "default_type cpu");
		assert_row(!subtract(&m, false, true, &err), types[i]);
		assert_says(&err, "cpu/ns, n/count");
		merged_release(&m);
	}
}

TEST(subtract_fails_where_merging_would)
{
	struct merged m = {0};
	struct err err = {0};

	PART(&m, "cpu/ns", "f 1");
	PART(&m, "wall/ns", "f 1");
	assert_false(subtract(&m, false, false, &err));
	assert_says(&err, "one.pb and two.pb");
	merged_release(&m);
}

/* Subtracts, and wants both sides: "stack before after ..." for each type of each sample, in order. */
static void assert_sides(struct merged *m, const struct subtract *how, const char *text)
{
	struct err err = {0};
	struct draft made;
	struct out o = {0};
	const struct profile *p;

	if (!profile_subtract(&m->a, &m->in[0], &m->in[1], how, &made, &err))
		fail_msg("%s", err.text);
	p = draft_freeze(&made);
	for (size_t i = 0; i < p->n_samples; i++) {
		struct window w = profile_sample_stack(p, i);

		out_lit(&o, i != 0 ? ", " : "");
		for (uint32_t at = w.end; at-- > w.begin;) {
			frame_id f = p->frame_begin[loc_column_get(&p->stack, at)];

			out_str(&o, profile_str(p, p->functions[p->frames[f].fn].name));
		}
		for (uint32_t t = 0; t < p->n_types; t++)
			out_fmt(&o, " %lld>%lld", (long long)profile_before(p, t, i),
				(long long)(profile_value(p, t, i) + profile_before(p, t, i)));
	}
	assert_str_c(((struct str){o.p, o.n}), text);
	out_release(&o);
}

TEST(subtract_keeps_what_the_base_had)
{
	struct merged m = {0};
	struct subtract less = {.name = part_names[0], .base_name = part_names[1]};

	PART(&m, "cpu/ms n/count", "a;b 10 1", "a;c 3 3", "a 5 5");
	PART(&m, "n/count cpu/us", "a;b 2 4000", "a;c 3 3000", "a;d 1 1000");
	/* What sums up to nothing goes, and all that only it used. */
	assert_sides(&m, &less, "ab 4000>10000 2>1, a 0>5000 0>5, ad 1000>0 1>0");
	less.whole = true;
	assert_sides(&m, &less, "ab 4000>10000 2>1, ac 3000>3000 3>3, a 0>5000 0>5, ad 1000>0 1>0");
	/* Marked, each sample is of one side. */
	less.marked = true;
	assert_sides(&m, &less,
		"ab 0>10000 0>1, ac 0>3000 0>3, a 0>5000 0>5, ab 4000>0 2>0, ac 3000>0 3>0, "
		"ad 1000>0 1>0");
	less.whole = false;
	assert_sides(&m, &less,
		"ab 0>10000 0>1, ac 0>3000 0>3, a 0>5000 0>5, ab 4000>0 2>0, ac 3000>0 3>0, "
		"ad 1000>0 1>0");
	merged_release(&m);
}

TEST(subtract_whole_has_both_sides_of_what_was_normalized)
{
	struct merged m = {0};
	struct subtract less = {.normalize = true,
		.whole = true,
		.name = part_names[0],
		.base_name = part_names[1]};

	PART(&m, "n/count", "a 10", "b 30");
	PART(&m, "n/count", "a 5", "b 10", "c 5");
	assert_sides(&m, &less, "a 5>5, b 10>15, c 5>0");
	less.whole = false;
	assert_sides(&m, &less, "b 10>15, c 5>0");
	merged_release(&m);
}

TEST(subtract_whole_leaves_out_what_neither_side_has)
{
	struct merged m = {0};
	struct subtract less = {.whole = true, .name = part_names[0], .base_name = part_names[1]};

	/* The base's own samples sum up to nothing, or the profile's. */
	PART(&m, "n/count", "a 1", "c 4", "c -4");
	PART(&m, "n/count", "a 1", "b 5", "b -5", "d 0");
	assert_sides(&m, &less, "a 1>1");
	merged_release(&m);
}

TEST(profile_before_is_nothing_where_nothing_is_compared)
{
	struct merged m = {0};

	PART(&m, "n/count", "a 10");
	PART(&m, "n/count", "a 5");
	merged_make(&m);
	assert_null(m.out.before);
	assert_int_equal(profile_before(&m.out, 0, 0), 0);
	merged_release(&m);
}

int test_profile_compare(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(subtract_takes_equal_samples_from_each_other),
		cmocka_unit_test(subtract_marks_the_base_in_place_of_a_label_of_that_key),
		cmocka_unit_test(subtract_leaves_both_as_they_are),
		cmocka_unit_test(normalize_scales_each_type_to_the_sum_of_the_base),
		cmocka_unit_test(normalize_makes_nothing_of_what_is_nothing),
		cmocka_unit_test(normalize_needs_the_same_types),
		cmocka_unit_test(subtract_fails_where_merging_would),
		cmocka_unit_test(subtract_keeps_what_the_base_had),
		cmocka_unit_test(subtract_whole_has_both_sides_of_what_was_normalized),
		cmocka_unit_test(subtract_whole_leaves_out_what_neither_side_has),
		cmocka_unit_test(profile_before_is_nothing_where_nothing_is_compared),
	};

	return cmocka_run_group_tests_name("profile: comparing", tests, NULL, NULL);
}

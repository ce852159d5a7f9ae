/*
 * profile-values.c: tests of the columns of values, which become wider as their values need.
 */
#include "profile-tests.h"
#include "unit.h"

#include "profile/value-columns.h"

TEST(values_have_the_width_that_they_need)
{
	static const struct {
		int64_t value;
		uint32_t width;
	} rows[] = {
		{0, 1},
		{-1, 1},
		{INT8_MAX, 1},
		{INT8_MIN, 1},
		{INT8_MAX + 1, 2},
		{INT8_MIN - 1, 2},
		{INT16_MAX, 2},
		{INT16_MIN, 2},
		{INT16_MAX + 1, 4},
		{INT16_MIN - 1, 4},
		{INT32_MAX, 4},
		{INT32_MIN, 4},
		{(int64_t)INT32_MAX + 1, 8},
		{(int64_t)INT32_MIN - 1, 8},
		{INT64_MAX, 8},
		{INT64_MIN, 8},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct value_columns v;

		value_columns_init(&v, 1);
		value_columns_append(&v, &rows[i].value);
		assert_int_equal(v.columns[0].width, rows[i].width);
		assert_int_equal(v.row_size, rows[i].width);
		assert_true(value_column_get(&v.columns[0], 0) == rows[i].value);
		value_columns_release(&v);
	}
}

/* Of row i, in three columns that become wide in different rows. */
static void make_row(size_t i, int64_t *row)
{
	int64_t step = (int64_t)1 << i % 63;

	row[0] = (int64_t)(i % 100);
	row[1] = i < 200 ? -(int64_t)i : -step;
	row[2] = i % 2 == 0 ? step : ~step;
}

TEST(values_stay_while_columns_grow_and_widen)
{
	struct value_columns v;
	int64_t row[3];

	value_columns_init(&v, 3);
	for (size_t i = 0; i < 1000; i++) {
		make_row(i, row);
		value_columns_append(&v, row);
		assert_int_equal(v.n_rows, i + 1);
		assert_int_equal(v.row_size,
			v.columns[0].width + v.columns[1].width + v.columns[2].width);
		if (i == 150)
			assert_int_equal(v.columns[1].width, 2);
	}
	assert_int_equal(v.columns[0].width, 1);
	assert_int_equal(v.columns[1].width, 8);
	for (size_t i = 0; i < 1000; i++) {
		make_row(i, row);
		for (uint32_t k = 0; k < 3; k++)
			assert_true(value_column_get(&v.columns[k], i) == row[k]);
	}
	value_columns_release(&v);
}

TEST(values_are_added_and_wrap)
{
	static const struct {
		int64_t more, sum;
		uint32_t width;
	} steps[] = {
		{27, 127, 1},
		{1, 128, 2},
		{-128, 0, 2},
		{INT32_MAX, INT32_MAX, 4},
		{INT64_MAX, INT64_MIN + INT32_MAX - 1, 8},
		{INT64_MIN, INT32_MAX - 1, 8},
	};
	struct value_columns v;

	value_columns_init(&v, 1);
	value_columns_append(&v, &(int64_t){100});
	value_columns_append(&v, &(int64_t){-7});
	for (size_t i = 0; i < LENGTH(steps); i++) {
		value_columns_add(&v, 0, &steps[i].more);
		assert_true(value_column_get(&v.columns[0], 0) == steps[i].sum);
		assert_int_equal(v.columns[0].width, steps[i].width);
		assert_int_equal(value_column_get(&v.columns[0], 1), -7);
	}
	value_columns_release(&v);
}

TEST(values_that_are_taken_live_in_the_arena)
{
	struct arena a = {0};
	struct value_column c;
	struct value_columns v;

	value_columns_init(&v, 2);
	value_columns_append(&v, (const int64_t[]){300, 3});
	c = value_columns_take(&v, 0, &a);
	assert_null(v.columns[0].p);
	value_columns_release(&v);
	assert_int_equal(value_column_get(&c, 0), 300);
	arena_release(&a);
}

int test_profile_values(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_have_the_width_that_they_need),
		cmocka_unit_test(values_stay_while_columns_grow_and_widen),
		cmocka_unit_test(values_are_added_and_wrap),
		cmocka_unit_test(values_that_are_taken_live_in_the_arena),
	};

	return cmocka_run_group_tests_name("profile: values", tests, NULL, NULL);
}

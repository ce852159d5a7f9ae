/*
 * units.c: tests of scaling and printing values. pprof's own internal/measurement was asked about
 * every row.
 */
#include "unit.h"

#include <stdio.h>

#include "units/units.h"

static void label_of(int64_t value, const char *from, const char *to, char text[128])
{
	char buf[UNITS_NUMBER_MAX];
	struct str unit, number;

	number = units_label(value, str_from_c(from), str_from_c(to), buf, &unit);
	snprintf(text, 128, "%.*s%.*s", (int)number.n, number.p, (int)unit.n, unit.p);
}

TEST(units_label_is_pprofs)
{
	static const struct {
		int64_t value;
		const char *from, *to, *label;
	} rows[] = {
		{1536, "bytes", "minimum", "1.50kB"},
		{1, "bytes", "minimum", "1B"},
		{0, "bytes", "minimum", "0"},
		{1023, "bytes", "auto", "1023B"},
		{1024, "byte", "auto", "1kB"},
		{1048576, "bytes", "minimum", "1MB"},
		{1073741824, "B", "auto", "1GB"},
		{1099511627776, "B", "auto", "1TB"},
		{1125899906842624, "B", "auto", "1PB"},
		{1152921504606846976, "B", "auto", "1024PB"},
		{-1536, "bytes", "minimum", "-1.50kB"},
		{1536, "kb", "bytes", "1572864B"},
		{1, "KiB", "auto", "1"},
		{1048576, "bytes", "kb", "1024kB"},
		{1048576, "bytes", "KB", "1024kB"},
		{1048576, "Bytes", "kilobytes", "1024kB"},
		{10, "bytes", "ms", "10B"},
		{10, "bytes", "nonsense", "10B"},
		{1500000000, "nanoseconds", "minimum", "1.50s"},
		{1500000, "ns", "minimum", "1.50ms"},
		{1500, "nanoseconds", "auto", "1.50us"},
		{999, "ns", "auto", "999ns"},
		{7200000000000, "ns", "auto", "2hrs"},
		{1, "hour", "s", "3600s"},
		{3600, "seconds", "hrs", "1hrs"},
		{5, "us", "ns", "5000ns"},
		{5,
			"\xce\xbc"
			"s",
			"ns", "5ns"},
		{5,
			"\xce\x9c"
			"S",
			"ns", "5ns"},
		{5, "usec", "ns", "5ns"},
		{90, "sec", "auto", "90s"},
		{1, "ns", "s", "0"},
		{10000000, "ns", "s", "0.01s"},
		{4999999, "ns", "s", "0"},
		{5000000, "ns", "s", "0.01s"},
		{-1, "ns", "s", "0"},
		{42, "count", "minimum", "42"},
		{42, "count", "auto", "42"},
		{42, "count", "count", "42"},
		{42, "samples", "samples", "42samples"},
		{42, "widgets", "widgets", "42widgets"},
		{42, "widgets", "unit", "42"},
		{42, "", "minimum", "42"},
		{1, "gcu", "minimum", "1GCU"},
		{1500, "GCU", "auto", "1.50k*GCU"},
		{1, "nanogcu", "auto", "1n*GCU"},
		{5, "milligcus", "microgcu", "5000u*GCU"},
		{INT64_MIN, "ns", "auto", "-9223372036.85s"},
		{INT64_MIN, "count", "minimum", "-9223372036854775808"},
		{INT64_MAX, "bytes", "auto", "8192PB"},
		{100, "ms", "minimum", "100ms"},
		{0, "ns", "s", "0"},
		{2, "s", "m", "2s"},
		{2, "s", "minutes", "2s"},
		{3, "mss", "auto", "3ms"},
		{3, "ss", "auto", "3"},
		{3, "bs", "auto", "3"},
		{3, "hrs", "auto", "3hrs"},
		{3, "MBs", "b", "3145728B"},
		{3, "megabytes", "b", "3145728B"},
		{1, "b", "gb", "0"},
		{999999, "us", "auto", "1000ms"},
		{1, "day", "auto", "1"},
	};
	char text[128], what[512];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		label_of(rows[i].value, rows[i].from, rows[i].to, text);
		snprintf(what, sizeof(what), "%lld %s to %s: %s, not %s", (long long)rows[i].value,
			rows[i].from, rows[i].to, text, rows[i].label);
		assert_row(strcmp(text, rows[i].label) == 0, what);
	}
}

TEST(units_scale_gives_the_number_and_the_unit)
{
	struct str unit;

	assert_true(units_scale(1536, STR("bytes"), STR("minimum"), &unit) == 1.5);
	assert_str(unit, STR("kB"));
	assert_true(units_scale(0, STR("bytes"), STR("minimum"), &unit) == 0);
	assert_str(unit, STR("B"));
	assert_true(units_scale(1, STR("ns"), STR("s"), &unit) == 1e-9);
	assert_str(unit, STR("s"));
	/* Of no family: the target's name stands, but for those that say nothing. */
	assert_true(units_scale(42, STR("widgets"), STR("gadgets"), &unit) == 42);
	assert_str(unit, STR("gadgets"));
	assert_true(units_scale(42, STR("widgets"), STR("count"), &unit) == 42);
	assert_str(unit, STR(""));
	/* Into another family: the base unit of its own. */
	assert_true(units_scale(42, STR("kb"), STR("ms"), &unit) == 42 * 1024);
	assert_str(unit, STR("B"));
}

TEST(units_percent_is_pprofs)
{
	static const struct {
		int64_t value, total;
		const char *text;
	} rows[] = {
		{1, 4, "25.00%"},
		{1, 3, "33.33%"},
		{0, 5, "    0%"},
		{5, 0, "    0%"},
		{0, 0, "    0%"},
		{1951, 10000, "19.51%"},
		{9995, 10000, "  100%"},
		{9994, 10000, "99.94%"},
		{10005, 10000, "  100%"},
		{10006, 10000, "100.06%"},
		{1, 100, " 1.00%"},
		{99, 10000, " 0.99%"},
		{25, 100000, "0.025%"},
		{1, 1000000000, "1e-07%"},
		{-1, 4, "25.00%"},
		{1, -4, "25.00%"},
		{2, 1, "200.00%"},
		{200, 1, "20000.00%"},
		{995, 100000, "    1%"},
		{1, 8, "12.50%"},
		{9999, 10000, "  100%"},
		{999, 100000, "    1%"},
		{1, 101, " 0.99%"},
	};
	char buf[UNITS_PERCENT_MAX];

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(units_percent(rows[i].value, rows[i].total, buf), rows[i].text);
}

TEST(units_percent_of_the_largest_values)
{
	char buf[UNITS_PERCENT_MAX];

	assert_str(units_percent(INT64_MIN, INT64_MAX, buf), STR("  100%"));
	assert_str(units_percent(INT64_MAX, 1, buf), STR("922337203685477580800.00%"));
}

TEST(changes_are_shares_of_what_was_before)
{
	static const struct {
		int64_t before, after;
		const char *text;
	} rows[] = {
		{450, 640, "+42.2%"},
		{410, 280, "-31.7%"},
		{7, 7, "0%"},
		{0, 0, "0%"},
		{0, 60, "new"},
		{0, -60, "new"},
		{60, 0, "gone"},
		{100000, 100001, "+0.0%"},
		{1, 300, "+29900.0%"},
		{-10, -20, "-100.0%"},
		{-10, 10, "+200.0%"},
		{INT64_MIN, INT64_MAX, "+200.0%"},
		{INT64_MAX, INT64_MIN, "-200.0%"},
	};
	char buf[UNITS_CHANGE_MAX];

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(units_change(rows[i].before, rows[i].after, buf), rows[i].text);
}

TEST(units_are_compatible_within_a_family)
{
	static const struct {
		const char *a, *b;
		bool compatible;
	} rows[] = {
		{"ns", "seconds", true},
		{"bytes", "MB", true},
		{"GCU", "milligcu", true},
		{"bytes", "ns", false},
		{"count", "count", false},
		{"", "", false},
		{"samples", "bytes", false},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str a = str_from_c(rows[i].a), b = str_from_c(rows[i].b);

		assert_row(units_compatible(a, b) == rows[i].compatible, rows[i].a);
		assert_row(units_compatible(b, a) == rows[i].compatible, rows[i].a);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_label_is_pprofs),
		cmocka_unit_test(units_scale_gives_the_number_and_the_unit),
		cmocka_unit_test(units_percent_is_pprofs),
		cmocka_unit_test(units_percent_of_the_largest_values),
		cmocka_unit_test(changes_are_shares_of_what_was_before),
		cmocka_unit_test(units_are_compatible_within_a_family),
	};

	return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}

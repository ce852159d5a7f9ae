/*
 * statistics.c: tests of medians, ranks and false discoveries.
 */
#include "base/statistics.h"

#include <math.h>

#include "unit.h"

enum { MOST = 6 };

static double p_of(const double *one, size_t n_one, const double *two, size_t n_two)
{
	struct arena a = {0};
	double p = statistics_rank_p(&a, one, n_one, two, n_two);

	arena_release(&a);
	return p;
}

/* A generator of Lehmer's, so that each run has the same numbers. */
static unsigned next_random(uint64_t *seed)
{
	*seed = *seed * 48271 % 2147483647;
	return (unsigned)*seed;
}

/* Twice the sum of the ranks of those values that `chosen` has a bit for, by counting pairs. */
static unsigned rank_sum(const double *values, size_t n, unsigned chosen)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n && (chosen >> i & 1); k++)
			sum += (values[k] < values[i]) + (values[k] <= values[i]);
	return sum;
}

/* The same p from its definition: all ways to deal the values, one by one. */
static double counted_p(const double *values, size_t n_one, size_t n)
{
	unsigned seen = rank_sum(values, n, (1u << n_one) - 1), all = 0, below = 0, above = 0;
	double p;

	for (unsigned chosen = 0; chosen < 1u << n; chosen++) {
		unsigned sum;

		if ((size_t)__builtin_popcount(chosen) != n_one)
			continue;
		sum = rank_sum(values, n, chosen);
		all++;
		below += sum <= seen;
		above += sum >= seen;
	}
	p = 2.0 * (below < above ? below : above) / all;
	return p < 1 ? p : 1;
}

TEST(p_is_that_of_all_ways_to_deal_the_values)
{
	uint64_t seed = 7;
	unsigned ties = 0;

	for (int round = 0; round < 400; round++) {
		size_t one = next_random(&seed) % MOST + 1, two = next_random(&seed) % MOST + 1;
		unsigned spread = round % 2 ? 5 : 100000;
		double values[2 * MOST];

		for (size_t i = 0; i < one + two; i++)
			values[i] = next_random(&seed) % spread;
		ties += spread == 5;
		assert_true(fabs(p_of(values, one, values + one, two) -
				    counted_p(values, one, one + two)) < 1e-12);
		assert_true(p_of(values, one, values + one, two) ==
			p_of(values + one, two, values, one));
	}
	assert_int_equal(ties, 200);
}

/* What benchstat of golang.org/x/perf prints, with more digits from the count of ways. */
TEST(few_runs_can_show_little)
{
	static const double low[] = {1, 2, 3, 4, 5}, high[] = {6, 7, 8, 9, 10};
	static const double least[] = {1, 1.0 / 3, 0.1, 2.0 / 70, 2.0 / 252};

	for (size_t n = 1; n <= LENGTH(low); n++) {
		assert_true(fabs(p_of(low, n, high, n) - least[n - 1]) < 1e-15);
		assert_true(fabs(statistics_least_p(n, n) - least[n - 1]) < 1e-15);
	}
	assert_true(p_of(low, 3, low, 3) == 1);
	assert_true(p_of(low, 0, low, 3) == 1);
	assert_true(statistics_least_p(0, 3) == 1);
}

/* Above the limit the normal approximation takes over; where they meet they are alike. */
TEST(many_runs_are_approximated)
{
	double one[STATISTICS_EXACT_MAX + 1], two[STATISTICS_EXACT_MAX + 1];
	enum { N = STATISTICS_EXACT_MAX };

	for (int i = 0; i <= N; i++) {
		one[i] = i;
		two[i] = i + 6;
	}
	assert_true(fabs(p_of(one, N, two, N) - p_of(one, N + 1, two, N)) < 0.02);
	assert_true(p_of(one, N + 1, two, N + 1) < 0.05);
	assert_true(p_of(one, N + 1, one, N + 1) == 1);
	for (int i = 0; i <= N; i++)
		one[i] = two[i] = 5;
	assert_true(p_of(one, N + 1, two, N + 1) == 1);
}

TEST(medians)
{
	double odd[] = {3, 1, 2}, even[] = {9, -1, 4, 2};

	assert_true(statistics_median(odd, 3) == 2);
	assert_true(statistics_median(even, 4) == 3);
	assert_true(statistics_median(odd, 1) == 1);
	assert_true(statistics_median(odd, 0) == 0);
}

/* The example of Benjamini and Hochberg 1995, section 3.2: 15 tests, of which 4 pass at 0.05. */
TEST(false_discoveries)
{
	static const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
		0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
	struct arena a = {0};
	double q[LENGTH(p)];
	unsigned passed = 0;

	statistics_false_discovery(&a, p, LENGTH(p), q);
	for (size_t i = 0; i < LENGTH(p); i++) {
		passed += q[i] <= 0.05;
		assert_true(q[i] >= p[i] && (i == 0 || q[i] >= q[i - 1]));
	}
	assert_int_equal(passed, 4);
	assert_true(fabs(q[0] - 0.0015) < 1e-12);
	statistics_false_discovery(&a, p, 0, q);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(p_is_that_of_all_ways_to_deal_the_values),
		cmocka_unit_test(few_runs_can_show_little),
		cmocka_unit_test(many_runs_are_approximated),
		cmocka_unit_test(medians),
		cmocka_unit_test(false_discoveries),
	};

	return cmocka_run_group_tests_name("statistics", tests, NULL, NULL);
}

/*
 * statistics.c: Medians, Mann and Whitney's U test, and Benjamini and Hochberg's q.
 *
 * Wilcoxon 1945, Mann and Whitney 1947; ties as in Klotz 1966. Benjamini and Hochberg 1995.
 */
#include "base/statistics.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
	double l = *(const double *)a, r = *(const double *)b;

	return (l > r) - (l < r);
}

double statistics_median(double *values, size_t n)
{
	if (n == 0)
		return 0;
	qsort(values, n, sizeof(*values), by_value);
	return n % 2 != 0 ? values[n / 2] : values[n / 2 - 1] / 2 + values[n / 2] / 2;
}

/* The values of both sides in order. */
struct dealt_ranks {
	size_t n_one, n;
	/* Twice the rank of each value, which is a whole number with ties, too, less 2: from 0 on. */
	size_t *doubled;
	size_t sum;  /* of those of side one */
	double ties; /* the sum of t^3 - t, where t values are equal */
};

struct dealt {
	double value;
	bool is_one;
};

static int by_dealt(const void *a, const void *b)
{
	return by_value(&((const struct dealt *)a)->value, &((const struct dealt *)b)->value);
}

static struct dealt_ranks rank(struct arena *a, const double *one, size_t n_one, const double *two,
	size_t n_two)
{
	size_t n = n_one + n_two;
	struct dealt_ranks r = {.n_one = n_one, .n = n, .doubled = arena_array(a, size_t, n)};
	struct dealt *all = arena_array(a, struct dealt, n);

	for (size_t i = 0; i < n; i++)
		all[i] = i < n_one ? (struct dealt){one[i], true}
				   : (struct dealt){two[i - n_one], false};
	qsort(all, n, sizeof(*all), by_dealt);
	for (size_t i = 0, end; i < n; i = end) {
		double t;

		for (end = i + 1; end < n && all[end].value == all[i].value;)
			end++;
		t = (double)(end - i);
		r.ties += t * t * t - t;
		for (size_t at = i; at < end; at++) {
			r.doubled[at] = i + end - 1;
			r.sum += all[at].is_one ? r.doubled[at] : 0;
		}
	}
	return r;
}

/*
 * Counts the ways to deal the values, by the sum of the doubled ranks of side one. ways[j][s] are those with j of the
 * values so far and the sum s.
 */
static double exact_p(struct arena *a, const struct dealt_ranks *r)
{
	size_t k = r->n_one, sums = 2 * r->n * k + 1, most = 0;
	double *ways = arena_array(a, double, (k + 1) * sums);
	double below = 0, above = 0, all = 0, p;

	ways[0] = 1;
	for (size_t i = 0; i < r->n; i++) {
		size_t of = r->doubled[i];

		for (size_t j = i < k ? i + 1 : k; j > 0; j--) {
			double *to = ways + j * sums + of;
			const double *from = ways + (j - 1) * sums;
			size_t end = (j - 1) * most + 1; /* no sum of j - 1 ranks is larger */

			for (size_t s = 0; s < end; s++)
				to[s] += from[s];
		}
		most = of;
	}
	for (size_t s = 0; s < sums; s++) {
		double n = ways[k * sums + s];

		all += n;
		below += s <= r->sum ? n : 0;
		above += s >= r->sum ? n : 0;
	}
	p = 2 * (below < above ? below : above) / all;
	return p < 1 ? p : 1;
}

static double normal_p(const struct dealt_ranks *r)
{
	double one = (double)r->n_one, two = (double)(r->n - r->n_one), n = one + two;
	double u = (double)r->sum / 2 - one * (one - 1) / 2;
	double off = fabs(u - one * two / 2) - 0.5;
	double sigma = sqrt(one * two / 12 * (n + 1 - r->ties / (n * (n - 1))));

	return off > 0 ? erfc(off / sigma / sqrt(2)) : 1;
}

double statistics_rank_p(struct arena *a, const double *one, size_t n_one, const double *two,
	size_t n_two)
{
	struct dealt_ranks r;

	if (n_one == 0 || n_two == 0)
		return 1;
	r = rank(a, one, n_one, two, n_two);
	if (r.doubled[0] == r.doubled[r.n - 1]) /* all are equal */
		return 1;
	if (n_one > STATISTICS_EXACT_MAX || n_two > STATISTICS_EXACT_MAX)
		return normal_p(&r);
	return exact_p(a, &r);
}

double statistics_least_p(size_t n_one, size_t n_two)
{
	double p = 2;

	for (size_t i = 1; i <= n_one; i++)
		p *= (double)i / (double)(n_two + i);
	return p < 1 ? p : 1;
}

struct p_row {
	double p;
	size_t i;
};

static int by_p(const void *a, const void *b)
{
	return by_value(&((const struct p_row *)a)->p, &((const struct p_row *)b)->p);
}

void statistics_false_discovery(struct arena *a, const double *p, size_t n, double *q)
{
	struct p_row *rows = arena_array(a, struct p_row, n);
	double least = 1;

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct p_row){p[i], i};
	if (n != 0)
		qsort(rows, n, sizeof(*rows), by_p);
	for (size_t i = n; i-- > 0;) {
		double scaled = rows[i].p * (double)n / (double)(i + 1);

		least = scaled < least ? scaled : least;
		q[rows[i].i] = least;
	}
}

/*
 * checks-judge.c: Holds what was gathered against the limits.
 *
 * A change of one pair of profiles, or of fewer than four against four, passes a limit only if it is also more than
 * chance does in 19 of 20 cases: z > 1.645, counted in samples. With more runs p says that (base/statistics.h).
 */
#include <math.h>

#include "base/array.h"
#include "base/statistics.h"
#include "base/wrap.h"
#include "report/checks.h"
#include "units/units.h"

#define P_MOST 0.05
#define Z_LEAST 1.645
enum { RUNS_LEAST = 4 };

/* A limit while it is judged. */
struct judging {
	const struct checks *checks;
	struct check *check;
	struct report *r;
	struct arena scratch; /* of one limit or function */
};

/* What is judged, by run. */
struct judged {
	double *values[REPORT_SIDES];
	size_t n[REPORT_SIDES];
	double samples[REPORT_SIDES]; /* of all runs */
};

static size_t n_runs(const struct judging *j, enum report_sides side)
{
	return j->check->runs->sides[side].n;
}

static struct judged functions_of(struct judging *j)
{
	struct judged d = {0};

	arena_rewind(&j->scratch);
	for (unsigned side = 0; side < REPORT_SIDES; side++) {
		const struct check_runs *runs = &j->check->sides[side];

		d.n[side] = runs->n;
		d.values[side] = arena_array(&j->scratch, double, runs->n);
		for (size_t i = 0; i < runs->n; i++) {
			d.values[side][i] = (double)runs->p[i].value;
			d.samples[side] += (double)runs->p[i].samples;
		}
	}
	return d;
}

static struct judged row_of(struct judging *j, uint32_t row, bool cum)
{
	const struct runs *counts = &j->checks->counts;
	struct judged d = {0};

	arena_rewind(&j->scratch);
	for (unsigned side = 0; side < REPORT_SIDES; side++) {
		d.n[side] = n_runs(j, side);
		d.values[side] = arena_array(&j->scratch, double, d.n[side]);
		runs_values(j->check->runs, side, row, cum, d.values[side]);
		for (size_t i = 0; i < counts->sides[side].n; i++) {
			struct run_sums sums = run_sums_of(&counts->sides[side].p[i], row);

			d.samples[side] += (double)(cum ? sums.cum : sums.flat);
		}
	}
	return d;
}

/* The change in samples of a run, by its standard deviation. */
static double z_of(const struct judged *d)
{
	double before = (double)d->n[REPORT_BEFORE], after = (double)d->n[REPORT_AFTER];
	double change = d->samples[REPORT_AFTER] / after - d->samples[REPORT_BEFORE] / before;
	double variance = d->samples[REPORT_AFTER] / after / after +
		d->samples[REPORT_BEFORE] / before / before;

	return variance > 0 ? change / sqrt(variance) : 0;
}

static double share_of(struct judging *j, const struct judged *d)
{
	const struct run_list *runs = &j->check->runs->sides[REPORT_AFTER];
	double *shares = arena_array(&j->scratch, double, runs->n);

	for (size_t i = 0; i < runs->n; i++)
		shares[i] = runs->p[i].total != 0
			? d->values[REPORT_AFTER][i] / (double)runs->p[i].total
			: 0;
	return statistics_median(shares, runs->n);
}

static struct check_values values_of(struct judging *j, const struct judged *d)
{
	size_t before = d->n[REPORT_BEFORE], after = d->n[REPORT_AFTER];
	struct check_values v = {.share = share_of(j, d)};

	v.has_p = before >= RUNS_LEAST && after >= RUNS_LEAST;
	v.has_z = !v.has_p && before != 0 && !j->checks->uncounted;
	if (v.has_p)
		v.p = statistics_rank_p(&j->scratch, d->values[REPORT_BEFORE], before,
			d->values[REPORT_AFTER], after);
	if (v.has_z)
		v.z = z_of(d);
	v.before = statistics_median(d->values[REPORT_BEFORE], before);
	v.after = statistics_median(d->values[REPORT_AFTER], after);
	memcpy(v.samples, d->samples, sizeof(v.samples));
	return v;
}

/* A value in the unit of the limit. */
static double in_unit(const struct judging *j, double value)
{
	struct str unit = j->check->budget->unit, ignored;

	value /= j->r->config->divide_by;
	if (unit.n == 0 || str_eq(unit, j->check->runs->unit))
		return value;
	return units_scale(wrap_int(round(value)), j->check->runs->unit, unit, &ignored);
}

static double measure(const struct judging *j, const struct check_values *v)
{
	double change = v->after - v->before;

	switch (j->check->budget->measure) {
	case BUDGET_SHARE:
		return 100 * v->share;
	case BUDGET_VALUE:
		return in_unit(j, v->after);
	case BUDGET_PERCENT:
		return change == 0 ? 0 : 100 * change / v->before; /* infinite where it is new */
	case BUDGET_CHANGE:
		return in_unit(j, change);
	}
	return 0;
}

/* A limit of 5% is not passed by the last bit of a quotient. */
static bool passes(const struct judging *j, double measured)
{
	return measured > j->check->budget->limit * (1 + 1e-9);
}

static bool is_sure(const struct check_values *v)
{
	return v->has_p ? v->p < P_MOST : !v->has_z || v->z > Z_LEAST;
}

/* There are enough samples on one side at least. */
static bool is_enough(const struct judging *j, const struct check_values *v)
{
	double most = fmax(v->samples[REPORT_BEFORE], v->samples[REPORT_AFTER]);

	return most >= (double)j->check->budget->min;
}

static enum check_verdict verdict_of(const struct judging *j, const struct check_values *v,
	double measured)
{
	const struct budget *b = j->check->budget;

	if (!is_enough(j, v))
		return CHECK_FEW;
	if (!passes(j, measured))
		return CHECK_OK;
	return (budget_is_change(b) || b->subject == BUDGET_NEW) && !is_sure(v) ? CHECK_CHANCE
										: CHECK_FAILED;
}

/* How bad a function is: what it adds to what was measured. */
static double weight_of(const struct check *c, const struct check_values *v)
{
	return budget_is_change(c->budget) ? v->after - v->before : v->after;
}

/* Puts a function among the worst, if it is. */
static void keep_worst(struct check *c, const struct check_function *f)
{
	unsigned at = c->n_functions;

	while (at > 0 && weight_of(c, &c->functions[at - 1].values) < weight_of(c, &f->values))
		at--;
	if (at == CHECK_FUNCTIONS_MAX)
		return;
	c->n_functions += c->n_functions < CHECK_FUNCTIONS_MAX;
	for (unsigned i = c->n_functions; --i > at;)
		c->functions[i] = c->functions[i - 1];
	c->functions[at] = *f;
}

static struct check_function function_of(struct judging *j, uint32_t row, bool cum)
{
	struct judged d = row_of(j, row, cum);
	struct check_function f = {.row = row, .values = values_of(j, &d)};

	f.measured = measure(j, &f.values);
	return f;
}

/* Finds the worst functions behind a limit: of the total by their flat. */
static void find_worst(struct judging *j)
{
	struct check *c = j->check;
	bool total = c->budget->subject == BUDGET_TOTAL;

	for (uint32_t row = 1; row < run_names_count(&j->checks->names); row++) {
		struct check_function f;

		if (!total && c->matches.p[row] < 0)
			continue;
		f = function_of(j, row, c->budget->cum && !total);
		if (weight_of(c, &f.values) > 0)
			keep_worst(c, &f);
	}
}

static bool is_new(const struct judging *j, uint32_t row)
{
	const struct run_list *before = &j->check->runs->sides[REPORT_BEFORE];

	for (size_t i = 0; i < before->n; i++)
		if (run_sums_of(&before->p[i], row).cum != 0)
			return false;
	return true;
}

/* Judges each new function; the limit gets the verdict of the worst. */
static void judge_new(struct judging *j)
{
	struct check *c = j->check;

	for (uint32_t row = 1; row < run_names_count(&j->checks->names); row++) {
		enum check_verdict verdict;
		struct check_function f;

		if (!is_new(j, row))
			continue;
		f = function_of(j, row, c->budget->cum);
		verdict = verdict_of(j, &f.values, f.measured);
		if (verdict == CHECK_FAILED)
			keep_worst(c, &f);
		if (f.measured > c->measured) {
			c->measured = f.measured;
			c->values = f.values;
		}
		if (c->verdict == CHECK_OK && passes(j, f.measured))
			c->verdict = verdict;
	}
	if (c->n_functions == 0)
		return;
	c->verdict = CHECK_FAILED;
	c->values = c->functions[0].values;
	c->measured = c->functions[0].measured;
}

static void judge(struct judging *j)
{
	struct check *c = j->check;
	struct judged d = functions_of(j);

	if (c->budget->subject == BUDGET_NEW) {
		judge_new(j);
	} else if (c->budget->subject == BUDGET_MATCHES && !c->seen) {
		c->verdict = CHECK_ABSENT;
	} else {
		c->values = values_of(j, &d);
		c->measured = measure(j, &c->values);
		c->verdict = verdict_of(j, &c->values, c->measured);
		if (c->verdict == CHECK_FAILED)
			find_worst(j);
	}
}

/* Whether the limit makes sense for the profiles. */
static bool check_budget(const struct judging *j, struct err *err)
{
	const struct budget *b = j->check->budget;
	struct str unit = j->check->runs->unit;

	if ((budget_is_change(b) || b->subject == BUDGET_NEW) && n_runs(j, REPORT_BEFORE) == 0)
		return err_set(err,
			"this limit is against a base, and there is none; give -diff_base=OLD");
	if (b->unit.n != 0 && !str_eq(b->unit, unit) && !units_compatible(b->unit, unit))
		return err_set(err, "values of %.*s are in %.*s, which cannot be told in %.*s",
			STR_ARG(j->check->runs->type), STR_ARG(unit), STR_ARG(b->unit));
	if (b->min > 0 && j->checks->uncounted)
		return err_set(err,
			"min counts samples, and not all profiles have the type "
			"samples in the unit count, or it is about a mean");
	if (b->subject == BUDGET_MATCHES && !j->check->seen && !b->optional)
		return err_set(err,
			"no %s matches %.*s; write optional behind the limit if it may be missing",
			j->r->view->entry, STR_ARG(b->regex));
	return true;
}

bool checks_judge(struct checks *c, struct report *r, struct err *err)
{
	struct judging j = {.checks = c, .r = r};
	bool ok = true;

	c->n_failed = 0;
	for (size_t i = 0; i < c->n && ok; i++) {
		j.check = &c->p[i];
		ok = check_budget(&j, err) ||
			err_wrap(err, "%.*s", STR_ARG(j.check->budget->where));
		if (ok)
			judge(&j);
		c->n_failed += j.check->verdict == CHECK_FAILED;
	}
	arena_release(&j.scratch);
	return ok;
}

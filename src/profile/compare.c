/*
 * compare.c: subtracts a profile from another one.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "profile/merge.h"

static int64_t sum_of(const struct profile *p, uint32_t type)
{
	int64_t sum = 0;

	for (size_t i = 0; i < p->n_samples; i++)
		sum = wrap_add(sum, profile_value(p, type, i));
	return sum;
}

/* What makes the sums of p's values those of the base. */
static bool ratios_of(const struct profile *p, const struct profile *base, double *ratios,
	struct err *err)
{
	struct arena scratch = {0};
	struct str mine = plan_types_of(&scratch, p), other = plan_types_of(&scratch, base);
	bool same = str_eq(mine, other);

	if (!same)
		err_set(err,
			"normalize needs the same sample types: there are %.*s, in the base %.*s",
			STR_ARG(mine), STR_ARG(other));
	arena_release(&scratch);
	for (uint32_t i = 0; same && i < p->n_types; i++) {
		int64_t sum = sum_of(p, i);

		ratios[i] = sum == 0 ? 0 : (double)sum_of(base, i) / (double)sum;
	}
	return same;
}

static bool merge_both(struct merger *m, const struct profile *p, const double *ratios,
	const struct profile *base, const struct subtract *how, struct draft *out, struct err *err)
{
	double *minus = mem_zeroed(base->n_types, sizeof(*minus));
	struct merge_change change = {minus, how->marked, true};
	bool ok;

	for (uint32_t i = 0; i < base->n_types; i++)
		minus[i] = -1;
	ok = merger_add(m, p, &(struct merge_change){.ratios = ratios}, err) &&
		merger_add(m, base, &change, err) && merger_finish(m, out, err);
	free(minus);
	return ok;
}

bool profile_subtract(struct arena *a, const struct profile *p, const struct profile *base,
	const struct subtract *how, struct draft *out, struct err *err)
{
	struct arena scratch = {0};
	struct merge_plan plan = {.arena = &scratch};
	double *ratios = how->normalize ? arena_array(&scratch, double, p->n_types) : NULL;
	struct merger *m = NULL;
	bool ok = ratios == NULL || ratios_of(p, base, ratios, err);

	ok = ok && merge_plan_add(&plan, how->name, p, err) &&
		merge_plan_add(&plan, how->base_name, base, err) && merge_plan_check(&plan, err);
	if (ok) {
		m = merger_new(a, &plan);
		merger_compare(m, how->whole);
		ok = merge_both(m, p, ratios, base, how, out, err);
	}
	merger_free(m);
	arena_release(&scratch);
	return ok;
}

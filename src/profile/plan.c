/*
 * plan.c: finds what the profiles of a merge have in common: the merge plan.
 */
#include "profile/merge.h"
#include "units/units.h"

struct str plan_types_of(struct arena *a, const struct profile *p)
{
	struct str *each = arena_array(a, struct str, p->n_types);

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str parts[2] = {profile_str(p, p->types[i].type),
			profile_str(p, p->types[i].unit)};

		each[i] = arena_join(a, parts, 2, STR("/"));
	}
	return arena_join(a, each, p->n_types, STR(", "));
}

static void begin(struct merge_plan *plan, struct str name, const struct profile *p)
{
	struct arena *a = plan->arena;

	plan->first = arena_str(a, name);
	plan->first_types = plan_types_of(a, p);
	plan->period_type = arena_str(a, profile_str(p, p->period_type.type));
	plan->period_unit = arena_str(a, profile_str(p, p->period_type.unit));
	plan->types = arena_array(a, struct plan_type, p->n_types);
	plan->n_types = p->n_types;
	for (uint32_t i = 0; i < p->n_types; i++) {
		plan->types[i].type = arena_str(a, profile_str(p, p->types[i].type));
		plan->types[i].unit = arena_str(a, profile_str(p, p->types[i].unit));
	}
}

/* True when 1 of unit a is less than 1 of unit b. */
static bool finer(struct str a, struct str b)
{
	struct str unit;

	return units_scale(1, a, b, &unit) < 1;
}

static bool units_fit(struct str a, struct str b)
{
	return str_eq(a, b) || units_compatible(a, b);
}

static bool take_period(struct merge_plan *plan, struct str name, const struct profile *p,
	struct err *err)
{
	struct str type = profile_str(p, p->period_type.type);
	struct str unit = profile_str(p, p->period_type.unit);

	if (!str_eq(type, plan->period_type) || !units_fit(unit, plan->period_unit))
		return err_set(err,
			"%.*s and %.*s do not fit together: the period is %.*s/%.*s in one and "
			"%.*s/%.*s in the other",
			STR_ARG(plan->first), STR_ARG(name), STR_ARG(plan->period_type),
			STR_ARG(plan->period_unit), STR_ARG(type), STR_ARG(unit));
	if (finer(unit, plan->period_unit)) {
		plan->period_unit = arena_str(plan->arena, unit);
		plan->changed = true;
	}
	return true;
}

int64_t plan_find_type(const struct profile *p, struct str name, uint32_t likely)
{
	str_id id = intern_find(&p->strings, name);

	if (id == 0 && name.n != 0)
		return -1;
	if (likely < p->n_types && p->types[likely].type == id)
		return likely;
	for (uint32_t i = 0; i < p->n_types; i++)
		if (p->types[i].type == id)
			return i;
	return -1;
}

static void take_type(struct merge_plan *plan, struct plan_type *t, struct str name,
	const struct profile *p)
{
	int64_t at = plan_find_type(p, t->type, (uint32_t)(t - plan->types));
	struct str unit;

	if (at < 0) {
		t->gone = plan->changed = true;
		return;
	}
	unit = profile_str(p, p->types[at].unit);
	if (!units_fit(unit, t->unit) && t->from.n == 0) {
		t->clash = arena_str(plan->arena, unit);
		t->from = arena_str(plan->arena, name);
	} else if (finer(unit, t->unit)) {
		t->unit = arena_str(plan->arena, unit);
		plan->changed = true;
	}
}

bool merge_plan_add(struct merge_plan *plan, struct str name, const struct profile *p,
	struct err *err)
{
	uint32_t left = 0;

	if (plan->n_profiles++ == 0) {
		begin(plan, name, p);
		return true;
	}
	if (!take_period(plan, name, p, err))
		return false;
	for (uint32_t i = 0; i < plan->n_types; i++) {
		if (!plan->types[i].gone)
			take_type(plan, &plan->types[i], name, p);
		left += !plan->types[i].gone;
	}
	if (left == 0) {
		struct str types = plan_types_of(plan->arena, p);

		return err_set(err,
			"%.*s and %.*s do not fit together: of the sample types %.*s of the first "
			"nothing is left in the other, which has %.*s",
			STR_ARG(plan->first), STR_ARG(name), STR_ARG(plan->first_types),
			STR_ARG(types));
	}
	return true;
}

bool merge_plan_check(const struct merge_plan *plan, struct err *err)
{
	for (uint32_t i = 0; i < plan->n_types; i++) {
		const struct plan_type *t = &plan->types[i];

		if (!t->gone && t->from.n != 0)
			return err_set(err,
				"%.*s and %.*s do not fit together: %.*s is in %.*s in one and in "
				"%.*s in the other",
				STR_ARG(plan->first), STR_ARG(t->from), STR_ARG(t->type),
				STR_ARG(t->unit), STR_ARG(t->clash));
	}
	return true;
}

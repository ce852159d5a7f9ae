/*
 * merge.h: merges several profiles into one.
 *
 * There are two steps. The merge plan holds what all profiles have in common: the sample types that each of
 * them has, each in the finest of their units. Then a merger adds one profile after the other. It needs
 * nothing of a profile after it was added, so only one must be in memory.
 *
 * The rules are those of pprof (profile/merge.go, internal/measurement, internal/driver/fetch.go):
 * - The types and their order are those of the first profile, as far as all have them.
 * - Samples with equal stacks and labels are summed, and stand where the first of them stood. Samples with
 *   zeros alone are left out, and so is what only they refer to.
 * - Functions are equal by name, system name, file and first line. Mappings are equal by build ID, or else
 *   file, by offset and by size in pages; their addresses are moved to those of the first one. Locations are
 *   equal by their place in the mapping and their lines; like pprof, only the last line's column counts.
 */
#ifndef CPROF_PROFILE_MERGE_H
#define CPROF_PROFILE_MERGE_H

#include "base/arena.h"
#include "base/err.h"
#include "profile/draft.h"

struct plan_type {
	struct str type, unit;
	bool gone; /* some profile has no such type */
	struct str clash,
		from; /* a unit that does not convert to it, and the profile that has it */
};

/* Before the first profile, all is zero but the arena. The strings are in the arena. */
struct merge_plan {
	struct arena *arena;
	struct str first, first_types; /* the first profile: its name, and what it has */
	struct str period_type, period_unit;
	struct plan_type *types; /* the first profile's */
	uint32_t n_types, n_profiles;
	bool changed; /* by a later profile: what was merged before must be merged again */
};

/*
 * Adds a profile to the plan. `name` is for errors. Fails when it has no sample type in common with the
 * profiles before, or another period type.
 */
bool merge_plan_add(struct merge_plan *plan, struct str name, const struct profile *p,
	struct err *err);

/* Checks the complete plan. Fails when the units of a type do not convert. */
bool merge_plan_check(const struct merge_plan *plan, struct err *err);

/* The sample types as a text, in the arena: "samples/count, cpu/nanoseconds". */
struct str plan_types_of(struct arena *a, const struct profile *p);

/*
 * The index in p of the sample type with this name, or -1. Names are unique in a profile. The index `likely`
 * is tried first.
 */
int64_t plan_find_type(const struct profile *p, struct str name, uint32_t likely);

struct merger;

/*
 * Makes a merger; free it with merger_free. The caller owns the plan and does not change it before that.
 * Strings go into the arena.
 */
struct merger *merger_new(struct arena *a, const struct merge_plan *plan);

/* How to change one profile while it is added. All zero: not at all. */
struct merge_change {
	const double *ratios; /* factors of the values, by type of the profile; NULL: 1 */
	bool is_base;         /* add the label pprof::base=true to its samples */
	bool is_before; /* of a comparison: these are a base's values, which the ratios make negative */
};

/*
 * Makes the result a comparison: its samples tell what the base had (profile_before). With `whole` samples stay
 * whose values are the same on both sides and sum up to zero. To be called before anything is added.
 */
void merger_compare(struct merger *m, bool whole);

/*
 * Adds a profile, which is in the plan. Fails when the result becomes too large, and with "stopped" after a
 * Ctrl-C (base/interrupt.h).
 */
bool merger_add(struct merger *m, const struct profile *p, const struct merge_change *change,
	struct err *err);

/*
 * Makes a draft of everything that was added, in the merger's arena. The merger is empty then. Fails as
 * merger_add does.
 */
bool merger_finish(struct merger *m, struct draft *d, struct err *err);

void merger_free(struct merger *m);

/* How to subtract a base. */
struct subtract {
	bool marked;    /* label its samples, so that they are the 100%, as for -diff_base */
	bool normalize; /* scale the profile first, so that its totals are those of the base */
	bool whole; /* keep samples that have the same values on both sides, for reports that show both sides */
	struct str name, base_name; /* for errors */
};

/*
 * Makes a draft of `p` less `base`, a comparison, in the arena. Fails when they do not fit together, as
 * merge_plan_add and merge_plan_check do; to be normalized they must have the same types.
 */
bool profile_subtract(struct arena *a, const struct profile *p, const struct profile *base,
	const struct subtract *how, struct draft *out, struct err *err);

#endif

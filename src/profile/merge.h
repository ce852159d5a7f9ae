/*
 * merge.h: several profiles as one.
 *
 * Two steps. A plan is what all profiles have in common: the types of value that each of them has,
 * each in the finest of their units. A merger then takes one profile after the other; nothing of a
 * profile is needed any more once it was added, so that only one has to be in memory.
 *
 * The rules are those of pprof (profile/merge.go, internal/measurement, internal/driver/fetch.go):
 * types and their order are the first profile's, as far as all have them; samples with equal stacks
 * and labels are summed, and stand where the first of them stood; samples of nothing but zeros are
 * left out, and so is what only they refer to. Functions are equal by name, system name, file and
 * first line; mappings by build ID, or else file, by offset and by size in pages, and their addresses
 * are moved to the first one's; locations by their place in the mapping and their lines (of columns,
 * like pprof, only the last line's counts).
 */
#ifndef CPROF_PROFILE_MERGE_H
#define CPROF_PROFILE_MERGE_H

#include "base/arena.h"
#include "base/err.h"
#include "profile/draft.h"

struct plan_type {
	struct str type, unit;
	bool gone;              /* some profile has no such type */
	struct str clash, from; /* a unit that does not convert to it, and the profile it is of */
};

/* Zeroed but for the arena before the first profile. Its strings are in the arena. */
struct merge_plan {
	struct arena *arena;
	struct str first, first_types; /* the first profile: its name, and what it has */
	struct str period_type, period_unit;
	struct plan_type *types; /* the first profile's */
	uint32_t n_types, n_profiles;
	bool changed; /* by a profile after the first: what was merged before is to be merged again */
};

/*
 * Takes a profile into account. `name` is for errors. Fails when it has nothing in common with those
 * before: no type, or another type of period.
 */
bool merge_plan_add(struct merge_plan *plan, struct str name, const struct profile *p,
	struct err *err);

/* After the last one. Fails when a type has units that do not convert. */
bool merge_plan_check(const struct merge_plan *plan, struct err *err);

/* "samples/count, cpu/nanoseconds", in the arena. */
struct str plan_types_of(struct arena *a, const struct profile *p);

/*
 * The position in p of the sample type with this name, or -1. Names are unique in a profile. `likely`
 * is a position that is tried first.
 */
int64_t plan_find_type(const struct profile *p, struct str name, uint32_t likely);

struct merger;

/* The plan stays the caller's, and as it is until the merger is freed. Strings go to the arena. */
struct merger *merger_new(struct arena *a, const struct merge_plan *plan);

/* How the values of one profile are changed before they are added. All zero: not. */
struct merge_change {
	const double *ratios; /* by type of the profile; NULL: 1 */
	bool is_base;         /* give its samples the label that says so, pprof::base=true */
};

/*
 * Adds a profile that the plan has taken into account. Fails when the whole becomes too large, and
 * with "stopped" after a Ctrl-C (base/interrupt.h).
 */
bool merger_add(struct merger *m, const struct profile *p, const struct merge_change *change,
	struct err *err);

/*
 * Makes a draft of everything that was added, in the merger's arena. The merger is empty then. Fails as merger_add
 * does.
 */
bool merger_finish(struct merger *m, struct draft *d, struct err *err);

void merger_free(struct merger *m);

/* How a base is subtracted. */
struct subtract {
	bool marked;    /* its samples get the label that makes it the 100%, as for -diff_base */
	bool normalize; /* the profile is scaled first, so that its sums are the base's */
	struct str name, base_name; /* for errors */
};

/*
 * Makes a draft of `p` less `base` in the arena. Fails when they do not fit together, as merge_plan_add and
 * merge_plan_check do; to be normalized they must have the same types.
 */
bool profile_subtract(struct arena *a, const struct profile *p, const struct profile *base,
	const struct subtract *how, struct draft *out, struct err *err);

#endif

/*
 * checks.h: Gathers from profiles what limits ask for, and judges it.
 *
 * Each profile is added with checks_add and may end then. checks_judge holds the values against the limits; and
 * report_check prints what came of it.
 */
#ifndef CPROF_REPORT_CHECKS_H
#define CPROF_REPORT_CHECKS_H

#include "report/budget.h"
#include "report/runs.h"

enum check_verdict {
	CHECK_OK,
	CHECK_FAILED,
	CHECK_CHANCE, /* beyond the limit, but that may be chance */
	CHECK_FEW,    /* fewer samples than the limit wants */
	CHECK_ABSENT, /* no function matches, and that is allowed */
};

/* What the functions of a limit took together in one profile. */
struct check_run {
	int64_t value;
	int64_t samples; /* 0 where they are not known */
};

struct check_runs {
	struct check_run *p;
	size_t n, cap;
};

/* A value of both sides, and how sure a change is. */
struct check_values {
	double before, after;         /* medians */
	double share;                 /* after, as a share of the total: a median, too */
	double samples[REPORT_SIDES]; /* of all runs of a side */
	bool has_z, has_p;            /* at most one of them */
	double z, p;
};

/* A function behind a limit. */
struct check_function {
	uint32_t row;
	struct check_values values;
	double measured; /* as check.measured */
};

enum { CHECK_FUNCTIONS_MAX = 5 };

/* A limit, and what came of it. */
struct check {
	const struct budget *budget;
	const struct runs *runs;  /* of its type */
	VEC(signed char) matches; /* by row: 1, or -1; 0 is not known yet */
	bool seen;                /* a function matches */
	struct check_runs sides[REPORT_SIDES];

	/* From checks_judge on. */
	enum check_verdict verdict;
	struct check_values values; /* of `new`: of the function that took the most */
	double measured; /* what is held against budget->limit: in percent, or in its unit */
	struct check_function functions[CHECK_FUNCTIONS_MAX]; /* of one that failed: the worst */
	unsigned n_functions;
};

/* The values of one type, and what limits call it. */
struct check_type {
	struct str name;
	struct runs runs;
};

/* Filled in by checks_init; free it with checks_release. */
struct checks {
	struct run_names names;
	struct check_type *types;
	uint32_t n_types;
	struct runs counts; /* of samples */
	bool uncounted;     /* some profile does not count its samples */
	struct check *p;
	size_t n;
	size_t n_failed; /* from checks_judge on */
};

/* The limits must live as long as c. */
void checks_init(struct checks *c, const struct budgets *budgets);

/* Adds the profile of r. The error names the limit, where it is about one. */
bool checks_add(struct checks *c, enum report_sides side, struct report *r, struct err *err);

/*
 * Judges all limits. Fails where a limit makes no sense for the profiles: no function matches, a change without a
 * base, a unit of another kind.
 */
bool checks_judge(struct checks *c, struct report *r, struct err *err);

void checks_release(struct checks *c);

/* Writes all of it as JUnit's XML. */
void checks_put_junit(const struct checks *c, struct report *r, struct out *out);

/* Why a limit that is passed is no failure, or how sure one is: "p=0.095"; else empty. In the arena. */
struct str check_reason(struct arena *a, const struct check *c);

/*
 * What is held against the limit, of the limit itself or of one of its functions: "+29.8%", "12.5%", "+30ms"; empty
 * where no function matches. In the report's arena.
 */
struct str check_measured(const struct report *r, const struct check *c,
	const struct check_values *v, double measured);

/* A value of the limit's type, as texts print it. In the report's arena. */
struct str check_value(const struct report *r, const struct check *c, double value);

#endif

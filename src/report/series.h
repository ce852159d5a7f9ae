/*
 * series.h: What functions took in each of several profiles, in the order of their times: `-series`.
 */
#ifndef CPROF_REPORT_SERIES_H
#define CPROF_REPORT_SERIES_H

#include "base/mem.h"
#include "report/report.h"

/* What the functions of one expression took in a profile: those together, a sample counts once. */
struct series_value {
	int64_t flat, cum;
};

/* A profile of the series. */
struct series_point {
	struct str name;    /* of its source */
	int64_t time_nanos; /* since 1970; 0: not known */
	int64_t total;
	const struct series_value *values; /* by expression */
};

/* Zero-initialized, but for series_init, is empty. */
struct series {
	struct arena arena;      /* of all texts and values */
	const struct str *texts; /* of the expressions, n of them: the caller's */
	struct rx **rx;
	size_t n;
	bool *seen;            /* by expression: something has matched */
	struct str type, unit; /* of the values of all profiles */
	VEC(struct series_point) points;
};

/* Begins a series for n expressions. Fails when one does not compile. */
bool series_init(struct series *series, const struct str *texts, size_t n, struct err *err);

/*
 * Adds the profile of r, which may end afterwards. Where it does not say when it was taken, that is `time_nanos`. Fails
 * when its values are others than those of the profiles so far.
 */
bool series_add(struct series *series, struct report *r, struct str name, int64_t time_nanos,
	struct err *err);

void series_release(struct series *series);

#endif

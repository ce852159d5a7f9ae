/*
 * label-sums.h: What was measured under each value of each label.
 *
 * Each distinct value of a key is met once and then counted in a row of its own. Numbers that print
 * alike, in the unit of their key, are one value.
 */
#ifndef CPROF_REPORT_LABEL_SUMS_H
#define CPROF_REPORT_LABEL_SUMS_H

#include "base/index.h"
#include "base/mem.h"
#include "report/report.h"

struct label_sum {
	str_id key, name; /* of the table's names */
	bool is_number;
	int64_t number; /* the first of those that print alike */
	int64_t sum;
	uint64_t
		bytes; /* of the name, behind those that all names of the key begin with: set_bytes */
};

struct label_number {
	str_id key, name; /* name: as printed */
	int64_t number;
};

struct label_sums {
	struct report *r;
	struct intern names; /* the profile's strings, and numbers as printed */
	VEC(struct label_sum) rows;
	struct index index; /* key and name -> 1 + row */
	uint64_t seed;

	/* Numbers met so far. */
	VEC(struct label_number) numbers;
	struct index number_index; /* key and number -> 1 + position */
};

/* Adds up the samples that the view keeps. Rows are by key, and of one key heaviest first, then by name. */
void label_sums_init(struct label_sums *t, struct report *r);

/* The end of the rows; NULL where there are none, as their beginning is. */
static inline const struct label_sum *label_sums_end(const struct label_sums *t)
{
	return t->rows.n != 0 ? t->rows.p + t->rows.n : NULL;
}

/* The row behind those that have the key of `first`. */
const struct label_sum *label_sums_next(const struct label_sums *t, const struct label_sum *first);

void label_sums_release(struct label_sums *t);

#endif

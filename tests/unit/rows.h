/*
 * rows.h: Runs a report on a profile made of folded stacks and returns its rows as text, for tests.
 *
 *	struct rows k;
 *
 *	ROWS(&k, report_top, "cpu/ns", "main;work 5", "main 1");
 *	assert_str_c(rows_of(&k), "node work flat=5 cum=5\n" ...);
 *	rows_close(&k);
 *
 * A row is its kind, the name of its frame (with "!" where it was inlined, "?" where partly), then
 * key=value for each column that is not null, in the order of the columns; lists are in brackets,
 * objects in braces. What only texts show is left out.
 */
#ifndef CPROF_TESTS_ROWS_H
#define CPROF_TESTS_ROWS_H

#include "unit.h"

#include "proto.h"
#include "report/report.h"

struct rows {
	struct arena arena;
	struct profile profile;
	struct view view;
	struct config config; /* set between rows_load and rows_run */
	const char *regex;    /* the command's argument, or NULL */
	bool compared;
	bool is_text;             /* rows_of is the text for people, as `text` prints it */
	struct table_facts facts; /* of the last run */
	struct out text;          /* its rows */
	struct out bytes;         /* what it wrote beside them */
	struct err err;
};

typedef bool rows_report(struct report *r, struct err *err);

/* Runs the report with k->config and k->regex; false: it failed, with k->err. */
bool rows_run(struct rows *k, rows_report *report);

/* The same, where a failure fails the test. */
void rows_must_run(struct rows *k, rows_report *report);

/* The rows of the last run. */
struct str rows_of(const struct rows *k);

void rows_close(struct rows *k);

/* Makes the profile; the options are at their defaults. `types` as in FOLDED_LOAD. */
#define ROWS_LOAD(k, types, ...) \
	(*(k) = (struct rows){0}, config_init(&(k)->config), \
		FOLDED_LOAD(&(k)->arena, &(k)->profile, types, __VA_ARGS__))

/* All at once, with default options. */
#define ROWS(k, report, types, ...) (ROWS_LOAD(k, types, __VA_ARGS__), rows_must_run((k), (report)))

#endif

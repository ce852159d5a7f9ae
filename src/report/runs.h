/*
 * runs.h: What each entry weighs in each of several profiles that stay apart: the runs of a comparison.
 *
 * Of a profile its sums alone are kept: runs x entries x 16 bytes. Entries are told apart by what texts print for
 * them; an entry that a run does not have weighs 0 there.
 */
#ifndef CPROF_REPORT_RUNS_H
#define CPROF_REPORT_RUNS_H

#include "base/mem.h"
#include "graph/nodes.h"
#include "report/report.h"

struct run_sums {
	int64_t flat, cum;
};

/* One profile. */
struct one_run {
	struct run_sums *sums; /* by row, n of them; later rows weigh 0 */
	uint32_t n;
	int64_t all;   /* the samples that the filters keep */
	int64_t total; /* what 100% is */
};

struct run_list {
	struct one_run *p;
	size_t n, cap;
};

/* The entries of all profiles. Zero-initialized is empty; free it with run_names_release. */
struct run_names {
	struct arena arena;             /* also of the sums */
	struct intern texts;            /* by row: what texts print; row 0 is none */
	VEC(struct table_frame) frames; /* by row */
};

void run_names_release(struct run_names *names);

/* How many rows there are, with row 0. */
uint32_t run_names_count(const struct run_names *names);

/* The nodes of a profile, and the row of each. */
struct run_nodes {
	struct nodes nodes;
	const uint32_t *rows; /* by node_id */
};

/* Adds the entries of r's view. All of *nodes is in r's arena. */
void run_nodes_init(struct run_nodes *nodes, struct run_names *names, struct report *r);

/* The values of one type. `names` belongs to the caller, who may have more types with it. Free it with runs_release. */
struct runs {
	struct run_names *names;
	struct str type, unit; /* of all values; empty before the first run */
	struct run_list sides[REPORT_SIDES];
};

/*
 * Adds the profile of r, which may end afterwards, with the values of r->type. Fails when their type or unit is
 * another one than that of the runs so far.
 */
bool runs_add(struct runs *runs, enum report_sides side, struct report *r,
	const struct run_nodes *nodes, struct err *err);

void runs_release(struct runs *runs);

/* What a row weighs in a run. */
struct run_sums run_sums_of(const struct one_run *run, uint32_t row);

/*
 * The values of a row by run: cum or flat; those of all samples for row 0. `values` has room for
 * runs->sides[side].n.
 */
void runs_values(const struct runs *runs, enum report_sides side, uint32_t row, bool cum,
	double *values);

/* The median of runs_values, rounded to a whole number. */
int64_t runs_median(struct arena *a, const struct runs *runs, enum report_sides side, uint32_t row,
	bool cum);

/* The median of what 100% is, on that side. */
int64_t runs_total(struct arena *a, const struct runs *runs, enum report_sides side);

/* Facts as of report_facts, without what is true of one profile alone. */
struct table_facts runs_facts(struct report *r, const struct runs *runs);

/* The rows as the frames of a table. */
struct run_frames {
	struct table_frames frames;
	const struct run_names *names;
};

struct run_frames run_frames_of(const struct run_names *names);

#endif

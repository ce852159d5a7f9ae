/*
 * diff-runs.c: Lists what changed between two sets of runs, the largest change first: `diff` with -runs.
 *
 * A value is the median of the runs of its side. p says how often runs of one and the same program differ so much
 * in rank (base/statistics.h). A profile has many entries, and one in twenty has a p below 0.05 by chance: q says
 * how much of the table down to a row's p would be chance.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/cancel.h"
#include "base/statistics.h"
#include "base/wrap.h"
#include "report/flame-frames.h"
#include "report/runs.h"
#include "units/units.h"

/* A change with at least this p is marked. */
#define P_MOST 0.05

enum runs_kind { NODE, TOTAL, WORDS_ROW, KINDS };

enum runs_column {
	FRAME,
	FLAT_BEFORE,
	FLAT_AFTER,
	FLAT_CHANGE,
	CUM_BEFORE,
	CUM_AFTER,
	CUM_CHANGE,
	P, /* of the values that rows go by: flat, or cum with -cum */
	Q,
	RUNS_BEFORE, /* of the total: how many profiles there are */
	RUNS_AFTER,
	CHANGED, /* how many nodes changed, are new, are gone */
	NEW,
	GONE,
	BEFORE, /* what texts show: the values that rows go by */
	AFTER,
	CHANGE_TEXT,
	PERCENT_TEXT,
	P_TEXT,
	Q_TEXT,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[FRAME] = {NULL, TABLE_FRAME},
	[FLAT_BEFORE] = {"flat_before", TABLE_VALUE},
	[FLAT_AFTER] = {"flat_after", TABLE_VALUE},
	[FLAT_CHANGE] = {"flat_change", TABLE_VALUE},
	[CUM_BEFORE] = {"cum_before", TABLE_VALUE},
	[CUM_AFTER] = {"cum_after", TABLE_VALUE},
	[CUM_CHANGE] = {"cum_change", TABLE_VALUE},
	[P] = {"p", TABLE_REAL, P_TEXT},
	[Q] = {"q", TABLE_REAL, Q_TEXT},
	[RUNS_BEFORE] = {"runs_before", TABLE_NUMBER},
	[RUNS_AFTER] = {"runs_after", TABLE_NUMBER},
	[CHANGED] = {"changed", TABLE_NUMBER},
	[NEW] = {"new", TABLE_NUMBER},
	[GONE] = {"gone", TABLE_NUMBER},
	[BEFORE] = {NULL, TABLE_TEXT, .heading = "before"},
	[AFTER] = {NULL, TABLE_TEXT, .heading = "after"},
	[CHANGE_TEXT] = {NULL, TABLE_TEXT, .heading = "change"},
	[PERCENT_TEXT] = {NULL, TABLE_TEXT, .heading = "change%"},
	[P_TEXT] = {NULL, TABLE_TEXT},
	[Q_TEXT] = {NULL, TABLE_TEXT},
	[WORDS] = {NULL, TABLE_TEXT},
};

static const struct table_piece node_pieces[] = {
	{"", BEFORE, 10, 0},
	{" ", AFTER, 10, 0},
	{" ", CHANGE_TEXT, 11, 0},
	{" ", PERCENT_TEXT, 8, 0},
	{" ", P_TEXT, -7, 0},
	{" ", Q_TEXT, 5, 0},
	{"  ", FRAME, 0, 0},
};
static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

enum {
	VALUES = TABLE_HAS(FLAT_BEFORE) | TABLE_HAS(FLAT_AFTER) | TABLE_HAS(FLAT_CHANGE) |
		TABLE_HAS(CUM_BEFORE) | TABLE_HAS(CUM_AFTER) | TABLE_HAS(CUM_CHANGE) | TABLE_HAS(P),
	COUNTS = TABLE_HAS(RUNS_BEFORE) | TABLE_HAS(RUNS_AFTER) | TABLE_HAS(CHANGED) |
		TABLE_HAS(NEW) | TABLE_HAS(GONE),
};

static const struct table_kind kinds[KINDS] = {
	[NODE] = {.name = "node",
		.columns = VALUES | TABLE_HAS(Q) | TABLE_HAS(FRAME),
		TABLE_PIECES(node_pieces)},
	[TOTAL] = {.name = "total", .columns = VALUES | COUNTS, TABLE_PIECES(words_pieces)},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec runs_spec = {columns, COLUMNS, kinds, KINDS, NULL};

/* The medians of a row. */
struct medians {
	int64_t before, after;
};

static int64_t change_of(const struct medians *m)
{
	return wrap_sub(m->after, m->before);
}

struct runs_diff {
	struct report *r;
	const struct runs *runs;
	struct run_frames frames;
	bool by_cum;
	struct medians *flat, *cum; /* by row; row 0 is all samples */
	double *p, *q;              /* by row, of the values that rows go by */
	uint32_t *order;            /* the rows that changed, in order */
	uint32_t n_order, n_new, n_gone;
};

static const struct medians *medians_of(const struct runs_diff *d, uint32_t row)
{
	return d->by_cum ? &d->cum[row] : &d->flat[row];
}

/* What a row needs to be made; `scratch` is rewound. */
static void weigh_row(struct runs_diff *d, struct arena *scratch, uint32_t row)
{
	const struct runs *runs = d->runs;
	size_t n[REPORT_SIDES];
	double *values[REPORT_SIDES];

	arena_rewind(scratch);
	for (unsigned side = 0; side < REPORT_SIDES; side++) {
		n[side] = runs->sides[side].n;
		values[side] = arena_array(scratch, double, n[side]);
		runs_values(runs, side, row, d->by_cum, values[side]);
	}
	d->p[row] = statistics_rank_p(scratch, values[0], n[0], values[1], n[1]);
	d->flat[row] = (struct medians){runs_median(scratch, runs, REPORT_BEFORE, row, false),
		runs_median(scratch, runs, REPORT_AFTER, row, false)};
	d->cum[row] = (struct medians){runs_median(scratch, runs, REPORT_BEFORE, row, true),
		runs_median(scratch, runs, REPORT_AFTER, row, true)};
}

/* Whether a row weighs anything in some run: it is a test of its own then. */
static bool is_tested(const struct runs_diff *d, uint32_t row)
{
	for (unsigned side = 0; side < REPORT_SIDES; side++)
		for (size_t i = 0; i < d->runs->sides[side].n; i++) {
			struct run_sums sums = run_sums_of(&d->runs->sides[side].p[i], row);

			if ((d->by_cum ? sums.cum : sums.flat) != 0)
				return true;
		}
	return false;
}

/* Sets q of all rows. */
static void weigh_together(struct runs_diff *d)
{
	struct arena *a = d->r->arena;
	uint32_t n = 0, *rows = arena_array(a, uint32_t, run_names_count(d->runs->names));
	double *p = arena_array(a, double, run_names_count(d->runs->names));
	double *q = arena_array(a, double, run_names_count(d->runs->names));

	for (uint32_t row = 1; row < run_names_count(d->runs->names); row++)
		if (is_tested(d, row)) {
			rows[n] = row;
			p[n++] = d->p[row];
		}
	statistics_false_discovery(a, p, n, q);
	for (uint32_t i = 0; i < n; i++)
		d->q[rows[i]] = q[i];
}

static void weigh(struct runs_diff *d)
{
	struct arena *a = d->r->arena, scratch = {0};
	uint32_t n = run_names_count(d->runs->names);

	d->flat = arena_array(a, struct medians, n);
	d->cum = arena_array(a, struct medians, n);
	d->p = arena_array(a, double, n);
	d->q = arena_array(a, double, n);
	for (uint32_t row = 0; row < n && !interrupted(); row++)
		weigh_row(d, &scratch, row);
	weigh_together(d);
	arena_release(&scratch);
}

struct runs_ranked {
	uint64_t size;
	struct str name;
	uint32_t row;
};

/* The largest change first, then by name. */
static int by_size(const void *a, const void *b)
{
	const struct runs_ranked *l = a, *r = b;

	if (l->size != r->size)
		return l->size > r->size ? -1 : 1;
	return str_cmp(l->name, r->name);
}

/* Counts what changed, and chooses what is listed. */
static void choose_rows(struct runs_diff *d)
{
	struct report *r = d->r;
	struct runs_ranked *rows = arena_array(r->arena, struct runs_ranked,
		run_names_count(d->runs->names));
	uint32_t n = 0;

	for (uint32_t row = 1; row < run_names_count(d->runs->names); row++) {
		const struct medians *m = medians_of(d, row);

		if (m->before == m->after || (r->config->drop_negative && m->after < m->before))
			continue;
		d->n_new += m->before == 0;
		d->n_gone += m->after == 0;
		rows[n++] = (struct runs_ranked){(uint64_t)wrap_abs(change_of(m)),
			d->runs->names->frames.p[row].text, row};
	}
	qsort(rows, n, sizeof(*rows), by_size);
	d->order = arena_array(r->arena, uint32_t, n);
	for (uint32_t i = 0; i < n; i++)
		d->order[i] = rows[i].row;
	d->n_order = n;
}

/* How many of the rows are listed. */
static uint32_t n_listed(const struct runs_diff *d)
{
	int64_t n = d->r->config->nodecount;

	return n > 0 && n < d->n_order ? (uint32_t)n : d->n_order;
}

/* The unit suits all changes that are listed. */
static void choose_unit(struct runs_diff *d)
{
	struct report *r = d->r;
	uint32_t n = n_listed(d);

	r->values.total = n != 0 ? wrap_abs(change_of(medians_of(d, d->order[0]))) : 0;
	report_choose_unit_by(r, n != 0 ? wrap_abs(change_of(medians_of(d, d->order[n - 1]))) : 0);
	r->values.total = runs_total(r->arena, d->runs, REPORT_BEFORE);
}

static void set_values(const struct runs_diff *d, struct table_cell cells[COLUMNS], uint32_t row)
{
	const struct medians *flat = &d->flat[row], *cum = &d->cum[row], *m = medians_of(d, row);
	struct report *r = d->r;

	cells[FLAT_BEFORE] = table_value(flat->before);
	cells[FLAT_AFTER] = table_value(flat->after);
	cells[FLAT_CHANGE] = table_value(change_of(flat));
	cells[CUM_BEFORE] = table_value(cum->before);
	cells[CUM_AFTER] = table_value(cum->after);
	cells[CUM_CHANGE] = table_value(change_of(cum));
	cells[P] = table_real(d->p[row]);
	cells[P_TEXT] = table_text(
		arena_fmt(r->arena, "%.3f%s", d->p[row], d->p[row] < P_MOST ? "" : " ~"));
	cells[BEFORE] = table_text(report_side_value(r, m->before));
	cells[AFTER] = table_text(report_side_value(r, m->after));
	cells[CHANGE_TEXT] = table_text(report_change(r, change_of(m)));
	cells[PERCENT_TEXT] = table_text(report_change_percent(r, m->before, m->after));
}

static void node_row(struct runs_diff *d, uint32_t row)
{
	struct table_cell cells[COLUMNS] = {
		[FRAME] = table_frame(&d->frames.frames, row, TABLE_INLINE_UNKNOWN),
		[Q] = table_real(d->q[row]),
		[Q_TEXT] = table_text(arena_fmt(d->r->arena, "%.3f", d->q[row])),
	};

	set_values(d, cells, row);
	/* What may be chance is faint. */
	table_row(d->r->writer,
		&(struct table_row){.kind = NODE,
			.is_colored = true,
			.weight = d->p[row] < P_MOST ? change_of(medians_of(d, row)) : 0,
			.cells = cells});
}

static void words_row(struct runs_diff *d, struct str words)
{
	struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	table_row(d->r->writer, &(struct table_row){.kind = WORDS_ROW, .cells = cells});
}

/* "351 functions changed: 124 new, 50 gone; total 2930ms -> 2970ms (+40ms, +1.4%, p=0.310 n=5+5)" */
static struct str total_words(const struct runs_diff *d)
{
	struct report *r = d->r;
	const struct medians *m = medians_of(d, 0);
	struct str parts[] = {
		arena_fmt(r->arena, "%u %s changed: %u new, %u gone; total ", d->n_order,
			d->n_order == 1 ? r->view->entry : r->view->entries, d->n_new, d->n_gone),
		report_side_value(r, m->before),
		STR(" -> "),
		report_side_value(r, m->after),
		STR(" ("),
		report_change(r, change_of(m)),
		STR(", "),
		report_change_percent(r, m->before, m->after),
		arena_fmt(r->arena, ", p=%.3f n=%zu+%zu)", d->p[0], d->runs->sides[REPORT_BEFORE].n,
			d->runs->sides[REPORT_AFTER].n),
	};

	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR(""));
}

static void total_row(struct runs_diff *d)
{
	struct table_cell cells[COLUMNS] = {
		[RUNS_BEFORE] = table_number((int64_t)d->runs->sides[REPORT_BEFORE].n),
		[RUNS_AFTER] = table_number((int64_t)d->runs->sides[REPORT_AFTER].n),
		[CHANGED] = table_number(d->n_order),
		[NEW] = table_number(d->n_new),
		[GONE] = table_number(d->n_gone),
		[WORDS] = table_text(total_words(d)),
	};

	set_values(d, cells, 0);
	table_row(d->r->writer, &(struct table_row){.kind = TOTAL, .cells = cells});
}

static void head_rows(struct runs_diff *d)
{
	struct report *r = d->r;
	struct str type[3] = {STR("Type: "), r->config->mean ? STR("mean_") : STR(""),
		d->runs->type};
	uint32_t n = n_listed(d);

	words_row(d, arena_join(r->arena, type, 3, STR("")));
	words_row(d, flame_side(r, REPORT_BEFORE));
	words_row(d, flame_side(r, REPORT_AFTER));
	if (n < d->n_order)
		words_row(d,
			arena_fmt(r->arena, "Showing the largest %u of %u changes", n, d->n_order));
	if (n != 0)
		words_row(d,
			arena_fmt(r->arena,
				"    before      after      change  change%%     p       q  %s",
				d->by_cum ? "cum" : "flat"));
}

/* Says so where there are too few runs for any p below P_MOST. */
static void tell_least(const struct runs_diff *d)
{
	size_t before = d->runs->sides[REPORT_BEFORE].n, after = d->runs->sides[REPORT_AFTER].n;
	double least = statistics_least_p(before, after);

	if (least >= P_MOST)
		notes_add(d->r->to_user,
			"%zu runs against %zu have a p of %.3f or more, whatever they show; "
			"from 4 against 4 on it can be below 0.05",
			before, after, least);
}

bool report_runs(struct report *r, struct err *err)
{
	struct runs_diff d = {.r = r, .runs = r->context, .by_cum = r->config->sort == SORT_CUM};
	struct table_facts facts;

	(void)err;
	tell_least(&d);
	weigh(&d);
	choose_rows(&d);
	choose_unit(&d);
	d.frames = run_frames_of(d.runs->names);
	r->values.changes = r->out != NULL && r->out->color;
	facts = runs_facts(r, d.runs);
	table_begin(r->writer, &runs_spec, &facts);
	head_rows(&d);
	for (uint32_t i = 0; i < n_listed(&d); i++)
		node_row(&d, d.order[i]);
	total_row(&d);
	table_end(r->writer);
	return true;
}

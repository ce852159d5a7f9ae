/*
 * diff.c: Lists what changed between a base and a profile, the largest change first: `diff`.
 *
 * A change of few samples may be chance. Where the profile counts samples, z says how far a change is
 * from what chance does: (after - before) / sqrt(after + before), in samples. Counts of independent
 * samples vary by the square root of their mean, so that |z| is below 2 in 19 of 20 cases where nothing
 * changed.
 */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "graph/node-sides.h"
#include "report/flame-frames.h"
#include "report/node-frames.h"
#include "units/units.h"

/* A change of less than this z is marked. */
#define Z_LEAST 2.0

enum diff_kind { NODE, TOTAL, WORDS_ROW, KINDS };

enum diff_column {
	FRAME,
	FLAT_BEFORE,
	FLAT_AFTER,
	FLAT_CHANGE,
	CUM_BEFORE,
	CUM_AFTER,
	CUM_CHANGE,
	/* Samples behind the values that rows go by: flat, or cum with -cum. Null: not known. */
	SAMPLES_BEFORE,
	SAMPLES_AFTER,
	NOISE,     /* the change may be chance; null: not known */
	FUNCTIONS, /* of the total: how many nodes changed, are new, are gone */
	NEW,
	GONE,
	BEFORE, /* what texts show: the values that rows go by */
	AFTER,
	CHANGE_TEXT,
	PERCENT_TEXT,
	Z_TEXT,
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
	[SAMPLES_BEFORE] = {"samples_before", TABLE_NUMBER},
	[SAMPLES_AFTER] = {"samples_after", TABLE_NUMBER},
	[NOISE] = {"noise", TABLE_FLAG},
	[FUNCTIONS] = {"changed", TABLE_NUMBER},
	[NEW] = {"new", TABLE_NUMBER},
	[GONE] = {"gone", TABLE_NUMBER},
	[BEFORE] = {NULL, TABLE_TEXT, .heading = "before"},
	[AFTER] = {NULL, TABLE_TEXT, .heading = "after"},
	[CHANGE_TEXT] = {NULL, TABLE_TEXT, .heading = "change"},
	[PERCENT_TEXT] = {NULL, TABLE_TEXT, .heading = "change%"},
	[Z_TEXT] = {NULL, TABLE_TEXT, .heading = "z"},
	[WORDS] = {NULL, TABLE_TEXT},
};

static const struct table_piece node_pieces[] = {
	{"", BEFORE, 10, 0},
	{" ", AFTER, 10, 0},
	{" ", CHANGE_TEXT, 11, 0},
	{" ", PERCENT_TEXT, 8, 0},
	{"", Z_TEXT, 0, 0},
	{"  ", FRAME, 0, 0},
};
static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

enum {
	VALUES = TABLE_HAS(FLAT_BEFORE) | TABLE_HAS(FLAT_AFTER) | TABLE_HAS(FLAT_CHANGE) |
		TABLE_HAS(CUM_BEFORE) | TABLE_HAS(CUM_AFTER) | TABLE_HAS(CUM_CHANGE),
	SAMPLES = TABLE_HAS(SAMPLES_BEFORE) | TABLE_HAS(SAMPLES_AFTER) | TABLE_HAS(NOISE),
};

static const struct table_kind kinds[KINDS] = {
	[NODE] = {.name = "node",
		.columns = VALUES | SAMPLES | TABLE_HAS(FRAME),
		TABLE_PIECES(node_pieces)},
	[TOTAL] = {.name = "total",
		.columns = VALUES | SAMPLES | TABLE_HAS(FUNCTIONS) | TABLE_HAS(NEW) |
			TABLE_HAS(GONE),
		TABLE_PIECES(words_pieces)},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec diff_spec = {columns, COLUMNS, kinds, KINDS, NULL};

struct diff {
	struct report *r;
	struct nodes nodes;
	struct node_frames frames;
	struct node_sides values;
	struct node_sides counts; /* of samples; has_counts says whether they are known */
	bool has_counts, by_cum;
	node_id *order; /* the nodes that changed, in order */
	uint32_t n_order, n_new, n_gone;
};

static const struct side_sums *sums_of(const struct diff *d, const struct node_sides *s, node_id n)
{
	return d->by_cum ? &s->cum[n] : &s->flat[n];
}

static void weigh(struct diff *d)
{
	struct report *r = d->r;
	struct sample_spec spec = {.view = r->view, .value = r->type, .mean = r->config->mean};

	nodes_init(&d->nodes, r->arena, r->view, false);
	node_sides_init(&d->values, r->arena, &d->nodes, &spec);
	/* A mean varies in another way. */
	d->has_counts = r->config->noise && !spec.mean &&
		report_count_type(r->profile, &spec.value);
	if (d->has_counts)
		node_sides_init(&d->counts, r->arena, &d->nodes, &spec);
}

struct ranked {
	int64_t size, second;
	struct str name;
	node_id id;
};

/* The largest change first, then by name. */
static int by_size(const void *a, const void *b)
{
	const struct ranked *l = a, *r = b;
	int c;

	if (l->size != r->size)
		return (uint64_t)l->size > (uint64_t)r->size ? -1 : 1;
	if (l->second != r->second)
		return (uint64_t)l->second > (uint64_t)r->second ? -1 : 1;
	c = str_cmp(l->name, r->name);
	return c != 0 ? c : (l->id > r->id) - (l->id < r->id);
}

/* Counts what changed, and chooses what is listed. */
static void choose_nodes(struct diff *d)
{
	struct report *r = d->r;
	struct ranked *rows = arena_array(r->arena, struct ranked, d->nodes.n);
	uint32_t n = 0;

	for (node_id id = 1; id < d->nodes.n; id++) {
		const struct side_sums *s = sums_of(d, &d->values, id);
		int64_t before = side_before(s), after = side_after(s);

		if (before == after || (r->config->drop_negative && after < before))
			continue;
		d->n_new += before == 0;
		d->n_gone += after == 0;
		rows[n++] = (struct ranked){wrap_abs(wrap_sub(after, before)),
			wrap_abs(side_change(d->by_cum ? &d->values.flat[id] : &d->values.cum[id])),
			node_name(r->arena, &d->nodes, id), id};
	}
	qsort(rows, n, sizeof(*rows), by_size);
	d->order = arena_array(r->arena, node_id, n);
	for (uint32_t i = 0; i < n; i++)
		d->order[i] = rows[i].id;
	d->n_order = n;
}

/* How many of the nodes are listed. */
static uint32_t n_listed(const struct diff *d)
{
	int64_t n = d->r->config->nodecount;

	return n > 0 && n < d->n_order ? (uint32_t)n : d->n_order;
}

/* The unit suits all changes that are listed, as that of other reports suits their values. */
static void choose_unit(struct diff *d)
{
	struct report *r = d->r;
	int64_t total = r->values.total;
	uint32_t n = n_listed(d);

	if (n == 0) {
		report_choose_unit_by(r, 0);
		return;
	}
	r->values.total = wrap_abs(side_change(sums_of(d, &d->values, d->order[0])));
	report_choose_unit_by(r, wrap_abs(side_change(sums_of(d, &d->values, d->order[n - 1]))));
	r->values.total = total;
}

/* 0 where there are no samples. */
static double z_of(const struct side_sums *counts)
{
	double before = (double)counts->before, after = (double)counts->after;
	double sum = fabs(before) + fabs(after);

	return sum > 0 ? (after - before) / sqrt(sum) : 0;
}

static bool is_noise(const struct side_sums *counts)
{
	return fabs(z_of(counts)) < Z_LEAST;
}

/* "   -3.7  ", or "    1.8 ~" where the change may be chance. */
static struct str z_text(const struct diff *d, const struct side_sums *counts)
{
	double z = z_of(counts);
	char buf[NUM_FIXED_MAX];
	int n = (int)num_fixed(z, 1, buf);

	return arena_fmt(d->r->arena, " %6.*s %c", n, buf, is_noise(counts) ? '~' : ' ');
}

static void set_values(const struct diff *d, struct table_cell cells[COLUMNS],
	const struct side_sums *flat, const struct side_sums *cum)
{
	const struct side_sums *s = d->by_cum ? cum : flat;
	struct report *r = d->r;

	cells[FLAT_BEFORE] = table_value(side_before(flat));
	cells[FLAT_AFTER] = table_value(side_after(flat));
	cells[FLAT_CHANGE] = table_value(side_change(flat));
	cells[CUM_BEFORE] = table_value(side_before(cum));
	cells[CUM_AFTER] = table_value(side_after(cum));
	cells[CUM_CHANGE] = table_value(side_change(cum));
	cells[BEFORE] = table_text(report_side_value(r, side_before(s)));
	cells[AFTER] = table_text(report_side_value(r, side_after(s)));
	cells[CHANGE_TEXT] = table_text(report_change(r, side_change(s)));
	cells[PERCENT_TEXT] = table_text(report_change_percent(r, side_before(s), side_after(s)));
}

static void set_counts(const struct diff *d, struct table_cell cells[COLUMNS],
	const struct side_sums *counts)
{
	cells[SAMPLES_BEFORE] = table_number(counts->before);
	cells[SAMPLES_AFTER] = table_number(counts->after);
	cells[NOISE] = table_flag(is_noise(counts));
	cells[Z_TEXT] = table_text(z_text(d, counts));
}

static void node_row(struct diff *d, node_id n)
{
	struct report *r = d->r;
	const struct side_sums *s = sums_of(d, &d->values, n);
	const struct side_sums *counts = d->has_counts ? sums_of(d, &d->counts, n) : NULL;
	struct table_cell cells[COLUMNS] = {
		[FRAME] = node_frames_cell(&d->frames, n, TABLE_INLINE_UNKNOWN),
	};
	struct table_row row = {.kind = NODE, .is_colored = true, .cells = cells};

	set_values(d, cells, &d->values.flat[n], &d->values.cum[n]);
	if (counts != NULL)
		set_counts(d, cells, counts);
	/* What may be chance is faint. */
	row.weight = counts != NULL && is_noise(counts) ? 0 : side_change(s);
	table_row(r->writer, &row);
}

static void words_row(struct diff *d, struct str words)
{
	struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	if (words.n != 0)
		table_row(d->r->writer, &(struct table_row){.kind = WORDS_ROW, .cells = cells});
}

/* "351 functions changed: 124 new, 50 gone; total 2930ms -> 2970ms (+40ms, +1.4%)" */
static struct str total_words(const struct diff *d)
{
	struct report *r = d->r;
	const struct side_sums *s = &d->values.whole;
	struct str parts[8] = {
		arena_fmt(r->arena, "%u %s changed: %u new, %u gone; total ", d->n_order,
			d->n_order == 1 ? r->view->entry : r->view->entries, d->n_new, d->n_gone),
		report_side_value(r, side_before(s)),
		STR(" -> "),
		report_side_value(r, side_after(s)),
		STR(" ("),
		report_change(r, side_change(s)),
		arena_fmt(r->arena, ", %.*s)",
			STR_ARG(report_change_percent(r, side_before(s), side_after(s)))),
	};

	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR(""));
}

static void total_row(struct diff *d)
{
	const struct side_sums *s = &d->values.whole;
	struct table_cell cells[COLUMNS] = {
		[FUNCTIONS] = table_number(d->n_order),
		[NEW] = table_number(d->n_new),
		[GONE] = table_number(d->n_gone),
		[WORDS] = table_text(total_words(d)),
	};

	set_values(d, cells, s, s);
	if (d->has_counts)
		set_counts(d, cells, &d->counts.whole);
	table_row(d->r->writer, &(struct table_row){.kind = TOTAL, .cells = cells});
}

static void head_rows(struct diff *d)
{
	struct report *r = d->r;
	struct str type[3] = {STR("Type: "), r->config->mean ? STR("mean_") : STR(""),
		profile_str(r->profile, r->profile->types[r->type].type)};
	uint32_t n = n_listed(d);

	words_row(d, arena_join(r->arena, type, 3, STR("")));
	words_row(d, flame_side(r, REPORT_BEFORE));
	words_row(d, flame_side(r, REPORT_AFTER));
	words_row(d, flame_durations(r));
	if (n < d->n_order)
		words_row(d,
			arena_fmt(r->arena, "Showing the largest %u of %u changes", n, d->n_order));
	if (n != 0)
		words_row(d,
			arena_fmt(r->arena, "    before      after      change  change%%%s  %s",
				d->has_counts ? "      z  " : "", d->by_cum ? "cum" : "flat"));
}

bool report_diff(struct report *r, struct err *err)
{
	struct diff d = {.r = r, .by_cum = r->config->sort == SORT_CUM};
	struct table_facts facts;

	if (!r->compared)
		return err_set(err,
			"diff compares with a base, and there is none; "
			"give -diff_base=FILE, or in the console: diff_base FILE");
	weigh(&d);
	choose_nodes(&d);
	choose_unit(&d);
	d.frames = node_frames_of(r, &d.nodes, NULL);
	r->values.changes = r->out != NULL && r->out->color;
	facts = report_facts(r, NULL, TABLE_LEGEND_FILTERS);
	table_begin(r->writer, &diff_spec, &facts);
	head_rows(&d);
	for (uint32_t i = 0; i < n_listed(&d); i++)
		node_row(&d, d.order[i]);
	total_row(&d);
	table_end(r->writer);
	return true;
}

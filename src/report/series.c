/*
 * series.c: Adds up what functions took in each of several profiles, and lists the profiles in the order of their times.
 *
 * A row is a profile. Its bar is as long as its share of the largest cum%, so that a step is seen at a glance; the line
 * above the rows has the same in one character a profile. Both are ASCII: the width of other bars differs from terminal
 * to terminal.
 */
#include "report/series.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/cancel.h"
#include "base/notes.h"
#include "base/path.h"
#include "base/wrap.h"
#include "graph/walk.h"
#include "units/units.h"

enum {
	BAR = 20,  /* characters of the largest bar */
	LINE = 60, /* profiles of a line with one character each; more are taken together */
};

static const char levels[] = " .:-=+*#";

enum series_kind { POINT, WORDS_ROW, KINDS };

enum series_column {
	GROUP, /* the expression, from 0 */
	EXPRESSION,
	NAME,
	TIME,
	TOTAL,
	FLAT,
	CUM,
	TIME_TEXT,
	CUM_SHARE,
	BAR_TEXT,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[GROUP] = {"group", TABLE_NUMBER},
	[EXPRESSION] = {"group_name", TABLE_TEXT},
	[NAME] = {"profile", TABLE_TEXT},
	[TIME] = {"time_unix_nano", TABLE_NUMBER},
	[TOTAL] = {"total", TABLE_VALUE},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[TIME_TEXT] = {NULL, TABLE_TEXT},
	[CUM_SHARE] = {"cum_percent", TABLE_SHARE},
	[BAR_TEXT] = {NULL, TABLE_TEXT},
	[WORDS] = {NULL, TABLE_TEXT},
};

static const struct table_piece point_pieces[] = {
	{"", TIME_TEXT, -23, 0},
	{" ", TOTAL, 10, 0},
	{" ", FLAT, 10, 0},
	{" ", CUM, 10, 0},
	{" ", CUM_SHARE, 0, 0},
	{"  ", BAR_TEXT, -BAR, 0},
	{"  ", NAME, 0, 0},
};
static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

static const struct table_kind kinds[KINDS] = {
	[POINT] = {.name = "profile",
		.columns = TABLE_HAS(GROUP) | TABLE_HAS(EXPRESSION) | TABLE_HAS(NAME) |
			TABLE_HAS(TIME) | TABLE_HAS(TOTAL) | TABLE_HAS(FLAT) | TABLE_HAS(CUM) |
			TABLE_HAS(CUM_SHARE),
		TABLE_PIECES(point_pieces)},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec series_spec = {columns, COLUMNS, kinds, KINDS, NULL};

/* --- one profile */

bool series_init(struct series *series, const struct str *texts, size_t n, struct err *err)
{
	series->texts = texts;
	series->rx = arena_array(&series->arena, struct rx *, n);
	series->seen = arena_array(&series->arena, bool, n);
	for (; series->n < n; series->n++)
		if (!rx_new(texts[series->n], &series->rx[series->n], err))
			return err_wrap(err, "-series");
	return true;
}

/* Where the functions of an expression are, and what they took. */
struct series_match {
	struct stack_builder builder;
	bool *hits; /* by node_id */
	bool seen;  /* there is one */
	struct series_value sums;
};

static void add_stacks(void *context, struct walk_part *part)
{
	struct series_match *m = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *nodes = walk_nodes(part, &s, &m->builder);
		bool hit = false;

		for (size_t i = 0; i < nodes->n && !hit; i++)
			hit = m->hits[nodes->p[i] & STACK_NODE];
		if (!hit)
			continue;
		m->sums.cum = wrap_add(m->sums.cum, s.weight);
		if (m->hits[nodes->p[nodes->n - 1] & STACK_NODE])
			m->sums.flat = wrap_add(m->sums.flat, s.weight);
	}
}

static bool find_hits(struct series_match *m, struct report *r, struct rx *rx, struct err *err)
{
	const struct nodes *nodes = m->builder.nodes;

	for (node_id id = 1; id < nodes->n; id++) {
		if (!rx_match(rx, node_name(r->arena, nodes, id), &m->hits[id], err))
			return err_wrap(err, "-series");
		m->seen |= m->hits[id];
	}
	return true;
}

static bool weigh(struct series *series, struct report *r, struct series_value *values,
	struct err *err)
{
	const struct sample_spec spec = {.view = r->view, .value = r->type};
	struct nodes nodes;
	struct stack_sums sums;

	nodes_init(&nodes, r->arena, r->view, false);
	stack_sums_init(&sums, r->arena, &spec);
	for (size_t i = 0; i < series->n; i++) {
		struct series_match m = {.builder = {.nodes = &nodes}};

		m.hits = arena_array(r->arena, bool, nodes.n);
		if (!find_hits(&m, r, series->rx[i], err))
			return false;
		stack_builder_init(&m.builder, r->arena);
		walk_run(&sums, 1, add_stacks, &m);
		values[i] = m.sums;
		series->seen[i] |= m.seen;
	}
	return true;
}

bool series_add(struct series *series, struct report *r, struct str name, int64_t time_nanos,
	struct err *err)
{
	const struct value_type *of = &r->profile->types[r->type];
	struct str type = profile_str(r->profile, of->type),
		   unit = profile_str(r->profile, of->unit);
	struct series_value *values = arena_array(&series->arena, struct series_value, series->n);

	if (series->points.n == 0) {
		series->type = arena_str(&series->arena, type);
		series->unit = arena_str(&series->arena, unit);
	}
	if (!str_eq(type, series->type) || !str_eq(unit, series->unit))
		return err_set(err,
			"its values are %.*s/%.*s, and those of the profiles before it %.*s/%.*s",
			STR_ARG(type), STR_ARG(unit), STR_ARG(series->type), STR_ARG(series->unit));
	if (!weigh(series, r, values, err))
		return false;
	*vec_add(&series->points) = (struct series_point){
		.name = arena_str(&series->arena, name),
		.time_nanos = r->profile->time_nanos != 0 ? r->profile->time_nanos : time_nanos,
		.total = report_total(r, r->type),
		.values = values,
	};
	return true;
}

void series_release(struct series *series)
{
	for (size_t i = 0; i < series->n; i++)
		rx_free(series->rx[i]);
	free(series->points.p);
	arena_release(&series->arena);
	*series = (struct series){0};
}

/* --- the report */

static int by_time(const void *a, const void *b)
{
	const struct series_point *l = a, *r = b;

	if (l->time_nanos != r->time_nanos)
		return l->time_nanos < r->time_nanos ? -1 : 1;
	return str_cmp(l->name, r->name);
}

static double share_of(const struct series_point *p, size_t expression)
{
	return p->total != 0 ? (double)p->values[expression].cum / (double)p->total : 0;
}

/* The largest share of an expression; 0 where there is none. */
static double largest_share(const struct series *series, size_t expression)
{
	double most = 0;

	for (size_t i = 0; i < series->points.n; i++)
		if (share_of(&series->points.p[i], expression) > most)
			most = share_of(&series->points.p[i], expression);
	return most;
}

/* How many of `most` characters a share takes. What is not nothing takes one. */
static size_t level_of(double share, double largest, size_t most)
{
	size_t n;

	if (!(share > 0))
		return 0;
	n = (size_t)(share / largest * (double)most + 0.5);
	return n > 0 ? n : 1;
}

static struct str bar_of(struct report *r, double share, double largest)
{
	size_t n = level_of(share, largest, BAR);
	char *text = arena_alloc(r->arena, n + 1);

	memset(text, '#', n);
	return (struct str){text, n};
}

/* A character for each profile; where there are more than LINE, for the largest of some that follow each other. */
static struct str line_of(struct report *r, const struct series *series, size_t expression,
	double largest)
{
	size_t points = series->points.n, n = points < LINE ? points : LINE;
	char *text = arena_alloc(r->arena, n + 1);

	for (size_t i = 0; i < n; i++) {
		double most = 0;

		for (size_t k = i * points / n; k < (i + 1) * points / n; k++)
			if (share_of(&series->points.p[k], expression) > most)
				most = share_of(&series->points.p[k], expression);
		text[i] = levels[level_of(most, largest, sizeof(levels) - 2)];
	}
	return (struct str){text, n};
}

static void words_row(struct report *r, struct str words)
{
	struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	table_row(r->writer, &(struct table_row){.kind = WORDS_ROW, .cells = cells});
}

static void head_rows(struct report *r, const struct series *series, size_t expression,
	double largest)
{
	struct str parts[] = {STR("\n"), series->texts[expression], STR("  ["),
		line_of(r, series, expression, largest), STR("]")};

	words_row(r, arena_join(r->arena, parts, ARRAY_LEN(parts), STR("")));
	words_row(r, STR("time                         total       flat        cum   cum%"));
}

static void point_row(struct report *r, const struct series *series, size_t expression, size_t i,
	double largest)
{
	const struct series_point *p = &series->points.p[i];
	const struct series_value *v = &p->values[expression];
	const struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number((int64_t)expression),
		[EXPRESSION] = table_text(series->texts[expression]),
		[NAME] = table_text(p->name),
		[TIME] = table_number(p->time_nanos),
		[TOTAL] = table_value(p->total),
		[FLAT] = table_value(v->flat),
		[CUM] = table_value(v->cum),
		[TIME_TEXT] = table_text(table_time_text(r->arena, p->time_nanos)),
		[CUM_SHARE] = table_share(v->cum, p->total),
		[BAR_TEXT] = table_text(bar_of(r, share_of(p, expression), largest)),
	};

	table_row(r->writer, &(struct table_row){.kind = POINT, .weight = v->cum, .cells = cells});
}

static void choose_unit(struct report *r, const struct series *series)
{
	int64_t least = 0;

	for (size_t i = 0; i < series->points.n; i++)
		for (size_t k = 0; k < series->n; k++) {
			int64_t cum = wrap_abs(series->points.p[i].values[k].cum);

			if (cum > 0 && (least == 0 || cum < least))
				least = cum;
		}
	report_choose_unit_by(r, least);
}

bool report_series(struct report *r, struct err *err)
{
	struct series *series = r->context;
	struct table_facts facts = report_facts(r, NULL, TABLE_LEGEND_FILTERS);
	struct str type[] = {STR("Type: "), series->type};

	if (series->points.n == 0)
		return err_set(err, "-series: there is no profile that can be read");
	/* What one profile says of itself is not true of all. */
	facts.source.time_nanos = facts.source.duration_nanos = 0;
	facts.source.types = NULL;
	facts.source.n_types = 0;
	qsort(series->points.p, series->points.n, sizeof(*series->points.p), by_time);
	choose_unit(r, series);
	table_begin(r->writer, &series_spec, &facts);
	words_row(r, arena_join(r->arena, type, 2, STR("")));
	for (size_t k = 0; k < series->n; k++) {
		double largest = largest_share(series, k);

		if (!series->seen[k])
			notes_add(r->to_user, "-series=%.*s matches nothing in these profiles",
				STR_ARG(series->texts[k]));
		head_rows(r, series, k, largest);
		for (size_t i = 0; i < series->points.n && !interrupted_at(i); i++)
			point_row(r, series, k, i, largest);
	}
	table_end(r->writer);
	return true;
}

/*
 * legend.c: Writes the facts of a report as the lines above its rows.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "base/zone.h"
#include "table/facts.h"
#include "units/units.h"

/* The bytes of a filter that the legend shows. */
enum { FILTER_MAX = 80 };

struct legend_maker {
	struct arena *arena;
	const struct table_facts *facts;
	struct out text; /* the line so far */
	VEC(struct str) lines;
};

static void end_line(struct legend_maker *k)
{
	*vec_add(&k->lines) = arena_str(k->arena, (struct str){k->text.p, k->text.n});
	out_clear(&k->text);
}

static void line(struct legend_maker *k, const char *what, struct str text)
{
	out_lit(&k->text, what);
	out_str(&k->text, text);
	end_line(k);
}

static void put_value(struct legend_maker *k, int64_t value)
{
	table_put_value(&k->text, &k->facts->values, value, 0, false);
}

static void source_lines(struct legend_maker *k)
{
	const struct table_source *s = &k->facts->source;

	if (s->has_main)
		line(k, "File: ", s->main);
	if (s->build_id.n != 0)
		line(k, "Build ID: ", s->build_id);
	for (size_t i = 0; i < s->n_comments; i++)
		if (!str_starts(s->comments[i], STR("#")))
			line(k, "", s->comments[i]);
	if (s->is_mean)
		line(k, "Type: mean_", s->type);
	else if (s->type.n != 0)
		line(k, "Type: ", s->type);
	if (s->doc_url.n != 0)
		line(k, "Doc: ", s->doc_url);
}

struct str table_time_text(struct arena *a, int64_t nanos)
{
	time_t seconds = (time_t)(nanos / 1000000000 - (nanos % 1000000000 < 0));
	struct tm tm;
	char buf[80];

	if (nanos == 0 || !zone_time(seconds, &tm))
		return STR("");
	strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M:%S %Z", &tm);
	return arena_str(a, str_from_c(buf));
}

static void time_line(struct legend_maker *k)
{
	struct str time = table_time_text(k->arena, k->facts->source.time_nanos);

	if (time.n != 0)
		line(k, "Time: ", time);
}

static void duration_line(struct legend_maker *k)
{
	const struct table_values *values = &k->facts->values;
	char number[UNITS_NUMBER_MAX], percent[UNITS_PERCENT_MAX];
	int64_t duration = k->facts->source.duration_nanos;
	struct out *o = &k->text;
	struct str unit, text;
	double nanos;

	if (duration == 0)
		return;
	text = units_label(duration, STR("nanoseconds"), STR("auto"), number, &unit);
	out_lit(o, "Duration: ");
	out_str(o, text);
	out_str(o, unit);
	out_lit(o, ", Total samples = ");
	put_value(k, values->total);
	out_lit(o, " ");
	nanos = units_scale(values->total, values->sample_unit, STR("nanoseconds"), &unit);
	if (str_eq(unit, STR("ns")) && nanos != 0) {
		out_lit(o, "(");
		out_str(o, units_percent(wrap_int(nanos), duration, percent));
		out_lit(o, ")");
	}
	end_line(k);
}

int64_t table_cutoff(const struct table_values *values, double fraction)
{
	return wrap_abs(wrap_int((double)values->total * fraction));
}

/* "Dropped 3 nodes (cum <= 0.05s)" */
static void dropped_line(struct legend_maker *k, uint32_t n, const char *what, const char *weight,
	double fraction)
{
	if (n == 0)
		return;
	out_fmt(&k->text, "Dropped %u %s%s (%s <= ", n, what, n > 1 ? "s" : "", weight);
	put_value(k, table_cutoff(&k->facts->values, fraction));
	out_lit(&k->text, ")");
	end_line(k);
}

/* Writes the filters that are set; long ones are cut. */
static void filter_lines(struct legend_maker *k)
{
	if (k->facts->n_filters != 0)
		line(k, "Active filters:", STR(""));
	for (size_t i = 0; i < k->facts->n_filters; i++) {
		const struct table_option *f = &k->facts->filters[i];
		struct str parts[2] = {str_from_c(f->name), f->value};
		struct str text = arena_join(k->arena, parts, 2, STR("="));

		out_lit(&k->text, "   ");
		out_str(&k->text, str_sub(text, 0, FILTER_MAX));
		out_lit(&k->text, text.n > FILTER_MAX ? "\xe2\x80\xa6" : "");
		end_line(k);
	}
}

static void shown_lines(struct legend_maker *k)
{
	const struct table_facts *f = k->facts;
	char buf[UNITS_PERCENT_MAX];

	out_lit(&k->text, "Showing nodes accounting for ");
	put_value(k, f->listed);
	out_lit(&k->text, ", ");
	out_str(&k->text, str_trim(units_percent(f->listed, f->values.total, buf)));
	out_lit(&k->text, " of ");
	put_value(k, f->values.total);
	line(k, " total", STR(""));
	if (f->values.total == 0)
		return;
	dropped_line(k, f->nodes_dropped, "node", "cum", f->node_fraction);
	if (f->legend & TABLE_LEGEND_EDGES)
		dropped_line(k, f->edges_dropped, "edge", "freq", f->edge_fraction);
	if (f->nodes_listed > 0 && f->nodes_listed < f->nodes_kept) {
		out_fmt(&k->text, "Showing top %u nodes out of %u", f->nodes_listed, f->nodes_kept);
		end_line(k);
	}
}

struct str *table_legend_lines(struct arena *a, const struct table_facts *facts, size_t *n_lines)
{
	struct legend_maker k = {.arena = a, .facts = facts};
	struct str *lines;

	if (facts->legend & TABLE_LEGEND_PROFILE) {
		source_lines(&k);
		time_line(&k);
		duration_line(&k);
	}
	if (facts->legend & TABLE_LEGEND_FILTERS)
		filter_lines(&k);
	if (facts->legend & TABLE_LEGEND_SHOWN)
		shown_lines(&k);
	if (facts->legend & TABLE_LEGEND_TOTAL) {
		out_lit(&k.text, "Total: ");
		put_value(&k, facts->values.total);
		end_line(&k);
	}
	for (size_t i = 0; i < facts->n_sentences; i++)
		line(&k, "", facts->sentences[i]);
	lines = arena_array(a, struct str, k.lines.n);
	if (k.lines.n != 0)
		memcpy(lines, k.lines.p, k.lines.n * sizeof(*lines));
	*n_lines = k.lines.n;
	free(k.lines.p);
	out_release(&k.text);
	return lines;
}

void table_put_legend(struct out *o, struct arena *a, const struct table_facts *facts)
{
	size_t n;
	struct str *lines = table_legend_lines(a, facts, &n);

	for (size_t i = 0; i < n; i++) {
		out_str(o, lines[i]);
		out_lit(o, "\n");
	}
}

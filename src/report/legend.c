/*
 * legend.c: the lines above a report that say what it is of. See report.h.
 *
 * The lines and their order are those of pprof's report.ProfileLabels and reportLabels.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/wrap.h"
#include "base/zone.h"
#include "report/report.h"
#include "units/units.h"

/* Bytes of a filter that the legend shows. */
enum { FILTER_MAX = 80 };

/* The lines while they are made. */
struct legend_maker {
	struct report *r;
	struct out text; /* the line so far */
	VEC(struct str) lines;
};

static void end_line(struct legend_maker *k)
{
	*vec_add(&k->lines) = arena_str(k->r->arena, (struct str){k->text.p, k->text.n});
	out_clear(&k->text);
}

static void line(struct legend_maker *k, const char *what, struct str text)
{
	out_lit(&k->text, what);
	out_str(&k->text, text);
	end_line(k);
}

static void file_lines(struct legend_maker *k)
{
	const struct profile *p = k->r->profile;
	const struct mapping *m = &p->mappings[1];

	if (m->file != 0)
		line(k, "File: ", path_base(profile_str(p, m->file)));
	if (m->build_id != 0)
		line(k, "Build ID: ", profile_str(p, m->build_id));
	for (uint32_t i = 0; i < p->n_comments; i++) {
		struct str comment = profile_str(p, p->comments[i]);

		if (!str_starts(comment, STR("#")))
			line(k, "", comment);
	}
}

static void type_line(struct legend_maker *k)
{
	struct str type = profile_str(k->r->profile, k->r->profile->types[k->r->type].type);

	if (k->r->config->mean)
		line(k, "Type: mean_", type);
	else if (type.n != 0)
		line(k, "Type: ", type);
}

/* In local time, which is that of TZ. */
static void time_line(struct legend_maker *k)
{
	int64_t nanos = k->r->profile->time_nanos;
	time_t seconds = (time_t)(nanos / 1000000000 - (nanos % 1000000000 < 0));
	struct tm tm;
	char buf[80];

	if (nanos == 0 || !zone_time(seconds, &tm))
		return;
	strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M:%S %Z", &tm);
	line(k, "Time: ", str_from_c(buf));
}

static void duration_line(struct legend_maker *k)
{
	char number[UNITS_NUMBER_MAX], percent[UNITS_PERCENT_MAX];
	const struct report *r = k->r;
	int64_t duration = r->profile->duration_nanos;
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
	out_str(o, report_value(r, r->total));
	out_lit(o, " ");
	nanos = units_scale(r->total, r->sample_unit, STR("nanoseconds"), &unit);
	if (str_eq(unit, STR("ns")) && nanos != 0) {
		out_lit(o, "(");
		out_str(o, units_percent(wrap_int(nanos), duration, percent));
		out_lit(o, ")");
	}
	end_line(k);
}

static void profile_lines(struct legend_maker *k)
{
	file_lines(k);
	type_line(k);
	if (k->r->profile->doc_url != 0)
		line(k, "Doc: ", profile_str(k->r->profile, k->r->profile->doc_url));
	time_line(k);
	duration_line(k);
}

/* "Dropped 3 nodes (cum <= 0.05s)" */
static void dropped_line(struct legend_maker *k, uint32_t n, const char *what, const char *weight,
	double fraction)
{
	int64_t limit = wrap_abs(wrap_int((double)k->r->total * fraction));

	if (n == 0)
		return;
	out_fmt(&k->text, "Dropped %u %s%s (%s <= ", n, what, n > 1 ? "s" : "", weight);
	out_str(&k->text, report_value(k->r, limit));
	out_lit(&k->text, ")");
	end_line(k);
}

/* The filters that are set, cut where they are long. */
static void filter_lines(struct legend_maker *k)
{
	const struct config *c = k->r->config;
	const struct {
		const char *name;
		struct str value;
	} rows[] = {
		{"focus", c->focus},
		{"ignore", c->ignore},
		{"hide", c->hide},
		{"show", c->show},
		{"show_from", c->show_from},
		{"tagfocus", c->tagfocus},
		{"tagignore", c->tagignore},
		{"tagshow", c->tagshow},
		{"taghide", c->taghide},
	};
	bool first = true;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str parts[2] = {str_from_c(rows[i].name), rows[i].value}, text;

		if (rows[i].value.n == 0)
			continue;
		if (first)
			line(k, "Active filters:", STR(""));
		first = false;
		text = arena_join(k->r->arena, parts, 2, STR("="));
		out_lit(&k->text, "   ");
		out_str(&k->text, str_sub(text, 0, FILTER_MAX));
		out_lit(&k->text, text.n > FILTER_MAX ? "\xe2\x80\xa6" : "");
		end_line(k);
	}
}

static void shown_lines(struct legend_maker *k, const struct graph *g, bool edges)
{
	const struct report *r = k->r;
	char buf[UNITS_PERCENT_MAX];
	int64_t shown = 0;

	for (uint32_t i = 0; i < g->n_order; i++)
		shown = wrap_add(shown, graph_flat(g, g->order[i]));
	out_lit(&k->text, "Showing nodes accounting for ");
	out_str(&k->text, report_value(r, shown));
	out_lit(&k->text, ", ");
	out_str(&k->text, str_trim(units_percent(shown, r->total, buf)));
	out_lit(&k->text, " of ");
	out_str(&k->text, report_value(r, r->total));
	line(k, " total", STR(""));
	if (r->total == 0)
		return;
	dropped_line(k, g->dropped_nodes, "node", "cum", r->config->nodefraction);
	if (edges)
		dropped_line(k, g->dropped_edges, "edge", "freq", r->config->edgefraction);
	if (g->n_order > 0 && g->n_order < g->n_before) {
		out_fmt(&k->text, "Showing top %u nodes out of %u", g->n_order, g->n_before);
		end_line(k);
	}
}

/* Hands the lines over. */
static struct str *finish(struct legend_maker *k, size_t *n_lines)
{
	struct str *lines = arena_array(k->r->arena, struct str, k->lines.n);

	if (k->lines.n != 0)
		memcpy(lines, k->lines.p, k->lines.n * sizeof(*lines));
	*n_lines = k->lines.n;
	free(k->lines.p);
	out_release(&k->text);
	return lines;
}

static void print(struct legend_maker *k)
{
	struct report *r = k->r;
	size_t n;
	struct str *lines = finish(k, &n);

	for (size_t i = 0; i < n; i++) {
		out_str(r->out, lines[i]);
		out_lit(r->out, "\n");
	}
}

void report_profile_legend(struct report *r)
{
	struct legend_maker k = {.r = r};

	profile_lines(&k);
	print(&k);
}

void report_subject_legend(struct report *r)
{
	struct legend_maker k = {.r = r};

	if (!r->config->compact_labels)
		profile_lines(&k);
	filter_lines(&k);
	print(&k);
}

void report_legend(struct report *r, const struct graph *g)
{
	struct legend_maker k = {.r = r};

	if (!r->config->compact_labels)
		profile_lines(&k);
	filter_lines(&k);
	shown_lines(&k, g, false);
	print(&k);
}

struct str *report_picture_legend(struct report *r, const struct graph *g, size_t *n_lines)
{
	struct legend_maker k = {.r = r};

	profile_lines(&k);
	filter_lines(&k);
	shown_lines(&k, g, true);
	line(&k, "\nSee https://git.io/JfYMW for how to read the graph", STR(""));
	return finish(&k, n_lines);
}

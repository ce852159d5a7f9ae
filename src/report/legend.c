/*
 * legend.c: the lines above a report that say what it is of. See report.h.
 *
 * The lines and their order are those of pprof's report.ProfileLabels and reportLabels.
 */
#include <time.h>

#include "base/path.h"
#include "base/wrap.h"
#include "report/report.h"
#include "units/units.h"

/* Bytes of a filter that the legend shows. */
enum { FILTER_MAX = 80 };

static void line(struct out *o, const char *what, struct str text)
{
	out_lit(o, what);
	out_str(o, text);
	out_lit(o, "\n");
}

static void file_lines(struct report *r)
{
	const struct profile *p = r->profile;
	const struct mapping *m = &p->mappings[1];

	if (m->file != 0)
		line(r->out, "File: ", path_base(profile_str(p, m->file)));
	if (m->build_id != 0)
		line(r->out, "Build ID: ", profile_str(p, m->build_id));
	for (uint32_t i = 0; i < p->n_comments; i++) {
		struct str comment = profile_str(p, p->comments[i]);

		if (!str_starts(comment, STR("#")))
			line(r->out, "", comment);
	}
}

static void type_line(struct report *r)
{
	struct str type = profile_str(r->profile, r->profile->types[r->type].type);

	if (r->config->mean)
		line(r->out, "Type: mean_", type);
	else if (type.n != 0)
		line(r->out, "Type: ", type);
}

/* In local time, which is that of TZ. */
static void time_line(struct report *r)
{
	int64_t nanos = r->profile->time_nanos;
	time_t seconds = (time_t)(nanos / 1000000000 - (nanos % 1000000000 < 0));
	struct tm tm;
	char buf[80];

	if (nanos == 0 || localtime_r(&seconds, &tm) == NULL)
		return;
	strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M:%S %Z", &tm);
	line(r->out, "Time: ", str_from_c(buf));
}

static void duration_line(struct report *r)
{
	char number[UNITS_NUMBER_MAX], percent[UNITS_PERCENT_MAX];
	int64_t duration = r->profile->duration_nanos;
	struct str unit, text;
	double nanos;

	if (duration == 0)
		return;
	text = units_label(duration, STR("nanoseconds"), STR("auto"), number, &unit);
	out_lit(r->out, "Duration: ");
	out_str(r->out, text);
	out_str(r->out, unit);
	out_lit(r->out, ", Total samples = ");
	out_str(r->out, report_value(r, r->total));
	out_lit(r->out, " ");
	nanos = units_scale(r->total, r->sample_unit, STR("nanoseconds"), &unit);
	if (str_eq(unit, STR("ns")) && nanos != 0) {
		out_lit(r->out, "(");
		out_str(r->out, units_percent(wrap_int(nanos), duration, percent));
		out_lit(r->out, ")");
	}
	out_lit(r->out, "\n");
}

void report_profile_legend(struct report *r)
{
	file_lines(r);
	type_line(r);
	if (r->profile->doc_url != 0)
		line(r->out, "Doc: ", profile_str(r->profile, r->profile->doc_url));
	time_line(r);
	duration_line(r);
}

/* "Dropped 3 nodes (cum <= 0.05s)" */
static void dropped_line(struct report *r, uint32_t n, const char *what, const char *weight,
	double fraction)
{
	int64_t limit = wrap_abs(wrap_int((double)r->total * fraction));

	if (n == 0)
		return;
	out_fmt(r->out, "Dropped %u %s%s (%s <= ", n, what, n > 1 ? "s" : "", weight);
	out_str(r->out, report_value(r, limit));
	out_lit(r->out, ")\n");
}

/* The filters that are set, cut where they are long. */
static void filter_lines(struct report *r)
{
	const struct config *c = r->config;
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
			out_lit(r->out, "Active filters:\n");
		first = false;
		text = arena_join(r->arena, parts, 2, STR("="));
		out_lit(r->out, "   ");
		out_str(r->out, str_sub(text, 0, FILTER_MAX));
		out_lit(r->out, text.n > FILTER_MAX ? "\xe2\x80\xa6\n" : "\n");
	}
}

void report_legend(struct report *r, const struct graph *g)
{
	char buf[UNITS_PERCENT_MAX];
	int64_t shown = 0;

	for (uint32_t i = 0; i < g->n_order; i++)
		shown = wrap_add(shown, graph_flat(g, g->order[i]));
	if (!r->config->compact_labels)
		report_profile_legend(r);
	filter_lines(r);
	out_lit(r->out, "Showing nodes accounting for ");
	out_str(r->out, report_value(r, shown));
	out_lit(r->out, ", ");
	out_str(r->out, str_trim(units_percent(shown, r->total, buf)));
	out_lit(r->out, " of ");
	out_str(r->out, report_value(r, r->total));
	out_lit(r->out, " total\n");
	if (r->total == 0)
		return;
	dropped_line(r, g->dropped_nodes, "node", "cum", r->config->nodefraction);
	if (g->n_order > 0 && g->n_order < g->n_before)
		out_fmt(r->out, "Showing top %u nodes out of %u\n", g->n_order, g->n_before);
}

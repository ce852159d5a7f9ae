/*
 * summary-text.c: Makes the lines of a summary that are sentences and lists.
 */
#include <inttypes.h>

#include "base/wrap.h"
#include "report/flame-frames.h"
#include "report/summary.h"
#include "table/fit.h"
#include "table/markdown.h"
#include "units/units.h"

/* Longer names are shortened: a page stays a page. */
enum {
	NAME_COLUMNS = 100,
	VALUES_SHOWN = 5,
	PACKAGES_SHOWN = 8,
	ROOTS_SHOWN = 2,
	LEAVES_SHOWN = 4
};

/* A line while it is made. */
struct line_maker {
	const struct summary *s;
	struct out text;
};

static void put(struct line_maker *k, struct str text)
{
	out_str(&k->text, text);
}

static struct str done(struct line_maker *k)
{
	struct str line = arena_str(k->s->r->arena, (struct str){k->text.p, k->text.n});

	out_release(&k->text);
	return line;
}

struct str summary_code(const struct summary *s, struct str text)
{
	struct line_maker k = {.s = s};

	table_put_markdown_code(&k.text, fit_text(s->r->arena, text, NAME_COLUMNS));
	return done(&k);
}

static void put_code(struct line_maker *k, struct str text)
{
	put(k, summary_code(k->s, text));
}

struct str summary_weight(const struct summary *s, int64_t value)
{
	struct line_maker k = {.s = s};
	char buf[UNITS_PERCENT_MAX];

	put(&k, report_value(s->r, value));
	out_lit(&k.text, " (");
	put(&k, str_trim(units_percent(value, s->r->values.total, buf)));
	out_lit(&k.text, ")");
	return done(&k);
}

static void put_weight(struct line_maker *k, int64_t value)
{
	put(k, summary_weight(k->s, value));
}

/* ", and 3 more" */
static void put_more(struct line_maker *k, size_t n)
{
	if (n != 0)
		out_fmt(&k->text, ", and %zu more", n);
}

struct str summary_title(const struct summary *s)
{
	struct line_maker k = {.s = s};
	struct str program;

	flame_title(s->r, &program);
	out_lit(&k.text, s->has_sides ? "# Changes in " : "# ");
	put_code(&k, s->facts.source.type);
	out_lit(&k.text, " of ");
	put_code(&k, program);
	out_lit(&k.text, ": ");
	put(&k,
		s->has_sides ? report_change(s->r, wrap_sub(s->after, s->before))
			     : report_value(s->r, s->r->values.total));
	return done(&k);
}

struct str summary_profile_line(const struct summary *s)
{
	const struct table_source *source = &s->facts.source;
	struct str time = table_time_text(s->r->arena, source->time_nanos), unit;
	struct line_maker k = {.s = s};
	char buf[UNITS_NUMBER_MAX];

	out_lit(&k.text, "- Profile: ");
	put_code(&k, source->n_inputs != 0 ? source->inputs[0] : STR("?"));
	put_more(&k, source->n_inputs > 1 ? source->n_inputs - 1 : 0);
	if (source->build_id.n != 0) {
		out_lit(&k.text, ", build ID ");
		put_code(&k, source->build_id);
	}
	if (time.n != 0) {
		out_lit(&k.text, ", taken ");
		put(&k, time);
	}
	if (source->duration_nanos != 0 && !s->has_sides) { /* else the sum of both */
		out_lit(&k.text, ", for ");
		put(&k, units_label(source->duration_nanos, STR("ns"), STR("auto"), buf, &unit));
		put(&k, unit);
	}
	return done(&k);
}

struct str summary_total_line(const struct summary *s)
{
	struct line_maker k = {.s = s};
	char buf[NUM_FIXED_MAX];

	out_lit(&k.text, s->has_sides ? "- 100%: " : "- Total: ");
	put(&k, report_value(s->r, s->r->values.total));
	if (s->has_samples && !str_eq(s->facts.source.type, STR("samples")))
		out_fmt(&k.text, " in %" PRId64 " samples", s->samples);
	if (s->has_busy) {
		out_lit(&k.text, ", ");
		put(&k, (struct str){buf, num_fixed(s->busy, 2, buf)});
		out_lit(&k.text,
			str_eq(s->facts.source.type, STR("cpu")) ? " processors busy"
								 : " at the same time on average");
	}
	return done(&k);
}

struct str summary_sides_line(const struct summary *s)
{
	struct line_maker k = {.s = s};

	if (!s->has_sides)
		return STR("");
	out_lit(&k.text, "- Values are changes since ");
	put_code(&k,
		s->r->sides[REPORT_BEFORE].n_names != 0 ? s->r->sides[REPORT_BEFORE].names[0]
							: STR("the base"));
	out_lit(&k.text, ": ");
	put(&k, report_side_value(s->r, s->before));
	out_lit(&k.text, " -> ");
	put(&k, report_side_value(s->r, s->after));
	out_lit(&k.text, " (");
	put(&k, report_change_percent(s->r, s->before, s->after));
	out_lit(&k.text, ")");
	return done(&k);
}

struct str summary_filters_line(const struct summary *s)
{
	struct line_maker k = {.s = s};

	if (s->facts.n_filters == 0)
		return STR("");
	out_lit(&k.text, "- Filters: ");
	for (size_t i = 0; i < s->facts.n_filters; i++) {
		struct str parts[3] = {str_from_c(s->facts.filters[i].name), STR("="),
			s->facts.filters[i].value};

		out_lit(&k.text, i != 0 ? ", " : "");
		put_code(&k, arena_join(s->r->arena, parts, 3, STR("")));
	}
	out_lit(&k.text, "; they keep ");
	put_weight(&k, s->kept);
	return done(&k);
}

struct str summary_types_line(const struct summary *s)
{
	const struct profile *p = s->r->profile;
	struct line_maker k = {.s = s};

	if (p->n_types == 1)
		return STR("");
	out_lit(&k.text, "- Other types:");
	for (uint32_t t = 0, n = 0; t < p->n_types && n < VALUES_SHOWN; t++) {
		struct table_values values = {.sample_unit = profile_str(p, p->types[t].unit),
			.unit = STR("auto"),
			.divide_by = 1};

		if (t == s->r->type)
			continue;
		out_lit(&k.text, n++ != 0 ? ", " : " ");
		put_code(&k, profile_str(p, p->types[t].type));
		out_lit(&k.text, " ");
		put(&k, str_trim(table_value_text(s->r->arena, &values, report_total(s->r, t))));
	}
	put_more(&k, p->n_types > VALUES_SHOWN + 1 ? p->n_types - VALUES_SHOWN - 1 : 0);
	return done(&k);
}

/* The name of a frame, short, as in pictures. */
static struct str short_name(const struct summary *s, node_id n)
{
	struct arena *a = s->r->arena;
	struct str name = view_str(s->r->view, s->paths.nodes->rows[n].name);

	if (name.n == 0 || view_is_grouped(s->r->view))
		return node_name(a, s->paths.nodes, n);
	return fit_without_arguments(a, report_short_name(a, name));
}

/* How many frames from i on are the same node. */
static size_t run_of(const struct path_frames *f, size_t i)
{
	size_t n = 1;

	while (i + n < f->list.n && path_frames_node(f, i + n) == path_frames_node(f, i))
		n++;
	return n;
}

/* How many runs there are. */
static size_t count_runs(const struct path_frames *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->list.n; i += run_of(f, i))
		n++;
	return n;
}

/* "1. 450ms (15.36%): `main` > 9 more > `f` (3 times) > `g`" */
struct str summary_path_line(const struct summary *s, uint32_t i)
{
	struct path_frames f = path_frames_of(&s->path_names, &s->paths, s->ends[i]);
	size_t runs = count_runs(&f), number = 0, left_out = 0, n;
	struct line_maker k = {.s = s};

	if (runs > ROOTS_SHOWN + LEAVES_SHOWN + 1)
		left_out = runs - ROOTS_SHOWN - LEAVES_SHOWN;
	out_fmt(&k.text, "%u. ", i + 1);
	put_weight(&k, path_tree_weight(&s->paths.rows[s->ends[i]].ends));
	out_lit(&k.text, ": ");
	for (size_t at = 0; at < f.list.n; at += n, number++) {
		n = run_of(&f, at);
		if (number == ROOTS_SHOWN && left_out != 0)
			out_fmt(&k.text, " > %zu more", left_out);
		if (number >= ROOTS_SHOWN && number < ROOTS_SHOWN + left_out)
			continue;
		out_lit(&k.text, at != 0 ? " > " : "");
		put_code(&k, short_name(s, path_frames_node(&f, at)));
		if (n > 1)
			out_fmt(&k.text, " (%zu times)", n);
	}
	return done(&k);
}

struct str summary_packages_line(const struct summary *s)
{
	const struct graph *g = &s->packages;
	struct line_maker k = {.s = s};
	uint32_t n = 0;

	while (n < g->n_order && graph_flat(g, g->order[n]) != 0)
		n++;
	out_lit(&k.text, "- packages:");
	for (uint32_t i = 0; i < n && i < PACKAGES_SHOWN; i++) {
		out_lit(&k.text, i != 0 ? ", " : " ");
		put_code(&k, node_name(s->r->arena, &g->nodes, g->order[i]));
		out_lit(&k.text, " ");
		put_weight(&k, graph_flat(g, g->order[i]));
	}
	put_more(&k, n > PACKAGES_SHOWN ? n - PACKAGES_SHOWN : 0);
	return done(&k);
}

struct str summary_label_line(const struct summary *s, const struct summary_label *label)
{
	struct line_maker k = {.s = s};
	size_t n = (size_t)(label->end - label->first);

	out_lit(&k.text, "- label ");
	put_code(&k, intern_str(&s->sums.names, label->first->key));
	out_lit(&k.text, ":");
	for (size_t i = 0; i < n && i < VALUES_SHOWN; i++) {
		out_lit(&k.text, i != 0 ? ", " : " ");
		put_code(&k, intern_str(&s->sums.names, label->first[i].name));
		out_lit(&k.text, " ");
		put_weight(&k, label->first[i].sum);
	}
	put_more(&k, n > VALUES_SHOWN ? n - VALUES_SHOWN : 0);
	return done(&k);
}

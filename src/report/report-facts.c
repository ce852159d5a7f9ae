/*
 * report-facts.c: States what is true of a whole report: the profile, the options, the total, what
 * was left out.
 */
#include "base/ascii.h"
#include "base/path.h"
#include "base/wrap.h"
#include "report/report.h"

/* The totals of all sample types, which data formats have. */
static void set_types(const struct report *r, struct table_source *s)
{
	const struct profile *p = r->profile;
	struct table_sample_type *types = arena_array(r->arena, struct table_sample_type,
		p->n_types);

	for (uint32_t t = 0; t < p->n_types; t++) {
		types[t].type = profile_str(p, p->types[t].type);
		types[t].unit = profile_str(p, p->types[t].unit);
		for (size_t i = 0; i < p->n_samples; i++)
			types[t].total = wrap_add(types[t].total, profile_value(p, t, i));
	}
	s->types = types;
	s->n_types = p->n_types;
}

static struct table_source source_of(const struct report *r)
{
	const struct profile *p = r->profile;
	struct str *comments = arena_array(r->arena, struct str, p->n_comments);
	struct table_source s = {
		.inputs = r->inputs,
		.n_inputs = r->n_inputs,
		.has_base = r->compared,
		.base_inputs = r->sides[REPORT_BEFORE].names,
		.n_base_inputs = r->sides[REPORT_BEFORE].n_names,
		.base_duration_nanos = r->sides[REPORT_BEFORE].duration_nanos,
		.has_main = p->mappings[1].file != 0,
		.build_id = profile_str(p, p->mappings[1].build_id),
		.doc_url = profile_str(p, p->doc_url),
		.comments = comments,
		.n_comments = p->n_comments,
		.type = profile_str(p, p->types[r->type].type),
		.is_mean = r->config->mean,
		.time_nanos = p->time_nanos,
		.duration_nanos = p->duration_nanos,
		.period = p->period,
		.period_type = profile_str(p, p->period_type.type),
		.period_unit = profile_str(p, p->period_type.unit),
	};

	if (s.has_main)
		s.main = path_base(profile_str(p, p->mappings[1].file));
	for (uint32_t i = 0; i < p->n_comments; i++)
		comments[i] = profile_str(p, p->comments[i]);
	if (r->writer != NULL && r->writer->format->is_data)
		set_types(r, &s);
	return s;
}

/* True for booleans and for numbers that JSON knows: infinity is none. They are written without quotes. */
static bool is_bare(const struct option *o, struct str value)
{
	if (config_domain(o) == DOMAIN_BOOL)
		return true;
	return !config_is_text(o) && config_domain(o) != DOMAIN_CHOICES &&
		ascii_is_digit(value.p[value.n - 1]);
}

static size_t add_option(const struct report *r, const struct config *c, const struct option *o,
	struct table_option *to)
{
	struct str value = config_get(r->arena, c, o);

	*to = (struct table_option){o->name, value, is_bare(o, value)};
	return 1;
}

/* The options that are not at their defaults. */
static void set_options(const struct report *r, struct table_facts *f)
{
	struct table_option *options = arena_array(r->arena, struct table_option, N_OPTIONS);
	const struct config *c = r->asked != NULL ? r->asked : r->config;

	for (const struct option *o = config_options; o->name != NULL; o++)
		if (!(o->roles & ROLE_HOW) && !config_is_default(c, o))
			f->n_options += add_option(r, c, o, &options[f->n_options]);
	f->options = options;
}

/* The filters that are set, in the order of pprof's legend. */
static void set_filters(const struct report *r, struct table_facts *f)
{
	struct table_option *filters = arena_array(r->arena, struct table_option, N_OPTIONS);

	for (const struct option *o = config_options; o->name != NULL; o++)
		if (config_is_listed(r->config, o))
			f->n_filters += add_option(r, r->config, o, &filters[f->n_filters]);
	f->filters = filters;
}

static void set_nodes(const struct report *r, const struct graph *g, struct table_facts *f)
{
	f->has_nodes = true;
	f->nodes_listed = g->n_order;
	f->nodes_kept = g->n_before;
	f->nodes_dropped = g->dropped_nodes;
	f->edges_dropped = g->dropped_edges;
	f->node_fraction = r->config->nodefraction;
	f->edge_fraction = r->config->edgefraction;
	for (uint32_t i = 0; i < g->n_order; i++)
		f->listed = wrap_add(f->listed, graph_flat(g, g->order[i]));
}

struct table_facts report_facts(const struct report *r, const struct graph *g, unsigned legend)
{
	struct table_facts f = {.report = r->name,
		.source = source_of(r),
		.values = r->values,
		.legend = legend,
		.texts = r->config->json_text,
		.notes = r->notes};

	if (r->config->compact_labels)
		f.legend &= ~(unsigned)TABLE_LEGEND_PROFILE;
	if (r->writer != NULL && r->writer->format->is_data)
		set_options(r, &f);
	set_filters(r, &f);
	if (g != NULL)
		set_nodes(r, g, &f);
	return f;
}

void report_greet(struct report *r)
{
	struct table_facts f = report_facts(r, NULL, 0);

	f.legend = TABLE_LEGEND_PROFILE;
	table_put_legend(r->out, r->arena, &f);
}

struct str *report_picture_legend(struct report *r, const struct graph *g, size_t *n_lines)
{
	struct table_facts f = report_facts(r, g, 0);
	struct str how = STR("\nSee https://git.io/JfYMW for how to read the graph");

	f.legend = TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS | TABLE_LEGEND_SHOWN |
		TABLE_LEGEND_EDGES;
	f.sentences = &how;
	f.n_sentences = 1;
	return table_legend_lines(r->arena, &f, n_lines);
}

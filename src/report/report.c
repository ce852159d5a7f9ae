/*
 * report.c: What all reports share: totals, units, colours of nodes.
 */
#include "report/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/wrap.h"
#include "units/units.h"

/*
 * The samples of a base in a comparison carry this label. Like pprof, the total is then theirs, so
 * that shares are shares of the base.
 */
static bool is_base_sample(const struct profile *p, str_id key, str_id text, size_t sample)
{
	for (uint32_t i = p->label_begin[sample]; i < p->label_begin[sample + 1]; i++)
		if (p->labels[i].key == key && !p->labels[i].is_number && p->labels[i].text == text)
			return true;
	return false;
}

/* What a total is the sum of. */
struct total_spec {
	const struct profile *p;
	const struct view *v; /* NULL: all samples */
	uint32_t type;
	bool mean;
};

/* The sum of all values without their signs, divided by the sum of the first ones for a mean. */
static int64_t total_of(const struct total_spec *t)
{
	const struct profile *p = t->p;
	str_id key = intern_find(&p->strings, STR("pprof::base"));
	str_id text = intern_find(&p->strings, STR("true"));
	/* Like pprof, of what the filters left also labels: a hidden one marks nothing. */
	bool look = key != 0 && text != 0 && p->label_begin != NULL &&
		(t->v == NULL || view_sees_key(t->v, key));
	int64_t total = 0, div = 0, base_total = 0, base_div = 0;
	size_t n = t->v != NULL ? t->v->n_samples : p->n_samples;

	for (size_t i = 0; i < n; i++) {
		size_t sample = t->v != NULL ? view_sample(t->v, i) : i;
		int64_t v = wrap_abs(profile_value(p, t->type, sample));
		int64_t d = t->mean ? profile_value(p, 0, sample) : 0;

		total = wrap_add(total, v);
		div = wrap_add(div, d);
		if (look && is_base_sample(p, key, text, sample)) {
			base_total = wrap_add(base_total, v);
			base_div = wrap_add(base_div, d);
		}
	}
	return base_total > 0 ? wrap_div(base_total, base_div) : wrap_div(total, div);
}

/* Only the difference of two profiles has values below zero. */
static bool has_negative(const struct profile *p, uint32_t type)
{
	for (size_t i = 0; i < p->n_samples; i++)
		if (profile_value(p, type, i) < 0)
			return true;
	return false;
}

int64_t report_total(const struct report *r, uint32_t type)
{
	return total_of(&(struct total_spec){
		.p = r->profile,
		.v = r->config->relative_percentages ? r->view : NULL,
		.type = type,
		.mean = r->config->mean,
	});
}

bool report_init(struct report *r, const struct profile *p, const struct view *v,
	const struct config *c, struct err *err)
{
	if (!profile_type_index(p, c->sample_index, &r->type, err))
		return false;
	if (c->divide_by == 0)
		return err_set(err, "divide_by: cannot divide by zero");
	r->profile = p;
	r->view = v;
	r->config = c;
	r->values = (struct table_values){
		.sample_unit = profile_str(p, p->types[r->type].unit),
		.unit = c->unit,
		.divide_by = c->divide_by,
		.total = report_total(r, r->type),
	};
	if (r->out != NULL && r->out->color)
		r->values.changes = r->compared || has_negative(p, r->type);
	return true;
}

struct str report_value(const struct report *r, int64_t value)
{
	return table_value_text(r->arena, &r->values, value);
}

struct str report_side_value(const struct report *r, int64_t value)
{
	struct table_values own = r->values;
	struct str text = report_value(r, value);

	if (!str_eq(text, STR("0")) || !str_eq(r->config->unit, STR("minimum")))
		return text;
	own.unit = STR("auto");
	return table_value_text(r->arena, &own, value);
}

struct str report_change(const struct report *r, int64_t change)
{
	struct str parts[2] = {STR(""), report_side_value(r, change)};

	if (change > 0 && !str_eq(parts[1], STR("0")))
		parts[0] = STR("+");
	return arena_join(r->arena, parts, 2, STR(""));
}

struct str report_change_percent(const struct report *r, int64_t before, int64_t after)
{
	char buf[UNITS_CHANGE_MAX];

	return arena_str(r->arena, units_change(before, after, buf));
}

bool report_count_type(const struct profile *p, uint32_t *type)
{
	for (uint32_t t = 0; t < p->n_types; t++)
		if (str_eq(profile_str(p, p->types[t].type), STR("samples")) &&
			str_eq(profile_str(p, p->types[t].unit), STR("count"))) {
			*type = t;
			return true;
		}
	return false;
}

static struct str weight_text(const struct report *r, int64_t value)
{
	return r->values.changes ? report_change(r, value) : report_value(r, value);
}

struct str report_weight_or_dot(const struct report *r, int64_t value)
{
	return value != 0 ? weight_text(r, value) : STR(".");
}

bool report_source_path(const struct report *r, struct str *path, struct err *err)
{
	char *here;

	*path = r->config->source_path;
	if (path->n != 0)
		return true;
	here = realpath(".", NULL);
	if (here == NULL)
		return err_set(err, "the current directory is gone; set source_path");
	*path = arena_str(r->arena, str_from_c(here));
	free(here);
	return true;
}

struct graph_spec report_graph_spec(const struct report *r)
{
	const struct config *c = r->config;

	return (struct graph_spec){
		.value = r->type,
		.mean = c->mean,
		.by_cum = c->sort == SORT_CUM,
		.drop_negative = c->drop_negative,
		.node_count = c->nodecount,
		.node_fraction = c->nodefraction,
		.edge_fraction = c->edgefraction,
		.kept = r->kept,
	};
}

/* The largest unit in which the value is at least 1; empty when it needs none. */
static struct str fitting_unit(const struct report *r, int64_t value)
{
	struct str unit;

	units_scale(value, r->values.sample_unit, STR("minimum"), &unit);
	return unit;
}

/* From pprof's report.selectOutputUnit: the unit of the smallest value, or one 100 times larger. */
void report_choose_unit_by(struct report *r, int64_t least)
{
	int64_t most = r->values.total;
	struct str unit;

	if (!str_eq(r->values.unit, STR("minimum")))
		return;
	if (least == 0)
		least = most;
	least = table_divided(&r->values, least);
	most = table_divided(&r->values, most);
	unit = fitting_unit(r, least);
	if (!str_eq(unit, fitting_unit(r, most)) && wrap_mul(least, 100) < most &&
		!r->whole_numbers)
		unit = fitting_unit(r, wrap_mul(least, 100));
	r->values.unit = unit.n ? unit : r->values.sample_unit;
}

void report_choose_unit(struct report *r, const struct graph *g)
{
	int64_t least = 0;

	if (g->n_order == 0)
		return;
	for (uint32_t i = 0; i < g->n_order; i++) {
		int64_t v = wrap_abs(graph_flat(g, g->order[i]));

		if (v == 0)
			v = wrap_abs(graph_cum(g, g->order[i]));
		if (v > 0 && (least == 0 || v < least))
			least = v;
	}
	report_choose_unit_by(r, least);
}

void report_color_node(const struct report *r, const struct graph *g, node_id n,
	struct table_row *row)
{
	int64_t flat = graph_flat(g, n), cum = graph_cum(g, n);
	int64_t weight = report_graph_spec(r).by_cum ? cum : flat;
	double total = r->values.total != 0 ? fabs((double)r->values.total) : INFINITY;

	row->is_colored = fabs((double)weight) / total >= OUT_LIGHT ||
		fabs((double)cum) / total < OUT_LIGHT;
	row->weight = weight;
}

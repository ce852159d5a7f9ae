/*
 * tree.c: each node between those that call it and those it calls. `tree`, and `peek` for the
 * nodes whose name matches.
 */
#include "base/wrap.h"
#include "report/report.h"
#include "units/units.h"

static const char separator[] =
	"----------------------------------------------------------+-------------\n";

static void percent(struct report *r, int64_t value, int64_t total)
{
	char buf[UNITS_PERCENT_MAX];

	out_lit(r->out, " ");
	out_str(r->out, units_percent(value, total, buf));
}

/* Like pprof, an edge shows its undivided weight even for a mean. */
static void call_row(struct report *r, const struct edge *edge, struct str name, int64_t cum)
{
	report_put_value(r, r->out, edge->weight, 50);
	percent(r, edge->weight, cum);
	out_lit(r->out, " |   ");
	out_str(r->out, name);
	out_lit(r->out, edge->inlined ? " (inline)\n" : "\n");
}

static void node_row(struct report *r, const struct graph *g, node_id n, int64_t *sum,
	struct str name)
{
	int64_t flat = graph_flat(g, n), cum = graph_cum(g, n);

	*sum = wrap_add(*sum, flat);
	report_put_value(r, r->out, flat, 10);
	percent(r, flat, r->total);
	percent(r, *sum, r->total);
	out_lit(r->out, " ");
	report_put_value(r, r->out, cum, 10);
	percent(r, cum, r->total);
	out_lit(r->out, "                | ");
	out_str(r->out, name);
	out_lit(r->out, "\n");
}

static void node_rows(struct report *r, const struct graph *g, const struct calls *calls, node_id n,
	int64_t *sum, struct str name)
{
	int64_t cum = graph_cum(g, n);

	out_lit(r->out, separator);
	for (uint32_t i = calls->in_begin[n]; i < calls->in_begin[n + 1]; i++)
		call_row(r, calls->in[i], calls->names[calls->in[i]->from], cum);
	node_row(r, g, n, sum, name);
	for (uint32_t i = calls->out_begin[n]; i < calls->out_begin[n + 1]; i++)
		call_row(r, calls->out[i], calls->names[calls->out[i]->to], cum);
}

bool report_tree(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct calls calls;
	struct graph g;
	int64_t sum = 0;
	bool any = false;

	spec.edges = GRAPH_ALL_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	calls = report_calls(r, &g);
	report_choose_unit(r, &g);
	report_legend(r, &g);
	out_lit(r->out, separator);
	out_lit(r->out,
		"      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t \n");
	for (uint32_t i = 0; i < g.n_order; i++) {
		struct str name = node_name(r->arena, &g.nodes, g.order[i]);
		bool hit = true;

		if (r->regex != NULL && !rx_match(r->regex, name, &hit, err))
			return err_wrap(err, "%.*s", (int)r->regex_text.n, r->regex_text.p);
		any |= hit;
		if (hit)
			node_rows(r, &g, &calls, g.order[i], &sum, name);
	}
	if (g.n_order != 0)
		out_lit(r->out, separator);
	if (r->regex != NULL && !any)
		return err_set(err, "no function matches %.*s", (int)r->regex_text.n,
			r->regex_text.p);
	return true;
}

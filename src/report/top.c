/*
 * top.c: the nodes, heaviest first, one a line. `top` and `text`.
 */
#include "base/wrap.h"
#include "report/report.h"
#include "units/units.h"

/* How a node was called, from its edges. */
enum { CALLED_INLINE = 1, CALLED = 2 };

static unsigned char *calls_of(const struct report *r, const struct graph *g)
{
	unsigned char *calls = arena_array(r->arena, unsigned char, g->nodes.n);

	for (uint32_t i = 0; i < g->n_edges; i++)
		calls[g->edges[i].to] |= g->edges[i].inlined ? CALLED_INLINE : CALLED;
	return calls;
}

static void row(struct report *r, const struct graph *g, node_id n, int64_t *sum,
	unsigned char calls)
{
	int64_t flat = graph_flat(g, n), cum = graph_cum(g, n);
	char buf[UNITS_PERCENT_MAX];
	struct out *o = r->out;

	*sum = wrap_add(*sum, flat);
	report_put_value(r, o, flat, 10);
	out_lit(o, " ");
	out_str(o, units_percent(flat, r->total, buf));
	out_lit(o, " ");
	out_str(o, units_percent(*sum, r->total, buf));
	out_lit(o, " ");
	report_put_value(r, o, cum, 10);
	out_lit(o, " ");
	out_str(o, units_percent(cum, r->total, buf));
	out_lit(o, "  ");
	out_str(o, node_name(r->arena, &g->nodes, n));
	if (calls & CALLED_INLINE)
		out_lit(o, calls & CALLED ? " (partial-inline)" : " (inline)");
	out_lit(o, "\n");
}

bool report_top(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	const unsigned char *calls;
	struct graph g;
	int64_t sum = 0;

	(void)err;
	spec.edges = GRAPH_INLINE_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	report_choose_unit(r, &g);
	report_legend(r, &g);
	out_lit(r->out, "      flat  flat%   sum%        cum   cum%\n");
	calls = calls_of(r, &g);
	for (uint32_t i = 0; i < g.n_order; i++)
		row(r, &g, g.order[i], &sum, calls[g.order[i]]);
	return true;
}

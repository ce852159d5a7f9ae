/*
 * top.c: the nodes, heaviest first, one a line. `top` and `text`; the rows of rows.h.
 */
#include "base/wrap.h"
#include "report/fit.h"
#include "report/rows.h"
#include "units/units.h"

/* How a node was called, from its edges. */
enum { CALLED_INLINE = 1, CALLED = 2 };

static const char *inline_mark(unsigned char calls)
{
	if (!(calls & CALLED_INLINE))
		return "";
	return calls & CALLED ? " (partial-inline)" : " (inline)";
}

struct top_rows top_rows_of(struct report *r, const struct graph *g)
{
	unsigned char *calls = arena_array(r->arena, unsigned char, g->nodes.n);

	for (uint32_t i = 0; i < g->n_edges; i++)
		calls[g->edges[i].to] |= g->edges[i].inlined ? CALLED_INLINE : CALLED;
	return (struct top_rows){.r = r, .g = g, .calls = calls};
}

void top_rows_head(struct top_rows *t)
{
	out_lit(t->r->out, "      flat  flat%   sum%        cum   cum%\n");
}

void top_row(struct top_rows *t, node_id n)
{
	int64_t flat = graph_flat(t->g, n), cum = graph_cum(t->g, n);
	char buf[UNITS_PERCENT_MAX];
	struct report *r = t->r;
	struct out *o = r->out;

	t->sum = wrap_add(t->sum, flat);
	report_node_heat(r, t->g, n);
	report_put_weight(r, o, flat, 10);
	out_lit(o, " ");
	out_str(o, units_percent(flat, r->total, buf));
	out_lit(o, " ");
	out_str(o, units_percent(t->sum, r->total, buf));
	out_lit(o, " ");
	report_put_weight(r, o, cum, 10);
	out_lit(o, " ");
	out_str(o, units_percent(cum, r->total, buf));
	out_lit(o, "  ");
	report_put_name(r, o, &t->g->nodes, n, node_name(r->arena, &t->g->nodes, n),
		inline_mark(t->calls[n]));
	out_plain(o);
	out_lit(o, "\n");
}

bool report_top(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct top_rows rows;
	struct graph g;

	(void)err;
	spec.edges = GRAPH_INLINE_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	report_choose_unit(r, &g);
	report_legend(r, &g);
	rows = top_rows_of(r, &g);
	top_rows_head(&rows);
	for (uint32_t i = 0; i < g.n_order; i++)
		top_row(&rows, g.order[i]);
	return true;
}

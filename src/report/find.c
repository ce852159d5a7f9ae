/*
 * find.c: Lists the nodes whose names match, as `top` does, and what they weigh together: `find`.
 *
 * All of them are listed, however little they weigh; only nodecount cuts the list. The last line is
 * of all matches, listed or not: its flat is the sum of theirs, its cum that of the samples that
 * have any of them on their stacks, which is less than the sum where one calls another.
 */
#include "base/wrap.h"
#include "report/top.h"

/* Sums the flat of the listed nodes. A mean is divided last. */
static int64_t flat_of_all(const struct graph *g)
{
	int64_t flat = 0, divisor = 0;

	for (uint32_t i = 0; i < g->n_order; i++) {
		flat = wrap_add(flat, g->flat[g->order[i]]);
		if (g->flat_div != NULL)
			divisor = wrap_add(divisor, g->flat_div[g->order[i]]);
	}
	return wrap_div(flat, divisor);
}

static void total_row(struct report *r, uint32_t n, int64_t flat, int64_t cum)
{
	struct str words = n == 1 ? STR("the only match")
				  : arena_fmt(r->arena, "all %u matches together", n);
	struct table_cell cells[TOP_COLUMNS] = {
		[TOP_FLAT] = table_value(flat),
		[TOP_CUM] = table_value(cum),
		[TOP_MATCHES] = table_number(n),
		[TOP_FLAT_SHARE] = table_share(flat, r->values.total),
		[TOP_CUM_SHARE] = table_share(cum, r->values.total),
		[TOP_WORDS] = table_text(words),
	};

	table_row(r->writer, &(struct table_row){.kind = TOP_TOTAL, .cells = cells});
}

/* Sums the cum of the listed nodes: a sample counts once. */
static int64_t cum_of_all(struct report *r, const struct graph *g)
{
	uint32_t *group = arena_array(r->arena, uint32_t, g->nodes.n);
	const struct graph_sum *sums;

	for (uint32_t i = 0; i < g->n_order; i++)
		group[g->order[i]] = 1;
	sums = graph_weigh_groups(g, r->arena, group, 1);
	return wrap_div(sums[1].weight, sums[1].divisor);
}

bool report_find(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	int64_t most = spec.node_count, flat, cum;
	struct table_facts facts;
	struct top_rows rows;
	struct graph g;
	uint32_t n;

	spec.edges = GRAPH_INLINE_EDGES;
	spec.node_count = 0;
	graph_init(&g, r->arena, r->view, &spec);
	if (!report_keep_matches(r, &g, err))
		return false;
	n = g.n_order;
	flat = flat_of_all(&g);
	cum = cum_of_all(r, &g);
	if (most > 0 && most < n)
		g.n_order = (uint32_t)most;
	report_choose_unit(r, &g);
	rows = top_rows_of(r, &g);
	facts = report_facts(r, &g, REPORT_LEGEND);
	table_begin(r->writer, &top_find_spec, &facts);
	for (uint32_t i = 0; i < g.n_order; i++)
		top_row(&rows, g.order[i]);
	total_row(r, n, flat, cum);
	table_end(r->writer);
	return true;
}

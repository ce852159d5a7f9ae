/*
 * top.c: Lists the nodes, heaviest first, one a row: `top` and `text`.
 */
#include "report/top.h"

#include "base/wrap.h"

/* How a node was called, from its edges. */
enum { CALLED_INLINE = 1, CALLED = 2 };

static const struct table_column columns[TOP_COLUMNS] = {
	[TOP_FRAME] = {NULL, TABLE_FRAME},
	[TOP_FLAT] = {"flat", TABLE_VALUE},
	[TOP_CUM] = {"cum", TABLE_VALUE},
	[TOP_MATCHES] = {"matches", TABLE_NUMBER},
	[TOP_FLAT_SHARE] = {"flat_percent", TABLE_SHARE},
	[TOP_SUM_SHARE] = {"sum_percent", TABLE_SHARE},
	[TOP_CUM_SHARE] = {"cum_percent", TABLE_SHARE},
	[TOP_WORDS] = {NULL, TABLE_TEXT},
};

static const struct table_piece node_pieces[] = {
	{"", TOP_FLAT, 10, 0},
	{" ", TOP_FLAT_SHARE, 0, 0},
	{" ", TOP_SUM_SHARE, 0, 0},
	{" ", TOP_CUM, 10, 0},
	{" ", TOP_CUM_SHARE, 0, 0},
	{"  ", TOP_FRAME, 0, 0},
};

static const struct table_piece total_pieces[] = {
	{"", TOP_FLAT, 10, 0},
	{" ", TOP_FLAT_SHARE, 0, 0},
	{"        ", TOP_CUM, 10, 0},
	{" ", TOP_CUM_SHARE, 0, 0},
	{"  ", TOP_WORDS, 0, 0},
};

enum {
	SHARE_COLUMNS = TABLE_HAS(TOP_FLAT) | TABLE_HAS(TOP_CUM) | TABLE_HAS(TOP_FLAT_SHARE) |
		TABLE_HAS(TOP_CUM_SHARE)
};

static const struct table_kind kinds[TOP_KINDS] = {
	[TOP_NODE] = {.name = "node",
		.columns = SHARE_COLUMNS | TABLE_HAS(TOP_FRAME) | TABLE_HAS(TOP_SUM_SHARE),
		TABLE_PIECES(node_pieces)},
	[TOP_TOTAL] = {.name = "total",
		.columns = SHARE_COLUMNS | TABLE_HAS(TOP_MATCHES),
		TABLE_PIECES(total_pieces)},
};

static const char head[] = "      flat  flat%   sum%        cum   cum%\n";

const struct table_spec top_spec = {columns, TOP_COLUMNS, kinds, TOP_TOTAL, head};
const struct table_spec top_find_spec = {columns, TOP_COLUMNS, kinds, TOP_KINDS, head};

static enum table_inline inline_of(unsigned char calls)
{
	if (!(calls & CALLED_INLINE))
		return TABLE_INLINE_NO;
	return calls & CALLED ? TABLE_INLINE_PARTIAL : TABLE_INLINE_YES;
}

struct top_rows top_rows_of(struct report *r, const struct graph *g)
{
	unsigned char *calls = arena_array(r->arena, unsigned char, g->nodes.n);

	for (uint32_t i = 0; i < g->n_edges; i++)
		calls[g->edges[i].to] |= g->edges[i].inlined ? CALLED_INLINE : CALLED;
	return (struct top_rows){.r = r,
		.g = g,
		.frames = node_frames_of(r, &g->nodes, NULL),
		.calls = calls};
}

void top_row(struct top_rows *t, node_id n)
{
	int64_t flat = graph_flat(t->g, n), cum = graph_cum(t->g, n), total = t->r->values.total;
	struct table_cell cells[TOP_COLUMNS] = {
		[TOP_FRAME] = node_frames_cell(&t->frames, n, inline_of(t->calls[n])),
		[TOP_FLAT] = table_value(flat),
		[TOP_CUM] = table_value(cum),
		[TOP_FLAT_SHARE] = table_share(flat, total),
		[TOP_CUM_SHARE] = table_share(cum, total),
	};
	struct table_row row = {.kind = TOP_NODE, .cells = cells};

	t->sum = wrap_add(t->sum, flat);
	cells[TOP_SUM_SHARE] = table_share(t->sum, total);
	report_color_node(t->r, t->g, n, &row);
	table_row(t->r->writer, &row);
}

bool report_top(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct table_facts facts;
	struct top_rows rows;
	struct graph g;

	(void)err;
	spec.edges = GRAPH_INLINE_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	report_choose_unit(r, &g);
	rows = top_rows_of(r, &g);
	facts = report_facts(r, &g, REPORT_LEGEND);
	table_begin(r->writer, &top_spec, &facts);
	for (uint32_t i = 0; i < g.n_order; i++)
		top_row(&rows, g.order[i]);
	table_end(r->writer);
	return true;
}

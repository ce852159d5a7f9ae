/*
 * tree.c: Lists each node between the nodes that call it and those that it calls: `tree`, and
 * `peek` for the nodes whose names match.
 *
 * In a comparison rows have both sides as well. The text shows the change alone, as pprof does.
 */
#include "base/interrupt.h"
#include "base/wrap.h"
#include "graph/edge-sides.h"
#include "report/node-frames.h"

enum tree_kind { NODE, CALLER, CALLEE, SEPARATOR, KINDS };

enum tree_column {
	GROUP, /* which node the row is about, from 0 in the order of the rows */
	GROUP_NAME,
	FRAME,
	FLAT,
	CUM,
	WEIGHT, /* of the calls between the node and its caller or callee */
	RESIDUAL,
	FLAT_SHARE,
	SUM_SHARE, /* of the flats so far */
	CUM_SHARE,
	WEIGHT_SHARE, /* of the node's cum */
	/* Of comparisons, as those of diff. */
	FLAT_BEFORE,
	FLAT_AFTER,
	FLAT_CHANGE,
	CUM_BEFORE,
	CUM_AFTER,
	CUM_CHANGE,
	WEIGHT_BEFORE,
	WEIGHT_AFTER,
	WEIGHT_CHANGE,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[GROUP] = {"group", TABLE_NUMBER},
	[GROUP_NAME] = {"group_name", TABLE_TEXT},
	[FRAME] = {NULL, TABLE_FRAME},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[WEIGHT] = {"weight", TABLE_VALUE},
	[RESIDUAL] = {"residual", TABLE_FLAG},
	[FLAT_SHARE] = {"flat_percent", TABLE_SHARE},
	[SUM_SHARE] = {"sum_percent", TABLE_SHARE},
	[CUM_SHARE] = {"cum_percent", TABLE_SHARE},
	[WEIGHT_SHARE] = {"weight_percent", TABLE_SHARE},
	[FLAT_BEFORE] = {"flat_before", TABLE_VALUE},
	[FLAT_AFTER] = {"flat_after", TABLE_VALUE},
	[FLAT_CHANGE] = {"flat_change", TABLE_VALUE},
	[CUM_BEFORE] = {"cum_before", TABLE_VALUE},
	[CUM_AFTER] = {"cum_after", TABLE_VALUE},
	[CUM_CHANGE] = {"cum_change", TABLE_VALUE},
	[WEIGHT_BEFORE] = {"weight_before", TABLE_VALUE},
	[WEIGHT_AFTER] = {"weight_after", TABLE_VALUE},
	[WEIGHT_CHANGE] = {"weight_change", TABLE_VALUE},
};

static const struct table_piece node_pieces[] = {
	{"", FLAT, 10, 0},
	{" ", FLAT_SHARE, 0, 0},
	{" ", SUM_SHARE, 0, 0},
	{" ", CUM, 10, 0},
	{" ", CUM_SHARE, 0, 0},
	{"                | ", FRAME, 0, 0},
};

static const struct table_piece call_pieces[] = {
	{"", WEIGHT, 50, 0},
	{" ", WEIGHT_SHARE, 0, 0},
	{" |   ", FRAME, 0, 0},
};

#define LINE "----------------------------------------------------------+-------------"

static const struct table_piece separator_pieces[] = {{LINE, -1, 0, 0}};

enum {
	GROUP_COLUMNS = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME) | TABLE_HAS(FRAME),
	CALL_COLUMNS = GROUP_COLUMNS | TABLE_HAS(WEIGHT) | TABLE_HAS(RESIDUAL) |
		TABLE_HAS(WEIGHT_SHARE),
	CALL_SIDES = TABLE_HAS(WEIGHT_BEFORE) | TABLE_HAS(WEIGHT_AFTER) | TABLE_HAS(WEIGHT_CHANGE),
	NODE_COLUMNS = GROUP_COLUMNS | TABLE_HAS(FLAT) | TABLE_HAS(CUM) | TABLE_HAS(FLAT_SHARE) |
		TABLE_HAS(SUM_SHARE) | TABLE_HAS(CUM_SHARE),
	NODE_SIDES = TABLE_HAS(FLAT_BEFORE) | TABLE_HAS(FLAT_AFTER) | TABLE_HAS(FLAT_CHANGE) |
		TABLE_HAS(CUM_BEFORE) | TABLE_HAS(CUM_AFTER) | TABLE_HAS(CUM_CHANGE),
};

static const struct table_kind kinds[KINDS] = {
	[NODE] = {.name = "node", .columns = NODE_COLUMNS, TABLE_PIECES(node_pieces)},
	[CALLER] = {.name = "caller", .columns = CALL_COLUMNS, TABLE_PIECES(call_pieces)},
	[CALLEE] = {.name = "callee", .columns = CALL_COLUMNS, TABLE_PIECES(call_pieces)},
	[SEPARATOR] = {TABLE_PIECES(separator_pieces)},
};

/* The same of comparisons. */
static const struct table_kind side_kinds[KINDS] = {
	[NODE] = {.name = "node", .columns = NODE_COLUMNS | NODE_SIDES, TABLE_PIECES(node_pieces)},
	[CALLER] = {.name = "caller",
		.columns = CALL_COLUMNS | CALL_SIDES,
		TABLE_PIECES(call_pieces)},
	[CALLEE] = {.name = "callee",
		.columns = CALL_COLUMNS | CALL_SIDES,
		TABLE_PIECES(call_pieces)},
	[SEPARATOR] = {TABLE_PIECES(separator_pieces)},
};

#define HEADING \
	LINE "\n      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t \n"

static const struct table_spec tree_spec = {columns, COLUMNS, kinds, KINDS, HEADING};
static const struct table_spec tree_side_spec = {columns, COLUMNS, side_kinds, KINDS, HEADING};

/* What all rows are made of. */
struct tree_rows {
	struct report *r;
	const struct graph *g;
	struct calls calls;
	struct node_frames frames;
	bool compared; /* rows have both sides: */
	struct node_sides nodes;
	const struct side_sums *edges; /* by position in g->edges */
	int64_t sum;                   /* of flat, so far */
	int64_t group;                 /* nodes so far */
	struct str group_name;
};

/* Sets three columns, of which `before` is the first. */
static void set_sides(struct table_cell *before, const struct side_sums *s)
{
	before[0] = table_value(side_before(s));
	before[1] = table_value(side_after(s));
	before[2] = table_value(side_change(s));
}

/* Gives an edge, whose other end is `other`. Like pprof, its weight is not divided for a mean. */
static void call_row(struct tree_rows *t, const struct edge *edge, enum tree_kind kind, int64_t cum)
{
	node_id other = kind == CALLER ? edge->from : edge->to;
	enum table_inline inlined = edge->inlined ? TABLE_INLINE_YES : TABLE_INLINE_NO;
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(t->group),
		[GROUP_NAME] = table_text(t->group_name),
		[FRAME] = node_frames_cell(&t->frames, other, inlined),
		[WEIGHT] = table_value(edge->weight),
		[RESIDUAL] = table_flag(edge->residual),
		[WEIGHT_SHARE] = table_share(edge->weight, cum),
	};

	if (t->compared)
		set_sides(&cells[WEIGHT_BEFORE], &t->edges[edge - t->g->edges]);
	table_row(t->r->writer,
		&(struct table_row){.kind = kind,
			.is_colored = !t->r->config->mean, /* no share of an average */
			.weight = edge->weight,
			.cells = cells});
}

static void node_row(struct tree_rows *t, node_id n)
{
	int64_t flat = graph_flat(t->g, n), cum = graph_cum(t->g, n);
	int64_t total = t->r->values.total;
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(t->group),
		[GROUP_NAME] = table_text(t->group_name),
		[FRAME] = node_frames_cell(&t->frames, n, TABLE_INLINE_UNKNOWN),
		[FLAT] = table_value(flat),
		[CUM] = table_value(cum),
		[FLAT_SHARE] = table_share(flat, total),
		[SUM_SHARE] = table_share(t->sum = wrap_add(t->sum, flat), total),
		[CUM_SHARE] = table_share(cum, total),
	};
	struct table_row row = {.kind = NODE, .is_colored = true, .weight = cum, .cells = cells};

	if (t->compared) {
		set_sides(&cells[FLAT_BEFORE], &t->nodes.flat[n]);
		set_sides(&cells[CUM_BEFORE], &t->nodes.cum[n]);
	}
	if (t->r->regex == NULL) /* `peek` is about what is below the node, too */
		report_color_node(t->r, t->g, n, &row);
	table_row(t->r->writer, &row);
}

static void separator(struct tree_rows *t)
{
	table_row(t->r->writer, &(struct table_row){.kind = SEPARATOR});
}

static void node_rows(struct tree_rows *t, node_id n, struct str name)
{
	const struct calls *calls = &t->calls;
	int64_t cum = graph_cum(t->g, n);

	t->group_name = name;
	separator(t);
	for (uint32_t i = calls->in_begin[n]; i < calls->in_begin[n + 1]; i++)
		call_row(t, calls->in[i], CALLER, cum);
	node_row(t, n);
	for (uint32_t i = calls->out_begin[n]; i < calls->out_begin[n + 1]; i++)
		call_row(t, calls->out[i], CALLEE, cum);
	t->group++;
}

/* Gives the rows of the nodes whose names the expression matches. */
static bool matching_rows(struct tree_rows *t, struct err *err)
{
	struct report *r = t->r;
	bool any = false;

	for (uint32_t i = 0; i < t->g->n_order; i++) {
		struct str name = node_name(r->arena, &t->g->nodes, t->g->order[i]);
		bool hit = true;

		if (interrupted())
			break;
		if (r->regex != NULL && !rx_match(r->regex, name, &hit, err))
			return err_wrap(err, "%.*s", STR_ARG(r->regex_text));
		any |= hit;
		if (hit)
			node_rows(t, t->g->order[i], name);
	}
	if (t->g->n_order != 0)
		separator(t);
	if (r->regex != NULL && !any)
		return err_set(err, "no %s matches %.*s", r->view->entry, STR_ARG(r->regex_text));
	return true;
}

/* Data alone has both sides. */
static void weigh_sides(struct tree_rows *t)
{
	struct report *r = t->r;
	const struct sample_spec spec = {.view = r->view,
		.value = r->type,
		.mean = r->config->mean};

	t->compared = r->profile->before != NULL && r->config->format != FORMAT_TEXT;
	if (!t->compared)
		return;
	node_sides_init(&t->nodes, r->arena, &t->g->nodes, &spec);
	t->edges = edge_sides(r->arena, t->g, &spec);
}

bool report_tree(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct tree_rows t = {.r = r};
	struct table_facts facts;
	struct graph g;

	spec.edges = GRAPH_ALL_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	t.g = &g;
	t.calls = graph_calls(r->arena, &g);
	t.frames = node_frames_of(r, &g.nodes, t.calls.names);
	report_choose_unit(r, &g);
	weigh_sides(&t);
	facts = report_facts(r, &g, REPORT_LEGEND);
	table_begin(r->writer, t.compared ? &tree_side_spec : &tree_spec, &facts);
	if (!matching_rows(&t, err))
		return false;
	table_end(r->writer);
	return true;
}

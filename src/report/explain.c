/*
 * explain.c: Tells what the numbers of a report mean, with its own numbers: `explain`.
 *
 * It is no report of its own: the session runs it with the options of the last one. Its rows are
 * paragraphs, which the text breaks into lines of 80 columns, and names, which stand on lines of
 * their own, however long they are.
 */
#include "base/wrap.h"
#include "report/node-frames.h"
#include "table/text.h"
#include "units/units.h"

enum { LINE_COLUMNS = 79 };

enum explain_kind { PARAGRAPH, NAME, BLANK, KINDS };

enum explain_column { TEXT, FRAME, COLUMNS };

static void print_paragraph(struct table_text_writer *t, const struct table_row *row);

static const struct table_column columns[COLUMNS] = {
	[TEXT] = {"text", TABLE_TEXT},
	[FRAME] = {NULL, TABLE_FRAME},
};

static const struct table_piece name_pieces[] = {{"    ", FRAME, 0, 0}};
static const struct table_piece blank_pieces[] = {{"", -1, 0, 0}};

/* A paragraph has as many lines as it needs. */
static const struct table_kind kinds[KINDS] = {
	[PARAGRAPH] = {.name = "paragraph", .columns = TABLE_HAS(TEXT), .print = print_paragraph},
	[NAME] = {.name = "name", .columns = TABLE_HAS(FRAME), TABLE_PIECES(name_pieces)},
	[BLANK] = {TABLE_PIECES(blank_pieces)},
};

static const struct table_spec explain_spec = {columns, COLUMNS, kinds, KINDS, NULL};

/* A text while it is written. */
struct prose {
	struct report *r;
	const struct graph *g;
	struct node_frames frames;
	struct out text; /* of the paragraph so far */
};

static void print_paragraph(struct table_text_writer *t, const struct table_row *row)
{
	struct str rest = row->cells[TEXT].text, word;
	struct out *o = t->writer.out;
	size_t column = 0;

	while (str_word(&rest, &word)) {
		size_t width = out_width(word);

		if (column != 0 && column + 1 + width > LINE_COLUMNS) {
			out_lit(o, "\n");
			column = 0;
		}
		if (column != 0)
			out_lit(o, " ");
		out_str(o, word);
		column += width + (column != 0);
	}
	if (column != 0)
		out_lit(o, "\n");
}

/* Ends the paragraph: gives its row. */
static void end_paragraph(struct prose *k)
{
	const struct table_cell cells[COLUMNS] = {
		[TEXT] = table_text((struct str){k->text.p, k->text.n})};

	if (k->text.n != 0)
		table_row(k->r->writer, &(struct table_row){.kind = PARAGRAPH, .cells = cells});
	out_clear(&k->text);
}

static void say(struct prose *k, const char *text)
{
	out_lit(&k->text, text);
}

static void say_value(struct prose *k, int64_t value)
{
	table_put_value(&k->text, &k->r->values, value, 0, false);
}

/* "1.50s (12.34%)" */
static void say_share(struct prose *k, int64_t value)
{
	char buf[UNITS_PERCENT_MAX];

	say_value(k, value);
	say(k, " (");
	out_str(&k->text, str_trim(units_percent(value, k->r->values.total, buf)));
	say(k, ")");
}

/* A node's name on a line of its own. */
static void say_name(struct prose *k, node_id n)
{
	const struct table_cell cells[COLUMNS] = {
		[FRAME] = node_frames_cell(&k->frames, n, TABLE_INLINE_UNKNOWN)};

	end_paragraph(k);
	table_row(k->r->writer, &(struct table_row){.kind = NAME, .cells = cells});
}

static void blank(struct prose *k)
{
	end_paragraph(k);
	table_row(k->r->writer, &(struct table_row){.kind = BLANK});
}

static void explain_total(struct prose *k)
{
	const struct report *r = k->r;
	struct str type = profile_str(r->profile, r->profile->types[r->type].type);

	say(k, "The total is ");
	say_value(k, r->values.total);
	say(k, r->config->mean ? ": the mean " : ": the ");
	out_str(&k->text, type);
	say(k,
		r->config->relative_percentages
			? " of the samples that the filters left."
			: " of all samples of the profile, whatever the filters are.");
	say(k, " It is the 100% of every share.");
	blank(k);
}

/* Whether a node is good to tell flat and cum apart by. */
static bool is_telling(const struct graph *g, node_id n)
{
	return g->flat[n] != 0 && g->flat[n] != g->cum[n];
}

/* The node to explain with: the first that has flat and more cum, if there is one. */
static node_id telling_node(const struct graph *g)
{
	for (uint32_t i = 0; i < g->n_order; i++)
		if (is_telling(g, g->order[i]))
			return g->order[i];
	return g->order[0];
}

static void explain_weights(struct prose *k, node_id n)
{
	int64_t flat = graph_flat(k->g, n), cum = graph_cum(k->g, n);

	say(k,
		"flat is what was measured in an entry itself, cum what was measured in it and in "
		"all that it called. ");
	say(k, k->r->view->parts & VIEW_NAME ? "A function" : "An entry");
	say(k, " that calls itself counts once. In");
	say_name(k, n);
	say(k, "flat is ");
	say_share(k, flat);
	say(k, " and cum is ");
	say_share(k, cum);
	if (flat == cum)
		say(k, ": all of it was measured in the entry itself.");
	else if (k->g->cum_div != NULL)
		say(k, ". Both are means, each of its own samples.");
	else {
		say(k, ": the difference, ");
		say_value(k, wrap_add(cum, wrap_mul(flat, -1)));
		say(k, ", was measured in what it called.");
	}
	if (k->g->cum_div == NULL)
		say(k, " So flats can be added up; cums cannot, because they include one another.");
	blank(k);
}

/* The lines that sum% is explained with. */
enum { SUM_LINES = 5 };

static int64_t flat_of_first(const struct graph *g, uint32_t n)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < n; i++)
		sum = wrap_add(sum, graph_flat(g, g->order[i]));
	return sum;
}

static void explain_sum(struct prose *k)
{
	uint32_t n = k->g->n_order;

	say(k, "sum% adds up flat% from the first line on. ");
	if (n > SUM_LINES) {
		out_fmt(&k->text, "The first %d have ", SUM_LINES);
		say_share(k, flat_of_first(k->g, SUM_LINES));
		say(k, " together, and ");
	}
	if (n == 1)
		say(k, "The only entry has ");
	else
		out_fmt(&k->text, "%s %u have ", n > SUM_LINES ? "all" : "All", n);
	say_share(k, flat_of_first(k->g, n));
	say(k, ".");
	blank(k);
}

static void explain_dropped(struct prose *k)
{
	const struct graph *g = k->g;
	int64_t limit = wrap_abs(wrap_int((double)k->r->values.total * k->r->config->nodefraction));
	const char *left = g->dropped_nodes != 0 ? " that are left" : "";

	if (g->dropped_nodes == 0) {
		say(k, "No entry was left out for being small.");
	} else {
		out_fmt(&k->text, "%u %s dropped: ", g->dropped_nodes,
			g->dropped_nodes == 1 ? "entry was" : "entries were");
		say(k, "their cum is below ");
		say_share(k, limit);
		say(k, ", which nodefraction sets.");
	}
	if (g->n_order < g->n_before)
		out_fmt(&k->text, " Of the %u%s only the first %u %s shown, because of nodecount.",
			g->n_before, left, g->n_order, g->n_order == 1 ? "is" : "are");
	else if (g->n_order > 1)
		out_fmt(&k->text, " All %u%s are shown.", g->n_order, left);
	if (g->dropped_nodes != 0 || g->n_order < g->n_before)
		say(k,
			" What is left out counts in the total all the same, and in the cum of what "
			"called it.");
	blank(k);
}

/* The heaviest edge over nodes that are not shown; or NULL. */
static const struct edge *residual_edge(const struct graph *g)
{
	const struct edge *best = NULL;

	for (uint32_t i = 0; i < g->n_edges; i++) {
		const struct edge *e = &g->edges[i];

		if (e->residual && (best == NULL || wrap_abs(e->weight) > wrap_abs(best->weight)))
			best = e;
	}
	return best;
}

static void explain_edges(struct prose *k)
{
	const struct edge *e = residual_edge(k->g);

	out_fmt(&k->text,
		"In a picture an arrow is a call. A dotted (or dashed) one goes over %s that are "
		"not shown",
		k->r->view->entries);
	if (e == NULL) {
		say(k, "; between the entries of this report there is none.");
		blank(k);
		return;
	}
	say(k, ". Here such an arrow leads from");
	say_name(k, e->from);
	say(k, "to");
	say_name(k, e->to);
	say(k, "and ");
	say_share(k, graph_weight(e));
	out_fmt(&k->text, " went along it, some or all of it over %s that are not shown.",
		k->r->view->entries);
	blank(k);
}

static void explain_negative(struct prose *k)
{
	const struct graph *g = k->g;

	say(k, "A negative number says that less was measured than in what was subtracted.");
	for (uint32_t i = 0; i < g->n_order; i++) {
		node_id n = g->order[i];

		if (graph_cum(g, n) >= 0 && graph_flat(g, n) >= 0)
			continue;
		say(k, " That is so with");
		say_name(k, n);
		say(k, "which has a flat of ");
		say_value(k, graph_flat(g, n));
		say(k, " and a cum of ");
		say_value(k, graph_cum(g, n));
		say(k, ". Shares are printed without their sign.");
		end_paragraph(k);
		return;
	}
	say(k, " There is none in this report.");
	end_paragraph(k);
}

/* The graph of the report; where that lists matches alone, with these in order. */
static bool make_graph(struct report *r, struct graph *g, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	int64_t most = spec.node_count;

	spec.edges = GRAPH_ALL_EDGES;
	if (r->regex == NULL) {
		graph_init(g, r->arena, r->view, &spec);
		return true;
	}
	spec.node_count = 0;
	spec.node_fraction = 0;
	graph_init(g, r->arena, r->view, &spec);
	if (!report_keep_matches(r, g, err))
		return false;
	if (most > 0 && most < g->n_order)
		g->n_order = (uint32_t)most;
	return true;
}

bool report_explain(struct report *r, struct err *err)
{
	struct prose k = {.r = r};
	struct table_facts facts;
	struct graph g;

	r->writer->out->terminal = true; /* it is never a file's, but goes where notes go */
	if (!make_graph(r, &g, err))
		return false;
	k.g = &g;
	k.frames = node_frames_of(r, &g.nodes, NULL);
	report_choose_unit(r, &g);
	facts = report_facts(r, &g, 0);
	table_begin(r->writer, &explain_spec, &facts);
	explain_total(&k);
	if (g.n_order == 0) {
		say(&k,
			"Nothing was measured where the filters look, so there is nothing to "
			"explain. A line with : alone clears them.");
		end_paragraph(&k);
	} else {
		explain_weights(&k, telling_node(&g));
		explain_sum(&k);
		explain_dropped(&k);
		explain_edges(&k);
		explain_negative(&k);
	}
	table_end(r->writer);
	out_release(&k.text);
	return true;
}

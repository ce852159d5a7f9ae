/*
 * tree.c: each node between those that call it and those it calls. `tree`, and `peek` for the
 * nodes whose name matches.
 */
#include "base/interrupt.h"
#include "base/wrap.h"
#include "report/fit.h"
#include "units/units.h"

static const char separator[] =
	"----------------------------------------------------------+-------------\n";

static void percent(struct report *r, int64_t value, int64_t total)
{
	char buf[UNITS_PERCENT_MAX];

	out_lit(r->out, " ");
	out_str(r->out, units_percent(value, total, buf));
}

/*
 * What stands before a name in the rows of a node's calls. Neighbours often have the same weight:
 * the text then is right already.
 */
struct prefix {
	struct out text;
	int64_t weight;
};

/* What the rows of all nodes are made with. */
struct tree {
	struct report *r;
	const struct graph *g;
	struct calls calls;
	struct prefix prefix;
	int64_t sum; /* of flat, so far */
};

/* Like pprof, an edge shows its undivided weight even for a mean. */
static void set_prefix(struct report *r, struct prefix *p, int64_t weight, int64_t cum)
{
	char buf[UNITS_PERCENT_MAX];

	if (p->text.n != 0 && p->weight == weight)
		return;
	out_clear(&p->text);
	p->weight = weight;
	report_put_weight(r, &p->text, weight, 50);
	out_lit(&p->text, " ");
	out_str(&p->text, units_percent(weight, cum, buf));
	out_lit(&p->text, " |   ");
}

/* `other` is what calls the node, or is called by it. */
static void call_row(struct tree *t, const struct edge *edge, node_id other, int64_t cum)
{
	struct report *r = t->r;

	set_prefix(r, &t->prefix, edge->weight, cum);
	if (!r->config->mean) /* the weight has no share of an average */
		report_heat(r, edge->weight);
	out_bytes(r->out, t->prefix.text.p, t->prefix.text.n);
	report_put_name(r, r->out, &t->g->nodes, other, t->calls.names[other],
		edge->inlined ? " (inline)" : "");
	out_plain(r->out);
	out_lit(r->out, "\n");
}

static void node_row(struct tree *t, node_id n, struct str name)
{
	int64_t flat = graph_flat(t->g, n), cum = graph_cum(t->g, n);
	struct report *r = t->r;

	t->sum = wrap_add(t->sum, flat);
	if (r->regex != NULL) /* in `peek` it is about what is below the node, too */
		report_heat(r, cum);
	else
		report_node_heat(r, t->g, n);
	report_put_weight(r, r->out, flat, 10);
	percent(r, flat, r->total);
	percent(r, t->sum, r->total);
	out_lit(r->out, " ");
	report_put_weight(r, r->out, cum, 10);
	percent(r, cum, r->total);
	out_lit(r->out, "                | ");
	report_put_name(r, r->out, &t->g->nodes, n, name, "");
	out_plain(r->out);
	out_lit(r->out, "\n");
}

static void node_rows(struct tree *t, node_id n, struct str name)
{
	const struct calls *calls = &t->calls;
	int64_t cum = graph_cum(t->g, n);

	out_lit(t->r->out, separator);
	out_clear(&t->prefix.text);
	for (uint32_t i = calls->in_begin[n]; i < calls->in_begin[n + 1]; i++)
		call_row(t, calls->in[i], calls->in[i]->from, cum);
	node_row(t, n, name);
	for (uint32_t i = calls->out_begin[n]; i < calls->out_begin[n + 1]; i++)
		call_row(t, calls->out[i], calls->out[i]->to, cum);
}

/* The nodes whose names the expression matches. */
static bool matching_rows(struct tree *t, struct err *err)
{
	struct report *r = t->r;
	bool any = false;

	for (uint32_t i = 0; i < t->g->n_order; i++) {
		struct str name = node_name(r->arena, &t->g->nodes, t->g->order[i]);
		bool hit = true;

		if (interrupted())
			break;
		if (r->regex != NULL && !rx_match(r->regex, name, &hit, err))
			return err_wrap(err, "%.*s", (int)r->regex_text.n, r->regex_text.p);
		any |= hit;
		if (hit)
			node_rows(t, t->g->order[i], name);
	}
	if (t->g->n_order != 0)
		out_lit(r->out, separator);
	if (r->regex != NULL && !any)
		return err_set(err, "no %s matches %.*s", r->view->entry, (int)r->regex_text.n,
			r->regex_text.p);
	return true;
}

bool report_tree(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct graph g;
	struct tree t = {.r = r, .g = &g, .prefix = {.text = {.terminal = r->out->terminal}}};
	bool ok;

	spec.edges = GRAPH_ALL_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	t.calls = graph_calls(r->arena, &g);
	report_choose_unit(r, &g);
	report_legend(r, &g);
	out_lit(r->out, separator);
	out_lit(r->out,
		"      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t \n");
	ok = matching_rows(&t, err);
	out_release(&t.prefix.text);
	return ok;
}

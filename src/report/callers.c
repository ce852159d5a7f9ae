/*
 * callers.c: what called the functions whose names match, or what they called, as indented trees.
 * `callers` and `callees`.
 *
 * The trees are of whole call paths (graph/path-tree.h), not of calls between two: what stands below a
 * line was measured with all the lines above it on the stack. One tree for each function, heaviest first.
 * nodecount is how deep the trees are. Branches below nodefraction are added up in one line.
 */
#include "base/wrap.h"
#include "graph/path-tree.h"
#include "report/print.h"
#include "units/units.h"

/* As many trees are printed at most; `find` lists all functions. */
enum { TREES_MAX = 10 };

/* How the two reports differ. */
struct way {
	enum path_tree_way way;
	const char *name;
	bool flat; /* there is a column for what was measured in the function itself */
	const char *head;
};

static const struct way callers = {PATH_TREE_CALLERS, "callers", false,
	"       cum   cum%  share  callers\n"};
static const struct way callees = {PATH_TREE_CALLEES, "callees", true,
	"      flat        cum   cum%  share  callees\n"};

struct trees {
	struct report *r;
	const struct way *way;
	struct path_tree tree;
	uint32_t *next; /* by row: the next of its children to print, as a position in child */
	int64_t cutoff; /* what weighs less is folded */
	uint32_t depth; /* 0: all */
	int64_t root;   /* the weight of the first line of the tree, not divided */
};

static void percent(struct report *r, int64_t value, int64_t total)
{
	char buf[UNITS_PERCENT_MAX];

	out_lit(r->out, " ");
	out_str(r->out, units_percent(value, total, buf));
}

/* What stands before the name, in the colour of the row; a line for several paths has no flat. */
static void columns(struct trees *t, const struct call_path *c, bool flat, uint32_t level)
{
	struct report *r = t->r;
	int64_t weight = path_tree_weight(&c->all);

	report_heat(r, weight);
	if (t->way->flat && flat)
		report_put_weight(r, r->out, path_tree_weight(&c->ends), 10);
	else if (t->way->flat)
		out_fill(r->out, ' ', 10);
	if (t->way->flat)
		out_lit(r->out, " ");
	report_put_weight(r, r->out, weight, 10);
	percent(r, weight, r->values.total);
	percent(r, c->all.weight, t->root);
	out_lit(r->out, "  ");
	report_indent(r->out, level);
}

static void path_row(struct trees *t, uint32_t row, uint32_t level)
{
	const struct call_path *c = &t->tree.rows[row];
	bool cut = t->depth != 0 && level == t->depth && c->all.samples != c->ends.samples;

	columns(t, c, true, level);
	report_put_name(t->r, t->r->out, t->tree.nodes, c->node, t->tree.names[c->node],
		cut ? " ..." : "");
	out_plain(t->r->out);
	out_lit(t->r->out, "\n");
}

/* One line for the children of a row from its next one on. */
static void fold(struct trees *t, uint32_t row, uint32_t level)
{
	const struct path_tree *c = &t->tree;
	struct call_path folded = {0};
	uint32_t end = c->begin[row + 1], n = end - t->next[row];

	for (; t->next[row] < end; t->next[row]++)
		path_tree_add(&folded.all, &c->rows[c->child[t->next[row]]].all);
	columns(t, &folded, false, level);
	out_fmt(t->r->out, "... %u more", n);
	out_plain(t->r->out);
	out_lit(t->r->out, "\n");
}

static bool is_light(const struct trees *t, const struct call_path *c)
{
	return wrap_abs(path_tree_weight(&c->all)) < t->cutoff;
}

/* A tree, without recursion: it may be as deep as the profile likes. */
static void tree_rows(struct trees *t, uint32_t root)
{
	const struct path_tree *c = &t->tree;
	uint32_t row = root, level = 0;

	t->root = c->rows[root].all.weight;
	path_row(t, root, 0);
	for (;;) {
		bool deeper = t->depth == 0 || level < t->depth;
		uint32_t child;

		if (!deeper || t->next[row] == c->begin[row + 1]) {
			if (row == root)
				return;
			row = c->rows[row].parent;
			level--;
			continue;
		}
		child = c->child[t->next[row]];
		if (is_light(t, &c->rows[child])) {
			fold(t, row, level + 1);
			continue;
		}
		t->next[row]++;
		path_row(t, child, level + 1);
		row = child;
		level++;
	}
}

/* By the lines that are printed, and not by those that are folded. */
static void choose_unit(struct trees *t)
{
	int64_t least = 0;

	for (uint32_t i = 1; i < t->tree.n; i++) {
		const struct call_path *c = &t->tree.rows[i];
		int64_t weight = wrap_abs(path_tree_weight(&c->all));

		if (weight > 0 && !is_light(t, c) && (least == 0 || weight < least))
			least = weight;
	}
	report_choose_unit_by(t->r, least);
}

/* Where the trees begin. Returns how many there are. */
static uint32_t choose_roots(struct trees *t, const struct graph *g, bool *begins)
{
	uint32_t n = 0;

	for (; n < g->n_order && n < TREES_MAX; n++) {
		if (n > 0 && wrap_abs(graph_cum(g, g->order[n])) < t->cutoff)
			break;
		begins[g->order[n]] = true;
	}
	return n;
}

static void legend(struct trees *t, uint32_t n, uint32_t matches)
{
	struct out *o = t->r->out;
	char buf[UNITS_PERCENT_MAX];

	report_subject_legend(t->r);
	out_fmt(o, "Showing %s of %u %s", t->way->name, n,
		n == 1 ? t->r->view->entry : t->r->view->entries);
	if (n < matches)
		out_fmt(o, " out of %u that match", matches);
	if (t->depth != 0)
		out_fmt(o, ", %u deep; those behind ... have more", t->depth);
	out_lit(o, "\n");
	if (t->cutoff == 0)
		return;
	out_lit(o, "Branches below ");
	out_str(o, str_trim(units_percent(t->cutoff, t->r->values.total, buf)));
	out_lit(o, " of the total are folded\n");
}

static bool report_trees(struct report *r, const struct way *way, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct trees t = {.r = r, .way = way};
	struct path_tree_spec paths = {.value = spec.value, .mean = spec.mean, .way = way->way};
	const struct path_tree *c = &t.tree;
	struct graph g;
	bool *begins;
	uint32_t n;

	t.cutoff = wrap_abs(wrap_int((double)r->values.total * spec.node_fraction));
	t.depth = spec.node_count > 0 ? (uint32_t)spec.node_count : 0;
	spec.node_count = 0;
	spec.node_fraction = 0;
	spec.by_cum = true;
	graph_init(&g, r->arena, r->view, &spec);
	if (!report_keep_matches(r, &g, err))
		return false;
	begins = arena_array(r->arena, bool, g.nodes.n);
	n = choose_roots(&t, &g, begins);
	paths.begins = begins;
	paths.depth = t.depth;
	path_tree_init(&t.tree, r->arena, &g.nodes, &paths);
	t.next = arena_array(r->arena, uint32_t, c->n);
	memcpy(t.next, c->begin, c->n * sizeof(*t.next));
	choose_unit(&t);
	legend(&t, n, g.n_order);
	out_lit(r->out, way->head);
	for (uint32_t i = c->begin[0]; i < c->begin[1]; i++)
		tree_rows(&t, c->child[i]);
	return true;
}

bool report_callers(struct report *r, struct err *err)
{
	return report_trees(r, &callers, err);
}

bool report_callees(struct report *r, struct err *err)
{
	return report_trees(r, &callees, err);
}

/*
 * paths.c: the heaviest stacks, from the root to the leaf. `paths`.
 *
 * Samples with the same stack, as far as the granularity tells, are one path; nodecount is how many
 * of them are printed. What two of them begin with is printed once: they are a tree again, in which
 * a line with a weight is the end of a path. The heaviest path comes first, and those that have most
 * in common with it behind it.
 *
 * A line calls the one below it, and only where paths part are lines indented: each branch then begins
 * with a dash. So a deep stack stays at the left, where there is room for its names.
 */
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/path-tree.h"
#include "report/print.h"
#include "units/units.h"

/* A row of the tree of the paths that are printed. 0 is none. */
struct branch {
	uint32_t child, last, next; /* its first and last child, and the next of its parent's */
	bool there, is_end;
};

struct paths {
	struct report *r;
	struct path_tree tree;
	uint32_t *ends;           /* rows where paths end, heaviest first */
	uint32_t n_ends, n_paths; /* n_paths: how many there are in all */
	struct path_sum shown;
	struct branch *branches; /* by row */
};

/* Heaviest first, then as they were met. */
static int by_weight(const void *a, const void *b, void *tree)
{
	const struct path_tree *c = tree;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	int64_t lw = wrap_abs(path_tree_weight(&c->rows[l].ends));
	int64_t rw = wrap_abs(path_tree_weight(&c->rows[r].ends));

	if (lw != rw)
		return lw > rw ? -1 : 1;
	return (l > r) - (l < r);
}

static void order_paths(struct paths *k)
{
	const struct path_tree *c = &k->tree;

	k->ends = arena_array(k->r->arena, uint32_t, c->n);
	for (uint32_t i = 1; i < c->n; i++)
		if (c->rows[i].ends.samples != 0)
			k->ends[k->n_ends++] = i;
	sort_with(k->ends, k->n_ends, sizeof(*k->ends), by_weight, &k->tree);
}

/*
 * Makes the tree of the chosen paths. They come heaviest first and each is hung behind what is there,
 * so that the children of a row are in the order of their heaviest paths.
 */
static void make_tree(struct paths *k)
{
	const struct path_tree *c = &k->tree;

	k->branches = arena_array(k->r->arena, struct branch, c->n);
	k->branches[0].there = true;
	for (uint32_t i = 0; i < k->n_ends; i++) {
		uint32_t row = k->ends[i];

		path_tree_add(&k->shown, &c->rows[row].ends);
		k->branches[row].is_end = true;
		while (!k->branches[row].there) {
			struct branch *parent = &k->branches[c->rows[row].parent];

			k->branches[row].there = true;
			if (parent->last != 0)
				k->branches[parent->last].next = row;
			else
				parent->child = row;
			parent->last = row;
			row = c->rows[row].parent;
		}
	}
}

static void choose_unit(struct paths *k)
{
	int64_t least = 0;

	for (uint32_t i = 0; i < k->n_ends; i++) {
		int64_t w = wrap_abs(path_tree_weight(&k->tree.rows[k->ends[i]].ends));

		if (w > 0 && (least == 0 || w < least))
			least = w;
	}
	report_choose_unit_by(k->r, least);
}

static void legend(struct paths *k)
{
	struct report *r = k->r;
	struct out *o = r->out;
	int64_t shown = path_tree_weight(&k->shown);
	char buf[UNITS_PERCENT_MAX];

	report_subject_legend(r);
	out_fmt(o, "Showing %u path%s", k->n_ends, k->n_ends == 1 ? "" : "s");
	if (k->n_ends < k->n_paths)
		out_fmt(o, " out of %u", k->n_paths);
	out_lit(o, ", accounting for ");
	report_put_value(r, o, shown, 0);
	out_lit(o, ", ");
	out_str(o, str_trim(units_percent(shown, r->values.total, buf)));
	out_lit(o, " of ");
	report_put_value(r, o, r->values.total, 0);
	out_lit(o, " total\n");
}

/* True when paths part at a row: when one of them ends there and another goes on, too. */
static bool parts(const struct paths *k, uint32_t row)
{
	const struct branch *b = &k->branches[row];

	return b->child != 0 && (b->is_end || k->branches[b->child].next != 0);
}

static void row_line(struct paths *k, uint32_t row, uint32_t level)
{
	const struct call_path *c = &k->tree.rows[row];
	int64_t weight = path_tree_weight(&c->ends);
	struct out *o = k->r->out;
	char buf[UNITS_PERCENT_MAX];

	report_heat(k->r, path_tree_weight(&c->all)); /* of all paths through the line */
	if (k->branches[row].is_end) {
		report_put_weight(k->r, o, weight, 10);
		out_lit(o, " ");
		out_str(o, units_percent(weight, k->r->values.total, buf));
		out_fmt(o, " %8u  ", c->ends.samples);
	} else {
		out_fill(o, ' ', 28);
	}
	if (parts(k, c->parent)) {
		report_indent(o, level - 1);
		out_lit(o, "- ");
	} else {
		report_indent(o, level);
	}
	report_put_name(k->r, o, k->tree.nodes, c->node, k->tree.names[c->node], "");
	out_plain(o);
	out_lit(o, "\n");
}

/* Without recursion: stacks may be as deep as the profile likes. */
static void tree_lines(struct paths *k)
{
	const struct path_tree *c = &k->tree;
	uint32_t row = k->branches[0].child, level = parts(k, 0);

	while (row != 0) {
		row_line(k, row, level);
		if (k->branches[row].child != 0) {
			level += parts(k, row);
			row = k->branches[row].child;
			continue;
		}
		while (row != 0 && k->branches[row].next == 0) {
			row = c->rows[row].parent;
			level -= parts(k, row);
		}
		row = k->branches[row].next;
	}
}

bool report_paths(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct path_tree_spec stacks = {.value = spec.value,
		.mean = spec.mean,
		.way = PATH_TREE_STACKS};
	struct paths k = {.r = r};
	struct nodes nodes;

	(void)err;
	nodes_init(&nodes, r->arena, r->view, false);
	stacks.wanted = path_tree_heaviest(r->arena, &nodes, &stacks, spec.node_count, &k.n_paths);
	path_tree_init(&k.tree, r->arena, &nodes, &stacks);
	order_paths(&k);
	make_tree(&k);
	choose_unit(&k);
	legend(&k);
	out_lit(r->out, "      flat  flat%  samples  path\n");
	tree_lines(&k);
	return true;
}

/*
 * callers.c: Shows what called the functions whose names match, or what they called, as trees:
 * `callers` and `callees`.
 *
 * The trees are of whole call paths (graph/path-tree.h), not of calls between two nodes: what
 * stands below a row was measured with all the rows above it on the stack. There is one tree for
 * each function, heaviest first. nodecount is how deep the trees are. Branches below nodefraction
 * are added up in one row.
 */
#include "base/wrap.h"
#include "graph/path-tree.h"
#include "report/node-frames.h"
#include "units/units.h"

/* The number of trees that are shown at most; `find` lists all functions. */
enum { TREES_MAX = 10 };

enum callers_kind { PATH, FOLDED, KINDS };

enum callers_column {
	DEPTH, /* 0: the function that the tree is of */
	FRAME,
	FLAT, /* of stacks that end here; callees alone */
	CUM,
	SAMPLES,
	CUT,        /* paths go on below, deeper than the tree does */
	MORE,       /* of a folded row: how many branches it stands for */
	CUM_SHARE,  /* of the total */
	TREE_SHARE, /* of the tree's first row */
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[DEPTH] = {"depth", TABLE_NUMBER},
	[FRAME] = {NULL, TABLE_FRAME},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[SAMPLES] = {"samples", TABLE_NUMBER},
	[CUT] = {"cut", TABLE_FLAG},
	[MORE] = {"more", TABLE_NUMBER},
	[CUM_SHARE] = {"cum_percent", TABLE_SHARE},
	[TREE_SHARE] = {"tree_percent", TABLE_SHARE},
};

#define FLAT_PIECE \
	{ \
		"", FLAT, 10, 0 \
	}
#define WEIGHT_PIECES(before) \
	{before, CUM, 10, 0}, {" ", CUM_SHARE, 0, 0}, {" ", TREE_SHARE, 0, 0}, \
	{ \
		"  ", DEPTH, 0, TABLE_INDENT \
	}
#define PATH_PIECES \
	{"", FRAME, 0, 0}, \
	{ \
		" ...", CUT, 0, 0 \
	}
#define FOLDED_PIECES \
	{"... ", MORE, 0, 0}, \
	{ \
		" more", -1, 0, 0 \
	}

static const struct table_piece caller_pieces[] = {WEIGHT_PIECES(""), PATH_PIECES};
static const struct table_piece caller_folded_pieces[] = {WEIGHT_PIECES(""), FOLDED_PIECES};
static const struct table_piece callee_pieces[] = {FLAT_PIECE, WEIGHT_PIECES(" "), PATH_PIECES};
static const struct table_piece callee_folded_pieces[] = {FLAT_PIECE, WEIGHT_PIECES(" "),
	FOLDED_PIECES};

enum {
	ALL_COLUMNS = TABLE_HAS(DEPTH) | TABLE_HAS(CUM) | TABLE_HAS(SAMPLES) |
		TABLE_HAS(CUM_SHARE) | TABLE_HAS(TREE_SHARE),
	PATH_COLUMNS = ALL_COLUMNS | TABLE_HAS(FRAME) | TABLE_HAS(CUT),
	FOLDED_COLUMNS = ALL_COLUMNS | TABLE_HAS(MORE),
};

static const struct table_kind caller_kinds[KINDS] = {
	[PATH] = {.name = "caller", .columns = PATH_COLUMNS, TABLE_PIECES(caller_pieces)},
	[FOLDED] = {.name = "folded",
		.columns = FOLDED_COLUMNS,
		TABLE_PIECES(caller_folded_pieces)},
};

static const struct table_kind callee_kinds[KINDS] = {
	[PATH] = {.name = "callee",
		.columns = PATH_COLUMNS | TABLE_HAS(FLAT),
		TABLE_PIECES(callee_pieces)},
	[FOLDED] = {.name = "folded",
		.columns = FOLDED_COLUMNS,
		TABLE_PIECES(callee_folded_pieces)},
};

static const struct table_spec caller_spec = {columns, COLUMNS, caller_kinds, KINDS,
	"       cum   cum%  share  callers\n"};
static const struct table_spec callee_spec = {columns, COLUMNS, callee_kinds, KINDS,
	"      flat        cum   cum%  share  callees\n"};

/* How the two reports differ. */
struct callers_report {
	enum path_tree_way way;
	const char *name;
	const struct table_spec *spec;
};

static const struct callers_report callers = {PATH_TREE_CALLERS, "callers", &caller_spec};
static const struct callers_report callees = {PATH_TREE_CALLEES, "callees", &callee_spec};

struct callers_rows {
	struct report *r;
	const struct callers_report *report;
	struct path_tree tree;
	struct node_frames frames;
	uint32_t *next; /* by row: the next of its children to show, as a position in child */
	int64_t cutoff; /* what weighs less is folded */
	uint32_t depth; /* 0: all */
	int64_t root;   /* the weight of the first row of the tree, not divided */
};

/* Gives a row; `cells` has what only its kind has. */
static void give_row(struct callers_rows *t, enum callers_kind kind, const struct path_sum *sum,
	uint32_t level, struct table_cell *cells)
{
	int64_t weight = path_tree_weight(sum);

	cells[DEPTH] = table_number(level);
	cells[CUM] = table_value(weight);
	cells[SAMPLES] = table_number(sum->samples);
	cells[CUM_SHARE] = table_share(weight, t->r->values.total);
	cells[TREE_SHARE] = table_share(sum->weight, t->root);
	table_row(t->r->writer,
		&(struct table_row){.kind = kind,
			.is_colored = true,
			.weight = weight,
			.cells = cells});
}

static void path_row(struct callers_rows *t, uint32_t row, uint32_t level)
{
	const struct call_path *c = &t->tree.rows[row];
	bool cut = t->depth != 0 && level == t->depth && c->all.samples != c->ends.samples;
	struct table_cell cells[COLUMNS] = {
		[FRAME] = node_frames_cell(&t->frames, c->node, TABLE_INLINE_UNKNOWN),
		[FLAT] = table_value(path_tree_weight(&c->ends)),
		[CUT] = table_flag(cut),
	};

	give_row(t, PATH, &c->all, level, cells);
}

/* Gives one row for all children of a row that were not given yet. */
static void fold(struct callers_rows *t, uint32_t row, uint32_t level)
{
	const struct path_tree *c = &t->tree;
	uint32_t end = c->begin[row + 1];
	struct table_cell cells[COLUMNS] = {[MORE] = table_number(end - t->next[row])};
	struct path_sum folded = {0};

	for (; t->next[row] < end; t->next[row]++)
		path_tree_add(&folded, &c->rows[c->child[t->next[row]]].all);
	give_row(t, FOLDED, &folded, level, cells);
}

static bool is_light(const struct callers_rows *t, const struct call_path *c)
{
	return wrap_abs(path_tree_weight(&c->all)) < t->cutoff;
}

/* Gives the rows of a tree. It does not recurse: a profile may have stacks of any depth. */
static void tree_rows(struct callers_rows *t, uint32_t root)
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

/* Chooses the unit by the rows that are printed, not by those that are folded. */
static void choose_unit(struct callers_rows *t)
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

/* Finds the roots of the trees. Returns how many there are. */
static uint32_t choose_roots(struct callers_rows *t, const struct graph *g, bool *begins)
{
	uint32_t n = 0;

	for (; n < g->n_order && n < TREES_MAX; n++) {
		if (n > 0 && wrap_abs(graph_cum(g, g->order[n])) < t->cutoff)
			break;
		begins[g->order[n]] = true;
	}
	return n;
}

/* The line of the legend that says how much is shown. */
static void say_shown(struct callers_rows *t, uint32_t n, uint32_t matches, struct str sentences[2],
	struct table_facts *facts)
{
	const struct view *v = t->r->view;
	struct arena *a = t->r->arena;
	char buf[UNITS_PERCENT_MAX];
	struct str parts[3] = {
		arena_fmt(a, "Showing %s of %u %s", t->report->name, n,
			n == 1 ? v->entry : v->entries),
		n < matches ? arena_fmt(a, " out of %u that match", matches) : STR(""),
		t->depth != 0 ? arena_fmt(a, ", %u deep; those behind ... have more", t->depth)
			      : STR(""),
	};

	sentences[0] = arena_join(a, parts, 3, STR(""));
	parts[1] = str_trim(units_percent(t->cutoff, t->r->values.total, buf));
	sentences[1] = arena_fmt(a, "Branches below %.*s of the total are folded",
		STR_ARG(parts[1]));
	facts->sentences = sentences;
	facts->n_sentences = t->cutoff == 0 ? 1 : 2;
}

static bool report_paths_of(struct report *r, const struct callers_report *report, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct callers_rows t = {.r = r, .report = report};
	struct path_tree_spec paths = {.way = report->way};
	const struct path_tree *c = &t.tree;
	struct table_facts facts;
	struct str sentences[2];
	struct graph g;
	bool *begins;
	uint32_t n;

	t.cutoff = table_cutoff(&r->values, spec.node_fraction);
	t.depth = spec.node_count > 0 ? (uint32_t)spec.node_count : 0;
	spec.node_count = 0;
	spec.node_fraction = 0;
	spec.by_cum = true;
	graph_init(&g, r->arena, r->view, &spec);
	if (!report_keep_matches(r, &g, err))
		return false;
	begins = arena_array(r->arena, bool, g.nodes.n);
	n = choose_roots(&t, &g, begins);
	paths.stacks = &g.stacks;
	paths.begins = begins;
	paths.depth = t.depth;
	path_tree_init(&t.tree, r->arena, &g.nodes, &paths);
	t.frames = node_frames_of(r, &g.nodes, t.tree.names);
	t.next = arena_array(r->arena, uint32_t, c->n);
	memcpy(t.next, c->begin, c->n * sizeof(*t.next));
	choose_unit(&t);
	facts = report_facts(r, NULL, TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS);
	say_shown(&t, n, g.n_order, sentences, &facts);
	table_begin(r->writer, report->spec, &facts);
	for (uint32_t i = c->begin[0]; i < c->begin[1]; i++)
		tree_rows(&t, c->child[i]);
	table_end(r->writer);
	return true;
}

bool report_callers(struct report *r, struct err *err)
{
	return report_paths_of(r, &callers, err);
}

bool report_callees(struct report *r, struct err *err)
{
	return report_paths_of(r, &callees, err);
}

/*
 * callers.c: Shows what called the functions whose names match, or what they called, as trees:
 * `callers` and `callees`.
 *
 * The trees are of whole call paths (graph/path-tree.h), not of calls between two nodes: what
 * stands below a row was measured with all the rows above it on the stack. There is one tree for
 * each function, heaviest first. nodecount is how deep the trees are. Branches below nodefraction
 * are added up in one row. In a comparison rows have both sides, and go by the change.
 */
#include "base/wrap.h"
#include "graph/path-tree.h"
#include "report/flame-frames.h"
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
	/* Of comparisons, as those of diff. */
	FLAT_BEFORE,
	FLAT_AFTER,
	FLAT_CHANGE,
	CUM_BEFORE,
	CUM_AFTER,
	CUM_CHANGE,
	BEFORE, /* what texts show */
	AFTER,
	CHANGE_TEXT,
	PERCENT_TEXT,
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
	[FLAT_BEFORE] = {"flat_before", TABLE_VALUE},
	[FLAT_AFTER] = {"flat_after", TABLE_VALUE},
	[FLAT_CHANGE] = {"flat_change", TABLE_VALUE},
	[CUM_BEFORE] = {"cum_before", TABLE_VALUE},
	[CUM_AFTER] = {"cum_after", TABLE_VALUE},
	[CUM_CHANGE] = {"cum_change", TABLE_VALUE},
	[BEFORE] = {NULL, TABLE_TEXT},
	[AFTER] = {NULL, TABLE_TEXT},
	[CHANGE_TEXT] = {NULL, TABLE_TEXT},
	[PERCENT_TEXT] = {NULL, TABLE_TEXT},
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

#define SIDE_PIECES \
	{"", BEFORE, 10, 0}, {" ", AFTER, 10, 0}, {" ", CHANGE_TEXT, 11, 0}, \
		{" ", PERCENT_TEXT, 8, 0}, \
	{ \
		"  ", DEPTH, 0, TABLE_INDENT \
	}

static const struct table_piece caller_pieces[] = {WEIGHT_PIECES(""), PATH_PIECES};
static const struct table_piece caller_folded_pieces[] = {WEIGHT_PIECES(""), FOLDED_PIECES};
static const struct table_piece callee_pieces[] = {FLAT_PIECE, WEIGHT_PIECES(" "), PATH_PIECES};
static const struct table_piece callee_folded_pieces[] = {FLAT_PIECE, WEIGHT_PIECES(" "),
	FOLDED_PIECES};
static const struct table_piece side_pieces[] = {SIDE_PIECES, PATH_PIECES};
static const struct table_piece side_folded_pieces[] = {SIDE_PIECES, FOLDED_PIECES};

enum {
	ALL_COLUMNS = TABLE_HAS(DEPTH) | TABLE_HAS(CUM) | TABLE_HAS(SAMPLES) |
		TABLE_HAS(CUM_SHARE) | TABLE_HAS(TREE_SHARE),
	PATH_COLUMNS = ALL_COLUMNS | TABLE_HAS(FRAME) | TABLE_HAS(CUT),
	FOLDED_COLUMNS = ALL_COLUMNS | TABLE_HAS(MORE),
	FLAT_SIDES = TABLE_HAS(FLAT_BEFORE) | TABLE_HAS(FLAT_AFTER) | TABLE_HAS(FLAT_CHANGE),
	CUM_SIDES = TABLE_HAS(CUM_BEFORE) | TABLE_HAS(CUM_AFTER) | TABLE_HAS(CUM_CHANGE),
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

/* The same of comparisons. */
static const struct table_kind caller_side_kinds[KINDS] = {
	[PATH] = {.name = "caller", .columns = PATH_COLUMNS | CUM_SIDES, TABLE_PIECES(side_pieces)},
	[FOLDED] = {.name = "folded",
		.columns = FOLDED_COLUMNS | CUM_SIDES,
		TABLE_PIECES(side_folded_pieces)},
};

static const struct table_kind callee_side_kinds[KINDS] = {
	[PATH] = {.name = "callee",
		.columns = PATH_COLUMNS | TABLE_HAS(FLAT) | FLAT_SIDES | CUM_SIDES,
		TABLE_PIECES(side_pieces)},
	[FOLDED] = {.name = "folded",
		.columns = FOLDED_COLUMNS | CUM_SIDES,
		TABLE_PIECES(side_folded_pieces)},
};

static const struct table_spec caller_spec = {columns, COLUMNS, caller_kinds, KINDS,
	"       cum   cum%  share  callers\n"};
static const struct table_spec callee_spec = {columns, COLUMNS, callee_kinds, KINDS,
	"      flat        cum   cum%  share  callees\n"};

#define SIDES_HEADING "    before      after      change  change%  "

static const struct table_spec caller_side_spec = {columns, COLUMNS, caller_side_kinds, KINDS,
	SIDES_HEADING "callers\n"};
static const struct table_spec callee_side_spec = {columns, COLUMNS, callee_side_kinds, KINDS,
	SIDES_HEADING "callees\n"};

/* How the two reports differ. */
struct callers_report {
	enum path_tree_way way;
	const char *name;
	const struct table_spec *spec, *side_spec; /* of one profile, and of a comparison */
};

static const struct callers_report callers = {PATH_TREE_CALLERS, "callers", &caller_spec,
	&caller_side_spec};
static const struct callers_report callees = {PATH_TREE_CALLEES, "callees", &callee_spec,
	&callee_side_spec};

/* The lines above the rows: what is shown, which side is which, and where that is not fair. */
enum { SENTENCES = 5 };

struct callers_rows {
	struct report *r;
	const struct callers_report *report;
	struct path_tree tree;
	struct node_frames frames;
	uint32_t *next; /* by row: the next of its children to show, as a position in child */
	int64_t cutoff; /* what weighs less is folded */
	uint32_t depth; /* 0: all */
	int64_t root;   /* the weight of the first row of the tree, not divided */
	bool compared;
	struct str sentences[SENTENCES];
	size_t n_sentences;
};

/* What rows of comparisons have besides. */
static void set_sides(struct callers_rows *t, const struct path_sum *sum, struct table_cell *cells)
{
	const struct side_sums s = path_tree_sides(sum);

	cells[CUM_BEFORE] = table_value(side_before(&s));
	cells[CUM_AFTER] = table_value(side_after(&s));
	cells[CUM_CHANGE] = table_value(side_change(&s));
	cells[BEFORE] = table_text(report_side_value(t->r, side_before(&s)));
	cells[AFTER] = table_text(report_side_value(t->r, side_after(&s)));
	cells[CHANGE_TEXT] = table_text(report_change(t->r, side_change(&s)));
	cells[PERCENT_TEXT] = table_text(
		report_change_percent(t->r, side_before(&s), side_after(&s)));
}

static void set_flat_sides(const struct path_sum *ends, struct table_cell *cells)
{
	const struct side_sums s = path_tree_sides(ends);

	cells[FLAT_BEFORE] = table_value(side_before(&s));
	cells[FLAT_AFTER] = table_value(side_after(&s));
	cells[FLAT_CHANGE] = table_value(side_change(&s));
}

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
	if (t->compared)
		set_sides(t, sum, cells);
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

	if (t->compared)
		set_flat_sides(&c->ends, cells);
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
static void say_shown(struct callers_rows *t, uint32_t n, uint32_t matches)
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

	t->sentences[t->n_sentences++] = arena_join(a, parts, 3, STR(""));
	parts[1] = str_trim(units_percent(t->cutoff, t->r->values.total, buf));
	if (t->cutoff != 0)
		t->sentences[t->n_sentences++] = arena_fmt(a,
			t->compared
				? "Branches that changed by less than %.*s of the total are folded"
				: "Branches below %.*s of the total are folded",
			STR_ARG(parts[1]));
}

/* The lines that say which side is which. */
static void say_sides(struct callers_rows *t)
{
	struct str durations = flame_durations(t->r);

	if (!t->compared)
		return;
	t->sentences[t->n_sentences++] = flame_side(t->r, REPORT_BEFORE);
	t->sentences[t->n_sentences++] = flame_side(t->r, REPORT_AFTER);
	if (durations.n != 0)
		t->sentences[t->n_sentences++] = durations;
}

/* What each stack weighs, in comparisons on both sides. */
static const struct stack_sums *stacks_of(struct callers_rows *t, const struct graph *g)
{
	struct report *r = t->r;
	const struct sample_spec spec = {.view = r->view,
		.value = r->type,
		.mean = r->config->mean,
		.before = true};
	struct stack_sums *sums;

	if (!t->compared)
		return &g->stacks;
	sums = arena_alloc(r->arena, sizeof(*sums));
	stack_sums_init(sums, r->arena, &spec);
	return sums;
}

static bool report_paths_of(struct report *r, const struct callers_report *report, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct callers_rows t = {.r = r, .report = report, .compared = r->profile->before != NULL};
	struct path_tree_spec paths = {.way = report->way};
	const struct path_tree *c = &t.tree;
	struct table_facts facts;
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
	paths.stacks = stacks_of(&t, &g);
	paths.begins = begins;
	paths.depth = t.depth;
	path_tree_init(&t.tree, r->arena, &g.nodes, &paths);
	t.frames = node_frames_of(r, &g.nodes, t.tree.names);
	t.next = arena_array(r->arena, uint32_t, c->n);
	memcpy(t.next, c->begin, c->n * sizeof(*t.next));
	choose_unit(&t);
	facts = report_facts(r, NULL, TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS);
	say_sides(&t);
	say_shown(&t, n, g.n_order);
	facts.sentences = t.sentences;
	facts.n_sentences = t.n_sentences;
	r->values.changes = t.compared && r->out != NULL && r->out->color;
	table_begin(r->writer, t.compared ? report->side_spec : report->spec, &facts);
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

/*
 * paths.c: Shows the heaviest stacks, from the root to the leaf: `paths`.
 *
 * Samples with the same stack, as far as the granularity tells, are one path; nodecount is how many
 * paths are shown. Data formats get a row for each path, heaviest first.
 *
 * In a text, what two paths begin with is printed once: they are a tree again, in which a line with
 * a weight is the end of a path. The heaviest path comes first, and those that have most in common
 * with it behind it. A line calls the one below it, and only where paths part are lines indented:
 * each branch then begins with a dash. So a deep stack stays at the left, where there is room for
 * its names.
 */
#include "base/array.h"
#include "base/wrap.h"
#include "report/path-frames.h"
#include "table/text.h"
#include "units/units.h"

enum paths_kind { PATH, LINE, KINDS };

enum paths_column {
	FLAT, /* of the samples with this path; as what it sums up, it is the flat of its leaf */
	SAMPLES,
	FRAMES, /* from the root to the leaf */
	FLAT_SHARE,
	LEVEL, /* how often paths parted above the line */
	DASH,  /* paths part right above it */
	FRAME,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[FLAT] = {"flat", TABLE_VALUE},
	[SAMPLES] = {"samples", TABLE_NUMBER},
	[FRAMES] = {"frames", TABLE_LIST},
	[FLAT_SHARE] = {"flat_percent", TABLE_SHARE},
	[LEVEL] = {NULL, TABLE_NUMBER},
	[DASH] = {NULL, TABLE_FLAG},
	[FRAME] = {NULL, TABLE_FRAME},
};

/* Where no path ends, the cells in front are null: they are as wide as the others. */
static const struct table_piece line_pieces[] = {
	{"", FLAT, 10, 0},
	{" ", FLAT_SHARE, 6, 0},
	{" ", SAMPLES, 8, 0},
	{"  ", LEVEL, 0, TABLE_INDENT},
	{"- ", DASH, 0, 0},
	{"", FRAME, 0, 0},
};

static const struct table_kind kinds[KINDS] = {
	[PATH] = {.name = "path",
		.columns = TABLE_HAS(FLAT) | TABLE_HAS(SAMPLES) | TABLE_HAS(FRAMES) |
			TABLE_HAS(FLAT_SHARE)},
	[LINE] = {TABLE_PIECES(line_pieces)},
};

static const struct table_spec paths_spec = {columns, COLUMNS, kinds, KINDS,
	"      flat  flat%  samples  path\n"};

/* A row of the tree of the paths that are printed. 0 is none. */
struct paths_branch {
	uint32_t child, last, next; /* its first and last child, and the next of its parent's */
	bool there, is_end;
};

struct paths_report {
	struct report *r;
	struct path_tree tree;
	const uint32_t *ends;     /* rows where paths end, heaviest first */
	uint32_t n_ends, n_paths; /* n_paths: how many there are in all */
	struct path_sum shown;
	struct paths_branch *branches; /* by row */
	struct node_frames frames;
};

/*
 * Makes the tree of the chosen paths. They come heaviest first and each is hung behind what is
 * there, so that the children of a row are in the order of their heaviest paths.
 */
static void make_tree(struct paths_report *k)
{
	const struct path_tree *c = &k->tree;

	k->branches = arena_array(k->r->arena, struct paths_branch, c->n);
	k->branches[0].there = true;
	for (uint32_t i = 0; i < k->n_ends; i++) {
		uint32_t row = k->ends[i];

		path_tree_add(&k->shown, &c->rows[row].ends);
		k->branches[row].is_end = true;
		while (!k->branches[row].there) {
			struct paths_branch *parent = &k->branches[c->rows[row].parent];

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

static void choose_unit(struct paths_report *k)
{
	int64_t least = 0;

	for (uint32_t i = 0; i < k->n_ends; i++) {
		int64_t w = wrap_abs(path_tree_weight(&k->tree.rows[k->ends[i]].ends));

		if (w > 0 && (least == 0 || w < least))
			least = w;
	}
	report_choose_unit_by(k->r, least);
}

static struct str say_shown(struct paths_report *k)
{
	struct report *r = k->r;
	int64_t shown = path_tree_weight(&k->shown);
	char buf[UNITS_PERCENT_MAX];
	struct str parts[] = {
		arena_fmt(r->arena, "Showing %u path%s", k->n_ends, k->n_ends == 1 ? "" : "s"),
		k->n_ends < k->n_paths ? arena_fmt(r->arena, " out of %u", k->n_paths) : STR(""),
		STR(", accounting for "),
		report_value(r, shown),
		STR(", "),
		str_trim(units_percent(shown, r->values.total, buf)),
		STR(" of "),
		report_value(r, r->values.total),
		STR(" total"),
	};

	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR(""));
}

/* True when paths part at a row: when one of them ends there and another goes on, too. */
static bool parts(const struct paths_report *k, uint32_t row)
{
	const struct paths_branch *b = &k->branches[row];

	return b->child != 0 && (b->is_end || k->branches[b->child].next != 0);
}

static void line_row(struct paths_report *k, uint32_t row, uint32_t level)
{
	const struct call_path *c = &k->tree.rows[row];
	bool dash = parts(k, c->parent);
	struct table_cell cells[COLUMNS] = {
		[LEVEL] = table_number(dash ? level - 1 : level),
		[DASH] = table_flag(dash),
		[FRAME] = node_frames_cell(&k->frames, c->node, TABLE_INLINE_UNKNOWN),
	};

	if (k->branches[row].is_end) {
		cells[FLAT] = table_value(path_tree_weight(&c->ends));
		cells[FLAT_SHARE] = table_share(cells[FLAT].number, k->r->values.total);
		cells[SAMPLES] = table_number(c->ends.samples);
	}
	table_row(k->r->writer,
		&(struct table_row){.kind = LINE,
			.is_colored = true,
			.weight = path_tree_weight(&c->all), /* of all paths through the line */
			.cells = cells});
}

/* Gives the rows of the tree. It does not recurse: a profile may have stacks of any depth. */
static void line_rows(struct paths_report *k)
{
	const struct path_tree *c = &k->tree;
	uint32_t row = k->branches[0].child, level = parts(k, 0);

	while (row != 0) {
		line_row(k, row, level);
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

static void path_rows(struct paths_report *k)
{
	for (uint32_t i = 0; i < k->n_ends; i++) {
		const struct path_sum *sum = &k->tree.rows[k->ends[i]].ends;
		struct path_frames frames = path_frames_of(&k->frames, &k->tree, k->ends[i]);
		const struct table_cell cells[COLUMNS] = {
			[FLAT] = table_value(path_tree_weight(sum)),
			[FLAT_SHARE] = table_share(path_tree_weight(sum), k->r->values.total),
			[SAMPLES] = table_number(sum->samples),
			[FRAMES] = table_list(&frames.list),
		};

		table_row(k->r->writer, &(struct table_row){.kind = PATH, .cells = cells});
	}
}

bool report_paths(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct sample_spec samples = {.view = r->view, .value = spec.value, .mean = spec.mean};
	struct stack_sums sums;
	struct path_tree_spec stacks = {.stacks = &sums, .way = PATH_TREE_STACKS};
	struct paths_report k = {.r = r};
	struct table_facts facts;
	struct str sentence;
	struct nodes nodes;

	(void)err;
	nodes_init(&nodes, r->arena, r->view, false);
	stack_sums_init(&sums, r->arena, &samples);
	stacks.wanted = path_tree_heaviest(r->arena, &nodes, &stacks, spec.node_count, &k.n_paths);
	path_tree_init(&k.tree, r->arena, &nodes, &stacks);
	k.ends = path_tree_ends(&k.tree, r->arena, &k.n_ends);
	make_tree(&k);
	choose_unit(&k);
	k.frames = node_frames_of(r, k.tree.nodes, k.tree.names);
	sentence = say_shown(&k);
	facts = report_facts(r, NULL, TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS);
	facts.sentences = &sentence;
	facts.n_sentences = 1;
	table_begin(r->writer, &paths_spec, &facts);
	if (table_wants(r->writer, &paths_spec, LINE))
		line_rows(&k);
	else
		path_rows(&k);
	table_end(r->writer);
	return true;
}

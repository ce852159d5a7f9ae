/*
 * flame.c: Shows all stacks as a flame graph: `flame`.
 *
 * Data formats get a row for each frame, in preorder. A text is a picture made of characters (flame-picture.h),
 * a line for each level of calls, and a legend.
 *
 * A sandwich has two halves, a tree each: the callers of some functions, which grow away from these, and their
 * callees. Both begin with the functions themselves.
 */
#include <inttypes.h>

#include "base/array.h"
#include "base/cancel.h"
#include "base/wrap.h"
#include "flame/flame-layout.h"
#include "report/flame-frames.h"
#include "report/flame-picture.h"
#include "report/flame-trees.h"
#include "table/text.h"
#include "units/units.h"

/*
 * The columns where nobody asks for others, and the most that one can ask for. In the picture of a large profile, a
 * frame that is FINER times narrower than a column is folded.
 */
enum { COLUMNS_ELSE = 100, COLUMNS_MAX = 100000, FINER = 64 };

enum flame_kind { FRAME_ROW, CALLER_ROW, CALLEE_ROW, LEVEL_ROW, LEGEND_ROW, KINDS };

enum flame_column {
	DEPTH, /* 0: the root of stacks, or the leaf with leaf_first */
	FRAME,
	FLAT, /* in a comparison what changed, as everywhere; so is CUM */
	CUM,
	BEFORE, /* of a comparison, both sides of CUM and what changed; else null */
	AFTER,
	CHANGE,
	CUT, /* there are frames below that `depth` leaves out */
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[DEPTH] = {"depth", TABLE_NUMBER},
	[FRAME] = {NULL, TABLE_FRAME},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[BEFORE] = {"before", TABLE_VALUE},
	[AFTER] = {"after", TABLE_VALUE},
	[CHANGE] = {"change", TABLE_VALUE},
	[CUT] = {"cut", TABLE_FLAG},
	[WORDS] = {NULL, TABLE_TEXT},
};

static void print_level(struct table_text_writer *t, const struct table_row *row);

static const struct table_piece legend_pieces[] = {{"", WORDS, 0, 0}};

#define FRAME_COLUMNS \
	(TABLE_HAS(DEPTH) | TABLE_HAS(FRAME) | TABLE_HAS(FLAT) | TABLE_HAS(CUM) | \
		TABLE_HAS(BEFORE) | TABLE_HAS(AFTER) | TABLE_HAS(CHANGE) | TABLE_HAS(CUT))

static const struct table_kind kinds[KINDS] = {
	[FRAME_ROW] = {.name = "frame", .columns = FRAME_COLUMNS},
	[CALLER_ROW] = {.name = "caller", .columns = FRAME_COLUMNS},
	[CALLEE_ROW] = {.name = "callee", .columns = FRAME_COLUMNS},
	[LEVEL_ROW] = {.print = print_level},
	[LEGEND_ROW] = {TABLE_PIECES(legend_pieces)},
};

static const struct table_spec flame_spec_of_rows = {columns, COLUMNS, kinds, KINDS, NULL};

struct flame_report {
	struct report *r;
	struct nodes nodes;
	struct stack_sums sums;
	struct flame_trees trees;
	uint32_t depth; /* how many levels of a tree are shown at most, without that of the whole */

	/* What the picture left out. */
	uint64_t frames, drawn;
	uint32_t deeper; /* levels */
};

/* Prints a line that is written already. */
static void print_level(struct table_text_writer *t, const struct table_row *row)
{
	const struct str *line = row->subject;

	out_bytes(t->writer.out, line->p, line->n);
}

static void level_row(struct flame_report *k, struct str line)
{
	table_row(k->r->writer, &(struct table_row){.kind = LEVEL_ROW, .subject = &line});
}

/* How many levels of a tree are shown, without that of the whole. */
static uint32_t depth_of(const struct flame_report *k, const struct flame_tree *t)
{
	return t->height[0] - 1 < k->depth ? t->height[0] - 1 : k->depth;
}

/*
 * Gives the levels of a tree as rows, from level `first` on; the whole is level 1. `up`: the last one comes
 * first. All levels are laid out, so that it is known how many frames have a column, shown or not.
 */
static void level_rows(struct flame_report *k, const struct flame_tree *t, uint32_t first, bool up,
	uint32_t width)
{
	struct report *r = k->r;
	uint32_t last = depth_of(k, t) + 1;
	struct out line = {.color = r->out != NULL && r->out->color};
	struct str *lines = up ? arena_array(r->arena, struct str, (size_t)last + 1) : NULL;
	struct flame_picture picture;
	struct flame_layout l;

	flame_picture_init(&picture, r, t);
	flame_layout_init(&l, r->arena, t, 0, width);
	while (flame_layout_next(&l)) {
		if (l.level < first || l.level > last)
			continue;
		out_clear(&line);
		flame_picture_level(&picture, &l, &line);
		if (up)
			lines[l.level] = arena_str(r->arena, (struct str){line.p, line.n});
		else
			level_row(k, (struct str){line.p, line.n});
	}
	for (uint32_t i = last; up && i >= first; i--)
		level_row(k, lines[i]);
	out_release(&line);
	k->drawn += l.drawn;
	k->frames += t->n;
	if (t->height[0] - last > k->deeper)
		k->deeper = t->height[0] - last;
}

/* Gives the rows of the picture: of a sandwich callers, functions, callees; with the root at the bottom upside down. */
static void all_levels(struct flame_report *k, uint32_t width)
{
	enum { WHOLE = 1, FUNCTIONS, BELOW };
	bool bottom = k->r->config->root == ROOT_BOTTOM;
	uint32_t first = !k->trees.is_sandwich ? WHOLE
		: flame_trees_meet(&k->trees)  ? BELOW
					       : WHOLE;

	if (k->trees.is_sandwich && !bottom)
		level_rows(k, &k->trees.callers, FUNCTIONS, true, width);
	level_rows(k, &k->trees.all, first, bottom, width);
	if (k->trees.is_sandwich && bottom)
		level_rows(k, &k->trees.callers, FUNCTIONS, false, width);
}

/* The sample type: "mean_delay". */
static struct str say_type(struct flame_report *k)
{
	const struct report *r = k->r;
	struct str parts[2] = {r->config->mean ? STR("mean_") : STR(""),
		profile_str(r->profile, r->profile->types[r->type].type)};

	return arena_join(r->arena, parts, 2, STR(""));
}

/* Of one side: "total 2930ms", or "140ms, 4.78% of 2930ms total". */
static struct str say_total(struct flame_report *k)
{
	struct report *r = k->r;
	int64_t shown = flame_tree_cum(&k->trees.all, 0);
	char buf[UNITS_PERCENT_MAX];
	struct str parts[6] = {STR("total "), report_value(r, shown)};

	if (shown == r->values.total)
		return arena_join(r->arena, parts, 2, STR(""));
	parts[0] = parts[1];
	parts[1] = STR(", ");
	parts[2] = str_trim(units_percent(shown, r->values.total, buf));
	parts[3] = STR(" of ");
	parts[4] = report_value(r, r->values.total);
	parts[5] = STR(" total");
	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR(""));
}

/* Of a comparison: "2930ms -> 2970ms, +40ms +1.4%". */
static struct str say_change(struct flame_report *k)
{
	struct report *r = k->r;
	int64_t before = flame_tree_cum_before(&k->trees.all, 0),
		after = flame_tree_cum(&k->trees.all, 0);
	char buf[UNITS_CHANGE_MAX];
	const struct str parts[] = {
		report_side_value(r, before),
		STR(" -> "),
		report_side_value(r, after),
		STR(", "),
		report_change(r, wrap_sub(after, before)),
		before != after ? STR(" ") : STR(""),
		before != after ? units_change(before, after, buf) : STR(""),
	};

	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR(""));
}

static struct str say_weight(struct flame_report *k, uint32_t width)
{
	char column[UNITS_PERCENT_MAX];
	const struct str parts[] = {
		STR("Type: "),
		say_type(k),
		STR(", "),
		flame_tree_is_compared(&k->trees.all) ? say_change(k) : say_total(k),
		STR(", a column is "),
		str_trim(units_percent(1, width, column)),
	};

	return arena_join(k->r->arena, parts, ARRAY_LEN(parts), STR(""));
}

/* "20 levels deeper; 327 of 596 frames are narrower than a column (`.`)"; empty: all is drawn. */
static struct str say_missing(const struct flame_report *k)
{
	struct arena *a = k->r->arena;
	uint64_t narrow = k->frames - k->drawn;
	bool folded = k->trees.all.folded != 0 || k->trees.callers.folded != 0;
	struct str parts[2] = {{0}};

	if (k->deeper != 0)
		parts[0] = arena_fmt(a, "%u level%s deeper", k->deeper, k->deeper == 1 ? "" : "s");
	if (narrow != 0)
		parts[1] = arena_fmt(a,
			"%" PRIu64 " of %s%" PRIu64 " frames %s narrower than a column (`.`)",
			narrow, folded ? "more than " : "", k->frames, narrow == 1 ? "is" : "are");
	return arena_join(a, parts, 2, STR("; "));
}

static void legend_row(struct flame_report *k, struct str words)
{
	const struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	if (words.n != 0)
		table_row(k->r->writer, &(struct table_row){.kind = LEGEND_ROW, .cells = cells});
}

/* The lines of the legend about the two sides. */
static void side_rows(struct flame_report *k)
{
	legend_row(k, flame_side(k->r, REPORT_BEFORE));
	legend_row(k, flame_side(k->r, REPORT_AFTER));
	legend_row(k, flame_durations(k->r));
	legend_row(k,
		STR("`+` begins what grew, `-` what shrank; a frame is as wide as its larger side"));
}

/* How many columns the picture takes. */
static bool choose_width(const struct report *r, uint32_t *width, struct err *err)
{
	int64_t asked = r->config->width;
	size_t screen = r->out != NULL ? r->out->screen_columns : 0;

	if (asked < 0 || asked > COLUMNS_MAX)
		return err_set(err,
			"width: a flame graph takes 1 to %d columns; 0: those of the terminal",
			COLUMNS_MAX);
	*width = asked != 0 ? (uint32_t)asked : screen != 0 ? (uint32_t)screen : COLUMNS_ELSE;
	return true;
}

/*
 * How many levels are shown; the whole has one of its own. Unless the user says it, as many as the terminal has
 * lines for, besides the legend and the line where one types.
 */
static void choose_depth(struct flame_report *k, size_t legend)
{
	size_t rows = k->r->out != NULL ? k->r->out->screen_rows : 0, used = legend + 2;
	int64_t depth = k->r->config->depth;

	if (depth < 0)
		depth = rows == 0 ? 0 : rows > used + 1 ? (int64_t)(rows - used) : 1;
	if (depth > 1 && k->trees.is_sandwich && k->r->config->depth < 0)
		depth = (depth + 1) / 2;
	k->depth = depth == 0 || depth > UINT32_MAX ? UINT32_MAX : (uint32_t)depth;
}

static void picture_rows(struct flame_report *k, struct table_facts *facts, uint32_t width)
{
	struct table_facts filters = *facts;
	struct str *lines;
	size_t n;

	filters.legend = TABLE_LEGEND_FILTERS;
	lines = table_legend_lines(k->r->arena, &filters, &n);
	choose_depth(k, n + 2);
	all_levels(k, width);
	legend_row(k, say_weight(k, width));
	legend_row(k, flame_trees_say(&k->trees, k->r));
	if (flame_tree_is_compared(&k->trees.all))
		side_rows(k);
	else if (flame_tree_is_signed(&k->trees.all))
		legend_row(k,
			STR("A frame is as wide as what grew in it and what shrank together"));
	for (size_t i = 0; i < n; i++)
		legend_row(k, lines[i]);
	legend_row(k, say_missing(k));
}

/* A cell that only a comparison has. */
static struct table_cell side(const struct flame_tree *t, int64_t value)
{
	return flame_tree_is_compared(t) ? table_value(value) : (struct table_cell){0};
}

/* Gives a row of the kind for each frame of the tree. */
static void frame_rows(struct flame_report *k, const struct flame_tree *t, enum flame_kind kind)
{
	struct node_frames frames = node_frames_of(k->r, t->nodes, t->names);
	uint32_t *depth = arena_array(k->r->arena, uint32_t, t->n);
	uint32_t most = depth_of(k, t), next;

	for (uint32_t i = 1; i < t->n && !interrupted_at(i); i = next) {
		int64_t change;
		bool cut;

		depth[i] = depth[t->parent[i]] + 1;
		cut = depth[i] == most ? t->height[i] > 1 : t->height[i] > 1 && t->end[i] == i + 1;
		next = depth[i] == most ? t->end[i] : i + 1;
		change = wrap_sub(flame_tree_cum(t, i), flame_tree_cum_before(t, i));
		const struct table_cell cells[COLUMNS] = {
			[DEPTH] = table_number(depth[i] - 1),
			[FRAME] = node_frames_cell(&frames, t->node[i], TABLE_INLINE_UNKNOWN),
			[FLAT] = table_value(
				wrap_sub(flame_tree_flat(t, i), flame_tree_flat_before(t, i))),
			[CUM] = table_value(change),
			[BEFORE] = side(t, flame_tree_cum_before(t, i)),
			[AFTER] = side(t, flame_tree_cum(t, i)),
			[CHANGE] = side(t, change),
			[CUT] = table_flag(cut),
		};

		table_row(k->r->writer, &(struct table_row){.kind = kind, .cells = cells});
	}
}

/* What a column weighs. Values in the picture have the unit that suits it. */
static int64_t column_weight(const struct flame_tree *t, uint32_t width)
{
	if (t->cum_div != NULL)
		return wrap_abs(flame_tree_cum(t, 0)) / width;
	return (int64_t)(t->width[0] / width);
}

/* What the whole has on the side where it has more: what colours of a comparison are shares of. */
static int64_t larger_side(const struct flame_tree *t)
{
	int64_t before = wrap_abs(flame_tree_cum_before(t, 0)),
		after = wrap_abs(flame_tree_cum(t, 0));

	return before > after ? before : after;
}

static void all_frames(struct flame_report *k)
{
	choose_depth(k, 0);
	if (k->trees.is_sandwich)
		frame_rows(k, &k->trees.callers, CALLER_ROW);
	frame_rows(k, &k->trees.all, k->trees.is_sandwich ? CALLEE_ROW : FRAME_ROW);
}

bool report_flame(struct report *r, struct err *err)
{
	struct sample_spec samples = {.view = r->view,
		.value = r->type,
		.mean = r->config->mean,
		.before = true};
	struct flame_report k = {.r = r};
	struct flame_spec spec;
	struct table_facts facts;
	bool is_picture = table_wants(r->writer, &flame_spec_of_rows, LEVEL_ROW);
	bool is_large = r->view->p->stack_begin[r->view->p->n_stacks] > FLAME_WHOLE;
	uint32_t width = COLUMNS_ELSE;

	if (!choose_width(r, &width, err))
		return false;
	nodes_init(&k.nodes, r->arena, r->view, false);
	stack_sums_init(&k.sums, r->arena, &samples);
	spec = flame_spec_of(r, &k.nodes, &k.sums);
	spec.finest = is_picture && is_large ? FINER * width : 0;
	if (!flame_trees_init(&k.trees, r, &spec, err))
		return false;
	if (flame_tree_is_compared(&k.trees.all) && is_picture)
		r->values.total = larger_side(&k.trees.all);
	report_choose_unit_by(r, column_weight(&k.trees.all, width));
	facts = report_facts(r, NULL, 0);
	table_begin(r->writer, &flame_spec_of_rows, &facts);
	if (is_picture)
		picture_rows(&k, &facts, width);
	else
		all_frames(&k);
	table_end(r->writer);
	return true;
}

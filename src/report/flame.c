/*
 * flame.c: Shows all stacks as a flame graph: `flame`.
 *
 * Data formats get a row for each frame, in preorder. A text is a picture made of characters, a line for each
 * level of calls:
 *
 *	|all 2930ms
 *	|main.serve                     |main.load~||
 *	|main.find          |main.sort  |os.Open   .
 *
 * `|` begins a frame, and `~` ends a name that is cut. A `.` is a column in which only frames lie that are
 * narrower than it. A legend follows. There is nothing but ASCII in the picture itself.
 */
#include <inttypes.h>

#include "base/array.h"
#include "base/cancel.h"
#include "base/glyph.h"
#include "base/wrap.h"
#include "flame/flame-layout.h"
#include "report/node-frames.h"
#include "table/fit.h"
#include "table/text.h"
#include "units/units.h"

/* The columns where nobody asks for others, and the most that one can ask for. */
enum { COLUMNS_ELSE = 100, COLUMNS_MAX = 100000 };

enum flame_kind { FRAME_ROW, LEVEL_ROW, LEGEND_ROW, KINDS };

enum flame_column {
	DEPTH, /* 0: the root of stacks, or the leaf with leaf_first */
	FRAME,
	FLAT,
	CUM,
	CUT, /* there are frames below that `depth` leaves out */
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[DEPTH] = {"depth", TABLE_NUMBER},
	[FRAME] = {NULL, TABLE_FRAME},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[CUT] = {"cut", TABLE_FLAG},
	[WORDS] = {NULL, TABLE_TEXT},
};

static void print_level(struct table_text_writer *t, const struct table_row *row);

static const struct table_piece legend_pieces[] = {{"", WORDS, 0, 0}};

static const struct table_kind kinds[KINDS] = {
	[FRAME_ROW] = {.name = "frame",
		.columns = TABLE_HAS(DEPTH) | TABLE_HAS(FRAME) | TABLE_HAS(FLAT) | TABLE_HAS(CUM) |
			TABLE_HAS(CUT)},
	[LEVEL_ROW] = {.print = print_level},
	[LEGEND_ROW] = {TABLE_PIECES(legend_pieces)},
};

static const struct table_spec flame_spec_of_rows = {columns, COLUMNS, kinds, KINDS, NULL};

struct flame_report {
	struct report *r;
	struct flame_tree tree;
	uint32_t depth;     /* how many levels are shown, without that of the whole */
	struct str *labels; /* by node_id: names as the picture has them, where they are made */
};

/* The name of a frame in the picture, short: the package's last part, no arguments, the file's base name. */
static struct str make_label(struct flame_report *k, node_id id)
{
	const struct nodes *nodes = k->tree.nodes;
	const struct node *node = &nodes->rows[id];
	struct arena *a = k->r->arena;
	struct str parts[3] = {view_str(nodes->view, node->name), node_place(a, nodes, id, true)};

	if (!view_is_grouped(nodes->view))
		parts[0] = fit_without_arguments(a, report_short_name(a, parts[0]));
	if (node->address != 0)
		parts[2] = arena_fmt(a, "%" PRIx64, node->address);
	return arena_join(a, parts, ARRAY_LEN(parts), STR(" "));
}

static struct str label_of(struct flame_report *k, uint32_t frame)
{
	node_id id = k->tree.node[frame];

	if (k->labels[id].p == NULL) {
		struct str parts[2] = {STR("all "),
			report_value(k->r, flame_tree_cum(&k->tree, frame))};

		k->labels[id] = id != 0 ? make_label(k, id)
					: arena_join(k->r->arena, parts, 2, STR(""));
	}
	return k->labels[id];
}

/* A line of the picture while it is written. Blanks wait until something follows them. */
struct flame_line {
	struct out *out;
	uint32_t column, blanks;
};

static void put_blanks(struct flame_line *line)
{
	out_fill(line->out, ' ', line->blanks);
	line->blanks = 0;
}

/* Writes as much of a text as fits, escaped like on a terminal, for it must not leave its line. */
static void put_label(struct flame_line *line, struct str text, uint32_t room)
{
	uint32_t used = 0, most;
	char buf[GLYPH_ESCAPE_MAX];
	size_t i = 0, all = 0;

	while (i < text.n && all <= room) {
		struct glyph g = glyph_first(str_from(text, i));

		all += g.columns;
		i += g.bytes;
	}
	/* In one column, the first character says more than the mark. */
	most = all <= room || room == 1 ? room : room - 1;
	for (i = 0; i < text.n;) {
		struct glyph g = glyph_first(str_from(text, i));

		if (used + g.columns > most)
			break;
		if (g.escaped)
			out_bytes(line->out, buf, glyph_escape(&g, buf));
		else
			out_bytes(line->out, text.p + i, g.bytes);
		used += g.columns;
		i += g.bytes;
	}
	if (i < text.n && room > 1) {
		out_lit(line->out, "~");
		used++;
	}
	line->blanks = room - used;
}

/* Colours a frame: by its change in a comparison, else by what it took itself. */
static void color_frame(struct flame_report *k, struct out *o, uint32_t frame)
{
	const struct table_values *values = &k->r->values;
	double total = values->total != 0 ? (double)values->total : 1;
	double flat = (double)flame_tree_flat(&k->tree, frame) / total;

	if (values->changes)
		out_change(o, (double)flame_tree_cum(&k->tree, frame) / total);
	else if (flat >= OUT_LIGHT)
		out_heat(o, flat);
}

/* Fills the columns up to `end`, in which no frame is drawn. */
static void put_gap(struct flame_line *line, const struct flame_layout *l, uint32_t end)
{
	for (; line->column < end; line->column++) {
		if (!flame_layout_narrow(l, line->column)) {
			line->blanks++;
			continue;
		}
		put_blanks(line);
		out_heat(line->out, 0);
		out_lit(line->out, ".");
		out_plain(line->out);
	}
}

/* Writes the line of a level. */
static void put_level(struct flame_report *k, const struct flame_layout *l, struct out *out)
{
	struct flame_line line = {.out = out};

	for (uint32_t i = 0; i < l->n; i++) {
		const struct flame_box *box = &l->boxes[i];

		put_gap(&line, l, box->begin);
		put_blanks(&line);
		out_lit(out, "|");
		color_frame(k, out, box->frame);
		if (box->end - box->begin > 1)
			put_label(&line, label_of(k, box->frame), box->end - box->begin - 1);
		out_plain(out);
		line.column = box->end;
	}
	put_gap(&line, l, l->columns);
	out_lit(out, "\n");
}

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

/*
 * Gives the rows of the picture. All levels are laid out, so that *drawn becomes the number of frames that have
 * a column, shown or not. A root at the bottom comes last.
 */
static void level_rows(struct flame_report *k, uint32_t width, uint64_t *drawn)
{
	struct report *r = k->r;
	bool bottom = r->config->root == ROOT_BOTTOM;
	struct out line = {.color = r->out != NULL && r->out->color};
	struct str *lines = bottom ? arena_array(r->arena, struct str, k->depth + 1) : NULL;
	struct flame_layout l;

	flame_layout_init(&l, r->arena, &k->tree, 0, width);
	while (flame_layout_next(&l)) {
		if (l.level > k->depth + 1)
			continue;
		out_clear(&line);
		put_level(k, &l, &line);
		if (bottom)
			lines[l.level - 1] = arena_str(r->arena, (struct str){line.p, line.n});
		else
			level_row(k, (struct str){line.p, line.n});
	}
	for (uint32_t i = bottom ? k->depth + 1 : 0; i-- > 0;)
		level_row(k, lines[i]);
	out_release(&line);
	*drawn = l.drawn;
}

static struct str say_weight(struct flame_report *k, uint32_t width)
{
	struct report *r = k->r;
	const struct profile *p = r->profile;
	int64_t shown = flame_tree_cum(&k->tree, 0);
	struct str type = profile_str(p, p->types[r->type].type), share = {0};
	char buf[UNITS_PERCENT_MAX], column[UNITS_PERCENT_MAX];

	if (shown != r->values.total)
		share = str_trim(units_percent(shown, r->values.total, buf));

	const struct str parts[] = {
		STR("Type: "),
		r->config->mean ? STR("mean_") : STR(""),
		type,
		share.n != 0 ? STR(", ") : STR(", total "),
		report_value(r, shown),
		share.n != 0 ? STR(", ") : STR(""),
		share,
		share.n != 0 ? STR(" of ") : STR(""),
		share.n != 0 ? report_value(r, r->values.total) : STR(""),
		share.n != 0 ? STR(" total") : STR(""),
		STR(", a column is "),
		str_trim(units_percent(1, width, column)),
	};

	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR(""));
}

/* "20 levels deeper; 327 of 596 frames are narrower than a column (`.`)"; empty: all is drawn. */
static struct str say_missing(struct flame_report *k, uint64_t drawn)
{
	struct arena *a = k->r->arena;
	uint32_t n = k->tree.n, deeper = k->tree.height[0] - 1 - k->depth;
	uint32_t narrow = n - (uint32_t)drawn;
	struct str parts[2] = {{0}};

	if (deeper != 0)
		parts[0] = arena_fmt(a, "%u level%s deeper", deeper, deeper == 1 ? "" : "s");
	if (narrow != 0)
		parts[1] = arena_fmt(a, "%u of %s%u frames %s narrower than a column (`.`)", narrow,
			k->tree.folded != 0 ? "more than " : "", n, narrow == 1 ? "is" : "are");
	return arena_join(a, parts, 2, STR("; "));
}

static void legend_row(struct flame_report *k, struct str words)
{
	const struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	if (words.n != 0)
		table_row(k->r->writer, &(struct table_row){.kind = LEGEND_ROW, .cells = cells});
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
	uint32_t all = k->tree.height[0] - 1;
	size_t rows = k->r->out != NULL ? k->r->out->screen_rows : 0, used = legend + 2;
	int64_t depth = k->r->config->depth;

	if (depth < 0)
		depth = rows == 0 ? 0 : rows > used + 1 ? (int64_t)(rows - used) : 1;
	k->depth = depth == 0 || depth > all ? all : (uint32_t)depth;
}

static void picture_rows(struct flame_report *k, struct table_facts *facts, uint32_t width)
{
	struct table_facts filters = *facts;
	uint64_t drawn;
	struct str *lines;
	size_t n;

	filters.legend = TABLE_LEGEND_FILTERS;
	lines = table_legend_lines(k->r->arena, &filters, &n);
	choose_depth(k, n + 2);
	k->labels = arena_array(k->r->arena, struct str, k->tree.nodes->n);
	level_rows(k, width, &drawn);
	legend_row(k, say_weight(k, width));
	if (flame_tree_is_signed(&k->tree))
		legend_row(k,
			STR("A frame is as wide as what grew in it and what shrank together"));
	for (size_t i = 0; i < n; i++)
		legend_row(k, lines[i]);
	legend_row(k, say_missing(k, drawn));
}

static void frame_rows(struct flame_report *k)
{
	const struct flame_tree *t = &k->tree;
	struct node_frames frames = node_frames_of(k->r, t->nodes, t->names);
	uint32_t *depth = arena_array(k->r->arena, uint32_t, t->n);
	uint32_t next;

	choose_depth(k, 0);
	for (uint32_t i = 1; i < t->n && !interrupted_at(i); i = next) {
		bool cut;

		depth[i] = depth[t->parent[i]] + 1;
		cut = depth[i] == k->depth ? t->height[i] > 1
					   : t->height[i] > 1 && t->end[i] == i + 1;
		next = depth[i] == k->depth ? t->end[i] : i + 1;
		const struct table_cell cells[COLUMNS] = {
			[DEPTH] = table_number(depth[i] - 1),
			[FRAME] = node_frames_cell(&frames, t->node[i], TABLE_INLINE_UNKNOWN),
			[FLAT] = table_value(flame_tree_flat(t, i)),
			[CUM] = table_value(flame_tree_cum(t, i)),
			[CUT] = table_flag(cut),
		};

		table_row(k->r->writer, &(struct table_row){.kind = FRAME_ROW, .cells = cells});
	}
}

/* What a column weighs. Values in the picture have the unit that suits it. */
static int64_t column_weight(const struct flame_tree *t, uint32_t width)
{
	if (t->cum_div != NULL)
		return wrap_abs(flame_tree_cum(t, 0)) / width;
	return (int64_t)(t->width[0] / width);
}

bool report_flame(struct report *r, struct err *err)
{
	struct sample_spec samples = {.view = r->view, .value = r->type, .mean = r->config->mean};
	struct stack_sums sums;
	struct nodes nodes;
	struct flame_spec spec = {
		.nodes = &nodes,
		.stacks = &sums,
		.leaf_first = r->config->leaf_first,
		.by_name = r->config->order == ORDER_NAME,
	};
	struct flame_report k = {.r = r};
	struct table_facts facts;
	uint32_t width = COLUMNS_ELSE;

	if (!choose_width(r, &width, err))
		return false;
	nodes_init(&nodes, r->arena, r->view, false);
	stack_sums_init(&sums, r->arena, &samples);
	flame_tree_init(&k.tree, r->arena, &spec);
	report_choose_unit_by(r, column_weight(&k.tree, width));
	facts = report_facts(r, NULL, 0);
	table_begin(r->writer, &flame_spec_of_rows, &facts);
	if (table_wants(r->writer, &flame_spec_of_rows, LEVEL_ROW))
		picture_rows(&k, &facts, width);
	else
		frame_rows(&k);
	table_end(r->writer);
	return true;
}

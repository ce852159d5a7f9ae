/*
 * flame-svg.c: Draws all stacks as a flame graph in SVG: `flamesvg`.
 *
 * The picture needs no script: each box has its values as a title, which browsers show. It is laid out in columns of
 * half a pixel, as the text is in those of a terminal (flame/flame-layout.h). Boxes that get no column are not drawn,
 * and neither is what is above them; a line says how many these are, and their share.
 */
#include "report/flame-svg.h"

#include <inttypes.h>

#include "base/array.h"
#include "base/glyph.h"
#include "base/wrap.h"
#include "flame/flame-layout.h"
#include "report/flame-frames.h"
#include "report/html.h"
#include "table/fit.h"
#include "units/units.h"

/* All in pixels, but for LETTER: most fixed-width fonts of 12 pixels are 7.2 wide. */
enum {
	WIDTH_LEAST = 200,
	WIDTH_MOST = 20000,
	PAD = 10,
	ROW = 17,         /* from one level to the next */
	BOX = 16,         /* of these, the box */
	LINE = 18,        /* of the words above and below */
	TITLE_MAX = 2000, /* bytes of a name */
	LETTER = 73,      /* tenths of a pixel */
	COLUMNS = 2       /* of the layout, for each pixel */
};

struct flame_svg {
	struct report *r;
	struct out *o;
	struct out scratch; /* of html_put */
	struct flame_tree tree;
	struct flame_frames frames;
	struct flame_groups groups;
	uint32_t width, inner; /* of the picture, and of the whole in it */
	uint32_t levels;       /* how many are drawn, with that of the whole */
	uint32_t deeper;       /* how many `depth` leaves out */
	uint32_t not_drawn;    /* frames that are too narrow */
	uint64_t missing;   /* what they are wide together, each with all that is above it once */
	bool *used;         /* by group */
	struct str *labels; /* by node_id, where they are made */
	struct str title;
};

/* Writes foreign text, but no characters that XML does not have: the others of these are escaped by html_put. */
static void put_text(struct flame_svg *k, struct str text)
{
	struct str shown = str_sub(text, 0, TITLE_MAX);
	size_t from = 0;

	for (size_t at = 0; (at = str_find(shown, STR("\xef\xbf"), at)) < shown.n; at++) {
		if (at + 2 >= shown.n || (unsigned char)shown.p[at + 2] < 0xbe)
			continue;
		html_put(k->o, &k->scratch, str_sub(shown, from, at - from), TITLE_MAX);
		out_lit(k->o, "\xef\xbf\xbd");
		from = at + 3;
	}
	html_put(k->o, &k->scratch, str_from(text, from), TITLE_MAX - from);
}

static struct str label_of(struct flame_svg *k, uint32_t frame)
{
	node_id id = k->tree.node[frame];

	if (frame == 0)
		return arena_fmt(k->r->arena, "all %.*s",
			STR_ARG(report_value(k->r, flame_tree_cum(&k->tree, 0))));
	if (k->labels[id].p == NULL)
		k->labels[id] = flame_frame_label(&k->frames, id);
	return k->labels[id];
}

/* As much of a name as there is room for; empty: nothing that one could read. */
static struct str fit_label(struct flame_svg *k, struct str label, uint32_t columns)
{
	struct str parts[2] = {{0}, STR(FIT_MARK)};
	size_t used = 0, i = 0;

	if (glyph_columns(label) <= columns)
		return label;
	if (columns >= FIT_LEAST)
		return fit_name(k->r->arena, label, columns);
	while (i < label.n) {
		struct glyph g = glyph_first(str_from(label, i));

		if (used + g.columns + parts[1].n > columns)
			break;
		used += g.columns;
		i += g.bytes;
	}
	while (i > 0 && label.p[i - 1] == '.')
		i--;
	parts[0] = str_sub(label, 0, i);
	return i != 0 ? arena_join(k->r->arena, parts, 2, STR("")) : STR("");
}

/* "2.59s, 88.40%" */
static void put_share(struct flame_svg *k, int64_t value)
{
	char buf[UNITS_PERCENT_MAX];

	put_text(k, report_value(k->r, value));
	out_lit(k->o, ", ");
	put_text(k, str_trim(units_percent(value, k->r->values.total, buf)));
}

static void put_box_title(struct flame_svg *k, uint32_t frame)
{
	node_id id = k->tree.node[frame];

	out_lit(k->o, "<title>");
	put_text(k, frame != 0 ? node_name(k->r->arena, k->frames.nodes, id) : STR("all"));
	out_lit(k->o, ": ");
	put_share(k, flame_tree_cum(&k->tree, frame));
	if (frame != 0) {
		out_lit(k->o, "; flat ");
		put_share(k, flame_tree_flat(&k->tree, frame));
	}
	out_lit(k->o, "</title>");
}

/* Half pixels as a number of pixels. */
static void put_half(struct out *o, const char *name, uint32_t half)
{
	out_fmt(o, " %s=\"%u%s\"", name, half / COLUMNS, half % COLUMNS != 0 ? ".5" : "");
}

static void put_box(struct flame_svg *k, const struct flame_box *box, uint32_t y)
{
	uint32_t columns = box->end - box->begin;
	uint32_t tenths = columns * 10 / COLUMNS, margin = 40;
	struct str label = tenths > margin
		? fit_label(k, label_of(k, box->frame), (tenths - margin) / LETTER)
		: STR("");

	out_lit(k->o, "<g>");
	put_box_title(k, box->frame);
	out_fmt(k->o, "<rect class=\"g%u\"", k->groups.of_node[k->tree.node[box->frame]]);
	put_half(k->o, "x", PAD * COLUMNS + box->begin);
	out_fmt(k->o, " y=\"%u\"", y);
	/* From two pixels on there is a gap to the next box. */
	put_half(k->o, "width", columns > 2 * COLUMNS ? columns - 1 : columns);
	out_fmt(k->o, " height=\"%d\"/>", BOX);
	if (label.n != 0) {
		out_lit(k->o, "<text");
		put_half(k->o, "x", PAD * COLUMNS + box->begin + 3 * COLUMNS);
		out_fmt(k->o, " y=\"%u\">", y + 12);
		put_text(k, label);
		out_lit(k->o, "</text>");
	}
	out_lit(k->o, "</g>\n");
}

/* What the children of a level's boxes are wide together. */
static uint64_t width_below(const struct flame_tree *t, const struct flame_layout *l)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < l->n; i++) {
		uint32_t frame = l->boxes[i].frame;

		for (uint32_t child = frame + 1; child < t->end[frame]; child = t->end[child])
			sum += t->width[child];
	}
	return sum;
}

/* How many levels are drawn at most. */
static uint32_t most_levels(const struct flame_svg *k)
{
	int64_t depth = k->r->config->depth;

	return depth <= 0 || depth >= UINT32_MAX ? UINT32_MAX : (uint32_t)depth + 1;
}

/* How many frames there are on so many levels. */
static uint32_t count_frames(const struct flame_tree *t, struct arena *a, uint32_t levels)
{
	uint32_t *level = arena_array(a, uint32_t, t->n), n = 1;

	level[0] = 1;
	for (uint32_t i = 1; i < t->n; i++) {
		level[i] = level[t->parent[i]] + 1;
		n += level[i] <= levels;
	}
	return n;
}

/* Finds out what is drawn, before it is. */
static void measure(struct flame_svg *k)
{
	const struct flame_tree *t = &k->tree;
	struct arena a = {0};
	struct flame_layout l;
	uint32_t most = most_levels(k), drawn = 0;
	uint64_t below = 0;

	flame_layout_init(&l, &a, t, 0, k->inner * COLUMNS);
	while (l.level < most && flame_layout_next(&l)) {
		k->missing += below;
		for (uint32_t i = 0; i < l.n; i++) {
			k->used[k->groups.of_node[t->node[l.boxes[i].frame]]] = true;
			k->missing -= l.level > 1 ? t->width[l.boxes[i].frame] : 0;
		}
		drawn += l.n;
		k->levels = l.n != 0 ? l.level : k->levels;
		below = width_below(t, &l);
	}
	k->deeper = t->height[0] > most ? t->height[0] - most : 0;
	k->not_drawn = count_frames(t, &a, most) - drawn;
	arena_release(&a);
}

static void put_boxes(struct flame_svg *k, uint32_t top)
{
	struct arena a = {0};
	struct flame_layout l;

	flame_layout_init(&l, &a, &k->tree, 0, k->inner * COLUMNS);
	while (flame_layout_next(&l) && l.level <= k->levels) {
		uint32_t row = k->r->config->root == ROOT_BOTTOM ? k->levels - l.level
								 : l.level - 1;

		for (uint32_t i = 0; i < l.n; i++)
			put_box(k, &l.boxes[i], top + row * ROW);
	}
	arena_release(&a);
}

/* Writes a line of words, and moves *y to the next one. */
static void put_line(struct flame_svg *k, const char *class, struct str text, uint32_t *y)
{
	out_fmt(k->o, "<text class=\"%s\" x=\"%d\" y=\"%u\">", class, PAD, *y);
	put_text(k, text);
	out_lit(k->o, "</text>\n");
	*y += LINE;
}

/* "Type: cpu, 1.69s, 57.68% of 2.93s total" */
static struct str say_weight(const struct flame_svg *k)
{
	struct report *r = k->r;
	int64_t shown = flame_tree_cum(&k->tree, 0);
	char buf[UNITS_PERCENT_MAX];
	struct str type = profile_str(r->profile, r->profile->types[r->type].type);
	struct str value = report_value(r, shown), total = report_value(r, r->values.total), share;
	const char *mean = r->config->mean ? "mean_" : "";

	if (shown == r->values.total)
		return arena_fmt(r->arena, "Type: %s%.*s, total %.*s", mean, STR_ARG(type),
			STR_ARG(value));
	share = str_trim(units_percent(shown, r->values.total, buf));
	return arena_fmt(r->arena, "Type: %s%.*s, %.*s, %.*s of %.*s total", mean, STR_ARG(type),
		STR_ARG(value), STR_ARG(share), STR_ARG(total));
}

/* What is not drawn; empty: nothing. */
static struct str say_missing(const struct flame_svg *k)
{
	struct str parts[2] = {{0}}, share;
	char buf[UNITS_PERCENT_MAX];
	struct arena *a = k->r->arena;
	/* So that both fit in 63 bits. */
	unsigned shift = k->tree.width[0] > INT64_MAX;

	if (k->deeper != 0)
		parts[0] = arena_fmt(a, "%u level%s deeper", k->deeper, k->deeper == 1 ? "" : "s");
	if (k->not_drawn != 0) {
		share = str_trim(units_percent((int64_t)(k->missing >> shift),
			(int64_t)(k->tree.width[0] >> shift), buf));
		parts[1] = arena_fmt(a,
			"%s%u frame%s narrower than half a pixel and not drawn: %.*s of the width",
			k->tree.folded != 0 ? "more than " : "", k->not_drawn,
			k->not_drawn == 1 ? " is" : "s are", STR_ARG(share));
	}
	return arena_join(a, parts, 2, STR("; "));
}

/* The lines below the boxes. Returns how many. */
static size_t lines_below(struct flame_svg *k, struct str **lines)
{
	struct table_facts facts = report_facts(k->r, NULL, TABLE_LEGEND_FILTERS);
	struct str missing = say_missing(k), *legend;
	size_t n;

	facts.legend = TABLE_LEGEND_FILTERS;
	legend = table_legend_lines(k->r->arena, &facts, &n);
	*lines = arena_array(k->r->arena, struct str, n + 1);
	if (n != 0)
		memcpy(*lines, legend, n * sizeof(**lines));
	if (missing.n != 0)
		(*lines)[n++] = missing;
	return n;
}

static void put_picture(struct flame_svg *k)
{
	struct str *lines;
	size_t n = lines_below(k, &lines);
	uint32_t top = 3 * PAD + 2 * LINE - 8, bottom = top + k->levels * ROW + LINE - 2,
		 y = PAD + 16;
	uint32_t height = bottom + (uint32_t)n * LINE - LINE + PAD;

	out_fmt(k->o,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" "
		"role=\"img\">\n<title>",
		k->width, height, k->width, height);
	put_text(k, k->title);
	out_lit(k->o, "</title>\n");
	flame_svg_put_style(k->o, &k->groups, k->used, false);
	out_lit(k->o, "<rect class=\"b\" width=\"100%\" height=\"100%\"/>\n");
	put_line(k, "h", k->title, &y);
	put_line(k, "n", say_weight(k), &y);
	put_boxes(k, top);
	for (size_t i = 0; i < n; i++)
		put_line(k, "n", lines[i], &bottom);
	out_lit(k->o, "</svg>\n");
}

static bool choose_width(struct flame_svg *k, struct err *err)
{
	int64_t asked = k->r->config->svg_width;

	if (asked < WIDTH_LEAST || asked > WIDTH_MOST)
		return err_set(err, "svg_width: a picture is %d to %d pixels wide", WIDTH_LEAST,
			WIDTH_MOST);
	k->width = (uint32_t)asked;
	k->inner = k->width - 2 * PAD;
	return true;
}

/* Values have the unit that suits the narrowest box. */
static void choose_unit(struct flame_svg *k)
{
	uint64_t columns = (uint64_t)k->inner * COLUMNS;

	if (k->tree.cum_div != NULL)
		report_choose_unit_by(k->r,
			wrap_abs(flame_tree_cum(&k->tree, 0)) / (int64_t)columns);
	else
		report_choose_unit_by(k->r, (int64_t)(k->tree.width[0] / columns));
}

bool report_flamesvg(struct report *r, struct err *err)
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
	struct flame_svg k = {.r = r, .o = r->out};
	struct str program;

	if (!choose_width(&k, err))
		return false;
	nodes_init(&nodes, r->arena, r->view, false);
	stack_sums_init(&sums, r->arena, &samples);
	flame_tree_init(&k.tree, r->arena, &spec);
	flame_frames_init(&k.frames, r, &nodes);
	flame_groups_init(&k.groups, r->arena, &nodes);
	k.used = arena_array(r->arena, bool, k.groups.n);
	k.labels = arena_array(r->arena, struct str, nodes.n);
	k.title = flame_title(r, &program);
	choose_unit(&k);
	measure(&k);
	put_picture(&k);
	out_release(&k.scratch);
	return true;
}

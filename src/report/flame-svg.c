/*
 * flame-svg.c: Draws all stacks as a flame graph in SVG: `flamesvg`.
 *
 * The picture needs no script: each box has its values as a title, which browsers show. It is laid out in columns of
 * half a pixel, as the text is in those of a terminal (flame/flame-layout.h). Boxes that get no column are not drawn,
 * and neither is what is above them; a line says how many these are, and their share.
 */
#include "report/flame-svg.h"

#include <math.h>

#include "base/array.h"
#include "base/wrap.h"
#include "units/units.h"

/* In the picture of a large profile, a frame that is FINER times narrower than the narrowest box is folded. */
enum { FINER = 4 };

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

/* Finds out what is drawn of a tree, before it is. */
static void measure(struct flame_svg *k, struct flame_svg_half *half)
{
	const struct flame_tree *t = k->tree = half->tree;
	struct arena a = {0};
	struct flame_layout l;
	uint32_t most = most_levels(k), drawn = 0;
	uint64_t below = 0;

	flame_layout_init(&l, &a, t, 0, k->inner * SVG_COLUMNS);
	while (l.level < most && flame_layout_next(&l)) {
		k->missing += below;
		for (uint32_t i = 0; i < l.n; i++) {
			uint32_t frame = l.boxes[i].frame;

			k->used[k->groups.of_node[t->node[frame]]] |= l.level >= half->first;
			if (l.level == 1)
				continue;
			k->missing -= t->width[frame];
			k->most_changed = fmax(k->most_changed,
				fabs((double)flame_svg_change(k, frame)));
		}
		drawn += l.n;
		half->last = l.n != 0 ? l.level : half->last;
		below = width_below(t, &l);
	}
	if (t->height[0] > most && t->height[0] - most > k->deeper)
		k->deeper = t->height[0] - most;
	k->not_drawn += count_frames(t, &a, most) - drawn;
	arena_release(&a);
}

/*
 * Puts the trees in their order. In a sandwich the callers and the callees grow away from the functions: those of
 * one function from its line; those of several from the whole, and then both have lines of the functions.
 */
static void arrange(struct flame_svg *k)
{
	enum { WHOLE = 1, FUNCTIONS, BELOW };
	bool bottom = k->r->config->root == ROOT_BOTTOM, one;
	struct flame_svg_half *all = &k->halves[0], *callers = &k->halves[1];

	k->n_halves = 1;
	if (!k->trees.is_sandwich) {
		*all = (struct flame_svg_half){&k->trees.all, WHOLE, 0, bottom};
	} else {
		k->n_halves = 2;
		if (!bottom) {
			callers = &k->halves[0];
			all = &k->halves[1];
		}
		one = flame_trees_meet(&k->trees);
		*callers = (struct flame_svg_half){&k->trees.callers, one ? BELOW : FUNCTIONS, 0,
			!bottom};
		*all = (struct flame_svg_half){&k->trees.all, one ? FUNCTIONS : WHOLE, 0, bottom};
	}
	for (unsigned i = 0; i < k->n_halves; i++)
		measure(k, &k->halves[i]);
	k->tree = &k->trees.all;
}

/* How many lines of boxes a tree has. */
static uint32_t rows_of(const struct flame_svg_half *half)
{
	return half->last >= half->first ? half->last - half->first + 1 : 0;
}

/* Draws a tree; *y is its upper edge, and becomes its lower one. */
static void put_boxes(struct flame_svg *k, const struct flame_svg_half *half, uint32_t *y)
{
	struct arena a = {0};
	struct flame_layout l;

	k->tree = half->tree;
	flame_layout_init(&l, &a, half->tree, 0, k->inner * SVG_COLUMNS);
	while (flame_layout_next(&l) && l.level <= half->last) {
		uint32_t row = half->up ? half->last - l.level : l.level - half->first;

		for (uint32_t i = 0; i < l.n && l.level >= half->first; i++)
			flame_svg_put_box(k, &l.boxes[i], *y + row * SVG_ROW);
	}
	k->tree = &k->trees.all;
	*y += rows_of(half) * SVG_ROW;
	arena_release(&a);
}

/* Explains the colours of a comparison, with one of each. */
static void put_legend(struct flame_svg *k, uint32_t *y)
{
	static const struct {
		const char *class, *words;
	} rows[] = {{"m8", SVG_MORE " more"}, {"l8", SVG_LESS " less"}, {"m0", "the same"}};
	uint32_t x = SVG_PAD;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++, x += 90) {
		out_fmt(k->o, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"80\" height=\"%d\"/>",
			rows[i].class, x, *y - 12, SVG_BOX);
		out_fmt(k->o, "<text x=\"%u\" y=\"%u\">%s</text>\n", x + 3, *y, rows[i].words);
	}
	out_fmt(k->o,
		"<text class=\"n\" x=\"%u\" y=\"%u\">A box is as wide as its larger side</text>\n",
		x, *y);
	*y += SVG_LINE;
}

/* Writes a line of words, and moves *y to the next one. */
static void put_line(struct flame_svg *k, const char *class, struct str text, uint32_t *y)
{
	out_fmt(k->o, "<text class=\"%s\" x=\"%d\" y=\"%u\">", class, SVG_PAD, *y);
	flame_svg_put_text(k, text);
	out_lit(k->o, "</text>\n");
	*y += SVG_LINE;
}

/* Of a comparison: "Type: cpu, 2930ms -> 2970ms, +40ms +1.4%". */
static struct str say_change(const struct flame_svg *k)
{
	struct report *r = k->r;
	int64_t before = flame_tree_cum_before(k->tree, 0), after = flame_tree_cum(k->tree, 0);
	struct str type = profile_str(r->profile, r->profile->types[r->type].type);
	struct str was = report_side_value(r, before), is = report_side_value(r, after);
	struct str change = report_change(r, wrap_sub(after, before)), share;
	char buf[UNITS_CHANGE_MAX];

	share = units_change(before, after, buf);
	return arena_fmt(r->arena, "Type: %s%.*s, %.*s \xe2\x86\x92 %.*s, %.*s %.*s",
		r->config->mean ? "mean_" : "", STR_ARG(type), STR_ARG(was), STR_ARG(is),
		STR_ARG(change), STR_ARG(share));
}

/* "Type: cpu, 1.69s, 57.68% of 2.93s total" */
static struct str say_weight(const struct flame_svg *k)
{
	struct report *r = k->r;
	int64_t shown = flame_tree_cum(k->tree, 0);
	char buf[UNITS_PERCENT_MAX];
	struct str type = profile_str(r->profile, r->profile->types[r->type].type);
	struct str value = report_value(r, shown), total = report_value(r, r->values.total), share;
	const char *mean = r->config->mean ? "mean_" : "";

	if (flame_tree_is_compared(k->tree))
		return say_change(k);
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
	/* So that the sums fit in 63 bits. */
	unsigned shift = k->tree->width[0] > INT64_MAX / 2 ? 2 : 0;

	if (k->deeper != 0)
		parts[0] = arena_fmt(a, "%u level%s deeper", k->deeper, k->deeper == 1 ? "" : "s");
	if (k->not_drawn != 0) {
		share = str_trim(units_percent((int64_t)(k->missing >> shift),
			(int64_t)(k->tree->width[0] >> shift) * k->n_halves, buf));
		parts[1] = arena_fmt(a,
			"%s%u frame%s narrower than half a pixel and not drawn: %.*s of the width",
			k->trees.all.folded != 0 || k->trees.callers.folded != 0 ? "more than "
										 : "",
			k->not_drawn, k->not_drawn == 1 ? " is" : "s are", STR_ARG(share));
	}
	return arena_join(a, parts, 2, STR("; "));
}

/* The lines below the boxes. Returns how many. */
static size_t lines_below(struct flame_svg *k, struct str **lines)
{
	struct table_facts facts = report_facts(k->r, NULL, 0);
	struct str *legend, *to;
	size_t n;

	facts.legend = TABLE_LEGEND_FILTERS;
	legend = table_legend_lines(k->r->arena, &facts, &n);
	to = *lines = arena_array(k->r->arena, struct str, n + 5);
	*to = flame_trees_say(&k->trees, k->r);
	to += to->n != 0;
	if (flame_tree_is_compared(k->tree)) {
		*to++ = flame_side(k->r, REPORT_BEFORE);
		*to++ = flame_side(k->r, REPORT_AFTER);
		*to = flame_durations(k->r);
		to += to->n != 0;
	}
	for (size_t i = 0; i < n; i++)
		*to++ = legend[i];
	*to = say_missing(k);
	to += to->n != 0;
	return (size_t)(to - *lines);
}

static void put_picture(struct flame_svg *k)
{
	struct str *lines;
	size_t n = lines_below(k, &lines);
	bool compared = flame_tree_is_compared(k->tree);
	uint32_t top = SVG_PAD + 30 + SVG_LINE * (compared ? 2 : 1), bottom = top + SVG_LINE - 2,
		 y = SVG_PAD + 16, at = top;
	uint32_t height;

	for (unsigned i = 0; i < k->n_halves; i++)
		bottom += rows_of(&k->halves[i]) * SVG_ROW;
	height = bottom + (uint32_t)n * SVG_LINE - SVG_LINE + SVG_PAD;
	out_fmt(k->o,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" "
		"role=\"img\">\n<title>",
		k->width, height, k->width, height);
	flame_svg_put_text(k, k->title);
	out_lit(k->o, "</title>\n");
	flame_svg_put_style(k->o, &k->groups, k->used, compared);
	out_lit(k->o, "<rect class=\"b\" width=\"100%\" height=\"100%\"/>\n");
	put_line(k, "h", k->title, &y);
	put_line(k, "n", say_weight(k), &y);
	if (compared)
		put_legend(k, &y);
	for (unsigned i = 0; i < k->n_halves; i++)
		put_boxes(k, &k->halves[i], &at);
	for (size_t i = 0; i < n; i++)
		put_line(k, "n", lines[i], &bottom);
	out_lit(k->o, "</svg>\n");
}

static bool choose_width(struct flame_svg *k, struct err *err)
{
	int64_t asked = k->r->config->svg_width;

	if (asked < SVG_WIDTH_LEAST || asked > SVG_WIDTH_MOST)
		return err_set(err, "svg_width: a picture is %d to %d pixels wide", SVG_WIDTH_LEAST,
			SVG_WIDTH_MOST);
	k->width = (uint32_t)asked;
	k->inner = k->width - 2 * SVG_PAD;
	return true;
}

/* Values have the unit that suits the narrowest box. */
static void choose_unit(struct flame_svg *k)
{
	uint64_t columns = (uint64_t)k->inner * SVG_COLUMNS;

	if (k->tree->cum_div != NULL)
		report_choose_unit_by(k->r,
			wrap_abs(flame_tree_cum(k->tree, 0)) / (int64_t)columns);
	else
		report_choose_unit_by(k->r, (int64_t)(k->tree->width[0] / columns));
}

bool report_flamesvg(struct report *r, struct err *err)
{
	struct sample_spec samples = {.view = r->view,
		.value = r->type,
		.mean = r->config->mean,
		.before = true};
	struct stack_sums sums;
	struct nodes nodes;
	struct flame_spec spec;
	struct flame_svg k = {.r = r, .o = r->out};
	struct str program;

	if (!choose_width(&k, err))
		return false;
	nodes_init(&nodes, r->arena, r->view, false);
	stack_sums_init(&sums, r->arena, &samples);
	spec = flame_spec_of(r, &nodes, &sums);
	if (r->view->p->stack_begin[r->view->p->n_stacks] > FLAME_WHOLE)
		spec.finest = FINER * k.inner * SVG_COLUMNS;
	if (!flame_trees_init(&k.trees, r, &spec, err))
		return false;
	k.tree = &k.trees.all;
	flame_frames_init(&k.frames, r, &nodes);
	flame_groups_init(&k.groups, r->arena, &nodes);
	k.used = arena_array(r->arena, bool, k.groups.n);
	k.labels = arena_array(r->arena, struct str, nodes.n);
	k.title = flame_title(r, &program);
	choose_unit(&k);
	arrange(&k);
	put_picture(&k);
	out_release(&k.scratch);
	return true;
}

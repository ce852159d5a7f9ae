/*
 * flame-svg-box.c: Draws a box of a flame graph as a picture: its values as a title, its colour, its text.
 */
#include <math.h>

#include "base/glyph.h"
#include "base/wrap.h"
#include "report/flame-svg.h"
#include "report/html.h"
#include "table/fit.h"
#include "units/units.h"

void flame_svg_put_text(struct flame_svg *k, struct str text)
{
	struct str shown = str_sub(text, 0, SVG_TITLE_MAX);
	size_t from = 0;

	for (size_t at = 0; (at = str_find(shown, STR("\xef\xbf"), at)) < shown.n; at++) {
		if (at + 2 >= shown.n || (unsigned char)shown.p[at + 2] < 0xbe)
			continue;
		html_put(k->o, &k->scratch, str_sub(shown, from, at - from), SVG_TITLE_MAX);
		out_lit(k->o, "\xef\xbf\xbd");
		from = at + 3;
	}
	html_put(k->o, &k->scratch, str_from(text, from), SVG_TITLE_MAX - from);
}

static struct str name_of(struct flame_svg *k, uint32_t frame)
{
	node_id id = k->tree->node[frame];

	if (frame == 0)
		return STR("all");
	if (k->labels[id].p == NULL)
		k->labels[id] = flame_frame_label(&k->frames, id);
	return k->labels[id];
}

int64_t flame_svg_change(const struct flame_svg *k, uint32_t frame)
{
	return wrap_sub(flame_tree_cum(k->tree, frame), flame_tree_cum_before(k->tree, frame));
}

/* What stands in front of a name and behind it; of a comparison, how it changed. The whole has its value. */
static void find_marks(struct flame_svg *k, uint32_t frame, struct str *mark, struct str *value)
{
	struct arena *a = k->r->arena;
	int64_t before = flame_tree_cum_before(k->tree, frame),
		after = flame_tree_cum(k->tree, frame);
	char buf[UNITS_CHANGE_MAX];

	*mark = *value = STR("");
	if (!flame_tree_is_compared(k->tree)) {
		if (frame == 0)
			*value = arena_fmt(a, " %.*s", STR_ARG(report_value(k->r, after)));
	} else if (before != after) {
		*mark = after > before ? STR(SVG_MORE " ") : STR(SVG_LESS " ");
		*value = arena_fmt(a, " %.*s", STR_ARG(units_change(before, after, buf)));
	}
}

/* As much of a name as there is room for; empty: nothing that one could read. */
static struct str fit_label(struct flame_svg *k, struct str label, size_t columns)
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

/* What stands in a box. The name needs room first, then its change. */
static struct str text_of(struct flame_svg *k, uint32_t frame, size_t columns)
{
	struct str parts[3];
	size_t marked, valued;

	parts[1] = name_of(k, frame);
	find_marks(k, frame, &parts[0], &parts[2]);
	marked = glyph_columns(parts[0]);
	valued = glyph_columns(parts[2]);
	if (columns <= marked)
		return STR("");
	columns -= marked;
	if (valued + glyph_columns(parts[1]) > columns && columns < valued + (size_t)2 * FIT_LEAST)
		parts[2] = STR("");
	else
		columns -= valued;
	parts[1] = fit_label(k, parts[1], columns);
	if (parts[1].n == 0)
		return str_trim(parts[0]);
	return arena_join(k->r->arena, parts, 3, STR(""));
}

/* "2.59s, 88.40%", or of a comparison "2.59s -> 2.61s, +0.02s +0.8%". */
static void put_values(struct flame_svg *k, int64_t before, int64_t after)
{
	char percent[UNITS_PERCENT_MAX], change[UNITS_CHANGE_MAX];

	if (!flame_tree_is_compared(k->tree)) {
		flame_svg_put_text(k, report_value(k->r, after));
		out_lit(k->o, ", ");
		flame_svg_put_text(k, str_trim(units_percent(after, k->r->values.total, percent)));
		return;
	}
	flame_svg_put_text(k, report_side_value(k->r, before));
	out_lit(k->o, " \xe2\x86\x92 ");
	flame_svg_put_text(k, report_side_value(k->r, after));
	if (before == after)
		return;
	out_lit(k->o, ", ");
	flame_svg_put_text(k, report_change(k->r, wrap_sub(after, before)));
	out_lit(k->o, " ");
	flame_svg_put_text(k, units_change(before, after, change));
}

static void put_box_title(struct flame_svg *k, uint32_t frame)
{
	const struct flame_tree *t = k->tree;

	out_lit(k->o, "<title>");
	flame_svg_put_text(k,
		frame != 0 ? node_name(k->r->arena, k->frames.nodes, t->node[frame]) : STR("all"));
	out_lit(k->o, ": ");
	put_values(k, flame_tree_cum_before(t, frame), flame_tree_cum(t, frame));
	/* A caller's own work is not in a stack that goes on to the function. */
	if (frame != 0 && t != &k->trees.callers) {
		out_lit(k->o, "; flat ");
		put_values(k, flame_tree_flat_before(t, frame), flame_tree_flat(t, frame));
	}
	out_lit(k->o, "</title>");
}

/* Writes the class of a box: its group, or of a comparison how much it changed. */
static void put_class(struct flame_svg *k, uint32_t frame)
{
	double share;
	int step;

	if (!flame_tree_is_compared(k->tree)) {
		out_fmt(k->o, " class=\"g%u\"", k->groups.of_node[k->tree->node[frame]]);
		return;
	}
	share = k->most_changed != 0 ? (double)flame_svg_change(k, frame) / k->most_changed : 0;
	step = (int)ceil(fmin(fabs(share), 1) * SVG_STEPS);
	out_fmt(k->o, " class=\"%c%d\"", share < 0 ? 'l' : 'm', step);
}

/* Half pixels as a number of pixels. */
static void put_half(struct out *o, const char *name, uint32_t half)
{
	out_fmt(o, " %s=\"%u%s\"", name, half / SVG_COLUMNS, half % SVG_COLUMNS != 0 ? ".5" : "");
}

void flame_svg_put_box(struct flame_svg *k, const struct flame_box *box, uint32_t y)
{
	uint32_t columns = box->end - box->begin;
	uint32_t tenths = columns * 10 / SVG_COLUMNS, margin = 40;
	struct str label = tenths > margin ? text_of(k, box->frame, (tenths - margin) / SVG_LETTER)
					   : STR("");

	out_lit(k->o, "<g>");
	put_box_title(k, box->frame);
	out_lit(k->o, "<rect");
	put_class(k, box->frame);
	put_half(k->o, "x", SVG_PAD * SVG_COLUMNS + box->begin);
	out_fmt(k->o, " y=\"%u\"", y);
	/* From two pixels on there is a gap to the next box. */
	put_half(k->o, "width", columns > 2 * SVG_COLUMNS ? columns - 1 : columns);
	out_fmt(k->o, " height=\"%d\"/>", SVG_BOX);
	if (label.n != 0) {
		out_lit(k->o, "<text");
		put_half(k->o, "x", SVG_PAD * SVG_COLUMNS + box->begin + 3 * SVG_COLUMNS);
		out_fmt(k->o, " y=\"%u\">", y + 12);
		flame_svg_put_text(k, label);
		out_lit(k->o, "</text>");
	}
	out_lit(k->o, "</g>\n");
}

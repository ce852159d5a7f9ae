/*
 * flame-picture.c: Draws the levels of a flame graph as lines of characters.
 */
#include "report/flame-picture.h"

#include <inttypes.h>

#include "base/array.h"
#include "base/glyph.h"
#include "table/fit.h"
#include "units/units.h"

void flame_picture_init(struct flame_picture *k, struct report *r, const struct flame_tree *tree)
{
	*k = (struct flame_picture){.r = r, .tree = tree};
	k->names = arena_array(r->arena, struct str, tree->nodes->n);
}

/* The name of a frame in the picture, short: the package's last part, no arguments, the file's base name. */
static struct str make_label(struct flame_picture *k, node_id id)
{
	const struct nodes *nodes = k->tree->nodes;
	const struct node *node = &nodes->rows[id];
	struct arena *a = k->r->arena;
	struct str parts[3] = {view_str(nodes->view, node->name), node_place(a, nodes, id, true)};

	if (!view_is_grouped(nodes->view))
		parts[0] = fit_without_arguments(a, report_short_name(a, parts[0]));
	if (node->address != 0)
		parts[2] = arena_fmt(a, "%" PRIx64, node->address);
	return arena_join(a, parts, ARRAY_LEN(parts), STR(" "));
}

/* The same, made once. */
static struct str name_of(struct flame_picture *k, node_id id)
{
	if (k->names[id].p == NULL)
		k->names[id] = id != 0 ? make_label(k, id) : STR("all");
	return k->names[id];
}

/* "410ms -> 280ms -31.7%", or the last of these alone. */
static struct str change_of(struct flame_picture *k, uint32_t frame, bool alone)
{
	int64_t before = flame_tree_cum_before(k->tree, frame),
		after = flame_tree_cum(k->tree, frame);
	char buf[UNITS_CHANGE_MAX];
	struct str parts[] = {alone ? STR("") : report_side_value(k->r, before),
		alone ? STR("") : STR("->"), alone ? STR("") : report_side_value(k->r, after),
		units_change(before, after, buf)};

	return arena_join(k->r->arena, parts, ARRAY_LEN(parts), STR(" "));
}

/* What stands in a frame with room for so many columns: of a comparison, with the change where that fits. */
static struct str label_of(struct flame_picture *k, uint32_t frame, uint32_t room)
{
	enum { ALONE = 3 }; /* " 0%" */
	struct str parts[2] = {name_of(k, k->tree->node[frame])};
	size_t used;

	if (!flame_tree_is_compared(k->tree)) {
		parts[1] = frame == 0 ? report_value(k->r, flame_tree_cum(k->tree, 0)) : STR("");
		return frame == 0 ? arena_join(k->r->arena, parts, 2, STR(" ")) : parts[0];
	}
	used = glyph_columns(parts[0]) + 1;
	for (int alone = 0; alone < 2 && used + ALONE <= room + 1; alone++) {
		parts[1] = change_of(k, frame, alone);
		if (used + parts[1].n <= room || (frame == 0 && alone == 0))
			return arena_join(k->r->arena, parts, 2, STR(" "));
	}
	return parts[0];
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
static void color_frame(struct flame_picture *k, struct out *o, uint32_t frame)
{
	int64_t cum = flame_tree_cum(k->tree, frame);
	double total = k->r->values.total != 0 ? (double)k->r->values.total : 1;
	double flat = (double)flame_tree_flat(k->tree, frame) / total;

	if (flame_tree_is_compared(k->tree))
		out_change(o,
			((double)cum - (double)flame_tree_cum_before(k->tree, frame)) / total);
	else if (k->r->values.changes)
		out_change(o, (double)cum / total);
	else if (flat >= OUT_LIGHT)
		out_heat(o, flat);
}

/* What begins a frame: '+' and '-' say how it changed. */
static struct str border_of(struct flame_picture *k, uint32_t frame)
{
	int64_t before = flame_tree_cum_before(k->tree, frame),
		after = flame_tree_cum(k->tree, frame);

	if (!flame_tree_is_compared(k->tree) || before == after)
		return STR("|");
	return after > before ? STR("+") : STR("-");
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

void flame_picture_level(struct flame_picture *k, const struct flame_layout *l, struct out *out)
{
	struct flame_line line = {.out = out};

	for (uint32_t i = 0; i < l->n; i++) {
		const struct flame_box *box = &l->boxes[i];
		uint32_t room = box->end - box->begin - 1;

		put_gap(&line, l, box->begin);
		put_blanks(&line);
		if (flame_tree_is_compared(k->tree))
			color_frame(k, out, box->frame);
		out_str(out, border_of(k, box->frame));
		if (!flame_tree_is_compared(k->tree))
			color_frame(k, out, box->frame);
		if (room > 0)
			put_label(&line, label_of(k, box->frame, room), room);
		out_plain(out);
		line.column = box->end;
	}
	put_gap(&line, l, l->columns);
	out_lit(out, "\n");
}

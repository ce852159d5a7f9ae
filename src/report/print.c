/*
 * print.c: Prints for the reports that do not give rows yet.
 */
#include "report/print.h"

#include "base/glyph.h"
#include "report/node-frames.h"
#include "table/align.h"
#include "table/fit.h"
#include "table/text.h"

void report_put_value(const struct report *r, struct out *o, int64_t value, size_t width)
{
	table_put_value(o, &r->values, value, width, false);
}

void report_put_weight(const struct report *r, struct out *o, int64_t value, size_t width)
{
	table_put_value(o, &r->values, value, width, r->values.changes);
}

struct str report_weight(const struct report *r, int64_t value)
{
	struct str parts[2] = {STR("+"), report_value(r, value)};

	return r->values.changes && value > 0 ? arena_join(r->arena, parts, 2, STR("")) : parts[1];
}

void report_put_code(struct out *o, struct str text)
{
	table_put_code(o, text);
}

void report_heat(struct report *r, int64_t value)
{
	double share = r->values.total != 0 ? (double)value / (double)r->values.total : 0;

	if (r->values.changes)
		out_change(r->out, share);
	else
		out_heat(r->out, share);
}

void report_indent(struct out *o, uint32_t level)
{
	table_put_indent(o, level);
}

void report_align(struct report *r, struct str text)
{
	table_align(r->out, text);
}

static void put_legend(struct report *r, unsigned legend, bool always)
{
	struct table_facts f = report_facts(r, NULL, legend);

	if (always)
		f.legend = legend;
	table_put_legend(r->out, r->arena, &f);
}

void report_profile_legend(struct report *r)
{
	put_legend(r, TABLE_LEGEND_PROFILE, true);
}

void report_subject_legend(struct report *r)
{
	put_legend(r, TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS, false);
}

void report_put_name(struct report *r, struct out *o, const struct nodes *nodes, node_id id,
	struct str name, const char *behind)
{
	size_t left = out_columns_left(o), used = strlen(behind);

	if (left != SIZE_MAX && left >= used + FIT_LEAST && glyph_columns(name) + used > left) {
		struct node_frames frames = node_frames_of(r, nodes, NULL);
		struct table_frame f;

		frames.frames.get(&frames.frames, id, &f);
		name = fit_frame(r->arena, &f, left - used);
	}
	out_str(o, name);
	out_lit(o, behind);
}

void report_put_place(struct report *r, struct out *o, struct str text, size_t n)
{
	size_t left = out_columns_left(o);

	if (left != SIZE_MAX && left >= FIT_LEAST && glyph_columns(text) > left)
		text = fit_place(r->arena, text, n, left);
	out_str(o, text);
}

void report_put_last(struct report *r, struct out *o, struct str text)
{
	size_t left = out_columns_left(o);

	if (left != SIZE_MAX && left >= FIT_LEAST)
		text = fit_text(r->arena, text, left);
	out_str(o, text);
}

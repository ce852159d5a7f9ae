/*
 * traces.c: Shows every sample with its labels and its stack, from the leaf to the root: `traces`.
 */
#include "base/mem.h"
#include "base/wrap.h"
#include "graph/walk.h"
#include "report/node-frames.h"
#include "table/text.h"
#include "units/units.h"

#include <stdlib.h>

enum traces_kind { SAMPLE, SEPARATOR, BLANK, KINDS };

enum traces_column {
	VALUE,
	VALUES, /* of all sample types */
	LABELS,
	FRAMES, /* from the leaf to the root */
	COLUMNS
};

static void print_sample(struct table_text_writer *t, const struct table_row *row);

static const struct table_column columns[COLUMNS] = {
	[VALUE] = {"value", TABLE_VALUE},
	[VALUES] = {"values", TABLE_LIST},
	[LABELS] = {"labels", TABLE_OBJECT},
	[FRAMES] = {"frames", TABLE_LIST},
};

#define SEPARATOR_TEXT "-----------+-------------------------------------------------------"

static const struct table_piece separator_pieces[] = {{SEPARATOR_TEXT, -1, 0, 0}};
static const struct table_piece blank_pieces[] = {{"", -1, 0, 0}};

/* A sample prints itself, by location: most of its lines were made for another sample. */
static const struct table_kind kinds[KINDS] = {
	[SAMPLE] = {.name = "sample",
		.columns = TABLE_HAS(VALUE) | TABLE_HAS(VALUES) | TABLE_HAS(LABELS) |
			TABLE_HAS(FRAMES),
		.print = print_sample},
	[SEPARATOR] = {TABLE_PIECES(separator_pieces)},
	[BLANK] = {TABLE_PIECES(blank_pieces)},
};

static const struct table_spec traces_spec = {columns, COLUMNS, kinds, KINDS, NULL};

struct traces_frame {
	frame_id frame;
	enum table_inline inlined;
};

struct traces_report {
	struct report *r;
	struct nodes nodes;
	struct node_frames names;
	struct str *texts; /* by loc_id: the lines of its frames; made when first needed */
	size_t sample;     /* of the row */
	struct window window;
	VEC(struct traces_frame) frames; /* of the row, for data formats */
};

/* "       key:  " */
static struct str key_text(struct report *r, str_id key)
{
	struct str name = profile_str(r->profile, key),
		   parts[3] = {STR("          "), name, STR(":  ")};
	size_t width = out_width(name);

	parts[0].n = width < 10 ? 10 - width : 0;
	return arena_join(r->arena, parts, 3, STR(""));
}

static struct str texts_line(struct report *r, const struct label_group *g)
{
	struct str *texts = arena_array(r->arena, struct str, g->n), parts[2];

	for (uint32_t i = 0; i < g->n; i++)
		texts[i] = profile_str(r->profile, g->labels[i]->text);
	parts[0] = key_text(r, g->key);
	parts[1] = report_join(r, texts, g->n);
	return arena_join(r->arena, parts, 2, STR(""));
}

static struct str numbers_line(struct report *r, const struct label_group *g)
{
	struct str unit = profile_label_unit(&r->view->units, g->key);
	struct str *texts = arena_array(r->arena, struct str, g->n), parts[2];

	for (uint32_t i = 0; i < g->n; i++) {
		char buf[UNITS_NUMBER_MAX];

		parts[0] = units_label(g->labels[i]->number, unit, STR("auto"), buf, &parts[1]);
		texts[i] = arena_join(r->arena, parts, 2, STR(""));
	}
	parts[0] = key_text(r, g->key);
	parts[1] = report_join(r, texts, g->n);
	return arena_join(r->arena, parts, 2, STR(""));
}

static void print_labels(struct out *o, struct report *r, size_t sample)
{
	for (int numbers = 0; numbers < 2; numbers++) {
		struct str *lines;
		size_t n = report_label_lines(r, sample, numbers,
			numbers ? numbers_line : texts_line, &lines);

		for (size_t i = 0; i < n; i++) {
			out_str(o, lines[i]);
			out_lit(o, "\n");
		}
	}
}

/* The last frame of a location that is kept. */
static frame_id last_kept(const struct view *v, loc_id loc)
{
	frame_id f = v->p->frame_begin[loc + 1];

	while (f > v->p->frame_begin[loc] && !view_keeps(v, f - 1))
		f--;
	return f - 1;
}

static enum table_inline inline_of(const struct view *v, frame_id f, frame_id last)
{
	return f != last && !view_is_grouped(v) ? TABLE_INLINE_YES : TABLE_INLINE_NO;
}

/* Makes the lines of a location's frames, without a value. */
static void make_lines(const struct traces_report *t, struct table_text_writer *text, loc_id loc)
{
	const struct view *v = t->r->view;
	struct out *out = text->writer.out;
	struct out o = {.terminal = out->terminal, .columns = out->columns};
	frame_id last = last_kept(v, loc);

	text->writer.out = &o;
	for (frame_id f = v->p->frame_begin[loc]; f < v->p->frame_begin[loc + 1]; f++) {
		struct table_cell cell = node_frames_cell(&t->names, t->nodes.of_frame[f],
			inline_of(v, f, last));

		if (!view_keeps(v, f))
			continue;
		out_lit(&o, "             ");
		table_put_frame(text, &cell, 0);
		out_lit(&o, "\n");
	}
	text->writer.out = out;
	t->texts[loc] = arena_str(t->r->arena, (struct str){o.p, o.n});
	out_release(&o);
}

/* The lines of a location's frames, without a value. Empty where no frame is kept. */
static inline struct str loc_lines(const struct traces_report *t, struct table_text_writer *text,
	loc_id loc)
{
	if (t->texts[loc].p == NULL)
		make_lines(t, text, loc);
	return t->texts[loc];
}

/* The value stands in the first ten columns of the first line. */
static void print_sample(struct table_text_writer *text, const struct table_row *row)
{
	const struct traces_report *t = row->subject;
	struct out *o = text->writer.out;
	bool first = true;

	out_lit(o, SEPARATOR_TEXT "\n");
	print_labels(o, t->r, t->sample);
	for (uint32_t at = t->window.begin; at < t->window.end; at++) {
		struct str lines = loc_lines(t, text, loc_column_get(&t->r->view->p->stack, at));

		if (first && lines.n != 0) {
			table_put_value(o, &text->writer.facts->values, row->cells[VALUE].number,
				10, false);
			lines = str_from(lines, 10);
			first = false;
		}
		out_bytes(o, lines.p, lines.n);
	}
}

/* The frames of the row, for data formats. */
static void find_frames(struct traces_report *t)
{
	const struct view *v = t->r->view;

	t->frames.n = 0;
	for (uint32_t at = t->window.begin; at < t->window.end; at++) {
		loc_id loc = loc_column_get(&v->p->stack, at);
		frame_id last = last_kept(v, loc);

		for (frame_id f = v->p->frame_begin[loc]; f < v->p->frame_begin[loc + 1]; f++)
			if (view_keeps(v, f))
				*vec_add(&t->frames) = (struct traces_frame){f,
					inline_of(v, f, last)};
	}
}

/* A list of the row. */
struct traces_list {
	struct table_list list;
	const struct traces_report *t;
};

static void frame_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct traces_report *t = ((const struct traces_list *)list)->t;
	const struct traces_frame *f = &t->frames.p[i];

	(void)key;
	*cell = node_frames_cell(&t->names, t->nodes.of_frame[f->frame], f->inlined);
}

static void value_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct traces_report *t = ((const struct traces_list *)list)->t;

	(void)key;
	*cell = table_number(profile_value(t->r->profile, (uint32_t)i, t->sample));
}

static void sample_row(struct traces_report *t, int64_t value)
{
	struct traces_list values = {{.n = t->r->profile->n_types, .item = value_item}, t};
	struct traces_list frames = {{.item = frame_item}, t};
	struct label_object labels = {0};

	if (t->r->writer->format->is_data) {
		find_frames(t);
		frames.list.n = t->frames.n;
		labels = report_label_object(t->r, t->sample);
	}
	table_row(t->r->writer,
		&(struct table_row){.kind = SAMPLE,
			.cells =
				(const struct table_cell[COLUMNS]){
					[VALUE] = table_value(value),
					[VALUES] = table_list(&values.list),
					[LABELS] = table_object(&labels.list),
					[FRAMES] = table_list(&frames.list),
				},
			.subject = t});
}

static bool has_frames(const struct view *v, struct window w)
{
	if (v->keep == NULL)
		return w.end > w.begin;
	for (uint32_t at = w.begin; at < w.end; at++)
		if (view_sees_loc(v, loc_column_get(&v->p->stack, at)))
			return true;
	return false;
}

static void sample_rows(struct traces_report *t)
{
	const struct report *r = t->r;
	const struct sample_spec samples = {.view = r->view,
		.value = r->type,
		.mean = r->config->mean,
		.zeros = true};
	struct sample s;

	for (size_t next = 0; graph_sample_next(&samples, &next, &s);) {
		t->sample = s.number;
		t->window = view_window(t->r->view, s.i);
		if (has_frames(t->r->view, t->window))
			sample_row(t, wrap_div(s.weight, s.divisor));
	}
}

bool report_traces(struct report *r, struct err *err)
{
	struct table_facts facts = report_facts(r, NULL, 0);
	struct traces_report t = {.r = r};
	size_t n_lines;

	(void)err;
	nodes_init(&t.nodes, r->arena, r->view, false);
	t.names = node_frames_of(r, &t.nodes, NULL);
	t.texts = arena_array(r->arena, struct str, r->view->p->n_locations);
	facts.legend = TABLE_LEGEND_PROFILE; /* like pprof, also with compact_labels */
	table_begin(r->writer, &traces_spec, &facts);
	table_legend_lines(r->arena, &facts, &n_lines);
	if (n_lines == 0) /* like pprof, an empty legend is a line of its own */
		table_row(r->writer, &(struct table_row){.kind = BLANK});
	sample_rows(&t);
	table_row(r->writer, &(struct table_row){.kind = SEPARATOR});
	table_end(r->writer);
	free(t.frames.p);
	return true;
}

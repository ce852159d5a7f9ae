/*
 * csv.c: Writes the rows of a report as CSV.
 */
#include "table/csv.h"

#include <inttypes.h>

#include "base/array.h"
#include "table/json.h"

static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
			return true;
	return s.n != 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static void put_field(struct out *o, struct str text)
{
	struct str rest = text, part;

	if (!needs_quotes(text)) {
		out_str(o, text);
		return;
	}
	out_lit(o, "\"");
	while (str_split(&rest, '"', &part)) {
		out_str(o, part);
		if (rest.p != NULL)
			out_lit(o, "\"\"");
	}
	out_lit(o, "\"");
}

/* Writes a cell's text without quotes around it. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the columns of reports nest lists. */
static void put_plain(struct table_writer *w, struct out *o, const struct table_cell *c)
{
	struct table_frame f;

	switch (c->type) {
	case TABLE_TEXT:
	case TABLE_CODE:
		out_bytes(o, c->text.p, c->text.n);
		break;
	case TABLE_FRAME:
		c->frame.frames->get(c->frame.frames, c->frame.id, &f);
		f.text = table_frame_name(&f);
		out_bytes(o, f.text.p, f.text.n);
		break;
	case TABLE_VALUE:
		out_fmt(o, "%" PRId64, table_divided(&w->facts->values, c->number));
		break;
	case TABLE_NUMBER:
		out_fmt(o, "%" PRId64, c->number);
		break;
	case TABLE_ADDRESS:
		out_fmt(o, "0x%" PRIx64, c->address);
		break;
	case TABLE_FLAG:
		out_lit(o, c->flag ? "true" : "false");
		break;
	case TABLE_LIST:
		for (size_t i = 0; i < c->list->n; i++) {
			struct table_cell item = {0};

			c->list->item(c->list, i, NULL, &item);
			out_lit(o, i == 0 ? "" : ";");
			put_plain(w, o, &item);
		}
		break;
	case TABLE_OBJECT:
	case TABLE_SHARE:
	case TABLE_NULL:
		break;
	}
}

/* Writes a cell that may need quotes. */
static void put_composed(struct table_writer *w, const struct table_cell *c)
{
	struct out text = {0};
	struct table_writer inner = *w;

	inner.out = &text;
	if (c->type == TABLE_OBJECT)
		table_json_cell(&inner, c);
	else
		put_plain(w, &text, c);
	put_field(w->out, (struct str){text.p, text.n});
	out_release(&text);
}

static const char *const frame_keys[] = {"name", "file", "line", "column", "address", "inline"};

static void put_frame(struct out *o, const struct table_cell *c)
{
	struct table_frame f = {0};

	if (c->type == TABLE_FRAME)
		c->frame.frames->get(c->frame.frames, c->frame.id, &f);
	out_lit(o, ",");
	put_field(o, table_frame_name(&f));
	out_lit(o, ",");
	put_field(o, f.file);
	out_lit(o, ",");
	if (f.line != 0)
		out_fmt(o, "%" PRId64, f.line);
	out_lit(o, ",");
	if (f.column != 0)
		out_fmt(o, "%" PRId64, f.column);
	out_lit(o, ",");
	if (f.address != 0)
		out_fmt(o, "0x%" PRIx64, f.address);
	out_lit(o, ",");
	put_field(o, str_from_c(table_inline_word(c->inlined)));
}

/* The columns that some kind of row has. */
static uint32_t all_columns(const struct table_spec *spec)
{
	uint32_t columns = 0;

	for (unsigned i = 0; i < spec->n_kinds; i++)
		if (spec->kinds[i].name != NULL)
			columns |= spec->kinds[i].columns;
	return columns;
}

static void put_heading(struct table_writer *w, const struct table_column *column)
{
	struct out *o = w->out;
	struct str unit = w->facts->values.sample_unit;
	struct str parts[3] = {str_from_c(column->key), STR("_"), unit};

	if (column->type == TABLE_FRAME) {
		for (size_t i = 0; i < ARRAY_LEN(frame_keys); i++) {
			out_lit(o, ",");
			out_lit(o, frame_keys[i]);
		}
		return;
	}
	out_lit(o, ",");
	if (column->type == TABLE_VALUE && unit.n != 0)
		put_field(o, arena_join(w->arena, parts, 3, STR("")));
	else
		out_lit(o, column->key);
}

/* RFC 4180 ends lines with CR LF; a terminal gets no control bytes. */
static void end_line(struct out *o)
{
	out_lit(o, o->terminal ? "\n" : "\r\n");
}

struct csv_writer {
	struct table_writer writer;
	uint32_t columns; /* of all kinds of rows */
};

static void csv_begin(struct table_writer *w)
{
	uint32_t columns = all_columns(w->spec);

	((struct csv_writer *)w)->columns = columns;
	out_lit(w->out, "kind");
	for (unsigned i = 0; i < w->spec->n_columns; i++)
		if (columns & TABLE_HAS(i))
			put_heading(w, &w->spec->columns[i]);
	end_line(w->out);
}

static void put_cell(struct table_writer *w, const struct table_column *column,
	const struct table_cell *c)
{
	if (column->type == TABLE_FRAME) {
		put_frame(w->out, c);
		return;
	}
	out_lit(w->out, ",");
	if (c->type == TABLE_TEXT || c->type == TABLE_CODE)
		put_field(w->out, c->text);
	else if (c->type == TABLE_LIST || c->type == TABLE_OBJECT)
		put_composed(w, c);
	else
		put_plain(w, w->out, c);
}

static void csv_row(struct table_writer *w, const struct table_row *row)
{
	static const struct table_cell null_cell;
	const struct table_kind *kind = &w->spec->kinds[row->kind];
	uint32_t columns = ((const struct csv_writer *)w)->columns;

	out_lit(w->out, kind->name);
	for (unsigned i = 0; i < w->spec->n_columns; i++)
		if (columns & TABLE_HAS(i))
			put_cell(w, &w->spec->columns[i],
				kind->columns & TABLE_HAS(i) ? &row->cells[i] : &null_cell);
	end_line(w->out);
}

static void csv_end(struct table_writer *w)
{
	(void)w;
}

static const struct table_format csv_format = {.is_data = true,
	.begin = csv_begin,
	.row = csv_row,
	.end = csv_end};

struct table_writer *table_csv_open(struct arena *a, struct out *out)
{
	struct csv_writer *csv = arena_array(a, struct csv_writer, 1);

	csv->writer = (struct table_writer){.format = &csv_format, .arena = a, .out = out};
	return &csv->writer;
}

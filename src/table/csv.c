/*
 * csv.c: Writes the rows of a report as CSV or TSV.
 */
#include "table/csv.h"

#include <inttypes.h>

#include "base/array.h"
#include "base/json-out.h"

struct csv_writer {
	struct table_writer writer;
	uint32_t columns; /* of all kinds of rows */
	bool is_tsv;
};

static bool is_tsv(const struct table_writer *w)
{
	return ((const struct csv_writer *)w)->is_tsv;
}

static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
			return true;
	return s.n != 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static void put_csv(struct out *o, struct str text)
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

/* What TSV writes for a character; NULL: the character itself. */
static const char *tsv_escape(char c)
{
	return c == '\t'    ? "\\t"
		: c == '\n' ? "\\n"
		: c == '\r' ? "\\r"
		: c == '\\' ? "\\\\"
			    : NULL;
}

static void put_tsv(struct out *o, struct str text)
{
	size_t begin = 0;

	for (size_t i = 0; i < text.n; i++) {
		const char *escape = tsv_escape(text.p[i]);

		if (escape == NULL)
			continue;
		out_str(o, (struct str){text.p + begin, i - begin});
		out_lit(o, escape);
		begin = i + 1;
	}
	if (begin < text.n)
		out_str(o, str_from(text, begin));
}

static void put_field(struct table_writer *w, struct str text)
{
	if (is_tsv(w))
		put_tsv(w->out, text);
	else
		put_csv(w->out, text);
}

static void put_separator(struct table_writer *w)
{
	out_lit(w->out, is_tsv(w) ? "\t" : ",");
}

/* Writes a cell that may need quotes. */
static void put_composed(struct table_writer *w, const struct table_cell *c)
{
	struct out text = {0};

	table_put_plain(w, &text, c);
	put_field(w, (struct str){text.p, text.n});
	out_release(&text);
}

static const char *const frame_keys[] = {"name", "file", "line", "column", "address", "inline"};

static void put_frame(struct table_writer *w, const struct table_cell *c)
{
	struct table_frame f = {0};
	struct out *o = w->out;

	if (c->type == TABLE_FRAME)
		c->frame.frames->get(c->frame.frames, c->frame.id, &f);
	put_separator(w);
	put_field(w, table_frame_name(&f));
	put_separator(w);
	put_field(w, f.file);
	put_separator(w);
	if (f.line != 0)
		json_put_int(o, f.line);
	put_separator(w);
	if (f.column != 0)
		json_put_int(o, f.column);
	put_separator(w);
	if (f.address != 0)
		out_fmt(o, "0x%" PRIx64, f.address);
	put_separator(w);
	out_str(o, str_from_c(table_inline_word(c->inlined)));
}

static void put_heading(struct table_writer *w, const struct table_column *column)
{
	struct str unit = w->facts->values.sample_unit;
	struct str parts[3] = {str_from_c(column->key), STR("_"), unit};

	if (column->type == TABLE_FRAME) {
		for (size_t i = 0; i < ARRAY_LEN(frame_keys); i++) {
			put_separator(w);
			out_lit(w->out, frame_keys[i]);
		}
		return;
	}
	put_separator(w);
	if (column->type == TABLE_VALUE && unit.n != 0)
		put_field(w, arena_join(w->arena, parts, 3, STR("")));
	else
		out_lit(w->out, column->key);
}

/* RFC 4180 ends lines with CR LF; a terminal gets no control bytes. */
static void end_line(struct table_writer *w)
{
	out_lit(w->out, is_tsv(w) || w->out->terminal ? "\n" : "\r\n");
}

/* Columns of shares are left out: the reader can divide. */
static void csv_begin(struct table_writer *w)
{
	uint32_t columns = table_all_columns(w->spec);

	for (unsigned i = 0; i < w->spec->n_columns; i++)
		if (w->spec->columns[i].type == TABLE_SHARE)
			columns &= ~TABLE_HAS(i);
	((struct csv_writer *)w)->columns = columns;
	out_lit(w->out, "kind");
	for (unsigned i = 0; i < w->spec->n_columns; i++)
		if (columns & TABLE_HAS(i))
			put_heading(w, &w->spec->columns[i]);
	end_line(w);
}

static void put_cell(struct table_writer *w, const struct table_column *column,
	const struct table_cell *c)
{
	if (column->type == TABLE_FRAME) {
		put_frame(w, c);
		return;
	}
	put_separator(w);
	if (c->type == TABLE_TEXT || c->type == TABLE_CODE)
		put_field(w, c->text);
	else if (c->type == TABLE_LIST || c->type == TABLE_OBJECT)
		put_composed(w, c);
	else if (c->type == TABLE_VALUE)
		json_put_int(w->out, table_divided(&w->facts->values, c->number));
	else
		table_put_plain(w, w->out, c);
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
	end_line(w);
}

static void csv_end(struct table_writer *w)
{
	(void)w;
}

static const struct table_format csv_format = {.is_data = true,
	.begin = csv_begin,
	.row = csv_row,
	.end = csv_end};

static struct table_writer *open_csv(struct arena *a, struct out *out, bool tsv)
{
	struct csv_writer *csv = arena_array(a, struct csv_writer, 1);

	csv->is_tsv = tsv;
	csv->writer = (struct table_writer){.format = &csv_format, .arena = a, .out = out};
	return &csv->writer;
}

struct table_writer *table_csv_open(struct arena *a, struct out *out)
{
	return open_csv(a, out, false);
}

struct table_writer *table_tsv_open(struct arena *a, struct out *out)
{
	return open_csv(a, out, true);
}

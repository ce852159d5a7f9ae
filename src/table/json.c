/*
 * json.c: Writes a report as one JSON document, or as a line of JSON for each row.
 */
#include "table/json.h"

#include "base/json-out.h"
#include "table/json-head.h"

/* "key":"text", and beside it "key_bytes":"base64" where the text is no UTF-8. */
static void put_text_member(struct out *o, const char *key, struct str text)
{
	json_put_key(o, key);
	if (json_put_string(o, text))
		return;
	out_lit(o, ",\"");
	out_lit(o, key);
	out_lit(o, "_bytes\":");
	json_put_base64(o, text);
}

static void put_frame_members(struct out *o, const struct table_cell *c, bool in_list)
{
	struct table_frame f = {0};

	if (c->type == TABLE_FRAME)
		c->frame.frames->get(c->frame.frames, c->frame.id, &f);
	put_text_member(o, "name", table_frame_name(&f));
	if (f.file.n != 0) {
		out_lit(o, ",");
		put_text_member(o, "file", f.file);
	} else {
		out_lit(o, ",\"file\":null");
	}
	out_lit(o, ",\"line\":");
	json_put_int_or_null(o, f.line);
	if (!in_list || f.column != 0) {
		out_lit(o, ",\"column\":");
		json_put_int_or_null(o, f.column);
	}
	if (f.address != 0) {
		out_lit(o, ",\"address\":");
		json_put_hex(o, f.address);
	} else if (!in_list) {
		out_lit(o, ",\"address\":null");
	}
	out_lit(o, ",\"inline\":");
	json_put_string_or_null(o, str_from_c(table_inline_word(c->inlined)));
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the columns of reports nest lists, which is 3. */
static void put_list(struct table_writer *w, const struct table_list *list, bool object)
{
	struct out *o = w->out;
	bool first = true;

	out_lit(o, object ? "{" : "[");
	for (size_t i = 0; i < list->n; i++) {
		struct table_cell c = {0};
		struct str key = {0};

		list->item(list, i, object ? &key : NULL, &c);
		json_separate(o, &first);
		if (object) {
			json_put_string(o, key);
			out_lit(o, ":");
		}
		table_json_cell(w, &c);
	}
	out_lit(o, object ? "}" : "]");
}

/* NOLINTNEXTLINE(misc-no-recursion): see put_list. */
void table_json_cell(struct table_writer *w, const struct table_cell *c)
{
	struct out *o = w->out;

	switch (c->type) {
	case TABLE_TEXT:
	case TABLE_CODE:
		json_put_string(o, c->text);
		break;
	case TABLE_FLAG:
		out_lit(o, c->flag ? "true" : "false");
		break;
	case TABLE_FRAME:
		out_lit(o, "{");
		put_frame_members(o, c, true);
		out_lit(o, "}");
		break;
	case TABLE_VALUE:
		json_put_int(o, table_divided(&w->facts->values, c->number));
		break;
	case TABLE_NUMBER:
		json_put_int(o, c->number);
		break;
	case TABLE_REAL:
		table_put_plain(w, o, c);
		break;
	case TABLE_ADDRESS:
		json_put_hex(o, c->address);
		break;
	case TABLE_LIST:
	case TABLE_OBJECT:
		put_list(w, c->list, c->type == TABLE_OBJECT);
		break;
	case TABLE_SHARE: /* the reader can divide */
	case TABLE_NULL:
		out_lit(o, "null");
		break;
	}
}

/* ,"flat_text":"450ms" */
static void put_text_of(struct out *o, const char *key, struct str text, bool known)
{
	out_lit(o, ",\"");
	out_lit(o, key);
	out_lit(o, "_text\":");
	if (!known) {
		out_lit(o, "null");
	} else if (!json_put_string(o, text)) {
		out_lit(o, ",\"");
		out_lit(o, key);
		out_lit(o, "_text_bytes\":");
		json_put_base64(o, text);
	}
}

/* The frame as texts print it, with its mark. */
static void put_frame_text(struct table_writer *w, const struct table_cell *c)
{
	struct str parts[2] = {STR(""), str_from_c(table_inline_mark(c->inlined))};
	bool known = c->type == TABLE_FRAME;

	if (known)
		parts[0] = c->frame.frames->text(c->frame.frames, c->frame.id);
	put_text_of(w->out, "name", arena_join(w->arena, parts, 2, STR("")), known);
}

/* Writes what texts print for a cell, behind its member. */
static void put_texts(struct table_writer *w, const struct table_kind *kind, unsigned column,
	const struct table_cell *cells)
{
	const struct table_column *of = &w->spec->columns[column];
	const struct table_cell *c = &cells[column];

	if (of->type == TABLE_FRAME)
		put_frame_text(w, c);
	else if (of->type == TABLE_VALUE)
		put_text_of(w->out, of->key, table_cell_text(w, kind, column, c),
			c->type != TABLE_NULL);
	else if (of->text != 0)
		put_text_of(w->out, of->key, cells[of->text].text,
			cells[of->text].type != TABLE_NULL);
}

static void put_member(struct table_writer *w, const struct table_column *column,
	const struct table_cell *c)
{
	if (column->type == TABLE_FRAME) {
		put_frame_members(w->out, c, false);
	} else if (c->type == TABLE_TEXT || c->type == TABLE_CODE) {
		put_text_member(w->out, column->key, c->text);
	} else {
		json_put_key(w->out, column->key);
		table_json_cell(w, c);
	}
}

struct json_writer {
	struct table_writer writer;
	bool lines;     /* each row is a document of its own */
	bool has_kinds; /* rows say of which kind they are */
};

static void json_begin(struct table_writer *w)
{
	struct json_writer *json = (struct json_writer *)w;
	unsigned n = 0;

	for (unsigned i = 0; i < w->spec->n_kinds; i++)
		n += w->spec->kinds[i].name != NULL;
	json->has_kinds = json->lines || n > 1;
	out_lit(w->out, json->lines ? "{\"kind\":\"report\"," : "{");
	json_put_head(w, json->lines ? "" : "\n");
	out_lit(w->out, json->lines ? "}\n" : ",\n \"rows\":[");
}

/* Writes the members of a row; shares have but a text. */
static void put_row(struct table_writer *w, const struct table_row *row, bool first)
{
	const struct table_kind *kind = &w->spec->kinds[row->kind];
	bool texts = w->facts->texts;

	for (unsigned i = 0; i < w->spec->n_columns; i++) {
		const struct table_column *column = &w->spec->columns[i];

		if (!(kind->columns & TABLE_HAS(i)))
			continue;
		if (column->type == TABLE_SHARE) {
			if (texts)
				put_text_of(w->out, column->key,
					table_cell_text(w, kind, i, &row->cells[i]),
					row->cells[i].type != TABLE_NULL);
			continue;
		}
		json_separate(w->out, &first);
		put_member(w, column, &row->cells[i]);
		if (texts)
			put_texts(w, kind, i, row->cells);
	}
}

static void json_row(struct table_writer *w, const struct table_row *row)
{
	const struct json_writer *json = (const struct json_writer *)w;
	struct out *o = w->out;

	if (json->lines)
		out_lit(o, "{");
	else
		out_lit(o, w->n_rows == 0 ? "\n{" : ",\n{");
	if (json->has_kinds) {
		out_lit(o, "\"kind\":\"");
		out_lit(o, w->spec->kinds[row->kind].name);
		out_lit(o, "\"");
	}
	put_row(w, row, !json->has_kinds);
	out_lit(o, json->lines ? "}\n" : "}");
}

static void json_end(struct table_writer *w)
{
	const struct table_notes *notes = w->facts->notes;
	struct out *o = w->out;
	bool first = true;

	if (((const struct json_writer *)w)->lines)
		out_lit(o, "{\"kind\":\"end\",\"notes\":[");
	else
		out_lit(o, w->n_rows == 0 ? "],\n \"notes\":[" : "\n],\n \"notes\":[");
	for (size_t i = 0; notes != NULL && i < notes->n; i++) {
		json_separate(o, &first);
		json_put_string(o, notes->p[i]);
	}
	out_lit(o, "]}\n");
}

static const struct table_format json_format = {.is_data = true,
	.begin = json_begin,
	.row = json_row,
	.end = json_end};

static struct table_writer *open_json(struct arena *a, struct out *out, bool lines)
{
	struct json_writer *json = arena_array(a, struct json_writer, 1);

	json->lines = lines;
	json->writer = (struct table_writer){.format = &json_format, .arena = a, .out = out};
	return &json->writer;
}

struct table_writer *table_json_open(struct arena *a, struct out *out)
{
	return open_json(a, out, false);
}

struct table_writer *table_jsonl_open(struct arena *a, struct out *out)
{
	return open_json(a, out, true);
}

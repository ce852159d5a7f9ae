/*
 * json.c: Writes a report as one JSON document.
 */
#include "table/json.h"

#include "base/array.h"
#include "base/json-out.h"

/* What stands between two members or items: nothing before the first one. */
static void separate(struct out *o, bool *is_first, const char *between)
{
	if (!*is_first)
		out_lit(o, between);
	*is_first = false;
}

static void put_string_or_null(struct out *o, struct str s)
{
	if (s.n != 0)
		json_put_string(o, s);
	else
		out_lit(o, "null");
}

static void put_int_or_null(struct out *o, int64_t v)
{
	if (v != 0)
		json_put_int(o, v);
	else
		out_lit(o, "null");
}

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
	put_int_or_null(o, f.line);
	if (!in_list || f.column != 0) {
		out_lit(o, ",\"column\":");
		put_int_or_null(o, f.column);
	}
	if (f.address != 0) {
		out_lit(o, ",\"address\":");
		json_put_hex(o, f.address);
	} else if (!in_list) {
		out_lit(o, ",\"address\":null");
	}
	out_lit(o, ",\"inline\":");
	put_string_or_null(o, str_from_c(table_inline_word(c->inlined)));
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
		separate(o, &first, ",");
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

static void put_inputs(struct out *o, const struct table_source *s)
{
	bool first = true;

	json_put_key(o, "inputs");
	out_lit(o, "[");
	for (size_t i = 0; i < s->n_inputs; i++) {
		separate(o, &first, ",");
		json_put_string(o, s->inputs[i]);
	}
	out_lit(o, "]");
}

static void put_sample_types(struct out *o, const struct table_source *s)
{
	bool first = true;

	json_put_key(o, "sample_types");
	out_lit(o, "[");
	for (size_t i = 0; i < s->n_types; i++) {
		separate(o, &first, ",");
		out_lit(o, "{\"type\":");
		json_put_string(o, s->types[i].type);
		out_lit(o, ",\"unit\":");
		json_put_string(o, s->types[i].unit);
		out_lit(o, ",\"total\":");
		json_put_int(o, s->types[i].total);
		out_lit(o, "}");
	}
	out_lit(o, "]");
}

static void put_source(struct table_writer *w)
{
	const struct table_source *s = &w->facts->source;
	const struct {
		const char *key;
		struct str text;
	} texts[] = {
		{"main", s->main},
		{"build_id", s->build_id},
		{"doc_url", s->doc_url},
		{"type", s->type},
		{"unit", w->facts->values.sample_unit},
		{"period_type", s->period_type},
		{"period_unit", s->period_unit},
	};
	struct out *o = w->out;

	out_lit(o, " \"profile\":{");
	put_inputs(o, s);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		out_lit(o, ",");
		json_put_key(o, texts[i].key);
		put_string_or_null(o, texts[i].text);
	}
	out_lit(o, ",\"time_unix_nano\":");
	put_int_or_null(o, s->time_nanos);
	out_lit(o, ",\"duration_nano\":");
	put_int_or_null(o, s->duration_nanos);
	out_lit(o, ",\"period\":");
	put_int_or_null(o, s->period);
	out_lit(o, ",\n  ");
	put_sample_types(o, s);
	out_lit(o, "},\n");
}

static void put_options(struct out *o, const char *key, const struct table_option *options,
	size_t n)
{
	bool first = true;

	out_lit(o, " ");
	json_put_key(o, key);
	out_lit(o, "{");
	for (size_t i = 0; i < n; i++) {
		separate(o, &first, ",");
		json_put_key(o, options[i].name);
		if (options[i].is_bare)
			out_str(o, options[i].value);
		else
			json_put_string(o, options[i].value);
	}
	out_lit(o, "},\n");
}

static void put_nodes(struct table_writer *w)
{
	const struct table_facts *f = w->facts;
	struct out *o = w->out;

	if (!f->has_nodes) {
		out_lit(o, " \"listed\":null,\"nodes\":null,\"dropped\":null,\n");
		return;
	}
	out_lit(o, " \"listed\":");
	json_put_int(o, table_divided(&f->values, f->listed));
	out_fmt(o, ",\"nodes\":{\"all\":%u,\"kept\":%u,\"listed\":%u},\n",
		f->nodes_kept + f->nodes_dropped, f->nodes_kept, f->nodes_listed);
	out_fmt(o, " \"dropped\":{\"nodes\":%u,\"cum_below\":", f->nodes_dropped);
	json_put_int(o, table_divided(&f->values, table_cutoff(&f->values, f->node_fraction)));
	out_lit(o, "},\n");
}

/* The columns with values, and their unit. */
static void put_columns(struct table_writer *w)
{
	struct out *o = w->out;
	bool first = true;

	out_lit(o, " \"columns\":[");
	for (unsigned i = 0; i < w->spec->n_columns; i++) {
		const struct table_column *c = &w->spec->columns[i];

		if (c->type != TABLE_VALUE || c->key == NULL)
			continue;
		separate(o, &first, ",");
		out_lit(o, "{\"name\":\"");
		out_lit(o, c->key);
		out_lit(o, "\",\"unit\":");
		json_put_string(o, w->facts->values.sample_unit);
		out_lit(o, "}");
	}
	out_lit(o, "],\n");
}

static void json_begin(struct table_writer *w)
{
	const struct table_facts *f = w->facts;
	struct out *o = w->out;

	out_lit(o, "{\"schema\":\"cprof/1\",\"report\":");
	json_put_string(o, str_from_c(f->report));
	out_lit(o, ",\n");
	put_source(w);
	put_options(o, "options", f->options, f->n_options);
	out_lit(o, " \"total\":");
	json_put_int(o, table_divided(&f->values, f->values.total));
	if (f->values.divide_by != 1 || f->source.is_mean)
		out_lit(o, ",\"scaled\":true");
	out_lit(o, ",\n");
	put_nodes(w);
	put_columns(w);
	out_lit(o, " \"rows\":[");
}

/* The names of kinds are written where there are several. */
static bool has_kinds(const struct table_spec *spec)
{
	unsigned n = 0;

	for (unsigned i = 0; i < spec->n_kinds; i++)
		n += spec->kinds[i].name != NULL;
	return n > 1;
}

static void json_row(struct table_writer *w, const struct table_row *row)
{
	const struct table_kind *kind = &w->spec->kinds[row->kind];
	struct out *o = w->out;
	bool first = true;

	out_lit(o, w->n_rows == 0 ? "\n{" : ",\n{");
	if (has_kinds(w->spec)) {
		separate(o, &first, ",");
		out_lit(o, "\"kind\":\"");
		out_lit(o, kind->name);
		out_lit(o, "\"");
	}
	for (unsigned i = 0; i < w->spec->n_columns; i++) {
		if (!(kind->columns & TABLE_HAS(i)))
			continue;
		separate(o, &first, ",");
		put_member(w, &w->spec->columns[i], &row->cells[i]);
	}
	out_lit(o, "}");
}

static void json_end(struct table_writer *w)
{
	const struct table_notes *notes = w->facts->notes;
	struct out *o = w->out;
	bool first = true;

	out_lit(o, w->n_rows == 0 ? "],\n \"notes\":[" : "\n],\n \"notes\":[");
	for (size_t i = 0; notes != NULL && i < notes->n; i++) {
		separate(o, &first, ",");
		json_put_string(o, notes->p[i]);
	}
	out_lit(o, "]}\n");
}

static const struct table_format json_format = {.is_data = true,
	.begin = json_begin,
	.row = json_row,
	.end = json_end};

struct table_writer *table_json_open(struct arena *a, struct out *out)
{
	struct table_writer *w = arena_array(a, struct table_writer, 1);

	*w = (struct table_writer){.format = &json_format, .arena = a, .out = out};
	return w;
}

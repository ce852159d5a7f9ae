/*
 * json-head.c: Writes the facts of a report as members of a JSON object.
 */
#include "table/json-head.h"

#include "base/array.h"
#include "base/json-out.h"

void json_separate(struct out *o, bool *is_first)
{
	if (!*is_first)
		out_lit(o, ",");
	*is_first = false;
}

void json_put_string_or_null(struct out *o, struct str s)
{
	if (s.n != 0)
		json_put_string(o, s);
	else
		out_lit(o, "null");
}

void json_put_int_or_null(struct out *o, int64_t v)
{
	if (v != 0)
		json_put_int(o, v);
	else
		out_lit(o, "null");
}

static void put_inputs(struct out *o, const struct str *inputs, size_t n)
{
	bool first = true;

	json_put_key(o, "inputs");
	out_lit(o, "[");
	for (size_t i = 0; i < n; i++) {
		json_separate(o, &first);
		json_put_string(o, inputs[i]);
	}
	out_lit(o, "]");
}

static void put_base(struct out *o, const struct table_source *s)
{
	json_put_key(o, "base");
	if (!s->has_base) {
		out_lit(o, "null");
		return;
	}
	out_lit(o, "{");
	put_inputs(o, s->base_inputs, s->n_base_inputs);
	out_lit(o, ",\"duration_nano\":");
	json_put_int_or_null(o, s->base_duration_nanos);
	out_lit(o, "}");
}

static void put_sample_types(struct out *o, const struct table_source *s)
{
	bool first = true;

	json_put_key(o, "sample_types");
	out_lit(o, "[");
	for (size_t i = 0; i < s->n_types; i++) {
		json_separate(o, &first);
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

static void put_source(struct table_writer *w, const char *newline)
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

	json_put_key(o, "profile");
	out_lit(o, "{");
	put_inputs(o, s->inputs, s->n_inputs);
	out_lit(o, ",");
	put_base(o, s);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		out_lit(o, ",");
		json_put_key(o, texts[i].key);
		json_put_string_or_null(o, texts[i].text);
	}
	out_lit(o, ",\"time_unix_nano\":");
	json_put_int_or_null(o, s->time_nanos);
	out_lit(o, ",\"duration_nano\":");
	json_put_int_or_null(o, s->duration_nanos);
	out_lit(o, ",\"period\":");
	json_put_int_or_null(o, s->period);
	out_lit(o, ",");
	out_lit(o, newline);
	put_sample_types(o, s);
	out_lit(o, "}");
}

static void put_options(struct out *o, const char *key, const struct table_option *options,
	size_t n)
{
	bool first = true;

	json_put_key(o, key);
	out_lit(o, "{");
	for (size_t i = 0; i < n; i++) {
		json_separate(o, &first);
		json_put_key(o, options[i].name);
		if (options[i].is_bare)
			out_str(o, options[i].value);
		else
			json_put_string(o, options[i].value);
	}
	out_lit(o, "}");
}

/* ,"total_text":"1.50s", where texts are asked for */
static void put_value_text(struct table_writer *w, const char *key, int64_t value)
{
	if (!w->facts->texts)
		return;
	out_lit(w->out, ",");
	json_put_key(w->out, key);
	json_put_string(w->out, table_value_text(w->arena, &w->facts->values, value));
}

static void put_total(struct table_writer *w)
{
	const struct table_facts *f = w->facts;

	json_put_key(w->out, "total");
	json_put_int(w->out, table_divided(&f->values, f->values.total));
	put_value_text(w, "total_text", f->values.total);
	out_lit(w->out,
		f->values.divide_by != 1 || f->source.is_mean ? ",\"scaled\":true"
							      : ",\"scaled\":false");
}

static void put_listed(struct table_writer *w)
{
	const struct table_facts *f = w->facts;
	struct out *o = w->out;

	json_put_key(o, "listed");
	if (!f->has_nodes) {
		out_lit(o, "null,\"nodes\":null,\"dropped\":null");
		return;
	}
	json_put_int(o, table_divided(&f->values, f->listed));
	put_value_text(w, "listed_text", f->listed);
	out_fmt(o, ",\"nodes\":{\"all\":%u,\"kept\":%u,\"listed\":%u}",
		f->nodes_kept + f->nodes_dropped, f->nodes_kept, f->nodes_listed);
}

static void put_dropped(struct table_writer *w)
{
	const struct table_facts *f = w->facts;
	int64_t cutoff = table_cutoff(&f->values, f->node_fraction);
	struct out *o = w->out;

	out_fmt(o, "\"dropped\":{\"nodes\":%u,\"cum_below\":", f->nodes_dropped);
	json_put_int(o, table_divided(&f->values, cutoff));
	put_value_text(w, "cum_below_text", cutoff);
	out_lit(o, "}");
}

/* The columns with values, and their unit. */
static void put_columns(struct table_writer *w)
{
	struct out *o = w->out;
	bool first = true;

	json_put_key(o, "columns");
	out_lit(o, "[");
	for (unsigned i = 0; i < w->spec->n_columns; i++) {
		const struct table_column *c = &w->spec->columns[i];

		if (c->type != TABLE_VALUE || c->key == NULL)
			continue;
		json_separate(o, &first);
		out_lit(o, "{\"name\":\"");
		out_lit(o, c->key);
		out_lit(o, "\",\"unit\":");
		json_put_string(o, w->facts->values.sample_unit);
		out_lit(o, "}");
	}
	out_lit(o, "]");
}

/* The lines of the text above the rows. */
static void put_legend(struct table_writer *w)
{
	size_t n;
	struct str *lines = table_legend_lines(w->arena, w->facts, &n);
	bool first = true;

	json_put_key(w->out, "legend");
	out_lit(w->out, "[");
	for (size_t i = 0; i < n; i++) {
		json_separate(w->out, &first);
		json_put_string(w->out, lines[i]);
	}
	out_lit(w->out, "]");
}

/* Ends a line of the head, where it has lines. */
static void next_line(struct table_writer *w, const char *newline)
{
	out_lit(w->out, ",");
	out_lit(w->out, newline);
	if (newline[0] != '\0')
		out_lit(w->out, " ");
}

void json_put_head(struct table_writer *w, const char *newline)
{
	const struct table_facts *f = w->facts;

	out_lit(w->out, "\"schema\":\"cprof/1\",\"report\":");
	json_put_string(w->out, str_from_c(f->report));
	next_line(w, newline);
	put_source(w, newline[0] != '\0' ? "\n  " : "");
	next_line(w, newline);
	put_options(w->out, "options", f->options, f->n_options);
	next_line(w, newline);
	put_total(w);
	next_line(w, newline);
	put_listed(w);
	if (f->has_nodes) {
		next_line(w, newline);
		put_dropped(w);
	}
	next_line(w, newline);
	put_columns(w);
	if (f->texts) {
		next_line(w, newline);
		put_legend(w);
	}
}

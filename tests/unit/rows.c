/*
 * rows.c: Runs a report on a profile and returns its rows as text, for tests.
 */
#include "rows.h"

#include <inttypes.h>

#include "table/text.h"

static void put_cell(struct table_writer *w, const struct table_cell *c)
{
	static const char *const marks[] = {"", "", "!", "?"};
	struct table_frame f;

	switch (c->type) {
	case TABLE_TEXT:
	case TABLE_CODE:
		out_str(w->out, c->text);
		break;
	case TABLE_FLAG:
		out_lit(w->out, c->flag ? "true" : "false");
		break;
	case TABLE_FRAME:
		c->frame.frames->get(c->frame.frames, c->frame.id, &f);
		out_str(w->out, f.text);
		out_lit(w->out, marks[c->inlined]);
		break;
	case TABLE_VALUE:
	case TABLE_NUMBER:
		out_fmt(w->out, "%" PRId64, c->number);
		break;
	case TABLE_REAL:
		out_fmt(w->out, "%.3f", c->real);
		break;
	case TABLE_ADDRESS:
		out_fmt(w->out, "0x%" PRIx64, c->address);
		break;
	case TABLE_LIST:
	case TABLE_OBJECT:
		out_lit(w->out, c->type == TABLE_LIST ? "[" : "{");
		for (size_t i = 0; i < c->list->n; i++) {
			struct table_cell item = {0};
			struct str key = {0};

			c->list->item(c->list, i, c->type == TABLE_OBJECT ? &key : NULL, &item);
			out_lit(w->out, i != 0 ? "," : "");
			out_str(w->out, key);
			out_lit(w->out, c->type == TABLE_OBJECT ? "=" : "");
			put_cell(w, &item);
		}
		out_lit(w->out, c->type == TABLE_LIST ? "]" : "}");
		break;
	case TABLE_SHARE:
	case TABLE_NULL:
		break;
	}
}

struct recorder {
	struct table_writer writer;
	struct table_facts *facts; /* where to keep them */
};

static void record_begin(struct table_writer *w)
{
	*((struct recorder *)w)->facts = *w->facts;
}

static void record_end(struct table_writer *w)
{
	(void)w;
}

static void record_row(struct table_writer *w, const struct table_row *row)
{
	const struct table_kind *kind = &w->spec->kinds[row->kind];

	out_lit(w->out, kind->name);
	for (unsigned i = 0; i < w->spec->n_columns; i++) {
		const struct table_column *column = &w->spec->columns[i];

		if (!(kind->columns & TABLE_HAS(i)) || column->type == TABLE_SHARE)
			continue;
		assert_true(row->cells[i].type == column->type || row->cells[i].type == TABLE_NULL);
		assert_true(column->key != NULL || column->type == TABLE_FRAME);
		if (row->cells[i].type == TABLE_NULL)
			continue;
		out_lit(w->out, " ");
		if (column->type != TABLE_FRAME)
			out_fmt(w->out, "%s=", column->key);
		put_cell(w, &row->cells[i]);
	}
	out_lit(w->out, "\n");
}

static const struct table_format record_format = {.is_data = true,
	.begin = record_begin,
	.row = record_row,
	.end = record_end};

bool rows_run(struct rows *k, rows_report *report)
{
	struct recorder recorder = {.writer = {.format = &record_format,
					    .arena = &k->arena,
					    .out = &k->text},
		.facts = &k->facts};
	struct report r = {.arena = &k->arena,
		.writer = k->is_text ? table_text_open(&k->arena, &k->text) : &recorder.writer,
		.out = &k->bytes,
		.name = "test",
		.compared = k->compared,
		.regex_text = str_from_c(k->regex)};
	bool ok;

	out_clear(&k->text);
	out_clear(&k->bytes);
	if (!view_init(&k->view, &k->arena, &k->profile, &k->config, false, &k->err))
		return false;
	ok = (k->regex == NULL || rx_new(r.regex_text, &r.regex, &k->err)) &&
		report_init(&r, &k->profile, &k->view, &k->config, &k->err) && report(&r, &k->err);
	rx_free(r.regex);
	view_release(&k->view);
	return ok;
}

void rows_must_run(struct rows *k, rows_report *report)
{
	if (!rows_run(k, report))
		fail_msg("%s", k->err.text);
}

struct str rows_of(const struct rows *k)
{
	return (struct str){k->text.p, k->text.n};
}

void rows_close(struct rows *k)
{
	out_release(&k->text);
	out_release(&k->bytes);
	arena_release(&k->arena);
}

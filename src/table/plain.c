/*
 * plain.c: Writes a cell as one field of a line, for formats of lines.
 */
#include <inttypes.h>

#include "base/num.h"
#include "table/json.h"

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the columns of reports nest lists. */
static void put_list(struct table_writer *w, struct out *o, const struct table_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct table_cell item = {0};

		list->item(list, i, NULL, &item);
		out_lit(o, i == 0 ? "" : ";");
		table_put_plain(w, o, &item);
	}
}

static void put_object(struct table_writer *w, struct out *o, const struct table_cell *c)
{
	struct table_writer inner = *w;

	inner.out = o;
	table_json_cell(&inner, c);
}

/* NOLINTNEXTLINE(misc-no-recursion): see put_list. */
void table_put_plain(struct table_writer *w, struct out *o, const struct table_cell *c)
{
	struct table_frame f;
	char buf[32];

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
	case TABLE_REAL:
		num_format(c->real, buf);
		out_lit(o, buf);
		break;
	case TABLE_ADDRESS:
		out_fmt(o, "0x%" PRIx64, c->address);
		break;
	case TABLE_FLAG:
		out_lit(o, c->flag ? "true" : "false");
		break;
	case TABLE_LIST:
		put_list(w, o, c->list);
		break;
	case TABLE_OBJECT:
		put_object(w, o, c);
		break;
	case TABLE_SHARE: /* the reader can divide */
	case TABLE_NULL:
		break;
	}
}

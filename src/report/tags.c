/*
 * tags.c: Lists the labels, and what was measured under each of their values: `tags`.
 */
#include "base/wrap.h"
#include "report/label-sums.h"
#include "table/align.h"
#include "table/text.h"
#include "units/units.h"

/* The tags of one key. */
struct tag_key {
	const struct label_sums *tags;
	const struct label_sum *first, *end;
	int64_t sum;
};

enum tags_kind { KEY, TAG, KINDS };

enum tags_column {
	GROUP,
	GROUP_NAME,
	VALUE,
	NUMBER,
	UNIT,
	FLAT,
	FLAT_SHARE, /* null where the total is not above 0 */
	NUMBER_TEXT,
	COLUMNS
};

static void print_key(struct table_text_writer *t, const struct table_row *row);

static const struct table_column columns[COLUMNS] = {
	[GROUP] = {"group", TABLE_NUMBER},
	[GROUP_NAME] = {"group_name", TABLE_TEXT}, /* the key */
	[VALUE] = {"value", TABLE_TEXT},
	[NUMBER] = {"number", TABLE_NUMBER, NUMBER_TEXT},
	[UNIT] = {"unit", TABLE_TEXT},
	[FLAT] = {"flat", TABLE_VALUE},
	[FLAT_SHARE] = {"flat_percent", TABLE_SHARE},
	[NUMBER_TEXT] = {NULL, TABLE_TEXT},
};

/* A key prints its tags, too: its columns are as wide as the widest of them. */
static const struct table_kind kinds[KINDS] = {
	[KEY] = {.name = "key",
		.columns = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME) | TABLE_HAS(FLAT) |
			TABLE_HAS(FLAT_SHARE),
		.print = print_key},
	[TAG] = {.name = "value",
		.columns = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME) | TABLE_HAS(VALUE) |
			TABLE_HAS(NUMBER) | TABLE_HAS(UNIT) | TABLE_HAS(FLAT) |
			TABLE_HAS(FLAT_SHARE)},
};

static const struct table_spec tags_spec = {columns, COLUMNS, kinds, KINDS, NULL};

/* " (12.34%)", where there is a total. */
static void put_share(struct table_text_writer *t, struct out *o, int64_t value)
{
	int64_t total = t->writer.facts->values.total;
	char buf[UNITS_PERCENT_MAX];

	if (total <= 0)
		return;
	out_lit(o, " (");
	out_str(o, units_percent(value, total, buf));
	out_lit(o, ")");
}

/* "1.50s (12.34%):" */
static void put_tag_weight(struct table_text_writer *t, struct out *o, int64_t value)
{
	table_put_weight(t, o, value, 0);
	put_share(t, o, value);
	out_lit(o, ":");
}

/* "request:<tab> Total 1.50s of 2.93s (51.2%)" */
static void put_key(struct table_text_writer *t, struct out *o, const struct tag_key *k)
{
	const struct table_values *values = &t->writer.facts->values;

	out_str(o, intern_str(&k->tags->names, k->first->key));
	out_lit(o, ":\t Total ");
	table_put_value(o, values, k->sum, 0, false);
	out_lit(o, " of ");
	table_put_value(o, values, values->total, 0, false);
	put_share(t, o, k->sum);
	out_lit(o, "\n");
}

static bool breaks_cells(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '\t' && s.p[i] <= '\f')
			return true;
	return false;
}

static bool has_broken_cells(const struct tag_key *k)
{
	bool broken = breaks_cells(intern_str(&k->tags->names, k->first->key));

	for (const struct label_sum *tag = k->first; tag < k->end; tag++)
		broken |= breaks_cells(intern_str(&k->tags->names, tag->name));
	return broken;
}

/* Like pprof, takes tabs and line ends in names for those of the layout. It holds all rows. */
static void print_aligned(struct table_text_writer *t, const struct tag_key *k)
{
	struct out cells = {0};

	put_key(t, &cells, k);
	for (const struct label_sum *tag = k->first; tag < k->end; tag++) {
		out_lit(&cells, " \t");
		put_tag_weight(t, &cells, tag->sum);
		out_lit(&cells, "\t ");
		out_str(&cells, intern_str(&k->tags->names, tag->name));
		out_lit(&cells, "\n");
	}
	table_align(t->writer.out, (struct str){cells.p, cells.n});
	out_release(&cells);
}

/*
 * Makes the cell the tag's weight, and returns its width. Neighbours are often equal: the cell then
 * is right already.
 */
static size_t set_weight(struct table_text_writer *t, struct out *cell, const struct label_sum *tag,
	const struct label_sum *first)
{
	if (tag == first || tag->sum != tag[-1].sum) {
		out_clear(cell);
		put_tag_weight(t, cell, tag->sum);
	}
	return out_width((struct str){cell->p, cell->n});
}

/* Prints row by row and holds none: the first loop finds the widest weight. */
static void print_direct(struct table_text_writer *t, const struct tag_key *k)
{
	struct out *o = t->writer.out, cell = {.terminal = o->terminal};
	size_t key_width, width = 0, n;

	put_key(t, &cell, k);
	n = (size_t)((char *)memchr(cell.p, '\t', cell.n) - cell.p);
	key_width = out_width((struct str){cell.p, n});
	out_lit(o, " ");
	out_bytes(o, cell.p, n);
	out_bytes(o, cell.p + n + 1, cell.n - n - 1);
	for (const struct label_sum *tag = k->first; tag < k->end; tag++) {
		size_t cell_width = set_weight(t, &cell, tag, k->first);

		width = cell_width > width ? cell_width : width;
	}
	for (const struct label_sum *tag = k->first; tag < k->end; tag++) {
		size_t cell_width = set_weight(t, &cell, tag, k->first);

		table_put_heat(t, tag->sum);
		out_fill(o, ' ', key_width + 1 + width + 1 - cell_width);
		out_bytes(o, cell.p, cell.n);
		out_lit(o, " ");
		table_put_last(t, intern_str(&k->tags->names, tag->name));
		out_plain(o);
		out_lit(o, "\n");
	}
	out_release(&cell);
}

static void print_key(struct table_text_writer *t, const struct table_row *row)
{
	const struct tag_key *k = row->subject;

	if (t->writer.out->terminal || !has_broken_cells(k))
		print_direct(t, k);
	else
		print_aligned(t, k);
	out_lit(t->writer.out, "\n");
}

static struct table_cell share_of(const struct label_sums *t, int64_t sum)
{
	int64_t total = t->r->values.total;

	return total > 0 ? table_share(sum, total) : (struct table_cell){0};
}

static void value_row(const struct tag_key *k, const struct label_sum *tag,
	struct table_cell *cells)
{
	const struct label_sums *t = k->tags;
	struct table_cell none = {0};

	cells[VALUE] = tag->is_number ? none : table_text(intern_str(&t->names, tag->name));
	cells[NUMBER] = tag->is_number ? table_number(tag->number) : none;
	cells[UNIT] = tag->is_number ? table_text(profile_label_unit(&t->r->view->units, tag->key))
				     : none;
	cells[NUMBER_TEXT] = tag->is_number ? table_text(intern_str(&t->names, tag->name)) : none;
	cells[FLAT] = table_value(tag->sum);
	cells[FLAT_SHARE] = share_of(t, tag->sum);
	table_row(t->r->writer, &(struct table_row){.kind = TAG, .cells = cells});
}

/* Gives the rows of one key. */
static void key_rows(struct label_sums *t, const struct label_sum *first,
	const struct label_sum *end, int64_t group)
{
	struct tag_key k = {t, first, end, 0};
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(group),
		[GROUP_NAME] = table_text(intern_str(&t->names, first->key)),
	};

	for (const struct label_sum *tag = first; tag < end; tag++)
		k.sum = wrap_add(k.sum, tag->sum);
	cells[FLAT] = table_value(k.sum);
	cells[FLAT_SHARE] = share_of(t, k.sum);
	table_row(t->r->writer, &(struct table_row){.kind = KEY, .cells = cells, .subject = &k});
	for (const struct label_sum *tag = first;
		tag < end && table_wants(t->r->writer, &tags_spec, TAG); tag++)
		value_row(&k, tag, cells);
}

bool report_tags(struct report *r, struct err *err)
{
	struct table_facts facts = report_facts(r, NULL, 0);
	const struct label_sum *next, *end;
	struct label_sums t;
	int64_t group = 0;

	(void)err;
	label_sums_init(&t, r);
	end = label_sums_end(&t);
	table_begin(r->writer, &tags_spec, &facts);
	for (const struct label_sum *first = t.rows.p; first < end; first = next) {
		next = label_sums_next(&t, first);
		key_rows(&t, first, next, group++);
	}
	table_end(r->writer);
	label_sums_release(&t);
	return true;
}

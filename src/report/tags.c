/*
 * tags.c: Lists the labels, and what was measured under each of their values: `tags`.
 *
 * Each distinct value of a key is met once and then counted in a row of its own. Numbers that print
 * alike, in the unit of their key, are one value.
 */
#include <stdlib.h>

#include "base/index.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/walk.h"
#include "report/report.h"
#include "table/align.h"
#include "table/text.h"
#include "units/units.h"

struct tag {
	str_id key, name; /* of the table's names */
	bool is_number;
	int64_t number; /* the first of those that print alike */
	int64_t sum;
	uint64_t
		bytes; /* of the name, behind those that all names of the key begin with: set_bytes */
};

struct tag_number {
	str_id key, name; /* name: as printed */
	int64_t number;
};

struct tags_report {
	struct report *r;
	struct intern names; /* the profile's strings, and numbers as printed */
	VEC(struct tag) rows;
	struct index index; /* key and name -> 1 + row */
	uint64_t seed;

	/* Numbers met so far. */
	VEC(struct tag_number) numbers;
	struct index number_index; /* key and number -> 1 + position */
};

/* The tags of one key. */
struct tag_key {
	const struct tags_report *tags;
	const struct tag *first, *end;
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

/* The name of a number: how it is printed. */
static str_id number_name(struct tags_report *t, const struct label *l)
{
	uint64_t hash = hash_mix(hash_mix(t->seed, l->key), (uint64_t)l->number);
	struct str unit = profile_label_unit(&t->r->view->units, l->key), parts[2];
	char buf[UNITS_NUMBER_MAX];
	struct tag_number *n;
	size_t at = 0;
	uint32_t row;

	while ((row = index_next(&t->number_index, hash, &at)) != 0) {
		n = &t->numbers.p[row - 1];
		if (n->key == l->key && n->number == l->number)
			return n->name;
	}
	parts[0] = units_label(l->number, unit, t->r->values.unit, buf, &parts[1]);
	n = vec_add(&t->numbers);
	n->key = l->key;
	n->number = l->number;
	n->name = intern_own(&t->names, arena_join(t->r->arena, parts, 2, STR("")));
	index_add(&t->number_index, hash, (uint32_t)t->numbers.n);
	return n->name;
}

static struct tag *tag_for(struct tags_report *t, const struct label *l)
{
	str_id key = l->key, name = l->is_number ? number_name(t, l) : l->text;
	uint64_t hash = hash_mix(t->seed, (uint64_t)key << 32 | name);
	struct tag *tag;
	size_t at = 0;
	uint32_t row;

	while ((row = index_next(&t->index, hash, &at)) != 0) {
		tag = &t->rows.p[row - 1];
		if (tag->key == key && tag->name == name)
			return tag;
	}
	tag = vec_add(&t->rows);
	tag->key = key;
	tag->name = name;
	tag->is_number = l->is_number;
	tag->number = l->number;
	index_add(&t->index, hash, (uint32_t)t->rows.n);
	return tag;
}

/*
 * From sample to sample: of numbers that print alike, the first stands for all. Like pprof, tags of 0
 * are listed, too.
 */
static void add_samples(struct tags_report *t)
{
	const struct profile *p = t->r->profile;
	struct sample_spec samples = {.view = t->r->view, .value = t->r->type, .zeros = true};
	struct sample s;

	for (size_t next = 0; p->label_begin != NULL && graph_sample_next(&samples, &next, &s);) {
		for (uint32_t k = p->label_begin[s.number]; k < p->label_begin[s.number + 1]; k++) {
			const struct label *l = &p->labels[k];
			struct tag *tag;

			if (!view_sees_key(t->r->view, l->key))
				continue;
			tag = tag_for(t, l);
			tag->sum = wrap_add(tag->sum, s.weight);
		}
	}
}

static int by_key(const void *a, const void *b, void *names)
{
	const struct tag *l = a, *r = b;

	return l->key != r->key ? str_cmp(intern_str(names, l->key), intern_str(names, r->key)) : 0;
}

/* Of one key: heaviest first, then by name. */
static int by_weight(const void *a, const void *b, void *names)
{
	const struct tag *l = a, *r = b;

	if (wrap_abs(l->sum) != wrap_abs(r->sum))
		return wrap_abs(l->sum) > wrap_abs(r->sum) ? -1 : 1;
	if (l->bytes != r->bytes)
		return l->bytes < r->bytes ? -1 : 1;
	return str_cmp(intern_str(names, l->name), intern_str(names, r->name));
}

/* How many bytes all names begin with. */
static size_t common_bytes(const struct intern *names, const struct tag *first,
	const struct tag *end)
{
	struct str all = intern_str(names, first->name);

	for (const struct tag *tag = first; tag < end; tag++) {
		struct str name = intern_str(names, tag->name);
		size_t n = 0;

		while (n < all.n && n < name.n && all.p[n] == name.p[n])
			n++;
		all.n = n;
	}
	return all.n;
}

/* Sets `bytes`, which compare as the names do unless they are equal, of all tags of a key. */
static void set_bytes(const struct intern *names, struct tag *first, struct tag *end)
{
	size_t common = common_bytes(names, first, end);

	for (struct tag *tag = first; tag < end; tag++) {
		struct str name = intern_str(names, tag->name);

		for (size_t i = common; i < common + sizeof(tag->bytes); i++)
			tag->bytes = tag->bytes << 8 | (i < name.n ? (unsigned char)name.p[i] : 0);
	}
}

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

	for (const struct tag *tag = k->first; tag < k->end; tag++)
		broken |= breaks_cells(intern_str(&k->tags->names, tag->name));
	return broken;
}

/* Like pprof, takes tabs and line ends in names for those of the layout. It holds all rows. */
static void print_aligned(struct table_text_writer *t, const struct tag_key *k)
{
	struct out cells = {0};

	put_key(t, &cells, k);
	for (const struct tag *tag = k->first; tag < k->end; tag++) {
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
static size_t set_weight(struct table_text_writer *t, struct out *cell, const struct tag *tag,
	const struct tag *first)
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
	for (const struct tag *tag = k->first; tag < k->end; tag++) {
		size_t cell_width = set_weight(t, &cell, tag, k->first);

		width = cell_width > width ? cell_width : width;
	}
	for (const struct tag *tag = k->first; tag < k->end; tag++) {
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

static struct table_cell share_of(const struct tags_report *t, int64_t sum)
{
	int64_t total = t->r->values.total;

	return total > 0 ? table_share(sum, total) : (struct table_cell){0};
}

static void value_row(const struct tag_key *k, const struct tag *tag, struct table_cell *cells)
{
	const struct tags_report *t = k->tags;
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
static void key_rows(struct tags_report *t, const struct tag *first, const struct tag *end,
	int64_t group)
{
	struct tag_key k = {t, first, end, 0};
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(group),
		[GROUP_NAME] = table_text(intern_str(&t->names, first->key)),
	};

	for (const struct tag *tag = first; tag < end; tag++)
		k.sum = wrap_add(k.sum, tag->sum);
	cells[FLAT] = table_value(k.sum);
	cells[FLAT_SHARE] = share_of(t, k.sum);
	table_row(t->r->writer, &(struct table_row){.kind = KEY, .cells = cells, .subject = &k});
	for (const struct tag *tag = first; tag < end && table_wants(t->r->writer, &tags_spec, TAG);
		tag++)
		value_row(&k, tag, cells);
}

bool report_tags(struct report *r, struct err *err)
{
	struct tags_report t = {.r = r, .seed = hash_seed()};
	struct table_facts facts = report_facts(r, NULL, 0);
	struct tag *first, *next, *end;
	int64_t group = 0;

	(void)err;
	intern_init(&t.names, r->arena, &r->view->names);
	add_samples(&t);
	sort_with(t.rows.p, t.rows.n, sizeof(*t.rows.p), by_key, &t.names);
	table_begin(r->writer, &tags_spec, &facts);
	for (size_t i = 0; i < t.rows.n; i = (size_t)(next - t.rows.p)) {
		first = &t.rows.p[i];
		end = t.rows.p + t.rows.n;
		for (next = first; next < end && next->key == first->key; next++)
			;
		set_bytes(&t.names, first, next);
		sort_with(first, (size_t)(next - first), sizeof(*first), by_weight, &t.names);
		key_rows(&t, first, next, group++);
	}
	table_end(r->writer);
	index_release(&t.index);
	index_release(&t.number_index);
	intern_release(&t.names);
	free(t.numbers.p);
	free(t.rows.p);
	return true;
}

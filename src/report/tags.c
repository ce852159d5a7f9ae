/*
 * tags.c: the labels, and what was measured under each of their values. `tags`.
 *
 * Each distinct value of a key is met once and then counted in a row of its own. Numbers that print
 * alike, in the unit of their key, are one value.
 */
#include <stdlib.h>

#include "base/index.h"
#include "base/interrupt.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "report/print.h"
#include "units/units.h"

struct tag {
	str_id key, name; /* of the table's names */
	int64_t sum;
};

struct number {
	str_id key, name; /* name: as printed */
	int64_t number;
};

struct tags {
	struct report *r;
	struct intern names; /* the profile's strings, and numbers as printed */
	VEC(struct tag) rows;
	struct index index; /* key and name -> 1 + row */
	uint64_t seed;

	/* Numbers met so far. */
	VEC(struct number) numbers;
	struct index number_index; /* key and number -> 1 + position */
};

/* The number as printed. */
static str_id number_name(struct tags *t, const struct label *l)
{
	uint64_t hash = hash_mix(hash_mix(t->seed, l->key), (uint64_t)l->number);
	struct str unit = label_unit_of(&t->r->view->units, l->key), parts[2];
	char buf[UNITS_NUMBER_MAX];
	struct number *n;
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

static struct tag *tag_for(struct tags *t, str_id key, str_id name)
{
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
	index_add(&t->index, hash, (uint32_t)t->rows.n);
	return tag;
}

static void add_samples(struct tags *t)
{
	const struct report *r = t->r;
	const struct profile *p = r->profile;

	for (size_t i = 0; p->label_begin != NULL && i < r->view->n_samples; i++) {
		size_t sample = view_sample(r->view, i);
		int64_t value = p->values[r->type][sample];

		if (interrupted_at(i))
			break;
		for (uint32_t k = p->label_begin[sample]; k < p->label_begin[sample + 1]; k++) {
			const struct label *l = &p->labels[k];
			struct tag *tag;

			if (!view_sees_key(r->view, l->key))
				continue;
			tag = tag_for(t, l->key, l->is_number ? number_name(t, l) : l->text);
			tag->sum = wrap_add(tag->sum, value);
		}
	}
}

/* By key, then heaviest first, then by name. */
static int by_weight(const void *a, const void *b, void *names)
{
	const struct tag *l = a, *r = b;
	int c = l->key != r->key ? str_cmp(intern_str(names, l->key), intern_str(names, r->key))
				 : 0;

	if (c != 0)
		return c;
	if (wrap_abs(l->sum) != wrap_abs(r->sum))
		return wrap_abs(l->sum) > wrap_abs(r->sum) ? -1 : 1;
	return str_cmp(intern_str(names, l->name), intern_str(names, r->name));
}

/* " (12.34%)", where there is a total. */
static void put_share(struct report *r, struct out *o, int64_t value)
{
	char buf[UNITS_PERCENT_MAX];

	if (r->values.total <= 0)
		return;
	out_lit(o, " (");
	out_str(o, units_percent(value, r->values.total, buf));
	out_lit(o, ")");
}

/* "1.50s (12.34%):" */
static void put_weight(struct report *r, struct out *o, int64_t value)
{
	report_put_weight(r, o, value, 0);
	put_share(r, o, value);
	out_lit(o, ":");
}

static void key_row(struct tags *t, struct out *o, str_id key, int64_t sum)
{
	out_str(o, intern_str(&t->names, key));
	out_lit(o, ":\t Total ");
	report_put_value(t->r, o, sum, 0);
	out_lit(o, " of ");
	report_put_value(t->r, o, t->r->values.total, 0);
	put_share(t->r, o, sum);
	out_lit(o, "\n");
}

static bool breaks_cells(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '\t' && s.p[i] <= '\f')
			return true;
	return false;
}

/* The rows of one key as cells, for report_align. */
static void put_cells(struct tags *t, struct out *o, const struct tag *first, const struct tag *end)
{
	for (const struct tag *tag = first; tag < end; tag++) {
		out_lit(o, " \t");
		put_weight(t->r, o, tag->sum);
		out_lit(o, "\t ");
		out_str(o, intern_str(&t->names, tag->name));
		out_lit(o, "\n");
	}
}

static void align_cells(struct tags *t, const struct tag *first, const struct tag *end, int64_t sum)
{
	struct out cells = {.terminal = t->r->out->terminal};

	key_row(t, &cells, first->key, sum);
	put_cells(t, &cells, first, end);
	report_align(t->r, (struct str){cells.p, cells.n});
	out_release(&cells);
}

/*
 * Makes the cell the tag's weight, and returns its width. Neighbours are often equal: the cell then
 * is right already.
 */
static size_t set_weight(struct report *r, struct out *cell, const struct tag *tag,
	const struct tag *first)
{
	if (tag == first || tag->sum != tag[-1].sum) {
		out_clear(cell);
		put_weight(r, cell, tag->sum);
	}
	return out_width((struct str){cell->p, cell->n});
}

/* The same, row by row and without holding them, where no name has a tab or line's end in it. */
static void put_rows(struct tags *t, const struct tag *first, const struct tag *end, int64_t sum)
{
	struct out *o = t->r->out, cell = {.terminal = o->terminal};
	size_t key_width, width = 0, n;

	key_row(t, &cell, first->key, sum);
	n = (size_t)((char *)memchr(cell.p, '\t', cell.n) - cell.p);
	key_width = out_width((struct str){cell.p, n});
	out_lit(o, " ");
	out_bytes(o, cell.p, n);
	out_bytes(o, cell.p + n + 1, cell.n - n - 1);
	for (const struct tag *tag = first; tag < end; tag++) {
		size_t cell_width = set_weight(t->r, &cell, tag, first);

		width = cell_width > width ? cell_width : width;
	}
	for (const struct tag *tag = first; tag < end; tag++) {
		size_t cell_width = set_weight(t->r, &cell, tag, first);

		report_heat(t->r, tag->sum);
		out_fill(o, ' ', key_width + 1 + width + 1 - cell_width);
		out_bytes(o, cell.p, cell.n);
		out_lit(o, " ");
		report_put_last(t->r, o, intern_str(&t->names, tag->name));
		out_plain(o);
		out_lit(o, "\n");
	}
	out_release(&cell);
}

/* The tags of one key. */
static void print_key(struct tags *t, const struct tag *first, const struct tag *end)
{
	bool direct = !breaks_cells(intern_str(&t->names, first->key));
	int64_t sum = 0;

	for (const struct tag *tag = first; tag < end; tag++) {
		sum = wrap_add(sum, tag->sum);
		direct = direct && !breaks_cells(intern_str(&t->names, tag->name));
	}
	if (direct || t->r->out->terminal)
		put_rows(t, first, end, sum);
	else
		align_cells(t, first, end, sum);
	out_lit(t->r->out, "\n");
}

bool report_tags(struct report *r, struct err *err)
{
	struct tags t = {.r = r, .seed = hash_seed()};
	const struct tag *first, *next, *end;

	(void)err;
	intern_init(&t.names, r->arena, &r->view->names);
	add_samples(&t);
	sort_with(t.rows.p, t.rows.n, sizeof(*t.rows.p), by_weight, &t.names);
	for (size_t i = 0; i < t.rows.n; i = (size_t)(next - t.rows.p)) {
		first = &t.rows.p[i];
		end = t.rows.p + t.rows.n;
		for (next = first; next < end && next->key == first->key; next++)
			;
		print_key(&t, first, next);
	}
	index_release(&t.index);
	index_release(&t.number_index);
	intern_release(&t.names);
	free(t.numbers.p);
	free(t.rows.p);
	return true;
}

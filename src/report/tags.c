/*
 * tags.c: the labels, and what was measured under each of their values. `tags`.
 *
 * Each distinct value of a key is met once: a table from (key, text) or (key, number) to its sum.
 * Numbers that print alike, in the unit of their key, are one value.
 */
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "report/report.h"
#include "units/units.h"

struct tag {
	str_id key;
	bool is_number;
	str_id text;    /* of a text */
	int64_t number; /* of a number */
	int64_t sum;
	struct str name;   /* as printed */
	struct str key_name;
};

struct tags {
	VEC(struct tag) rows;
	struct map map; /* hash of what tells a tag apart -> 1 + row */
	uint64_t seed;
};

static struct tag *tag_for(struct tags *t, const struct label *l)
{
	uint64_t hash = hash_mix(hash_mix(t->seed, (uint64_t)l->key << 1 | l->is_number),
		l->is_number ? (uint64_t)l->number : l->text);
	struct tag *tag;
	size_t at = 0;
	uint32_t row;

	while ((row = map_next(&t->map, hash, &at)) != 0) {
		tag = &t->rows.p[row - 1];
		if (tag->key == l->key && tag->is_number == l->is_number &&
		    (l->is_number ? tag->number == l->number : tag->text == l->text))
			return tag;
	}
	tag = vec_add(&t->rows);
	tag->key = l->key;
	tag->is_number = l->is_number;
	if (l->is_number)
		tag->number = l->number;
	else
		tag->text = l->text;
	map_add(&t->map, hash, (uint32_t)t->rows.n);
	return tag;
}

static void add_samples(struct tags *t, const struct report *r)
{
	const struct profile *p = r->profile;

	if (p->label_begin == NULL)
		return;
	for (size_t i = 0; i < r->view->n_samples; i++) {
		size_t sample = view_sample(r->view, i);
		int64_t value = p->values[r->type][sample];

		for (uint32_t k = p->label_begin[sample]; k < p->label_begin[sample + 1]; k++) {
			struct tag *tag;

			if (!view_sees_key(r->view, p->labels[k].key))
				continue;
			tag = tag_for(t, &p->labels[k]);
			tag->sum = wrap_add(tag->sum, value);
		}
	}
}

static void name_tags(struct tags *t, struct report *r)
{
	for (size_t i = 0; i < t->rows.n; i++) {
		struct tag *tag = &t->rows.p[i];
		char buf[UNITS_NUMBER_MAX];
		struct str parts[2];

		tag->key_name = profile_str(r->profile, tag->key);
		if (!tag->is_number) {
			tag->name = profile_str(r->profile, tag->text);
			continue;
		}
		parts[0] = units_label(tag->number, label_unit_of(&r->view->units, tag->key), r->unit, buf,
			&parts[1]);
		tag->name = arena_join(r->arena, parts, 2, STR(""));
	}
}

static int by_name(const void *a, const void *b)
{
	const struct tag *l = a, *r = b;
	int c = str_cmp(l->key_name, r->key_name);

	return c ? c : str_cmp(l->name, r->name);
}

/* By key, then heaviest first, then by name. */
static int by_weight(const void *a, const void *b)
{
	const struct tag *l = a, *r = b;
	int c = str_cmp(l->key_name, r->key_name);

	if (c != 0)
		return c;
	if (wrap_abs(l->sum) != wrap_abs(r->sum))
		return wrap_abs(l->sum) > wrap_abs(r->sum) ? -1 : 1;
	return str_cmp(l->name, r->name);
}

/* Adds up values of a key that print alike; the rows are sorted by name. */
static void merge_alike(struct tags *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->rows.n; i++) {
		struct tag *tag = &t->rows.p[i];

		if (n > 0 && by_name(&t->rows.p[n - 1], tag) == 0)
			t->rows.p[n - 1].sum = wrap_add(t->rows.p[n - 1].sum, tag->sum);
		else
			t->rows.p[n++] = *tag;
	}
	t->rows.n = n;
}

/* " (12.34%)", where there is a total. */
static struct str share(const struct report *r, int64_t value)
{
	char buf[UNITS_PERCENT_MAX];
	struct str parts[3] = {STR(" ("), {0}, STR(")")};

	if (r->total <= 0)
		return STR("");
	parts[1] = units_percent(value, r->total, buf);
	return arena_join(r->arena, parts, 3, STR(""));
}

static void key_row(struct report *r, struct out *o, const struct tag *tag, int64_t sum)
{
	out_str(o, tag->key_name);
	out_lit(o, ":\t Total ");
	out_str(o, report_value(r, sum));
	out_lit(o, " of ");
	out_str(o, report_value(r, r->total));
	out_str(o, share(r, sum));
	out_lit(o, "\n");
}

static void print(struct tags *t, struct report *r, struct out *o)
{
	for (size_t i = 0; i < t->rows.n;) {
		const struct tag *first = &t->rows.p[i];
		size_t end = i;
		int64_t sum = 0;

		for (; end < t->rows.n && t->rows.p[end].key == first->key; end++)
			sum = wrap_add(sum, t->rows.p[end].sum);
		key_row(r, o, first, sum);
		for (; i < end; i++) {
			const struct tag *tag = &t->rows.p[i];

			out_lit(o, " \t");
			out_str(o, report_value(r, tag->sum));
			out_str(o, share(r, tag->sum));
			out_lit(o, ":\t ");
			out_str(o, tag->name);
			out_lit(o, "\n");
		}
		out_lit(o, "\n");
	}
}

bool report_tags(struct report *r, struct err *err)
{
	struct tags t = {.seed = hash_seed()};
	struct out cells = {.terminal = r->out->terminal};

	(void)err;
	add_samples(&t, r);
	name_tags(&t, r);
	if (t.rows.n != 0)
		qsort(t.rows.p, t.rows.n, sizeof(*t.rows.p), by_name);
	merge_alike(&t);
	if (t.rows.n != 0)
		qsort(t.rows.p, t.rows.n, sizeof(*t.rows.p), by_weight);
	print(&t, r, &cells);
	report_align(r, (struct str){cells.p, cells.n});
	out_release(&cells);
	map_release(&t.map);
	free(t.rows.p);
	return true;
}

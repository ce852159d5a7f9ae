/*
 * label-sums.c: Adds up what was measured under each value of each label.
 */
#include "report/label-sums.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/walk.h"
#include "units/units.h"

/* The name of a number: how it is printed. */
static str_id number_name(struct label_sums *t, const struct label *l)
{
	uint64_t hash = hash_mix(hash_mix(t->seed, l->key), (uint64_t)l->number);
	struct str unit = profile_label_unit(&t->r->view->units, l->key), parts[2];
	char buf[UNITS_NUMBER_MAX];
	struct label_number *n;
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

static struct label_sum *tag_for(struct label_sums *t, const struct label *l)
{
	str_id key = l->key, name = l->is_number ? number_name(t, l) : l->text;
	uint64_t hash = hash_mix(t->seed, (uint64_t)key << 32 | name);
	struct label_sum *tag;
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
static void add_samples(struct label_sums *t)
{
	const struct profile *p = t->r->profile;
	struct sample_spec samples = {.view = t->r->view, .value = t->r->type, .zeros = true};
	struct sample s;

	for (size_t next = 0; p->label_begin != NULL && graph_sample_next(&samples, &next, &s);) {
		for (uint32_t k = p->label_begin[s.number]; k < p->label_begin[s.number + 1]; k++) {
			const struct label *l = &p->labels[k];
			struct label_sum *tag;

			if (!view_sees_key(t->r->view, l->key))
				continue;
			tag = tag_for(t, l);
			tag->sum = wrap_add(tag->sum, s.weight);
		}
	}
}

static int by_key(const void *a, const void *b, void *names)
{
	const struct label_sum *l = a, *r = b;

	return l->key != r->key ? str_cmp(intern_str(names, l->key), intern_str(names, r->key)) : 0;
}

/* Of one key: heaviest first, then by name. */
static int by_weight(const void *a, const void *b, void *names)
{
	const struct label_sum *l = a, *r = b;

	if (wrap_abs(l->sum) != wrap_abs(r->sum))
		return wrap_abs(l->sum) > wrap_abs(r->sum) ? -1 : 1;
	if (l->bytes != r->bytes)
		return l->bytes < r->bytes ? -1 : 1;
	return str_cmp(intern_str(names, l->name), intern_str(names, r->name));
}

/* How many bytes all names begin with. */
static size_t common_bytes(const struct intern *names, const struct label_sum *first,
	const struct label_sum *end)
{
	struct str all = intern_str(names, first->name);

	for (const struct label_sum *tag = first; tag < end; tag++) {
		struct str name = intern_str(names, tag->name);
		size_t n = 0;

		while (n < all.n && n < name.n && all.p[n] == name.p[n])
			n++;
		all.n = n;
	}
	return all.n;
}

/* Sets `bytes`, which compare as the names do unless they are equal, of all tags of a key. */
static void set_bytes(const struct intern *names, struct label_sum *first, struct label_sum *end)
{
	size_t common = common_bytes(names, first, end);

	for (struct label_sum *tag = first; tag < end; tag++) {
		struct str name = intern_str(names, tag->name);

		for (size_t i = common; i < common + sizeof(tag->bytes); i++)
			tag->bytes = tag->bytes << 8 | (i < name.n ? (unsigned char)name.p[i] : 0);
	}
}

const struct label_sum *label_sums_next(const struct label_sums *t, const struct label_sum *first)
{
	const struct label_sum *end = t->rows.p + t->rows.n, *next = first;

	while (next < end && next->key == first->key)
		next++;
	return next;
}

/* Puts the values of each key in order. */
static void order_values(struct label_sums *t)
{
	size_t n;

	for (size_t i = 0; i < t->rows.n; i += n) {
		struct label_sum *first = &t->rows.p[i];

		n = (size_t)(label_sums_next(t, first) - first);
		set_bytes(&t->names, first, first + n);
		sort_with(first, n, sizeof(*first), by_weight, &t->names);
	}
}

void label_sums_init(struct label_sums *t, struct report *r)
{
	*t = (struct label_sums){.r = r, .seed = hash_seed()};
	intern_init(&t->names, r->arena, &r->view->names);
	add_samples(t);
	sort_with(t->rows.p, t->rows.n, sizeof(*t->rows.p), by_key, &t->names);
	order_values(t);
}

void label_sums_release(struct label_sums *t)
{
	index_release(&t->index);
	index_release(&t->number_index);
	intern_release(&t->names);
	free(t->numbers.p);
	free(t->rows.p);
}

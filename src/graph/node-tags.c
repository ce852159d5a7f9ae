/*
 * tags.c: what part of a node's weight was measured under which labels. See graph.h.
 *
 * Where each sample has labels of its own (a request's number, say), there are as many kinds of tags
 * as samples, and each would be kept for every node on its stack, only to be thrown away for weighing
 * too little. So a first pass over the samples adds up what each kind weighs in all, and a second one
 * deals out to the nodes only those that may weigh enough.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "graph/maker.h"
#include "units/units.h"

/* A distinct set of texts. */
struct text_set {
	size_t begin, n; /* its texts in `parts` */
	uint64_t weight; /* of its samples, without signs; that of a number under it is no larger */
	str_id texts;    /* once it is known to weigh enough */
};

/* A kind that one sample has, and its number; the mark tells samples and their kinds apart. */
struct tagged {
	size_t mark;
	uint32_t kind;
	int64_t number;
};

struct tagger {
	struct graph_maker *m;
	str_id base, bytes; /* keys; 0: no label has it */
	struct str unit;    /* of the numbers */
	uint64_t seed;

	VEC(uint64_t) parts;       /* key and text */
	VEC(struct text_set) sets; /* element 0 is that of no texts */
	struct index set_index;    /* hash of its parts -> set */
	uint32_t *set_of;          /* by the view's sample */

	struct map number_of;  /* number -> how it is printed, 1 + id */
	VEC(uint64_t) numbers; /* what each weighs; element 0 is none */
	struct map under;      /* set and number as printed -> element of numbers */

	struct intern names;
	VEC(struct tag_kind) kinds; /* element 0 is none */
	struct map kind_of;         /* texts and number -> kind */

	struct stack_builder builder;
	VEC(struct tagged) chosen; /* kinds of the sample at hand */

	const bool *wanted;         /* by node_id */
	size_t *seen, marks;        /* by node_id: the last mark that counted it; the last mark */
	VEC(struct graph_tag) tags; /* element 0 is none */
	struct map tag_of;          /* node and kind -> tag */
};

/* One that belongs to the tag of the texts. The label that marks the samples of a base does not. */
static bool is_text(const struct tagger *k, const struct label *label)
{
	return !label->is_number && (k->base == 0 || label->key != k->base) &&
		view_sees_key(k->m->v, label->key);
}

static bool is_number(const struct tagger *k, const struct label *label)
{
	return label->is_number && k->bytes != 0 && label->key == k->bytes;
}

/* The labels of a sample. */
struct label_row {
	const struct label *p;
	uint32_t n;
};

static struct label_row labels_of(const struct profile *p, size_t sample)
{
	return (struct label_row){p->labels + p->label_begin[sample],
		p->label_begin[sample + 1] - p->label_begin[sample]};
}

static int by_value(const void *a, const void *b)
{
	uint64_t l = *(const uint64_t *)a, r = *(const uint64_t *)b;

	return (l > r) - (l < r);
}

/* The set of a row's texts, whatever their order. */
static uint32_t find_set(struct tagger *k, struct label_row row)
{
	size_t begin = k->parts.n, n, at = 0;
	uint64_t hash = k->seed;
	uint32_t id;

	for (uint32_t i = 0; i < row.n; i++)
		if (is_text(k, &row.p[i]))
			*vec_add(&k->parts) = (uint64_t)row.p[i].key << 32 | row.p[i].text;
	n = k->parts.n - begin;
	if (n == 0)
		return 0;
	if (n > 1)
		qsort(k->parts.p + begin, n, sizeof(*k->parts.p), by_value);
	for (size_t i = begin; i < k->parts.n; i++)
		hash = hash_mix(hash, k->parts.p[i]);
	while ((id = index_next(&k->set_index, hash, &at)) != 0) {
		const struct text_set *set = &k->sets.p[id];

		if (set->n == n &&
			memcmp(k->parts.p + set->begin, k->parts.p + begin,
				n * sizeof(*k->parts.p)) == 0) {
			k->parts.n = begin;
			return id;
		}
	}
	*vec_add(&k->sets) = (struct text_set){.begin = begin, .n = n};
	index_add(&k->set_index, hash, (uint32_t)k->sets.n - 1);
	return (uint32_t)k->sets.n - 1;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* "key:text" of each part, sorted, on lines. */
static str_id join_texts(struct tagger *k, const struct text_set *set)
{
	const struct profile *p = k->m->v->p;
	struct arena *a = k->m->arena;
	struct str *lines = arena_array(a, struct str, set->n);

	for (size_t i = 0; i < set->n; i++) {
		uint64_t part = k->parts.p[set->begin + i];
		struct str texts[3] = {profile_str(p, (str_id)(part >> 32)), STR(":"),
			profile_str(p, (str_id)part)};

		lines[i] = arena_join(a, texts, 3, STR(""));
	}
	qsort(lines, set->n, sizeof(*lines), by_text);
	return intern_own(&k->names, arena_join(a, lines, set->n, STR("\n")));
}

static str_id number_name(struct tagger *k, int64_t number)
{
	uint32_t known = map_get(&k->number_of, (uint64_t)number);
	char buf[UNITS_NUMBER_MAX];
	struct str parts[2];

	if (known == 0) {
		parts[0] = units_label(number, k->unit, k->m->spec->tag_unit, buf, &parts[1]);
		known = 1 + intern_own(&k->names, arena_join(k->m->arena, parts, 2, STR("")));
		map_put(&k->number_of, (uint64_t)number, known);
	}
	return known - 1;
}

static uint32_t kind_of(struct tagger *k, str_id texts, str_id number)
{
	uint64_t key = (uint64_t)texts << 32 | number;
	uint32_t kind = map_get(&k->kind_of, key);

	if (kind == 0) {
		*vec_add(&k->kinds) = (struct tag_kind){texts, number,
			number != 0 ? k->unit : STR("")};
		kind = (uint32_t)k->kinds.n - 1;
		map_put(&k->kind_of, key, kind);
	}
	return kind;
}

/* The number under a set of texts. */
static uint64_t *number_under(struct tagger *k, uint32_t set, str_id number)
{
	uint64_t key = (uint64_t)set << 32 | number;
	uint32_t id = map_get(&k->under, key);

	if (id == 0) {
		vec_add(&k->numbers);
		id = (uint32_t)k->numbers.n - 1;
		map_put(&k->under, key, id);
	}
	return &k->numbers.p[id];
}

/* A sum that stays at the most there is. */
static void add_weight(uint64_t *sum, uint64_t weight)
{
	*sum = *sum + weight < weight ? UINT64_MAX : *sum + weight;
}

/* True when some node may have enough of it. */
static bool weighs_enough(const struct tagger *k, uint64_t weight)
{
	return k->m->node_cutoff <= 0 || weight >= (uint64_t)k->m->node_cutoff;
}

/* Adds one sample to the set of its texts, and to each number under that. */
static void weigh_labels(struct tagger *k, const struct walk_sample *s, struct label_row row)
{
	uint64_t weight = (uint64_t)wrap_abs(s->weight), *number;
	struct text_set *set;

	k->set_of[s->i] = find_set(k, row);
	set = &k->sets.p[k->set_of[s->i]];
	add_weight(&set->weight, weight);
	for (uint32_t j = 0; j < row.n; j++) {
		if (!is_number(k, &row.p[j]))
			continue;
		number = number_under(k, k->set_of[s->i], number_name(k, row.p[j].number));
		add_weight(number, weight);
		if (*number > set->weight)
			set->weight = *number;
	}
}

/* The first pass: what each set of texts, and each number under it, weighs in all. */
static void weigh_kinds(void *context, struct walk_part *part)
{
	struct tagger *k = context;
	struct walk_sample s;

	while (walk_next(part, &s)) {
		struct label_row row = labels_of(k->m->v->p, s.number);

		if (row.n != 0)
			weigh_labels(k, &s, row);
	}
}

/* Names the sets that may weigh enough for some node. */
static void name_sets(struct tagger *k)
{
	for (size_t i = 1; i < k->sets.n; i++)
		if (weighs_enough(k, k->sets.p[i].weight))
			k->sets.p[i].texts = join_texts(k, &k->sets.p[i]);
}

static struct graph_tag *tag_of(struct tagger *k, node_id node, uint32_t kind, int64_t number)
{
	uint64_t key = (uint64_t)node << 32 | kind;
	uint32_t tag = map_get(&k->tag_of, key);

	if (tag == 0) {
		*vec_add(&k->tags) = (struct graph_tag){.node = node,
			.kind = kind,
			.number = number};
		tag = (uint32_t)k->tags.n - 1;
		map_put(&k->tag_of, key, tag);
	}
	return &k->tags.p[tag];
}

static void add_to_tags(struct tagger *k, const struct node_stack *stack,
	const struct walk_sample *s, const struct tagged *t)
{
	node_id leaf = stack->n ? stack->p[0] & STACK_NODE : 0;
	struct graph_tag *tag;

	for (size_t j = 0; j < stack->n; j++) {
		node_id n = stack->p[j] & STACK_NODE;

		if (!k->wanted[n] || k->seen[n] == t->mark)
			continue;
		k->seen[n] = t->mark;
		tag = tag_of(k, n, t->kind, t->number);
		tag->cum = wrap_add(tag->cum, s->weight);
		tag->cum_div = wrap_add(tag->cum_div, s->divisor);
	}
	if (leaf != 0 && k->wanted[leaf]) {
		tag = tag_of(k, leaf, t->kind, t->number);
		tag->flat = wrap_add(tag->flat, s->weight);
		tag->flat_div = wrap_add(tag->flat_div, s->divisor);
	}
}

/* Fills in the kinds of one sample that may weigh enough for some node. */
static void choose_kinds(struct tagger *k, size_t i, struct label_row row)
{
	uint32_t set = k->set_of[i];
	str_id texts = k->sets.p[set].texts;

	k->chosen.n = 0;
	if (set != 0 && texts == 0)
		return; /* nor does any number under it */
	if (set != 0)
		*vec_add(&k->chosen) = (struct tagged){.kind = kind_of(k, texts, 0)};
	for (uint32_t j = 0; j < row.n; j++) {
		str_id name;

		if (!is_number(k, &row.p[j]))
			continue;
		name = number_name(k, row.p[j].number);
		if (weighs_enough(k, *number_under(k, set, name)))
			*vec_add(&k->chosen) = (struct tagged){.kind = kind_of(k, texts, name),
				.number = row.p[j].number};
	}
}

/* The second pass: deals the kinds out to the nodes. */
static void tag_samples(void *context, struct walk_part *part)
{
	struct tagger *k = context;
	const struct graph_maker *m = k->m;
	struct walk_sample s;

	while (walk_next(part, &s)) {
		struct label_row row = labels_of(m->v->p, s.number);
		struct node_stack *stack;

		if (row.n == 0)
			continue;
		choose_kinds(k, s.i, row);
		if (k->chosen.n == 0)
			continue;
		stack = walk_stack(part, &s, &k->builder);
		if (m->tree != NULL)
			call_tree_place(m->tree, stack);
		for (size_t j = 0; j < k->chosen.n; j++) {
			k->chosen.p[j].mark = ++k->marks;
			add_to_tags(k, stack, &s, &k->chosen.p[j]);
		}
	}
}

static int by_node(const void *a, const void *b)
{
	const struct graph_tag *l = a, *r = b;

	if (l->node != r->node)
		return l->node < r->node ? -1 : 1;
	return (l->kind > r->kind) - (l->kind < r->kind);
}

/* Hands the tags that weigh enough to the graph. */
static void keep_tags(struct tagger *k)
{
	struct graph *g = k->m->g;
	struct arena *a = k->m->arena;
	int64_t least = k->m->node_cutoff;

	g->tags = arena_array(a, struct graph_tag, k->tags.n);
	for (size_t i = 1; i < k->tags.n; i++)
		if (wrap_abs(k->tags.p[i].flat) >= least || wrap_abs(k->tags.p[i].cum) >= least)
			g->tags[g->n_tags++] = k->tags.p[i];
	qsort(g->tags, g->n_tags, sizeof(*g->tags), by_node);
	g->tag_kinds = arena_array(a, struct tag_kind, k->kinds.n);
	memcpy(g->tag_kinds, k->kinds.p, k->kinds.n * sizeof(*k->kinds.p));
	g->tag_names = arena_array(a, struct str, intern_end(&k->names));
	for (str_id id = 1; id < intern_end(&k->names); id++)
		g->tag_names[id] = intern_str(&k->names, id);
}

static const bool *first_nodes(const struct graph_maker *m, uint32_t n)
{
	bool *wanted = arena_array(m->arena, bool, m->g->nodes.n);

	for (uint32_t i = 0; i < n; i++)
		wanted[m->g->order[i]] = true;
	return wanted;
}

void make_tags(struct graph_maker *m, uint32_t n)
{
	const struct profile *p = m->v->p;
	struct walk_spec samples = maker_samples(m);
	struct tagger k = {.m = m, .seed = hash_seed()};

	if (p->label_begin == NULL)
		return;
	k.base = intern_find(&p->strings, STR("pprof::base"));
	k.bytes = intern_find(&p->strings, STR("bytes"));
	if (!view_sees_key(m->v, k.bytes))
		k.bytes = 0;
	k.unit = label_unit_of(&m->v->units, k.bytes);
	k.wanted = first_nodes(m, n);
	k.seen = arena_array(m->arena, size_t, m->g->nodes.n);
	intern_init(&k.names, m->arena, NULL);
	k.set_of = arena_array(m->arena, uint32_t, m->v->n_samples);
	vec_add(&k.sets);
	vec_add(&k.numbers);
	vec_add(&k.kinds);
	vec_add(&k.tags);
	k.builder.nodes = &m->g->nodes;
	stack_builder_init(&k.builder, m->arena);
	walk_run(&samples, 1, weigh_kinds, &k);
	name_sets(&k);
	walk_run(&samples, 1, tag_samples, &k);
	keep_tags(&k);
	index_release(&k.set_index);
	map_release(&k.number_of);
	map_release(&k.under);
	map_release(&k.kind_of);
	map_release(&k.tag_of);
	intern_release(&k.names);
	free(k.parts.p);
	free(k.sets.p);
	free(k.numbers.p);
	free(k.kinds.p);
	free(k.chosen.p);
	free(k.tags.p);
}

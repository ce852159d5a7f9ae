/*
 * node-tags.c: Adds up the part of each node's weight that was measured under each kind of labels.
 *
 * If each sample has labels of its own (the number of a request, say), there are as many kinds of tags
 * as samples. Nearly all of them weigh too little to be kept, yet each would be held for every node on
 * its stack. So there are two passes: the first adds up what each kind weighs in all, and the second
 * gives to the nodes only the kinds that may weigh enough for one.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "graph/maker.h"
#include "units/units.h"

/* A distinct set of texts. */
struct text_set {
	size_t begin, n; /* its texts in `parts` */
	uint64_t weight; /* of its samples, without signs; no number under it weighs more */
	str_id texts;    /* its name; 0: it weighs too little, or is not named yet */
};

/* A kind that one sample has, and its number. The mark is different for each sample and kind. */
struct tagged {
	size_t mark;
	uint32_t kind;
	int64_t number;
};

struct node_tagger {
	struct graph_maker *m;
	str_id base, bytes; /* keys; 0: no label has it */
	struct str unit;    /* of the numbers */
	uint64_t seed;

	VEC(uint64_t) parts;       /* key and text */
	VEC(struct text_set) sets; /* element 0 is that of no texts */
	struct index set_index;    /* hash of its parts -> set */
	uint32_t *set_of;          /* by number in the view */

	struct map number_of;  /* number -> 1 + the id of how it is printed */
	VEC(uint64_t) numbers; /* weights of numbers under sets; element 0 is none */
	struct map under;      /* set and number as printed -> element of `numbers` */

	struct intern names;
	VEC(struct tag_kind) kinds; /* element 0 is none */
	struct map kind_of;         /* texts and number -> kind */

	struct stack_builder builder;
	VEC(struct tagged) chosen; /* kinds of the sample at hand */

	const bool *wanted;         /* by node_id */
	size_t *seen;               /* by node_id: the last mark that counted it */
	size_t marks;               /* the last mark */
	VEC(struct graph_tag) tags; /* element 0 is none */
	struct map tag_of;          /* node and kind -> tag */
};

/* Whether a label is one of the texts. The label that marks the samples of a base is not. */
static bool is_text(const struct node_tagger *tagger, const struct label *label)
{
	return !label->is_number && (tagger->base == 0 || label->key != tagger->base) &&
		view_sees_key(tagger->m->v, label->key);
}

static bool is_number(const struct node_tagger *tagger, const struct label *label)
{
	return label->is_number && tagger->bytes != 0 && label->key == tagger->bytes;
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

/* The set of a sample's texts, in any order. Adds it if it is new; 0: there are no texts. */
static uint32_t find_set(struct node_tagger *tagger, struct label_row row)
{
	size_t begin = tagger->parts.n, n, at = 0;
	uint64_t hash = tagger->seed;
	uint32_t id;

	for (uint32_t i = 0; i < row.n; i++)
		if (is_text(tagger, &row.p[i]))
			*vec_add(&tagger->parts) = (uint64_t)row.p[i].key << 32 | row.p[i].text;
	n = tagger->parts.n - begin;
	if (n == 0)
		return 0;
	if (n > 1)
		qsort(tagger->parts.p + begin, n, sizeof(*tagger->parts.p), by_value);
	for (size_t i = begin; i < tagger->parts.n; i++)
		hash = hash_mix(hash, tagger->parts.p[i]);
	while ((id = index_next(&tagger->set_index, hash, &at)) != 0) {
		const struct text_set *set = &tagger->sets.p[id];

		if (set->n == n &&
			memcmp(tagger->parts.p + set->begin, tagger->parts.p + begin,
				n * sizeof(*tagger->parts.p)) == 0) {
			tagger->parts.n = begin;
			return id;
		}
	}
	*vec_add(&tagger->sets) = (struct text_set){.begin = begin, .n = n};
	index_add(&tagger->set_index, hash, (uint32_t)tagger->sets.n - 1);
	return (uint32_t)tagger->sets.n - 1;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The name of a set: "key:text" of each text, sorted, a line each. */
static str_id join_texts(struct node_tagger *tagger, const struct text_set *set)
{
	const struct profile *p = tagger->m->v->p;
	struct arena *a = tagger->m->arena;
	struct str *lines = arena_array(a, struct str, set->n);

	for (size_t i = 0; i < set->n; i++) {
		uint64_t part = tagger->parts.p[set->begin + i];
		struct str texts[3] = {profile_str(p, (str_id)(part >> 32)), STR(":"),
			profile_str(p, (str_id)part)};

		lines[i] = arena_join(a, texts, 3, STR(""));
	}
	qsort(lines, set->n, sizeof(*lines), by_text);
	return intern_own(&tagger->names, arena_join(a, lines, set->n, STR("\n")));
}

static str_id number_name(struct node_tagger *tagger, int64_t number)
{
	uint32_t known = map_get(&tagger->number_of, (uint64_t)number);
	char buf[UNITS_NUMBER_MAX];
	struct str parts[2];

	if (known == 0) {
		parts[0] = units_label(number, tagger->unit, tagger->m->spec->tag_unit, buf,
			&parts[1]);
		known = 1 +
			intern_own(&tagger->names, arena_join(tagger->m->arena, parts, 2, STR("")));
		map_put(&tagger->number_of, (uint64_t)number, known);
	}
	return known - 1;
}

static uint32_t kind_of(struct node_tagger *tagger, str_id texts, str_id number)
{
	uint64_t key = (uint64_t)texts << 32 | number;
	uint32_t kind = map_get(&tagger->kind_of, key);

	if (kind == 0) {
		*vec_add(&tagger->kinds) = (struct tag_kind){texts, number,
			number != 0 ? tagger->unit : STR("")};
		kind = (uint32_t)tagger->kinds.n - 1;
		map_put(&tagger->kind_of, key, kind);
	}
	return kind;
}

/* The weight of a number under a set of texts. Valid until the next call. */
static uint64_t *number_under(struct node_tagger *tagger, uint32_t set, str_id number)
{
	uint64_t key = (uint64_t)set << 32 | number;
	uint32_t id = map_get(&tagger->under, key);

	if (id == 0) {
		vec_add(&tagger->numbers);
		id = (uint32_t)tagger->numbers.n - 1;
		map_put(&tagger->under, key, id);
	}
	return &tagger->numbers.p[id];
}

/* Adds up without overflow: the sum stays at UINT64_MAX. */
static void add_weight(uint64_t *sum, uint64_t weight)
{
	*sum = *sum + weight < weight ? UINT64_MAX : *sum + weight;
}

/* Whether a kind of this weight may be above the cutoff at some node. */
static bool weighs_enough(const struct node_tagger *tagger, uint64_t weight)
{
	return tagger->m->node_cutoff <= 0 || weight >= (uint64_t)tagger->m->node_cutoff;
}

/* Adds one sample to the set of its texts, and to each number under that. */
static void weigh_labels(struct node_tagger *tagger, const struct sample *s, struct label_row row)
{
	uint64_t weight = (uint64_t)wrap_abs(s->weight), *number;
	struct text_set *set;

	tagger->set_of[s->i] = find_set(tagger, row);
	set = &tagger->sets.p[tagger->set_of[s->i]];
	add_weight(&set->weight, weight);
	for (uint32_t j = 0; j < row.n; j++) {
		if (!is_number(tagger, &row.p[j]))
			continue;
		number = number_under(tagger, tagger->set_of[s->i],
			number_name(tagger, row.p[j].number));
		add_weight(number, weight);
		if (*number > set->weight)
			set->weight = *number;
	}
}

/* The first pass: what each set of texts, and each number under it, weighs in all. */
static void weigh_kinds(struct node_tagger *tagger)
{
	struct sample_spec samples = maker_samples(tagger->m);
	struct sample s;

	for (size_t next = 0; graph_sample_next(&samples, &next, &s);) {
		struct label_row row = labels_of(tagger->m->v->p, s.number);

		if (row.n != 0)
			weigh_labels(tagger, &s, row);
	}
}

/* Names the sets that may weigh enough for some node. */
static void name_sets(struct node_tagger *tagger)
{
	for (size_t i = 1; i < tagger->sets.n; i++)
		if (weighs_enough(tagger, tagger->sets.p[i].weight))
			tagger->sets.p[i].texts = join_texts(tagger, &tagger->sets.p[i]);
}

static struct graph_tag *tag_of(struct node_tagger *tagger, node_id node, uint32_t kind,
	int64_t number)
{
	uint64_t key = (uint64_t)node << 32 | kind;
	uint32_t tag = map_get(&tagger->tag_of, key);

	if (tag == 0) {
		*vec_add(&tagger->tags) = (struct graph_tag){.node = node,
			.kind = kind,
			.number = number};
		tag = (uint32_t)tagger->tags.n - 1;
		map_put(&tagger->tag_of, key, tag);
	}
	return &tagger->tags.p[tag];
}

static void add_to_tags(struct node_tagger *tagger, const struct node_stack *stack,
	const struct sample *s, const struct tagged *t)
{
	node_id leaf = stack->n ? stack->p[stack->n - 1] & STACK_NODE : 0;
	struct graph_tag *tag;

	for (size_t j = 0; j < stack->n; j++) {
		node_id n = stack->p[j] & STACK_NODE;

		if (!tagger->wanted[n] || tagger->seen[n] == t->mark)
			continue;
		tagger->seen[n] = t->mark;
		tag = tag_of(tagger, n, t->kind, t->number);
		tag->cum = wrap_add(tag->cum, s->weight);
		tag->cum_div = wrap_add(tag->cum_div, s->divisor);
	}
	if (leaf != 0 && tagger->wanted[leaf]) {
		tag = tag_of(tagger, leaf, t->kind, t->number);
		tag->flat = wrap_add(tag->flat, s->weight);
		tag->flat_div = wrap_add(tag->flat_div, s->divisor);
	}
}

/* Fills in the kinds of one sample that may weigh enough for some node. */
static void choose_kinds(struct node_tagger *tagger, size_t i, struct label_row row)
{
	uint32_t set = tagger->set_of[i];
	str_id texts = tagger->sets.p[set].texts;

	tagger->chosen.n = 0;
	if (set != 0 && texts == 0)
		return; /* nor does any number under it */
	if (set != 0)
		*vec_add(&tagger->chosen) = (struct tagged){.kind = kind_of(tagger, texts, 0)};
	for (uint32_t j = 0; j < row.n; j++) {
		str_id name;

		if (!is_number(tagger, &row.p[j]))
			continue;
		name = number_name(tagger, row.p[j].number);
		if (weighs_enough(tagger, *number_under(tagger, set, name)))
			*vec_add(&tagger->chosen) = (struct tagged){.kind = kind_of(tagger, texts,
									    name),
				.number = row.p[j].number};
	}
}

/* The second pass: deals the kinds out to the nodes. */
static void tag_samples(struct node_tagger *tagger)
{
	const struct graph_maker *m = tagger->m;
	struct sample_spec samples = maker_samples(m);
	struct node_stack nodes = {0}, placed = {0};
	const struct node_stack *on = m->tree != NULL ? &placed : &nodes;
	struct sample s;

	for (size_t next = 0; graph_sample_next(&samples, &next, &s);) {
		struct label_row row = labels_of(m->v->p, s.number);

		if (row.n == 0)
			continue;
		choose_kinds(tagger, s.i, row);
		if (tagger->chosen.n == 0)
			continue;
		stack_build(&tagger->builder, profile_stack_of(m->v->p, s.number), &nodes);
		if (m->tree != NULL)
			call_tree_place(m->tree, &nodes, &placed);
		for (size_t j = 0; j < tagger->chosen.n; j++) {
			tagger->chosen.p[j].mark = ++tagger->marks;
			add_to_tags(tagger, on, &s, &tagger->chosen.p[j]);
		}
	}
	node_stack_release(&nodes);
	node_stack_release(&placed);
}

static int by_node(const void *a, const void *b)
{
	const struct graph_tag *l = a, *r = b;

	if (l->node != r->node)
		return l->node < r->node ? -1 : 1;
	return (l->kind > r->kind) - (l->kind < r->kind);
}

/* Gives the tags that are not below the cutoff to the graph. */
static void keep_tags(struct node_tagger *tagger)
{
	struct graph *g = tagger->m->g;
	struct arena *a = tagger->m->arena;
	int64_t least = tagger->m->node_cutoff;

	g->tags = arena_array(a, struct graph_tag, tagger->tags.n);
	for (size_t i = 1; i < tagger->tags.n; i++)
		if (wrap_abs(tagger->tags.p[i].flat) >= least ||
			wrap_abs(tagger->tags.p[i].cum) >= least)
			g->tags[g->n_tags++] = tagger->tags.p[i];
	qsort(g->tags, g->n_tags, sizeof(*g->tags), by_node);
	g->tag_kinds = arena_array(a, struct tag_kind, tagger->kinds.n);
	memcpy(g->tag_kinds, tagger->kinds.p, tagger->kinds.n * sizeof(*tagger->kinds.p));
	g->tag_names = arena_array(a, struct str, intern_end(&tagger->names));
	for (str_id id = 1; id < intern_end(&tagger->names); id++)
		g->tag_names[id] = intern_str(&tagger->names, id);
}

static const bool *first_nodes(const struct graph_maker *m, uint32_t n)
{
	bool *wanted = arena_array(m->arena, bool, m->g->nodes.n);

	for (uint32_t i = 0; i < n; i++)
		wanted[m->g->order[i]] = true;
	return wanted;
}

void node_tags_make(struct graph_maker *m, uint32_t n)
{
	const struct profile *p = m->v->p;
	struct node_tagger tagger = {.m = m, .seed = hash_seed()};

	if (p->label_begin == NULL)
		return;
	tagger.base = intern_find(&p->strings, STR("pprof::base"));
	tagger.bytes = intern_find(&p->strings, STR("bytes"));
	if (!view_sees_key(m->v, tagger.bytes))
		tagger.bytes = 0;
	tagger.unit = profile_label_unit(&m->v->units, tagger.bytes);
	tagger.wanted = first_nodes(m, n);
	tagger.seen = arena_array(m->arena, size_t, m->g->nodes.n);
	intern_init(&tagger.names, m->arena, NULL);
	tagger.set_of = arena_array(m->arena, uint32_t, m->v->n_samples);
	vec_add(&tagger.sets);
	vec_add(&tagger.numbers);
	vec_add(&tagger.kinds);
	vec_add(&tagger.tags);
	tagger.builder.nodes = &m->g->nodes;
	stack_builder_init(&tagger.builder, m->arena);
	weigh_kinds(&tagger);
	name_sets(&tagger);
	tag_samples(&tagger);
	keep_tags(&tagger);
	index_release(&tagger.set_index);
	map_release(&tagger.number_of);
	map_release(&tagger.under);
	map_release(&tagger.kind_of);
	map_release(&tagger.tag_of);
	intern_release(&tagger.names);
	free(tagger.parts.p);
	free(tagger.sets.p);
	free(tagger.numbers.p);
	free(tagger.kinds.p);
	free(tagger.chosen.p);
	free(tagger.tags.p);
}

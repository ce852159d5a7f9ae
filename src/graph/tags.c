/*
 * tags.c: what part of a node's weight was measured under which labels. See graph.h.
 *
 * One pass over the samples that have labels. What a sample's labels come to, a list of kinds, is
 * found once for each distinct set of texts and each distinct number.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "graph/internal.h"
#include "units/units.h"

/* A distinct set of texts, found by the labels of the first sample that has it. */
struct text_set {
	size_t sample;
	str_id texts;
};

struct tagger {
	struct graph_maker *m;
	struct intern names;
	VEC(struct tag_kind) kinds; /* element 0 is none */
	struct map kind_of;         /* texts and number -> kind */
	VEC(struct text_set) sets;  /* element 0 is none */
	struct index set_of;        /* hash of the texts' ids -> set */
	struct map number_of;       /* number -> how it is printed, 1 + id */
	str_id base, bytes;         /* keys; 0: no label has it */
	struct str unit;            /* of the numbers */
	uint64_t seed;

	const bool *wanted;         /* by node_id */
	size_t *seen;               /* by node_id: 1 + the sample that last counted it */
	VEC(struct graph_tag) tags; /* element 0 is none */
	struct map tag_of;          /* node and kind -> tag */
};

/* One that belongs to the tag of the texts. The label that marks the samples of a base does not. */
static bool is_text(const struct tagger *k, const struct label *label)
{
	return !label->is_number && label->key != k->base && view_sees_key(k->m->v, label->key);
}

static bool is_number(const struct tagger *k, const struct label *label)
{
	return label->is_number && k->bytes != 0 && label->key == k->bytes;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* "key:text" of each label, sorted, on lines. */
static str_id join_texts(struct tagger *k, const struct label *labels, uint32_t n)
{
	struct arena *a = k->m->arena;
	struct str *lines = arena_array(a, struct str, n);
	uint32_t n_lines = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct str parts[3] = {profile_str(k->m->v->p, labels[i].key), STR(":"),
			profile_str(k->m->v->p, labels[i].text)};

		if (is_text(k, &labels[i]))
			lines[n_lines++] = arena_join(a, parts, 3, STR(""));
	}
	qsort(lines, n_lines, sizeof(*lines), by_text);
	return intern_own(&k->names, arena_join(a, lines, n_lines, STR("\n")));
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

/* The next text of a row, or its end. */
static uint32_t next_text(const struct tagger *k, struct label_row row, uint32_t i)
{
	while (i < row.n && !is_text(k, &row.p[i]))
		i++;
	return i;
}

static bool same_texts(const struct tagger *k, struct label_row a, struct label_row b)
{
	uint32_t i = next_text(k, a, 0), j = next_text(k, b, 0);

	while (i < a.n && j < b.n && a.p[i].key == b.p[j].key && a.p[i].text == b.p[j].text) {
		i = next_text(k, a, i + 1);
		j = next_text(k, b, j + 1);
	}
	return i == a.n && j == b.n;
}

static str_id texts_of(struct tagger *k, size_t sample)
{
	const struct profile *p = k->m->v->p;
	struct label_row row = labels_of(p, sample);
	uint64_t hash = k->seed;
	struct text_set *set;
	size_t at = 0;
	uint32_t id;

	if (next_text(k, row, 0) == row.n)
		return 0;
	for (uint32_t i = next_text(k, row, 0); i < row.n; i = next_text(k, row, i + 1))
		hash = hash_mix(hash, (uint64_t)row.p[i].key << 32 | row.p[i].text);
	while ((id = index_next(&k->set_of, hash, &at)) != 0)
		if (same_texts(k, row, labels_of(p, k->sets.p[id].sample)))
			return k->sets.p[id].texts;
	set = vec_add(&k->sets);
	*set = (struct text_set){sample, join_texts(k, row.p, row.n)};
	index_add(&k->set_of, hash, (uint32_t)k->sets.n - 1);
	return set->texts;
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

/* What one sample adds to the tags of each node on its stack. */
struct tagged {
	size_t mark;
	uint32_t kind;
	int64_t number, weight, divisor;
};

static void add_to_tags(struct tagger *k, const struct stack *stack, const struct tagged *sample)
{
	node_id leaf = stack->n ? stack->p[0] & STACK_NODE : 0;
	struct graph_tag *tag;

	for (size_t j = 0; j < stack->n; j++) {
		node_id n = stack->p[j] & STACK_NODE;

		if (!k->wanted[n] || k->seen[n] == sample->mark)
			continue;
		k->seen[n] = sample->mark;
		tag = tag_of(k, n, sample->kind, sample->number);
		tag->cum = wrap_add(tag->cum, sample->weight);
		tag->cum_div = wrap_add(tag->cum_div, sample->divisor);
	}
	if (leaf != 0 && k->wanted[leaf]) {
		tag = tag_of(k, leaf, sample->kind, sample->number);
		tag->flat = wrap_add(tag->flat, sample->weight);
		tag->flat_div = wrap_add(tag->flat_div, sample->divisor);
	}
}

static void tag_sample(struct tagger *k, size_t number, const struct stack *stack,
	struct tagged *sample)
{
	struct label_row row = labels_of(k->m->v->p, number);
	str_id texts = texts_of(k, number);

	if (texts != 0) {
		sample->mark++;
		sample->kind = kind_of(k, texts, 0);
		add_to_tags(k, stack, sample);
	}
	for (uint32_t i = 0; i < row.n; i++) {
		if (!is_number(k, &row.p[i]))
			continue;
		sample->mark++;
		sample->number = row.p[i].number;
		sample->kind = kind_of(k, texts, number_name(k, sample->number));
		add_to_tags(k, stack, sample);
	}
}

static void tag_samples(struct tagger *k)
{
	const struct graph_maker *m = k->m;
	const struct profile *p = m->v->p;
	struct stacker stacker = {.g = m->g};
	struct tagged sample = {0};
	struct stack stack = {0};

	stacker_init(&stacker, m->arena);
	for (size_t i = 0; i < m->v->n_samples; i++) {
		size_t number = view_sample(m->v, i);

		sample.weight = p->values[m->spec->value][number];
		sample.divisor = m->spec->mean ? p->values[0][number] : 0;
		if (p->label_begin[number] == p->label_begin[number + 1] ||
			(sample.weight == 0 && sample.divisor == 0))
			continue;
		stack_of(&stacker, i, &stack);
		if (m->tree != NULL)
			tree_walk(m->tree, &stack);
		tag_sample(k, number, &stack, &sample);
	}
	free(stack.p);
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
	vec_add(&k.kinds);
	vec_add(&k.sets);
	vec_add(&k.tags);
	tag_samples(&k);
	keep_tags(&k);
	intern_release(&k.names);
	map_release(&k.kind_of);
	map_release(&k.number_of);
	map_release(&k.tag_of);
	index_release(&k.set_of);
	free(k.kinds.p);
	free(k.sets.p);
	free(k.tags.p);
}

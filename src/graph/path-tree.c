/*
 * path-tree.c: Builds the tree of call paths, and finds the heaviest stacks.
 *
 * The tree is a table of rows, and a map from parent and node to row, as in tree.c. Samples that
 * follow each other often share most of their stacks. So each row remembers the child that was last
 * looked for, and most look-ups need no map.
 */
#include "graph/path-tree.h"

#include <stdlib.h>

#include "base/index.h"
#include "base/interrupt.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/internal.h"

/* The tree while samples are added. */
struct grower {
	const struct path_tree_spec *spec;
	VEC(struct call_path) rows;
	VEC(uint32_t) last;  /* by row: the child that was last looked for; 0: none */
	struct map children; /* parent and node -> row */
	uint32_t *seen;      /* by node_id: 1 + the sample that last began a path there */
};

static uint32_t add_row(struct grower *k, uint32_t parent, node_id node)
{
	struct call_path *row = vec_add(&k->rows);

	row->parent = parent;
	row->node = node;
	*vec_add(&k->last) = 0;
	return (uint32_t)k->rows.n - 1;
}

static uint32_t child_of(struct grower *k, uint32_t parent, node_id node)
{
	uint64_t key = (uint64_t)parent << 32 | node;
	uint32_t row = k->last.p[parent];

	if (row != 0 && k->rows.p[row].node == node)
		return row;
	row = map_get(&k->children, key);
	if (row == 0) {
		row = add_row(k, parent, node);
		map_put(&k->children, key, row);
	}
	k->last.p[parent] = row;
	return row;
}

void path_tree_add(struct path_sum *s, const struct path_sum *add)
{
	s->weight = wrap_add(s->weight, add->weight);
	s->divisor = wrap_add(s->divisor, add->divisor);
	s->samples += add->samples;
}

/* Adds the path of n nodes that begins at `at` and goes by `step`. */
static void add_path(struct grower *k, const uint32_t *at, size_t n, ptrdiff_t step,
	const struct path_sum *sample)
{
	size_t most = k->spec->depth != 0 ? (size_t)k->spec->depth + 1 : n;
	uint32_t row = 0;

	for (size_t i = 0; i < n && i < most; i++) {
		row = child_of(k, row, *at & STACK_NODE);
		path_tree_add(&k->rows.p[row].all, sample);
		if (i + 1 == n)
			path_tree_add(&k->rows.p[row].ends, sample);
		else
			at += step;
	}
}

static bool begins_here(struct grower *k, uint32_t entry, uint32_t mark)
{
	node_id node = entry & STACK_NODE;

	if (!k->spec->begins[node] || k->seen[node] == mark)
		return false;
	k->seen[node] = mark;
	return true;
}

static void add_stack(struct grower *k, const struct stack *stack, uint32_t mark,
	const struct path_sum *sample)
{
	size_t n = stack->n;

	switch (k->spec->way) {
	case PATH_TREE_CALLERS:
		for (size_t i = 0; i < n; i++)
			if (begins_here(k, stack->p[i], mark))
				add_path(k, &stack->p[i], n - i, 1, sample);
		break;
	case PATH_TREE_CALLEES:
		for (size_t i = n; i > 0; i--)
			if (begins_here(k, stack->p[i - 1], mark))
				add_path(k, &stack->p[i - 1], i, -1, sample);
		break;
	case PATH_TREE_STACKS:
		add_path(k, &stack->p[n - 1], n, -1, sample);
		break;
	}
}

/* What the functions of a package call of each other is no call of the package. */
static void path_of(const struct stacker *k, size_t i, struct stack *stack)
{
	stack_of(k, i, stack);
	if (view_is_grouped(k->nodes->view))
		stack_merge_runs(stack);
}

/* Looking at the flag costs little, but not nothing. */
enum { SAMPLES_BETWEEN = 4096 };

/* Hands each wanted sample that weighs something and has a stack to `use`. */
static void each_sample(struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec,
	void (*use)(void *context, const struct stack *stack, size_t i,
		const struct path_sum *sample),
	void *context)
{
	const struct view *v = nodes->view;
	const struct profile *p = v->p;
	struct stacker stacker = {.nodes = nodes};
	struct stack stack = {0};

	stacker_init(&stacker, a);
	for (size_t i = 0; i < v->n_samples; i++) {
		size_t number = view_sample(v, i);
		struct path_sum sample = {p->values[spec->value][number], 0, 1};

		if (i % SAMPLES_BETWEEN == 0 && interrupted())
			break;
		if (spec->mean)
			sample.divisor = p->values[0][number];
		if ((sample.weight == 0 && sample.divisor == 0) ||
			(spec->wanted != NULL && !spec->wanted[i]))
			continue;
		path_of(&stacker, i, &stack);
		if (stack.n != 0)
			use(context, &stack, i, &sample);
	}
	free(stack.p);
}

static void add_sample(void *context, const struct stack *stack, size_t i,
	const struct path_sum *sample)
{
	struct grower *k = context;

	path_tree_add(&k->rows.p[0].all, sample);
	add_stack(k, stack, (uint32_t)i + 1, sample);
}

int64_t path_tree_weight(const struct path_sum *s)
{
	return wrap_div(s->weight, s->divisor);
}

/* Heaviest first, then by name, then as they were met. */
static int by_weight(const void *a, const void *b, void *tree)
{
	const struct path_tree *c = tree;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	int64_t lw = wrap_abs(path_tree_weight(&c->rows[l].all));
	int64_t rw = wrap_abs(path_tree_weight(&c->rows[r].all));
	int order;

	if (lw != rw)
		return lw > rw ? -1 : 1;
	order = str_cmp(c->names[c->rows[l].node], c->names[c->rows[r].node]);
	return order != 0 ? order : (l > r) - (l < r);
}

/* Deals the rows out to their parents and sorts each one's. */
static void deal(struct path_tree *c, struct arena *a)
{
	c->child = arena_array(a, uint32_t, c->n);
	c->begin = arena_array(a, uint32_t, (size_t)c->n + 2);
	for (uint32_t i = 1; i < c->n; i++)
		c->begin[c->rows[i].parent + 2]++;
	for (uint32_t i = 0; i < c->n; i++)
		c->begin[i + 2] += c->begin[i + 1];
	for (uint32_t i = 1; i < c->n; i++)
		c->child[c->begin[c->rows[i].parent + 1]++] = i;
	for (uint32_t i = 0; i < c->n; i++)
		if (c->begin[i + 1] - c->begin[i] > 1)
			sort_with(c->child + c->begin[i], c->begin[i + 1] - c->begin[i],
				sizeof(*c->child), by_weight, c);
}

void path_tree_init(struct path_tree *c, struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec)
{
	struct grower k = {.spec = spec};

	k.seen = arena_array(a, uint32_t, nodes->n);
	add_row(&k, 0, 0);
	each_sample(a, nodes, spec, add_sample, &k);
	*c = (struct path_tree){.n = (uint32_t)k.rows.n, .nodes = nodes};
	c->rows = arena_array(a, struct call_path, c->n);
	memcpy(c->rows, k.rows.p, c->n * sizeof(*c->rows));
	c->names = arena_array(a, struct str, nodes->n);
	for (uint32_t i = 1; i < c->n; i++)
		if (c->names[c->rows[i].node].p == NULL)
			c->names[c->rows[i].node] = node_name(a, c->nodes, c->rows[i].node);
	deal(c, a);
	map_release(&k.children);
	free(k.last.p);
	free(k.rows.p);
}

/* Different stacks while samples are sorted into them. */
struct group {
	uint64_t hash;
	uint32_t first; /* number in the view of the first sample that has it */
	struct path_sum sum;
};

struct grouper {
	struct stacker stacker; /* to compare with stacks that were met before */
	struct stack other;
	VEC(struct group) rows; /* row 0 is none */
	struct index index;     /* hash of a stack -> row */
	uint64_t seed;
	uint32_t *group_of; /* by number in the view; 0: counts for nothing */
};

static uint64_t stack_hash(uint64_t h, const struct stack *stack)
{
	for (size_t i = 0; i < stack->n; i++)
		h = hash_mix(h, stack->p[i] & STACK_NODE);
	return h;
}

static bool same_stack(const struct stack *a, const struct stack *b)
{
	for (size_t i = 0; a->n == b->n && i < a->n; i++)
		if ((a->p[i] & STACK_NODE) != (b->p[i] & STACK_NODE))
			return false;
	return a->n == b->n;
}

static uint32_t group_for(struct grouper *k, const struct stack *stack, size_t i)
{
	uint64_t hash = stack_hash(k->seed, stack);
	struct group *row;
	uint32_t found;
	size_t at = 0;

	while ((found = index_next(&k->index, hash, &at)) != 0) {
		row = &k->rows.p[found];
		if (row->hash != hash)
			continue;
		path_of(&k->stacker, row->first, &k->other);
		if (same_stack(stack, &k->other))
			return found;
	}
	row = vec_add(&k->rows);
	row->hash = hash;
	row->first = (uint32_t)i;
	index_add(&k->index, hash, (uint32_t)k->rows.n - 1);
	return (uint32_t)k->rows.n - 1;
}

static void group_sample(void *context, const struct stack *stack, size_t i,
	const struct path_sum *sample)
{
	struct grouper *k = context;

	k->group_of[i] = group_for(k, stack, i);
	path_tree_add(&k->rows.p[k->group_of[i]].sum, sample);
}

/* Heaviest first, then as they were met. */
static int by_group(const void *a, const void *b, void *groups)
{
	const struct group *rows = groups;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	int64_t lw = wrap_abs(path_tree_weight(&rows[l].sum));
	int64_t rw = wrap_abs(path_tree_weight(&rows[r].sum));

	if (lw != rw)
		return lw > rw ? -1 : 1;
	return (l > r) - (l < r);
}

/* Whether each group is one of the heaviest. */
static const bool *heaviest_groups(struct arena *a, const struct grouper *k, int64_t most)
{
	uint32_t n = (uint32_t)k->rows.n - 1, *order = arena_array(a, uint32_t, n);
	bool *heavy = arena_array(a, bool, k->rows.n);

	for (uint32_t i = 0; i < n; i++)
		order[i] = i + 1;
	sort_with(order, n, sizeof(*order), by_group, k->rows.p);
	for (uint32_t i = 0; i < n && (most <= 0 || i < most); i++)
		heavy[order[i]] = true;
	return heavy;
}

const bool *path_tree_heaviest(struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec, int64_t most, uint32_t *n_stacks)
{
	size_t n = nodes->view->n_samples;
	struct grouper k = {.stacker = {.nodes = nodes}, .seed = hash_seed()};
	bool *wanted = arena_array(a, bool, n);
	const bool *heavy;

	k.group_of = arena_array(a, uint32_t, n);
	stacker_init(&k.stacker, a);
	vec_add(&k.rows);
	each_sample(a, nodes, spec, group_sample, &k);
	heavy = heaviest_groups(a, &k, most);
	for (size_t i = 0; i < n; i++)
		wanted[i] = heavy[k.group_of[i]];
	*n_stacks = (uint32_t)k.rows.n - 1;
	index_release(&k.index);
	free(k.rows.p);
	free(k.other.p);
	return wanted;
}

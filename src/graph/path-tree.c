/*
 * path-tree.c: Names the nodes of a tree of call paths, and orders the children of each path.
 */
#include "graph/path-tree.h"

#include "base/csr.h"
#include "base/sort.h"
#include "graph/path-builder.h"

struct stack_builder path_stacks(struct arena *a, const struct nodes *nodes)
{
	struct stack_builder b = {.nodes = nodes, .merge_runs = view_is_grouped(nodes->view)};

	stack_builder_init(&b, a);
	return b;
}

int64_t path_tree_weight(const struct path_sum *s)
{
	return wrap_div(s->weight, s->divisor);
}

/* Heaviest first, then by name, then in the order of the samples that had them first. */
static int by_weight(const void *a, const void *b, void *tree)
{
	const struct path_tree *t = tree;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	int64_t lw = wrap_abs(path_tree_weight(&t->rows[l].all));
	int64_t rw = wrap_abs(path_tree_weight(&t->rows[r].all));
	int order;

	if (lw != rw)
		return lw > rw ? -1 : 1;
	order = str_cmp(t->names[t->rows[l].node], t->names[t->rows[r].node]);
	return order != 0 ? order : (l > r) - (l < r);
}

static void order_children(struct path_tree *t, struct arena *a)
{
	t->child = arena_array(a, uint32_t, t->n);
	t->begin = arena_array(a, uint32_t, (size_t)t->n + 2);
	for (uint32_t i = 1; i < t->n; i++)
		csr_count(t->begin, t->rows[i].parent);
	csr_sum(t->begin, (size_t)t->n + 2);
	for (uint32_t i = 1; i < t->n; i++)
		t->child[csr_place(t->begin, t->rows[i].parent)] = i;
	for (uint32_t i = 0; i < t->n; i++)
		if (t->begin[i + 1] - t->begin[i] > 1)
			sort_with(t->child + t->begin[i], t->begin[i + 1] - t->begin[i],
				sizeof(*t->child), by_weight, t);
}

static void name_nodes(struct path_tree *t, struct arena *a)
{
	t->names = arena_array(a, struct str, t->nodes->n);
	for (uint32_t i = 1; i < t->n; i++) {
		struct str *name = &t->names[t->rows[i].node];

		if (name->p == NULL)
			*name = node_name(a, t->nodes, t->rows[i].node);
	}
}

void path_tree_init(struct path_tree *t, struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec)
{
	struct stack_builder stacks = path_stacks(a, nodes);
	struct path_builder b;

	path_builder_run(&b, a, &stacks, spec);
	*t = (struct path_tree){.n = (uint32_t)b.rows.n, .nodes = nodes};
	t->rows = arena_array(a, struct call_path, t->n);
	memcpy(t->rows, b.rows.p, t->n * sizeof(*t->rows));
	path_builder_release(&b);
	name_nodes(t, a);
	order_children(t, a);
}

/* Heaviest first, then as they were met. */
static int by_end(const void *a, const void *b, void *tree)
{
	const struct path_tree *t = tree;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	int64_t lw = wrap_abs(path_tree_weight(&t->rows[l].ends));
	int64_t rw = wrap_abs(path_tree_weight(&t->rows[r].ends));

	if (lw != rw)
		return lw > rw ? -1 : 1;
	return (l > r) - (l < r);
}

const uint32_t *path_tree_ends(struct path_tree *t, struct arena *a, uint32_t *n)
{
	uint32_t *ends = arena_array(a, uint32_t, t->n);

	*n = 0;
	for (uint32_t i = 1; i < t->n; i++)
		if (t->rows[i].ends.samples != 0)
			ends[(*n)++] = i;
	sort_with(ends, *n, sizeof(*ends), by_end, t);
	return ends;
}

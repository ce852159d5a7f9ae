/*
 * path-heaviest.c: Finds the samples whose stacks are the heaviest.
 */
#include <stdlib.h>

#include "base/index.h"
#include "base/sort.h"
#include "graph/path-builder.h"

/* A distinct stack. */
struct stack_group {
	uint64_t hash;
	uint32_t first; /* number in the view of the first sample that has it */
	struct path_sum sum;
};

struct stack_groups {
	struct stack_builder stacks;
	struct node_stack other;      /* one that was met before, to compare with */
	VEC(struct stack_group) rows; /* row 0 is none */
	struct index index;           /* hash of a stack -> row */
	uint64_t seed;
	uint32_t *group_of; /* by number in the view; 0: counts for nothing */
};

static uint64_t stack_hash(uint64_t h, const struct node_stack *stack)
{
	for (size_t i = 0; i < stack->n; i++)
		h = hash_mix(h, stack->p[i] & STACK_NODE);
	return h;
}

static bool same_stack(const struct node_stack *a, const struct node_stack *b)
{
	for (size_t i = 0; a->n == b->n && i < a->n; i++)
		if ((a->p[i] & STACK_NODE) != (b->p[i] & STACK_NODE))
			return false;
	return a->n == b->n;
}

static uint32_t group_for(struct stack_groups *groups, const struct node_stack *stack, size_t i)
{
	uint64_t hash = stack_hash(groups->seed, stack);
	struct stack_group *row;
	uint32_t found;
	size_t at = 0;

	while ((found = index_next(&groups->index, hash, &at)) != 0) {
		row = &groups->rows.p[found];
		if (row->hash != hash)
			continue;
		stack_build(&groups->stacks, row->first, &groups->other);
		if (same_stack(stack, &groups->other))
			return found;
	}
	row = vec_add(&groups->rows);
	row->hash = hash;
	row->first = (uint32_t)i;
	index_add(&groups->index, hash, (uint32_t)groups->rows.n - 1);
	return (uint32_t)groups->rows.n - 1;
}

static void group_samples(void *context, struct walk_part *part)
{
	struct stack_groups *groups = context;
	struct walk_sample s;

	while (walk_next(part, &s)) {
		struct path_sum sum = {s.weight, s.divisor, s.count};
		const struct node_stack *stack = walk_stack(part, &s, &groups->stacks);

		if (stack->n == 0)
			continue;
		groups->group_of[s.i] = group_for(groups, stack, s.i);
		path_tree_add(&groups->rows.p[groups->group_of[s.i]].sum, &sum);
	}
}

/* Heaviest first, then in the order of the samples that had them first. */
static int by_group(const void *a, const void *b, void *groups)
{
	const struct stack_group *rows = groups;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	int64_t lw = wrap_abs(path_tree_weight(&rows[l].sum));
	int64_t rw = wrap_abs(path_tree_weight(&rows[r].sum));

	if (lw != rw)
		return lw > rw ? -1 : 1;
	return (l > r) - (l < r);
}

/* Whether each group is one of the heaviest. */
static const bool *heaviest_groups(struct arena *a, const struct stack_groups *groups, int64_t most)
{
	uint32_t n = (uint32_t)groups->rows.n - 1, *order = arena_array(a, uint32_t, n);
	bool *heavy = arena_array(a, bool, groups->rows.n);

	for (uint32_t i = 0; i < n; i++)
		order[i] = i + 1;
	sort_with(order, n, sizeof(*order), by_group, groups->rows.p);
	for (uint32_t i = 0; i < n && (most <= 0 || i < most); i++)
		heavy[order[i]] = true;
	return heavy;
}

const bool *path_tree_heaviest(struct arena *a, const struct nodes *nodes,
	const struct path_tree_spec *spec, int64_t most, uint32_t *n_stacks)
{
	size_t n = nodes->view->n_samples;
	struct walk_spec samples = path_samples(nodes, spec);
	struct stack_groups groups = {.seed = hash_seed()};
	bool *wanted = arena_array(a, bool, n);
	const bool *heavy;

	groups.group_of = arena_array(a, uint32_t, n);
	groups.stacks = path_stacks(a, nodes);
	vec_add(&groups.rows);
	walk_run(&samples, 1, group_samples, &groups);
	heavy = heaviest_groups(a, &groups, most);
	for (size_t i = 0; i < n; i++)
		wanted[i] = heavy[groups.group_of[i]];
	*n_stacks = (uint32_t)groups.rows.n - 1;
	index_release(&groups.index);
	free(groups.rows.p);
	free(groups.other.p);
	return wanted;
}

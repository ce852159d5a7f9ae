/*
 * path-heaviest.c: Finds the heaviest stacks of nodes. Several stacks of locations may be the same one.
 */
#include <stdlib.h>

#include "base/index.h"
#include "base/sort.h"
#include "graph/path-builder.h"

/* A distinct stack of nodes. */
struct stack_group {
	uint64_t hash;
	stack_id first; /* the first stack of the profile that is it */
	struct path_sum sum;
};

struct stack_groups {
	struct stack_builder stacks;
	struct node_stack other;      /* one that was met before, to compare with */
	VEC(struct stack_group) rows; /* row 0 is none */
	struct index index;           /* hash of a stack -> row */
	uint64_t seed;
	VEC(uint64_t) hashes; /* of the stack at hand, by the number of its first nodes */
	uint32_t *group_of;   /* by stack_id; 0: counts for nothing */
};

/* The hash of a stack. Where it begins like the one before, the hashes up to there are known. */
static uint64_t stack_hash(struct stack_groups *groups, const struct node_stack *stack)
{
	uint64_t *up_to;

	groups->hashes.p = up_to = mem_grow(groups->hashes.p, &groups->hashes.cap, stack->n + 1,
		sizeof(*up_to));
	up_to[0] = groups->seed;
	for (size_t i = stack->shared; i < stack->n; i++)
		up_to[i + 1] = hash_mix(up_to[i], stack->p[i] & STACK_NODE);
	return up_to[stack->n];
}

static bool same_stack(const struct node_stack *a, const struct node_stack *b)
{
	for (size_t i = 0; a->n == b->n && i < a->n; i++)
		if ((a->p[i] & STACK_NODE) != (b->p[i] & STACK_NODE))
			return false;
	return a->n == b->n;
}

static uint32_t group_for(struct stack_groups *groups, const struct node_stack *stack, stack_id id)
{
	uint64_t hash = stack_hash(groups, stack);
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
	row->first = id;
	index_add(&groups->index, hash, (uint32_t)groups->rows.n - 1);
	return (uint32_t)groups->rows.n - 1;
}

static void group_stacks(void *context, struct walk_part *part)
{
	struct stack_groups *groups = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		struct path_sum sum = {s.weight, s.divisor, s.before, s.before_divisor, s.samples};
		const struct node_stack *nodes = walk_nodes(part, &s, &groups->stacks);
		uint32_t group;

		if (nodes->n == 0)
			continue;
		group = groups->group_of[s.stack] = group_for(groups, nodes, s.stack);
		path_tree_add(&groups->rows.p[group].sum, &sum);
	}
}

/* Heaviest first, then in the order of the stacks. */
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
	uint32_t n = nodes->view->p->n_stacks;
	struct stack_groups groups = {.seed = hash_seed()};
	bool *wanted = arena_array(a, bool, n);
	const bool *heavy;

	groups.group_of = arena_array(a, uint32_t, n);
	groups.stacks = path_stacks(a, nodes);
	vec_add(&groups.rows);
	walk_run(spec->stacks, 1, group_stacks, &groups);
	heavy = heaviest_groups(a, &groups, most);
	for (stack_id i = 0; i < n; i++)
		wanted[i] = heavy[groups.group_of[i]];
	*n_stacks = (uint32_t)groups.rows.n - 1;
	index_release(&groups.index);
	free(groups.rows.p);
	free(groups.hashes.p);
	node_stack_release(&groups.other);
	return wanted;
}

/*
 * path-builder.c: Builds the rows of a tree of call paths from stacks.
 *
 * The tree is a table of rows, and a map from parent and node to row. Stacks that follow each other
 * often share most of their nodes. So each row remembers the child that was last looked for, and
 * most look-ups need no map.
 */
#include "graph/path-builder.h"

#include <stdlib.h>

static uint64_t child_key(uint32_t parent, node_id node)
{
	return (uint64_t)parent << 32 | node;
}

static uint32_t add_row(struct path_builder *b, uint32_t parent, node_id node)
{
	*vec_add(&b->rows) = (struct call_path){.parent = parent,
		.node = node & STACK_NODE,
		.inlined = true};
	*vec_add(&b->last) = 0;
	return (uint32_t)b->rows.n - 1;
}

static uint32_t child_of(struct path_builder *b, uint32_t parent, node_id node)
{
	uint32_t row = b->last.p[parent];

	if (row != 0 && b->rows.p[row].node == node)
		return row;
	row = path_builder_find(b, parent, node);
	if (row == 0) {
		row = add_row(b, parent, node);
		map_put(&b->children, child_key(parent, node), row);
	}
	b->last.p[parent] = row;
	return row;
}

/* Adds the path of n entries that begins at `at` and goes by `step`. */
static void add_path(struct path_builder *b, const uint32_t *at, size_t n, ptrdiff_t step,
	const struct path_sum *sum)
{
	size_t most = b->spec->depth != 0 ? (size_t)b->spec->depth + 1 : n;
	uint32_t row = 0;

	for (size_t i = 0; i < n && i < most; i++) {
		row = child_of(b, row, *at & STACK_NODE);
		path_tree_add(&b->rows.p[row].all, sum);
		b->rows.p[row].inlined &= (*at & STACK_INLINED) != 0;
		if (i + 1 == n)
			path_tree_add(&b->rows.p[row].ends, sum);
		else
			at += step;
	}
}

static bool begins_here(struct path_builder *b, uint32_t entry, uint32_t mark)
{
	node_id node = entry & STACK_NODE;

	if (!b->spec->begins[node] || b->seen[node] == mark)
		return false;
	b->seen[node] = mark;
	return true;
}

/* Adds what is below an entry to its row when the entry leaves the path. */
static void leave_entries(struct path_builder *b, size_t shared)
{
	while (b->path.n > shared) {
		struct path_entry *e = &b->path.p[--b->path.n];

		if (b->path.n != 0)
			path_tree_add(&e[-1].below, &e->below);
		path_tree_add(&b->rows.p[e->row].all, &e->below);
	}
}

/* Whole stacks begin where the one before did, so only the rest is looked up. */
static void add_whole(struct path_builder *b, const struct node_stack *nodes,
	const struct path_sum *sum)
{
	struct path_entry *leaf;

	leave_entries(b, nodes->shared);
	b->path.p = mem_grow(b->path.p, &b->path.cap, nodes->n, sizeof(*b->path.p));
	for (size_t i = nodes->shared; i < nodes->n; i++) {
		uint32_t above = i > 0 ? b->path.p[i - 1].row : 0;
		uint32_t row = child_of(b, above, nodes->p[i] & STACK_NODE);

		b->rows.p[row].inlined &= (nodes->p[i] & STACK_INLINED) != 0;
		b->path.p[b->path.n++] = (struct path_entry){.row = row};
	}
	leaf = &b->path.p[b->path.n - 1];
	path_tree_add(&leaf->below, sum);
	path_tree_add(&b->rows.p[leaf->row].ends, sum);
}

static void add_stack(struct path_builder *b, const struct node_stack *nodes, uint32_t mark,
	const struct path_sum *sum)
{
	size_t n = nodes->n;

	switch (b->spec->way) {
	case PATH_TREE_CALLERS:
		for (size_t i = n; i > 0; i--)
			if (begins_here(b, nodes->p[i - 1], mark))
				add_path(b, &nodes->p[i - 1], i, -1, sum);
		break;
	case PATH_TREE_CALLEES:
		for (size_t i = 0; i < n; i++)
			if (begins_here(b, nodes->p[i], mark))
				add_path(b, &nodes->p[i], n - i, 1, sum);
		break;
	case PATH_TREE_STACKS:
		add_whole(b, nodes, sum);
		break;
	}
}

static void add_stacks(void *context, struct walk_part *part)
{
	struct path_builder *b = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		struct path_sum sum = {s.weight, s.divisor, s.before, s.before_divisor, s.samples};
		const struct node_stack *nodes;

		if (b->spec->wanted != NULL && !b->spec->wanted[s.stack])
			continue;
		nodes = walk_nodes(part, &s, b->stacks);
		if (nodes->n == 0) {
			leave_entries(b, 0);
			continue;
		}
		path_tree_add(&b->rows.p[0].all, &sum);
		add_stack(b, nodes, s.mark, &sum);
	}
	leave_entries(b, 0);
}

void path_builder_run(struct path_builder *b, struct arena *a, const struct stack_builder *stacks,
	const struct path_tree_spec *spec)
{
	*b = (struct path_builder){.spec = spec, .stacks = stacks};
	b->seen = arena_array(a, uint32_t, stacks->nodes->n);
	add_row(b, 0, 0);
	walk_run(spec->stacks, 1, add_stacks, b);
	free(b->last.p);
	free(b->path.p);
}

uint32_t path_builder_find(const struct path_builder *b, uint32_t parent, node_id node)
{
	return map_get(&b->children, child_key(parent, node));
}

void path_builder_drop_rows(struct path_builder *b)
{
	free(b->rows.p);
	b->rows.p = NULL;
	b->rows.n = b->rows.cap = 0;
}

void path_builder_release(struct path_builder *b)
{
	map_release(&b->children);
	path_builder_drop_rows(b);
}

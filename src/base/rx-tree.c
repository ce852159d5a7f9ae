/*
 * rx-tree.c: builds the tree of a pattern, and checks the limits that Go has for it.
 */
#include <stdlib.h>

#include "base/rx-internal.h"

node_id rx_add_node(struct rx_tree *tree, enum rx_op op)
{
	struct rx_node *node = vec_add(&tree->nodes);

	*node = (struct rx_node){.op = op, .height = 1, .copies = 1, .size = 1};
	return (node_id)(tree->nodes.n - 1);
}

void rx_row_add(struct rx_tree *tree, struct rx_row *row, node_id id)
{
	rx_node_of(tree, id)->next = row->first;
	row->first = id;
	if (row->last == 0)
		row->last = id;
}

node_id rx_add_parent(struct rx_tree *tree, enum rx_op op, struct rx_row children)
{
	node_id id = rx_add_node(tree, op), next;
	struct rx_node *node = rx_node_of(tree, id);
	struct rx_row all = {0};
	uint32_t parts = 0, height = 0;
	bool was_literal = false, was_folded = false;

	node->size = op == RX_ALT ? -1 : 0;
	for (node_id i = children.first; i != 0; i = next) {
		struct rx_node *child = rx_node_of(tree, i);
		struct rx_row row = {i, i};
		bool same = child->op == op;

		next = child->next;
		parts += !(child->literal && was_literal && child->folded == was_folded);
		was_literal = child->literal;
		was_folded = child->folded;
		height = child->height - same > height ? child->height - same : height;
		node->copies = child->copies > node->copies ? child->copies : node->copies;
		node->size += child->size + (op == RX_ALT);
		if (same)
			row = (struct rx_row){child->first, child->last};
		if (all.first == 0)
			all.first = row.first;
		else
			rx_node_of(tree, all.last)->next = row.first;
		all.last = row.last;
	}
	node->first = all.first;
	node->last = all.last;
	node->literal = op == RX_CAT && parts == 1 && was_literal;
	node->folded = was_folded;
	node->height = node->literal ? 1 : height + 1;
	return id;
}

static double repeat_size(const struct rx_node *r, double size)
{
	if (r->max == -1)
		size = r->min == 0 ? 2 + size : 1 + r->min * size;
	else
		size = r->max * size + (r->max - r->min);
	return size < 1 ? 1 : size;
}

node_id rx_add_repeat(struct rx_tree *tree, node_id id, int min, int max)
{
	node_id repeat = rx_add_node(tree, RX_REPEAT);
	struct rx_node *r = rx_node_of(tree, repeat), *child = rx_node_of(tree, id);
	int times = max < 0 ? min : max;

	r->min = min;
	r->max = max;
	r->first = r->last = id;
	r->height = child->height + 1;
	r->copies = max == 0 ? 1 : child->copies * (uint32_t)(times < 1 ? 1 : times);
	r->size = repeat_size(r, child->size);
	return repeat;
}

const struct rx_range *rx_tree_set(const struct rx_tree *tree, uint32_t set, size_t *n)
{
	struct str bytes = intern_str(&tree->sets, set);

	*n = bytes.n / sizeof(struct rx_range);
	return (const void *)bytes.p;
}

void rx_tree_release(struct rx_tree *tree)
{
	free(tree->nodes.p);
	intern_release(&tree->sets);
	arena_release(&tree->arena);
	*tree = (struct rx_tree){0};
}

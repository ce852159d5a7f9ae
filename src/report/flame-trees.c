/*
 * flame-trees.c: Makes the trees that a flame graph shows: of all stacks, or the two halves of a sandwich.
 */
#include "report/flame-trees.h"

#include "base/rx.h"

struct flame_spec flame_spec_of(const struct report *r, const struct nodes *nodes,
	const struct stack_sums *sums)
{
	return (struct flame_spec){
		.nodes = nodes,
		.stacks = sums,
		.leaf_first = r->config->leaf_first,
		.merge_recursion = r->config->merge_recursion,
		.by_name = r->config->order == ORDER_NAME,
	};
}

/* By node_id, whether the option `sandwich` matches it. NULL, with an error, when it matches none. */
static bool *sandwich_nodes(struct report *r, const struct nodes *nodes, struct err *err)
{
	struct str regex = r->config->sandwich;
	bool *matches = arena_array(r->arena, bool, nodes->n), any = false;
	struct rx *rx;

	if (!rx_new(regex, &rx, err)) {
		err_wrap(err, "sandwich");
		return NULL;
	}
	for (node_id id = 1; id < nodes->n; id++) {
		if (!rx_match(rx, node_name(r->arena, nodes, id), &matches[id], err)) {
			err_wrap(err, "sandwich");
			rx_free(rx);
			return NULL;
		}
		any |= matches[id];
	}
	rx_free(rx);
	if (any)
		return matches;
	err_set(err, "sandwich: no %s matches %.*s", r->view->entry, STR_ARG(regex));
	return NULL;
}

bool flame_trees_init(struct flame_trees *t, struct report *r, const struct flame_spec *spec,
	struct err *err)
{
	struct flame_spec half = *spec;

	t->is_sandwich = r->config->sandwich.n != 0;
	if (t->is_sandwich) {
		half.begins = sandwich_nodes(r, spec->nodes, err);
		if (half.begins == NULL)
			return false;
		half.leaf_first = true;
		flame_tree_init(&t->callers, r->arena, &half);
		half.leaf_first = false;
	}
	flame_tree_init(&t->all, r->arena, &half);
	return true;
}

bool flame_trees_meet(const struct flame_trees *t)
{
	const struct flame_tree *a = &t->all, *b = &t->callers;

	return a->n > 1 && a->end[1] == a->n && b->n > 1 && b->end[1] == b->n &&
		a->node[1] == b->node[1];
}

struct str flame_trees_say(const struct flame_trees *t, const struct report *r)
{
	struct str parts[2] = {STR("Callers and callees of "), r->config->sandwich};

	return t->is_sandwich ? arena_join(r->arena, parts, 2, STR("")) : STR("");
}

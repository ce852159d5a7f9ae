/*
 * stack-list.h: The stacks of a view as nodes, in an order in which each path from the root comes once.
 *
 * A profile has stacks in the order in which they were met: two that begin alike at the root may be far from
 * each other. Here they stand side by side, and an entry that a stack shares with the one before is stored
 * once: the list is the tree of call paths, in preorder. Who walks over it (walk_list in walk.h) looks at a
 * fraction of the entries of all stacks.
 *
 * To make the list takes as long as a few walks over the stacks. It does not depend on the values of the
 * samples, so who makes several reports of one view makes it once (kept.h).
 */
#ifndef CPROF_GRAPH_STACK_LIST_H
#define CPROF_GRAPH_STACK_LIST_H

#include "graph/stack.h"

struct stack_list {
	uint32_t n;             /* stacks that some sample of the view has */
	const stack_id *stacks; /* in order */
	/* By place in this order: how many entries the stack shares with the one before, from the root on. */
	const uint32_t *shared;
	/* The other entries of the stack at place i are entries[begin[i]] up to entries[begin[i + 1] - 1]. */
	const uint32_t *begin;
	const uint32_t *entries; /* as in struct node_stack, all nodes and none merged */
};

/*
 * Lists the stacks of the nodes' view. All is in the arena. False when the work is cancelled, or when the list
 * would have more than STACK_LIST_MAX entries; then the list is not set.
 */
enum { STACK_LIST_MAX = 1 << 26 };
bool stack_list_init(struct stack_list *l, struct arena *a, const struct nodes *nodes);

/* Where a walk over a list is. Begins zeroed, but for `next`: where the walk begins. */
struct stack_list_place {
	uint32_t next;          /* the place behind the stack that was built last */
	size_t depth;           /* how many entries of the list that stack has */
	struct node_stack path; /* what was made of them; n_at counts it up to each of them */
};

/*
 * Builds the stack at place `to`, which must not be before at->next, in at->path. Of the builder, nodes, kept
 * and marks count: other nodes are skipped as in stack_build.
 */
void stack_list_build(const struct stack_list *l, const struct stack_builder *b, uint32_t to,
	struct stack_list_place *at);

#endif

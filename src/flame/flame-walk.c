/*
 * flame-walk.c: Sorts stacks from the root on, and gives each path when it is come to.
 *
 * The stacks of a path stand side by side in one array, each with a place where it is read on. They are sorted by
 * their next key, and the first of these groups is next. So what was looked at last is looked at again, while it is
 * still near the processor. It does not recurse: a profile may have stacks of any depth.
 */
#include "flame/flame-walk.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"
#include "flame/flame-paths.h"

/* A stack, and where it is read on. */
struct walk_cursor {
	stack_id stack;
	struct flame_place place;
};

/* Stacks that have a path in common. */
struct walk_group {
	uint32_t depth; /* keys of the path */
	uint32_t key;   /* the last of them */
	uint32_t begin, n;
	uint32_t number; /* its place among the groups of one path, as they were met */
};

struct flame_walker {
	const struct flame_walk *w;
	struct stack_sums sums; /* none: nobody asks what stacks weigh */
	struct flame_paths paths;
	bool merges;                         /* neighbours that are equal are one */
	bool knows_shared;                   /* stack_shared says what stacks have in common */
	struct walk_cursor *cursors, *spare; /* both have room for all stacks */
	uint32_t *group_of;             /* by cursor: the number of its next group; ENDED: none */
	uint32_t *slots;                /* by key: 1 + the number of its group; 0: none yet */
	VEC(struct walk_group) pending; /* the next one last */
	VEC(uint32_t) keys;             /* the path at hand */
	uint32_t shared;                /* how many of them the path before has, too */
	VEC(stack_id) ended;            /* the stacks that end with it */
};

enum { ENDED = UINT32_MAX, NO_KEY = UINT32_MAX };

/* Reads the next node of a stack, behind a key. 0: there is none. */
static node_id next_node(const struct flame_walker *k, struct walk_cursor *c, uint32_t above)
{
	node_id node;

	do {
		node = flame_paths_next(&k->paths, c->stack, &c->place, 0);
	} while (node != 0 && k->merges && k->w->key[node] == above);
	return node;
}

static void give_path(struct flame_walker *k)
{
	uint32_t n = (uint32_t)k->keys.n;

	if (k->ended.n != 0 && n != 0) {
		k->w->path(k->w->context,
			&(struct flame_path){k->keys.p, n, k->shared, k->ended.p,
				(uint32_t)k->ended.n});
		k->shared = n;
	}
	k->ended.n = 0;
}

/* Adds a stack to the group of a node. `first`: of the groups of this path. Returns the group's number. */
static uint32_t join_group(struct flame_walker *k, size_t first, uint32_t depth, node_id node)
{
	uint32_t key = k->w->key[node];
	struct walk_group *group;

	if (k->slots[key] == 0) {
		group = vec_add(&k->pending);
		*group = (struct walk_group){.depth = depth,
			.key = key,
			.number = (uint32_t)(k->pending.n - 1 - first)};
		k->slots[key] = group->number + 1;
	}
	group = &k->pending.p[first + k->slots[key] - 1];
	group->n++;
	return group->number;
}

/* In the reverse order: the last of `pending` is the next. */
static int by_key(const void *a, const void *b)
{
	const struct walk_group *l = a, *r = b;

	return l->key < r->key ? 1 : -1;
}

/* Moves the cursors from `begin` on to their groups, which `pending` has from `first` on, in order. */
static void sort_cursors(struct flame_walker *k, size_t first, uint32_t begin, uint32_t n)
{
	size_t n_groups = k->pending.n - first;
	uint32_t *next, at = begin;

	if (n_groups == 1 && k->pending.p[first].n == n) {
		k->pending.p[first].begin = begin;
		return;
	}
	next = mem_zeroed(n_groups, sizeof(*next));
	for (size_t i = k->pending.n; i-- > first;) {
		struct walk_group *group = &k->pending.p[i];

		group->begin = next[group->number] = at;
		at += group->n;
	}
	for (uint32_t i = begin; i < begin + n; i++)
		if (k->group_of[i] != ENDED)
			k->spare[next[k->group_of[i]]++] = k->cursors[i];
	memcpy(k->cursors + begin, k->spare + begin, (at - begin) * sizeof(*k->cursors));
	free(next);
}

/* Whether a stack goes on as the one before it did, which went from one place to another. */
static bool goes_along(const struct flame_walker *k, const struct walk_cursor *c, stack_id last,
	struct flame_place from, struct flame_place to)
{
	uint32_t read = to.used == 0 ? to.locs - 1 : to.locs;
	struct window w;

	if (!k->knows_shared || c->stack != last + 1 || c->place.locs != from.locs ||
		c->place.used != from.used || k->paths.view->p->stack_shared[c->stack] <= read)
		return false;
	w = profile_stack(k->paths.view->p, c->stack);
	return w.end - w.begin > read;
}

/* How many stacks ahead memory is asked for. */
enum { AHEAD = 16 };

/* Reads the next node of all stacks of a group, and makes the groups of their paths. */
static void expand(struct flame_walker *k, const struct walk_group *group)
{
	size_t first = k->pending.n;
	uint32_t end = group->begin + group->n, number = ENDED;
	struct flame_place from = {0}, to = {0};
	stack_id last = UINT32_MAX - 1;

	for (uint32_t i = group->begin; i < end; i++) {
		struct walk_cursor *c = &k->cursors[i];

		if (i + AHEAD < end)
			flame_paths_prefetch(&k->paths, c[AHEAD].stack, c[AHEAD].place);
		if (number != ENDED && goes_along(k, c, last, from, to)) {
			c->place = to;
			k->pending.p[first + number].n++;
		} else {
			node_id node;

			from = c->place;
			node = next_node(k, c, group->key);
			to = c->place;
			number = node != 0 ? join_group(k, first, group->depth + 1, node) : ENDED;
		}
		if (number == ENDED)
			*vec_add(&k->ended) = c->stack;
		k->group_of[i] = number;
		last = c->stack;
	}
	for (size_t i = first; i < k->pending.n; i++)
		k->slots[k->pending.p[i].key] = 0;
	give_path(k);
	if (k->pending.n - first > 1)
		qsort(k->pending.p + first, k->pending.n - first, sizeof(*k->pending.p), by_key);
	sort_cursors(k, first, group->begin, group->n);
}

/* Reads the only stack of a group to its end. */
static void finish_stack(struct flame_walker *k, const struct walk_group *group)
{
	struct walk_cursor *c = &k->cursors[group->begin];
	uint32_t key = group->key;
	node_id node;

	while ((node = next_node(k, c, key)) != 0)
		*vec_add(&k->keys) = key = k->w->key[node];
	*vec_add(&k->ended) = c->stack;
	give_path(k);
}

void flame_walk(const struct flame_walk *w)
{
	const struct view *v = w->nodes->view;
	struct flame_walker k = {.w = w};
	struct flame_spec spec = {.nodes = w->nodes, .stacks = &k.sums};
	struct arena scratch = {0};

	flame_paths_init(&k.paths, &scratch, &spec);
	k.merges = k.paths.merges;
	k.paths.merges = false;
	k.knows_shared = v->windows == NULL && v->p->stack_shared != NULL;
	k.cursors = arena_array(&scratch, struct walk_cursor, w->n_stacks);
	k.spare = arena_array(&scratch, struct walk_cursor, w->n_stacks);
	k.group_of = arena_array(&scratch, uint32_t, w->n_stacks);
	k.slots = arena_array(&scratch, uint32_t, w->n_keys);
	for (uint32_t i = 0; i < w->n_stacks; i++)
		k.cursors[i].stack = w->stacks[i];
	if (w->n_stacks != 0)
		*vec_add(&k.pending) = (struct walk_group){.key = NO_KEY, .n = w->n_stacks};
	for (size_t i = 0; k.pending.n != 0 && !interrupted_at(i); i++) {
		struct walk_group group = k.pending.p[--k.pending.n];

		if (group.depth != 0) {
			k.keys.n = group.depth - 1;
			if (k.shared > k.keys.n)
				k.shared = group.depth - 1;
			*vec_add(&k.keys) = group.key;
		}
		if (group.n == 1)
			finish_stack(&k, &group);
		else
			expand(&k, &group);
	}
	free(k.pending.p);
	free(k.keys.p);
	free(k.ended.p);
	arena_release(&scratch);
}

/*
 * stack-list.c: Sorts the stacks of a view, and stores what each does not share with the one before.
 *
 * The stacks are sorted from the root on by a merge sort that knows how many locations a stack shares with the
 * one before in its run. So it compares numbers that stand side by side, and looks at a location of a stack
 * only to find where two stacks part.
 */
#include "graph/stack-list.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"

/* A stack in a sorted run. */
struct sorted_stack {
	uint64_t
		next; /* the nodes of the first location that it does not share; 0: it shares all */
	uint32_t shared; /* how many locations it shares with the one before, from the root on */
	stack_id stack;
};

/* The nodes of a location as a number, which is not 0. Where it has more than two, these are not compared. */
static uint64_t nodes_at(const struct stack_builder *b, struct window w, uint32_t depth)
{
	const uint32_t *nodes;
	uint32_t begin, n;
	loc_id loc;

	if (depth >= w.end - w.begin)
		return 0;
	loc = loc_column_get(&b->nodes->view->p->stack, w.end - 1 - depth);
	begin = b->begin[loc];
	n = b->begin[loc + 1] - begin;
	nodes = &b->entries[begin];
	if (n > 2)
		return (uint64_t)STACK_NODE << 32 | begin;
	return (uint64_t)(n > 0 ? nodes[0] : STACK_NODE) << 32 | (n > 1 ? nodes[1] : STACK_NODE);
}

/*
 * Finds where two stacks part that share the location behind `shared`, too. Returns whether x comes first; the
 * other one shares more with it then than with the stack before.
 */
static bool part_stacks(const struct stack_builder *b, struct sorted_stack *x,
	struct sorted_stack *y)
{
	const struct loc_column *locs = &b->nodes->view->p->stack;
	struct window xw = view_stack(b->nodes->view, x->stack);
	struct window yw = view_stack(b->nodes->view, y->stack);
	uint32_t depth = x->shared;
	struct sorted_stack *second;
	uint64_t xn, yn;

	do {
		/* Mostly they share the locations, too. */
		depth++;
		depth += (uint32_t)loc_column_common(locs,
			(struct window){xw.begin, xw.end - depth},
			(struct window){yw.begin, yw.end - depth});
		xn = nodes_at(b, xw, depth);
		yn = nodes_at(b, yw, depth);
	} while (xn == yn && xn != 0);
	second = xn <= yn ? y : x;
	second->shared = depth;
	second->next = xn <= yn ? yn : xn;
	return xn <= yn;
}

/* Merges the run from x to y with the run from y to `end`. */
static void merge_runs(const struct stack_builder *b, struct sorted_stack *x,
	struct sorted_stack *y, struct sorted_stack *end, struct sorted_stack *to)
{
	struct sorted_stack *x_end = y;

	while (x < x_end && y < end) {
		bool first;

		if (x->shared != y->shared)
			first = x->shared > y->shared;
		else if (x->next != y->next)
			first = x->next < y->next;
		else
			first = x->next == 0 || part_stacks(b, x, y);
		*to++ = first ? *x++ : *y++;
	}
	memcpy(to, x, (size_t)(x_end - x) * sizeof(*to));
	memcpy(to + (x_end - x), y, (size_t)(end - y) * sizeof(*to));
}

/* Sorts n stacks; `other` has room for as many. Returns which of the two has the result. NULL: cancelled. */
static struct sorted_stack *sort_stacks(const struct stack_builder *b, struct sorted_stack *rows,
	struct sorted_stack *other, size_t n)
{
	for (size_t width = 1; width < n; width *= 2) {
		struct sorted_stack *from = rows;

		for (size_t i = 0; i < n; i += 2 * width) {
			size_t middle = i + width < n ? i + width : n;
			size_t end = i + 2 * width < n ? i + 2 * width : n;

			if (i / 4096 != (i + 2 * width) / 4096 && interrupted())
				return NULL;
			merge_runs(b, from + i, from + middle, from + end, other + i);
		}
		rows = other;
		other = from;
	}
	return rows;
}

/* Whether some sample of the view has each stack. NULL: each stack of the profile has one. */
static bool *seen_stacks(struct arena *a, const struct view *v)
{
	bool *seen;

	if (v->samples == NULL)
		return NULL;
	seen = arena_array(a, bool, v->p->n_stacks);
	for (size_t i = 0; i < v->n_samples; i++)
		seen[profile_stack_of(v->p, v->samples[i])] = true;
	return seen;
}

struct entries {
	uint32_t *p;
	size_t n, cap;
};

/* Appends the entries of a stack from `begin` on. */
static void append(struct entries *to, const struct node_stack *path, size_t begin)
{
	size_t n = path->n - begin;

	if (n == 0)
		return;
	to->p = mem_grow(to->p, &to->cap, to->n + n, sizeof(*to->p));
	memcpy(to->p + to->n, path->p + begin, n * sizeof(*to->p));
	to->n += n;
}

/* Stores the entries of stacks in order. False when cancelled, or when they are too many. */
static bool store_entries(struct stack_list *l, struct arena *a, const struct stack_builder *b,
	const struct sorted_stack *rows, uint32_t n)
{
	stack_id *stacks = arena_array(a, stack_id, n);
	uint32_t *shared = arena_array(a, uint32_t, n);
	uint32_t *begin = arena_array(a, uint32_t, (size_t)n + 1), i;
	struct entries entries = {0}, before = {0};
	struct node_stack path = {0};
	bool done;

	entries.p = mem_grow(NULL, &entries.cap, 1,
		sizeof(*entries.p)); /* not NULL, if all are empty */
	for (i = 0; i < n && !interrupted_at(i) && entries.n <= STACK_LIST_MAX; i++) {
		size_t same;

		stack_build(b, rows[i].stack, &path);
		same = path.shared;
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): it is not empty then */
		while (same < path.n && same < before.n && path.p[same] == before.p[same])
			same++;
		stacks[i] = rows[i].stack;
		shared[i] = (uint32_t)same;
		before.n = same;
		append(&before, &path, same);
		append(&entries, &path, same);
		begin[i + 1] = (uint32_t)entries.n;
	}
	done = i == n && entries.n <= STACK_LIST_MAX;
	if (done) {
		*l = (struct stack_list){n, stacks, shared, begin, entries.p};
		arena_own(a, entries.p);
	} else {
		free(entries.p);
	}
	free(before.p);
	node_stack_release(&path);
	return done;
}

bool stack_list_init(struct stack_list *l, struct arena *a, const struct nodes *nodes)
{
	const struct view *v = nodes->view;
	struct arena scratch = {0};
	struct stack_builder b = {.nodes = nodes};
	struct sorted_stack *rows, *other, *sorted;
	const bool *seen = seen_stacks(&scratch, v);
	uint32_t n = 0;
	bool ok;

	stack_builder_init(&b, &scratch);
	rows = arena_array(&scratch, struct sorted_stack, v->p->n_stacks);
	other = arena_array(&scratch, struct sorted_stack, v->p->n_stacks);
	for (stack_id i = 0; i < v->p->n_stacks; i++)
		if (seen == NULL || seen[i])
			rows[n++] = (struct sorted_stack){nodes_at(&b, view_stack(v, i), 0), 0, i};
	sorted = sort_stacks(&b, rows, other, n);
	ok = sorted != NULL && store_entries(l, a, &b, sorted, n);
	arena_release(&scratch);
	return ok;
}

/* Puts entries of the list on the path, behind the first `depth` ones. */
static void put_entries(const struct stack_builder *b, size_t depth, const uint32_t *entries,
	size_t n, struct stack_list_place *at)
{
	struct node_stack *path = &at->path;

	path->p = mem_grow(path->p, &path->cap, depth + n, sizeof(*path->p));
	path->n_at = mem_grow(path->n_at, &path->n_at_cap, depth + n + 1, sizeof(*path->n_at));
	path->n_at[0] = 0;
	path->n = path->n_at[depth];
	if (path->n < path->shared)
		path->shared = path->n;
	for (size_t i = 0; i < n; i++) {
		bool skipped = b->kept != NULL && !b->kept[entries[i] & STACK_NODE];

		if (!skipped)
			path->p[path->n++] = entries[i];
		else if (b->marks && (path->n == 0 || path->p[path->n - 1] != STACK_SKIPPED))
			path->p[path->n++] = STACK_SKIPPED;
		path->n_at[depth + 1 + i] = (uint32_t)path->n;
	}
	at->depth = depth + n;
}

/* Puts on the path what the stack at a place shares with the one before, which was not built. */
static void put_shared(const struct stack_list *l, const struct stack_builder *b, uint32_t place,
	struct stack_list_place *at)
{
	uint32_t n = l->shared[place], need = n;
	uint32_t *entries = mem_zeroed(n, sizeof(*entries));

	while (need > 0) {
		uint32_t shared = l->shared[--place];

		if (shared >= need)
			continue;
		memcpy(entries + shared, l->entries + l->begin[place],
			(need - shared) * sizeof(*entries));
		need = shared;
	}
	put_entries(b, 0, entries, n, at);
	free(entries);
}

void stack_list_build(const struct stack_list *l, const struct stack_builder *b, uint32_t to,
	struct stack_list_place *at)
{
	at->path.shared = at->path.n;
	if (at->depth < l->shared[at->next])
		put_shared(l, b, at->next, at);
	while (at->next <= to) {
		uint32_t i = at->next++;

		put_entries(b, l->shared[i], l->entries + l->begin[i],
			l->begin[i + 1] - l->begin[i], at);
	}
	at->path.stack = l->stacks[to];
}

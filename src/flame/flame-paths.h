/*
 * flame-paths.h: Reads the stacks of a view as paths of nodes, one node at a time. Inside flame/ only.
 *
 * A path goes from the root to the leaf, or with leaf_first the other way. It begins at the end of the stack, or
 * at the first node of those that spec.begins names.
 */
#ifndef CPROF_FLAME_FLAME_PATHS_H
#define CPROF_FLAME_FLAME_PATHS_H

#include "base/wrap.h"
#include "flame/flame-tree.h"
#include "graph/stack.h"
#include "graph/walk.h"

struct flame_paths {
	const struct view *view;
	const struct stack_sums *sums;
	struct stack_builder locs; /* the nodes of locations */
	const bool *begins;
	bool leaf_first;
	bool merges;             /* neighbours that are equal are one node */
	uint32_t most;           /* nodes that one location has */
	bool simple;             /* paths are whole stacks, of one node for each location */
	const uint32_t *lengths; /* by stack: how many nodes its path has; NULL: not counted */
};

/* Where a path is read. Zeroed: at the end of its stack where it begins. */
struct flame_place {
	uint32_t locs; /* locations that are read to their end */
	uint32_t used; /* nodes read of the next one */
};

/* What a stack weighs, or several. Of a tree of one side, `after` is all there is. */
struct flame_weight {
	int64_t after, before;
	int64_t after_div, before_div; /* 0 unless a mean is asked for */
};

static inline struct flame_weight flame_paths_weight(const struct flame_paths *p, stack_id stack)
{
	const struct stack_sums *sums = p->sums;
	struct flame_weight w = {.after = value_column_get(&sums->weights, stack)};

	if (sums->before.p != NULL) {
		w.before = value_column_get(&sums->before, stack);
		w.after = wrap_add(w.after, w.before);
	}
	if (sums->divisors.p != NULL) {
		w.before_div = walk_sum(&sums->before_divisors, stack);
		w.after_div = wrap_add(value_column_get(&sums->divisors, stack), w.before_div);
	}
	return w;
}

/* A value without its sign; that of INT64_MIN fits, too. */
static inline uint64_t flame_magnitude(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* How wide a path is that has so much on each side; of one side, `before` is 0. */
static inline uint64_t flame_size(enum flame_widths widths, int64_t after, int64_t before)
{
	uint64_t a = flame_magnitude(after), b = flame_magnitude(before);

	return widths == FLAME_AFTER ? a : widths == FLAME_BEFORE || b > a ? b : a;
}

/* All is in the arena. It refers to what the spec refers to. */
void flame_paths_init(struct flame_paths *p, struct arena *a, const struct flame_spec *spec);

/* Sets the place where the path of a stack begins. False: it has none. */
bool flame_paths_begin(const struct flame_paths *p, stack_id stack, struct flame_place *place);

/* As flame_paths_next, where paths are not simple. */
node_id flame_paths_read(const struct flame_paths *p, stack_id stack, struct flame_place *place,
	node_id above);

/* Whether neither of the numbers of a place is ever above `most`. */
bool flame_paths_fit(const struct flame_paths *p, uint32_t most);

/*
 * Counts the nodes of all paths, which makes flame_paths_left fast. It does so only where it is faster than to read
 * each path once.
 */
void flame_paths_count(struct flame_paths *p, struct arena *a);

/* Returns how many nodes are left behind the place, and behind the `read` nodes that were read. */
uint32_t flame_paths_left(const struct flame_paths *p, stack_id stack, struct flame_place place,
	uint32_t read, node_id above);

/* The location at a place of a window, from where the path begins. */
static inline loc_id flame_paths_loc(const struct flame_paths *p, struct window w, uint32_t at)
{
	return loc_column_get(&p->view->p->stack, p->leaf_first ? w.begin + at : w.end - 1 - at);
}

/* Begins to bring to the processor what flame_paths_next will read. */
static inline void flame_paths_prefetch(const struct flame_paths *p, stack_id stack,
	struct flame_place place)
{
	const struct loc_column *column = &p->view->p->stack;
	struct window w = view_stack(p->view, stack);
	uint32_t at = p->leaf_first ? w.begin + place.locs : w.end - 1 - place.locs;

	if (place.locs >= w.end - w.begin)
		return;
	if (column->narrow != NULL)
		__builtin_prefetch(&column->narrow[at]);
	else
		__builtin_prefetch(&column->wide[at]);
}

/* Returns the next node of the path, and moves the place behind it; 0: there is none. `above` is the node before. */
static inline node_id flame_paths_next(const struct flame_paths *p, stack_id stack,
	struct flame_place *place, node_id above)
{
	struct window w;
	uint32_t entry;

	if (!p->simple)
		return flame_paths_read(p, stack, place, above);
	w = view_stack(p->view, stack);
	if (place->locs >= w.end - w.begin)
		return 0;
	entry = p->locs.begin[flame_paths_loc(p, w, place->locs++)];
	return p->locs.entries[entry] & STACK_NODE;
}

#endif

/*
 * flame-order.c: Says how wide the frames of a tree are, and puts them into preorder, siblings in their order.
 */
#include <stdlib.h>

#include "base/csr.h"
#include "base/mem.h"
#include "base/sort.h"
#include "flame/flame-paths.h"

/* Whether the frame has no children, but a height. Frames need not be in preorder: `children` says which have some. */
static bool is_folded(const struct flame_tree *t, const bool *has_children, uint32_t frame)
{
	return t->height[frame] > 1 && !has_children[frame];
}

/* What the paths that end in a frame have: all of it where it is folded; 0 where nothing is known. */
static int64_t own(const int64_t *cum, const int64_t *flat, bool folded, uint32_t frame)
{
	return cum == NULL ? 0 : folded ? cum[frame] : flat[frame];
}

/* The size of the path that ends in a frame. */
static uint64_t own_size(const struct flame_tree *t, bool folded, uint32_t frame)
{
	return flame_size(t->widths, own(t->cum, t->flat, folded, frame),
		own(t->cum_before, t->flat_before, folded, frame));
}

/* Sets t->width, and counts the folded frames. */
static void set_widths(struct flame_tree *t, struct arena *a)
{
	bool *has_children = mem_zeroed(t->n, sizeof(*has_children)), negative = false;
	unsigned __int128 all = 0;

	t->folded = 0;
	for (uint32_t i = 1; i < t->n; i++)
		has_children[t->parent[i]] = true;
	for (uint32_t i = 0; i < t->n; i++) {
		bool folded = is_folded(t, has_children, i);

		t->folded += folded;
		all += own_size(t, folded, i);
		negative |= own(t->cum, t->flat, folded, i) < 0;
	}
	for (t->shift = 0; all >> t->shift > INT64_MAX;)
		t->shift++;
	if (!flame_tree_is_compared(t) && !negative && t->shift == 0) {
		t->width = (uint64_t *)t->cum;
		free(has_children);
		return;
	}
	if (t->width == NULL || t->width == (uint64_t *)t->cum)
		t->width = arena_array(a, uint64_t, t->n);
	for (uint32_t i = 0; i < t->n; i++)
		t->width[i] = own_size(t, is_folded(t, has_children, i), i) >> t->shift;
	for (uint32_t i = t->n; i-- > 1;)
		t->width[t->parent[i]] += t->width[i];
	free(has_children);
}

static int by_name(const void *a, const void *b, void *tree)
{
	const struct flame_tree *t = tree;
	node_id l = t->node[*(const uint32_t *)a], r = t->node[*(const uint32_t *)b];
	int order = str_cmp(t->names[l], t->names[r]);

	return order != 0 ? order : (l > r) - (l < r);
}

static int by_width(const void *a, const void *b, void *tree)
{
	const struct flame_tree *t = tree;
	uint64_t l = t->width[*(const uint32_t *)a], r = t->width[*(const uint32_t *)b];

	return l != r ? (l < r ? 1 : -1) : by_name(a, b, tree);
}

/*
 * Finds the place of each frame in preorder. Parents stand before their children already. t->end becomes how many
 * frames a subtree has.
 */
static uint32_t *places_of(struct flame_tree *t, bool names)
{
	uint32_t *to = mem_zeroed(t->n, sizeof(*to));
	uint32_t *child = mem_zeroed(t->n, sizeof(*child));
	uint32_t *begin = mem_zeroed((size_t)t->n + 2, sizeof(*begin));

	for (uint32_t i = 0; i < t->n; i++)
		t->end[i] = 1;
	for (uint32_t i = t->n; i-- > 1;) {
		t->end[t->parent[i]] += t->end[i];
		csr_count(begin, t->parent[i]);
	}
	csr_sum(begin, (size_t)t->n + 2);
	for (uint32_t i = 1; i < t->n; i++)
		child[csr_place(begin, t->parent[i])] = i;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t n = begin[i + 1] - begin[i], at = to[i] + 1;
		uint32_t *children = child + begin[i];

		if (n > 1)
			sort_with(children, n, sizeof(*children), names ? by_name : by_width, t);
		for (uint32_t k = 0; k < n; k++) {
			to[children[k]] = at;
			at += t->end[children[k]];
		}
	}
	free(child);
	free(begin);
	return to;
}

/* Moves each element of a column, which may be NULL, to its place. `spare` has room for the column. */
static void move32(uint32_t *column, const uint32_t *to, uint32_t n, uint32_t *spare)
{
	for (uint32_t i = 0; column != NULL && i < n; i++)
		spare[to[i]] = column[i];
	if (column != NULL)
		memcpy(column, spare, n * sizeof(*column));
}

static void move64(int64_t *column, const uint32_t *to, uint32_t n, int64_t *spare)
{
	for (uint32_t i = 0; column != NULL && i < n; i++)
		spare[to[i]] = column[i];
	if (column != NULL)
		memcpy(column, spare, n * sizeof(*column));
}

static void move_frames(struct flame_tree *t, const uint32_t *to)
{
	int64_t *spare = mem_zeroed(t->n, sizeof(*spare));

	for (uint32_t i = 0; i < t->n; i++) {
		t->parent[i] = to[t->parent[i]];
		t->end[i] += to[i];
	}
	move32(t->parent, to, t->n, (uint32_t *)spare);
	move32(t->node, to, t->n, (uint32_t *)spare);
	move32(t->end, to, t->n, (uint32_t *)spare);
	move32(t->height, to, t->n, (uint32_t *)spare);
	move32(t->hidden_at, to, t->n, (uint32_t *)spare);
	for (stack_id i = 0; t->frame_of != NULL && i < t->nodes->view->p->n_stacks; i++)
		t->frame_of[i] = to[t->frame_of[i]];
	if (t->width != (uint64_t *)t->cum)
		move64((int64_t *)t->width, to, t->n, spare);
	move64(t->cum, to, t->n, spare);
	move64(t->flat, to, t->n, spare);
	move64(t->cum_before, to, t->n, spare);
	move64(t->flat_before, to, t->n, spare);
	move64(t->cum_div, to, t->n, spare);
	move64(t->flat_div, to, t->n, spare);
	move64(t->cum_before_div, to, t->n, spare);
	move64(t->flat_before_div, to, t->n, spare);
	free(spare);
}

void flame_tree_weigh(struct flame_tree *t, struct arena *a, enum flame_widths widths, bool by_name)
{
	uint32_t *to;

	t->widths = flame_tree_is_compared(t) ? widths : FLAME_BOTH;
	set_widths(t, a);
	to = places_of(t, by_name);
	move_frames(t, to);
	free(to);
}

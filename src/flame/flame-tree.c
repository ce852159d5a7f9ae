/*
 * flame-tree.c: Builds the tree of a view's stacks, and finds frames in it.
 *
 * The tree is built from the whole downwards. The stacks of a frame stand side by side in one array, each with a
 * cursor at its next entry. They are sorted by that entry into the frame's children, these are ordered, and the
 * first of them is next. So frames come in preorder, and subtrees too narrow to be seen need not be built.
 */
#include "flame/flame-tree.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/walk.h"

/* A stack that is being read: what is left of it. */
struct flame_cursor {
	stack_id stack;
	uint32_t at;   /* the position of its next location in the stack column */
	uint32_t left; /* how many locations are left, with that one */
	uint32_t used; /* how many entries of that one were read */
};

/* A frame before it is made. */
struct flame_child {
	uint32_t parent;
	node_id node;
	uint32_t begin, n; /* its cursors */
	uint32_t number;   /* its place among the children of its parent, as they were met */
	int64_t cum, cum_div;
	uint64_t width;
};

struct flame_builder {
	const struct flame_spec *spec;
	const struct stack_sums *sums;
	bool is_mean; /* there are divisors */
	struct arena *arena;
	struct arena scratch;
	struct stack_builder stacks; /* what the nodes of locations are */
	struct flame_tree *tree;
	size_t cap;     /* of the tree's columns */
	unsigned shift; /* by which sizes are divided, as a power of 2 */
	bool widths;    /* widths are not the weights: some of these are below 0, or shift is not */
	bool merges;    /* entries that are equal to the one before are left out */
	uint64_t least; /* frames that are less wide are folded */
	struct str *names;
	struct flame_cursor *cursors, *sorted; /* sorted: room for as many */
	uint32_t *child_of;                    /* by cursor: the child it goes to */
	uint32_t *slots; /* by node_id: 1 + the child that has it; 0 while no frame is looked at */
	VEC(struct flame_child) pending; /* frames to make, the next one last */
};

/* The size of a value without its sign; that of INT64_MIN fits, too. */
static uint64_t size_of(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

static int64_t weight_of(const struct flame_builder *b, stack_id stack)
{
	return value_column_get(&b->sums->weights, stack);
}

static int64_t divisor_of(const struct flame_builder *b, stack_id stack)
{
	return b->is_mean ? value_column_get(&b->sums->divisors, stack) : 0;
}

static uint64_t width_of(const struct flame_builder *b, int64_t weight)
{
	return size_of(weight) >> b->shift;
}

/* The entries of a location, from root to leaf. Returns how many. */
static uint32_t entries_of(const struct stack_builder *b, loc_id loc, const uint32_t **entries)
{
	const struct loc_nodes *known = &b->locs[loc];

	if (known->nodes[0] == STACK_MORE) {
		*entries = &b->more[known->nodes[1] + 1];
		return b->more[known->nodes[1]];
	}
	*entries = known->nodes;
	return known->nodes[0] == STACK_NONE ? 0 : known->nodes[1] == STACK_NONE ? 1 : 2;
}

/* Reads the next node of a stack, which is not `above` where runs are merged. 0: there is none. */
static node_id read_node(const struct flame_builder *b, struct flame_cursor *c, node_id above)
{
	const struct loc_column *column = &b->spec->nodes->view->p->stack;
	bool leaf_first = b->spec->leaf_first;

	while (c->left != 0) {
		const uint32_t *entries;
		uint32_t n = entries_of(&b->stacks, loc_column_get(column, c->at), &entries);

		while (c->used < n) {
			uint32_t i = c->used++;
			node_id node = entries[leaf_first ? n - 1 - i : i] & STACK_NODE;

			if (!b->merges || node != above)
				return node;
		}
		c->used = 0;
		c->left--;
		c->at += leaf_first ? 1 : -1;
	}
	return 0;
}

/* Begins to bring to the processor what read_node will look at. */
static void prefetch(const struct flame_builder *b, const struct flame_cursor *c)
{
	const struct profile *p = b->spec->nodes->view->p;
	const struct loc_column *column = &p->stack;

	if (c->at >= p->stack_begin[p->n_stacks])
		return; /* the stack has no more */
	if (column->narrow != NULL)
		__builtin_prefetch(&column->narrow[c->at]);
	else
		__builtin_prefetch(&column->wide[c->at]);
}

/* How many nodes are left of a stack. */
static uint32_t count_nodes(const struct flame_builder *b, struct flame_cursor c, node_id above)
{
	uint32_t n = 0;

	while ((above = read_node(b, &c, above)) != 0)
		n++;
	return n;
}

/* Puts the cursor where the path of a stack begins. False: it has none. */
static bool begin_stack(const struct flame_builder *b, stack_id stack, struct flame_cursor *c)
{
	struct window w = view_stack(b->spec->nodes->view, stack);
	struct flame_cursor before;
	node_id node;

	*c = (struct flame_cursor){stack, b->spec->leaf_first ? w.begin : w.end - 1,
		w.end - w.begin, 0};
	if (b->spec->begins == NULL)
		return true;
	do {
		before = *c;
		node = read_node(b, c, 0);
	} while (node != 0 && !b->spec->begins[node]);
	*c = before;
	return node != 0;
}

/* The stacks, and the frame of all of them. */
struct flame_whole {
	struct flame_builder *b;
	struct flame_child frame;
	unsigned __int128 size;
	uint64_t locs;
};

static void add_stacks(void *context, struct walk_part *part)
{
	struct flame_whole *whole = context;
	struct flame_builder *b = whole->b;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		struct flame_cursor *c = &b->cursors[whole->frame.n];

		if (!begin_stack(b, s.stack, c))
			continue;
		whole->frame.n++;
		whole->frame.cum = wrap_add(whole->frame.cum, s.weight);
		whole->frame.cum_div = wrap_add(whole->frame.cum_div, s.divisor);
		whole->size += size_of(s.weight);
		whole->locs += c->left;
		b->widths |= s.weight < 0;
	}
}

/* Makes the cursors, and the frame of the whole, which is the next to be made. */
static void begin_stacks(struct flame_builder *b)
{
	struct flame_whole whole = {.b = b};
	struct flame_child *frame = &whole.frame;

	b->cursors = arena_array(&b->scratch, struct flame_cursor, b->sums->view->p->n_stacks);
	walk_run(b->sums, 1, add_stacks, &whole);
	while (whole.size >> b->shift > INT64_MAX)
		b->shift++;
	b->widths |= b->shift != 0;
	for (uint32_t i = 0; i < frame->n; i++)
		frame->width += width_of(b, weight_of(b, b->cursors[i].stack));
	if (whole.locs > FLAME_WHOLE)
		b->least = frame->width / FLAME_LEAST;
	b->sorted = arena_array(&b->scratch, struct flame_cursor, frame->n);
	b->child_of = arena_array(&b->scratch, uint32_t, frame->n);
	*vec_add(&b->pending) = *frame;
}

static struct str name_of(struct flame_builder *b, node_id node)
{
	if (b->names[node].p == NULL)
		b->names[node] = node_name(b->arena, b->spec->nodes, node);
	return b->names[node];
}

/* Makes room in the columns for one more frame. */
static void make_room(struct flame_builder *b)
{
	struct flame_tree *t = b->tree;
	size_t had = b->cap;

	if (t->n < b->cap)
		return;
#define GROW(column) \
	do { \
		b->cap = had; \
		t->column = mem_grow(t->column, &b->cap, (size_t)t->n + 1, sizeof(*t->column)); \
	} while (0)
	GROW(parent);
	GROW(node);
	GROW(end);
	GROW(height);
	GROW(cum);
	GROW(flat);
	if (b->widths)
		GROW(width);
	if (b->is_mean) {
		GROW(cum_div);
		GROW(flat_div);
	}
#undef GROW
}

/* Makes the frame. Its flat is added up while its stacks are read. */
static uint32_t add_frame(struct flame_builder *b, const struct flame_child *c)
{
	struct flame_tree *t = b->tree;
	uint32_t i = t->n;

	make_room(b);
	t->parent[i] = c->parent;
	t->node[i] = c->node;
	t->end[i] = i + 1;
	t->height[i] = 1;
	t->cum[i] = c->cum;
	t->flat[i] = 0;
	if (t->width != NULL)
		t->width[i] = c->width;
	if (t->cum_div != NULL) {
		t->cum_div[i] = c->cum_div;
		t->flat_div[i] = 0;
	}
	return t->n++;
}

/* Adds a stack that ends in a frame. */
static void end_stack(struct flame_builder *b, uint32_t frame, stack_id stack)
{
	struct flame_tree *t = b->tree;

	t->flat[frame] = wrap_add(t->flat[frame], weight_of(b, stack));
	if (t->flat_div != NULL)
		t->flat_div[frame] = wrap_add(t->flat_div[frame], divisor_of(b, stack));
}

/* Adds a stack to the child that has the node; `first` is the first child. Returns the number of the child. */
static uint32_t join_child(struct flame_builder *b, size_t first, uint32_t frame, node_id node,
	stack_id stack)
{
	int64_t weight = weight_of(b, stack);
	struct flame_child *c;

	if (b->slots[node] == 0) {
		c = vec_add(&b->pending);
		c->parent = frame;
		c->node = node;
		c->number = (uint32_t)(b->pending.n - 1 - first);
		b->slots[node] = c->number + 1;
	}
	c = &b->pending.p[first + b->slots[node] - 1];
	c->n++;
	c->cum = wrap_add(c->cum, weight);
	c->cum_div = wrap_add(c->cum_div, divisor_of(b, stack));
	c->width += width_of(b, weight);
	return c->number;
}

/* In the reverse order of children: the last one of `pending` is the next to be made. */
static int by_name(const void *a, const void *b, void *builder)
{
	const struct flame_child *l = a, *r = b;
	int order = str_cmp(name_of(builder, r->node), name_of(builder, l->node));

	return order != 0 ? order : (l->node < r->node) - (l->node > r->node);
}

static int by_width(const void *a, const void *b, void *builder)
{
	const struct flame_child *l = a, *r = b;

	return l->width != r->width ? (l->width > r->width ? 1 : -1) : by_name(a, b, builder);
}

/* Moves the cursors from `begin` on to their children, which `pending` has from `first` on, in order. */
static void sort_cursors(struct flame_builder *b, size_t first, uint32_t begin, uint32_t n)
{
	uint32_t *next, at = begin;
	size_t n_children = b->pending.n - first;

	if (n_children == 1 && b->pending.p[first].n == n) {
		b->pending.p[first].begin = begin;
		return;
	}
	next = mem_zeroed(n_children, sizeof(*next));
	for (size_t i = b->pending.n; i-- > first;) {
		struct flame_child *c = &b->pending.p[i];

		c->begin = next[c->number] = at;
		at += c->n;
	}
	for (uint32_t i = begin; i < begin + n; i++)
		if (b->child_of[i] != UINT32_MAX)
			b->sorted[next[b->child_of[i]]++] = b->cursors[i];
	memcpy(b->cursors + begin, b->sorted + begin, (at - begin) * sizeof(*b->cursors));
	free(next);
}

/* How many stacks ahead memory is asked for. */
enum { AHEAD = 16 };

/* Reads the next node of all stacks of a frame, and makes its children. */
static void expand(struct flame_builder *b, uint32_t frame, const struct flame_child *c)
{
	size_t first = b->pending.n;
	uint32_t end = c->begin + c->n;

	for (uint32_t i = c->begin; i < end; i++) {
		struct flame_cursor *at = &b->cursors[i];
		node_id node;

		prefetch(b, i + AHEAD < end ? at + AHEAD : at);
		node = read_node(b, at, c->node);
		b->child_of[i] = UINT32_MAX;
		if (node == 0)
			end_stack(b, frame, at->stack);
		else
			b->child_of[i] = join_child(b, first, frame, node, at->stack);
	}
	for (size_t i = first; i < b->pending.n; i++)
		b->slots[b->pending.p[i].node] = 0;
	sort_with(b->pending.p + first, b->pending.n - first, sizeof(*b->pending.p),
		b->spec->by_name ? by_name : by_width, b);
	sort_cursors(b, first, c->begin, c->n);
}

/* Says of a frame how deep it is and how much of it is flat, without making what is below it. */
static void fold(struct flame_builder *b, uint32_t frame, const struct flame_child *c)
{
	uint32_t most = 0;

	for (uint32_t i = c->begin; i < c->begin + c->n; i++) {
		uint32_t n = count_nodes(b, b->cursors[i], c->node);

		if (n == 0)
			end_stack(b, frame, b->cursors[i].stack);
		if (n > most)
			most = n;
	}
	b->tree->height[frame] += most;
}

static void make_frames(struct flame_builder *b)
{
	for (size_t i = 0; b->pending.n != 0 && !interrupted_at(i); i++) {
		struct flame_child c = b->pending.p[--b->pending.n];
		uint32_t frame = add_frame(b, &c);

		if (c.node != 0)
			name_of(b, c.node);
		if (c.width < b->least)
			fold(b, frame, &c);
		else
			expand(b, frame, &c);
	}
}

/* Fills in what a frame knows from those below it. */
static void finish(struct flame_builder *b)
{
	struct flame_tree *t = b->tree;

	for (uint32_t i = t->n; i-- > 1;) {
		uint32_t above = t->parent[i];

		t->folded += t->end[i] == i + 1 && t->height[i] > 1;
		if (t->end[i] > t->end[above])
			t->end[above] = t->end[i];
		if (t->height[i] + 1 > t->height[above])
			t->height[above] = t->height[i] + 1;
	}
	if (t->width == NULL)
		t->width = (uint64_t *)t->cum;
	else
		arena_own(b->arena, t->width);
	arena_own(b->arena, t->parent);
	arena_own(b->arena, t->node);
	arena_own(b->arena, t->end);
	arena_own(b->arena, t->height);
	arena_own(b->arena, t->cum);
	arena_own(b->arena, t->flat);
	arena_own(b->arena, t->cum_div);
	arena_own(b->arena, t->flat_div);
	t->names = b->names;
}

void flame_tree_init(struct flame_tree *t, struct arena *a, const struct flame_spec *spec)
{
	const struct nodes *nodes = spec->nodes;
	struct flame_builder b = {.spec = spec, .sums = spec->stacks, .arena = a, .tree = t};

	*t = (struct flame_tree){.nodes = nodes};
	/* Packages and the like do not call themselves. */
	b.merges = spec->merge_recursion || view_is_grouped(nodes->view);
	b.stacks = (struct stack_builder){.nodes = nodes};
	stack_builder_init(&b.stacks, &b.scratch);
	b.names = arena_array(a, struct str, nodes->n);
	b.slots = arena_array(&b.scratch, uint32_t, nodes->n);
	b.is_mean = b.sums->divisors.p != NULL;
	begin_stacks(&b);
	make_frames(&b);
	finish(&b);
	free(b.pending.p);
	arena_release(&b.scratch);
}

int64_t flame_tree_cum(const struct flame_tree *t, uint32_t frame)
{
	return wrap_div(t->cum[frame], t->cum_div != NULL ? t->cum_div[frame] : 0);
}

int64_t flame_tree_flat(const struct flame_tree *t, uint32_t frame)
{
	return wrap_div(t->flat[frame], t->flat_div != NULL ? t->flat_div[frame] : 0);
}

struct flame_found flame_tree_find(const struct flame_tree *t, uint32_t frame, const bool *matches)
{
	struct flame_found found = {0};
	uint32_t counted = frame; /* the frames before it are in the sums */

	for (uint32_t i = frame; i < t->end[frame]; i++) {
		if (!matches[t->node[i]])
			continue;
		found.frames++;
		if (i < counted)
			continue;
		found.cum = wrap_add(found.cum, t->cum[i]);
		found.width += t->width[i];
		if (t->cum_div != NULL)
			found.divisor = wrap_add(found.divisor, t->cum_div[i]);
		counted = t->end[i];
	}
	return found;
}

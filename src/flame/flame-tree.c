/*
 * flame-tree.c: Builds the tree of a view's stacks.
 *
 * Stacks are read in passes. In a pass each stack goes on from the frame that it has reached, as far as frames are
 * open. A frame opens when the stacks that have come to it are too wide together to be folded. So no frame is made
 * below one that will be folded, and memory goes with what can be seen. Stacks wait in a closed frame for the next
 * pass; those that wait where no more stacks can come are folded. A pass reads only what a stack does not have in
 * common with the one before. At last frames are put into preorder (flame-order.c).
 */
#include "flame/flame-tree.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "flame/flame-paths.h"
#include "graph/walk.h"

/* A stack that was folded. */
struct flame_hidden {
	uint32_t frame;
	stack_id stack;
};

/* What is known of a frame while the tree is built. */
struct flame_growth {
	uint64_t size;  /* what came to it, in widths, at least: counted only while it is closed */
	uint32_t depth; /* how many frames its path has, without frame 0 */
	uint32_t child; /* the one that was looked up last; 0: none */
};

/* Where a frame is found. */
struct flame_slot {
	uint32_t parent;
	node_id node;
	uint32_t frame; /* 0: free */
};

/* The last stack that was read: the frame that it had reached after each number of its locations. */
struct flame_chain {
	stack_id stack;
	uint32_t begin, end; /* these numbers are known, `end` with them */
	uint32_t *frames;
	size_t cap;
};

struct flame_builder {
	const struct flame_spec *spec;
	const struct stack_sums *sums;
	const struct profile *p;
	bool is_mean, has_before; /* the tree has such columns */
	bool knows_shared;        /* p->stack_shared says what paths have in common */
	struct arena *arena;
	struct arena scratch;
	struct flame_paths *paths;
	struct flame_tree *tree;
	size_t cap;     /* of the tree's columns */
	uint64_t least; /* frames that are less wide are folded */
	enum flame_widths widths;
	struct str *names;
	VEC(struct flame_growth) growth; /* by frame */

	/* The stacks that are not at their ends, in order. */
	uint32_t n_live;
	stack_id *stacks;
	uint32_t *frames; /* which they have reached */
	/* Where they are read on. The first of the two that is not NULL is in use. */
	uint32_t *packed; /* both numbers have 16 bits each */
	struct flame_place *places;

	/* All stacks have come to the frames before this one that ever will. */
	uint32_t complete;
	struct flame_chain chain;

	/* Frames by parent and node, in a hash table. `mask` is the number of slots less 1. */
	struct flame_slot *slots;
	size_t slots_cap;
	uint32_t mask;
	uint64_t seed;
	VEC(struct flame_hidden) hidden; /* if the tree is to be searched */
};

static uint64_t add_sizes(uint64_t a, uint64_t b)
{
	return a + b < a ? UINT64_MAX : a + b;
}

static void add_to(int64_t *sums, uint32_t frame, int64_t value)
{
	if (sums != NULL)
		sums[frame] = wrap_add(sums[frame], value);
}

/* How wide a stack is. */
static inline uint64_t stack_size(const struct flame_builder *b, stack_id stack)
{
	struct flame_weight w = flame_paths_weight(b->paths, stack);

	return flame_size(b->widths, w.after, w.before);
}

/* Adds a stack to the last frame that is built of its path. */
static void add_stack(struct flame_builder *b, uint32_t frame, stack_id stack, bool ends)
{
	struct flame_tree *t = b->tree;
	struct flame_weight w = flame_paths_weight(b->paths, stack);

	add_to(t->cum, frame, w.after);
	add_to(t->cum_before, frame, w.before);
	add_to(t->cum_div, frame, w.after_div);
	add_to(t->cum_before_div, frame, w.before_div);
	if (!ends)
		return;
	add_to(t->flat, frame, w.after);
	add_to(t->flat_before, frame, w.before);
	add_to(t->flat_div, frame, w.after_div);
	add_to(t->flat_before_div, frame, w.before_div);
}

/* Says where a stack is that has ended, or is hidden. */
static void place_stack(struct flame_builder *b, uint32_t frame, stack_id stack)
{
	if (b->tree->frame_of != NULL)
		b->tree->frame_of[stack] = frame;
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
	GROW(height);
	GROW(cum);
	GROW(flat);
	if (b->has_before) {
		GROW(cum_before);
		GROW(flat_before);
	}
	if (b->is_mean) {
		GROW(cum_div);
		GROW(flat_div);
	}
	if (b->is_mean && b->has_before) {
		GROW(cum_before_div);
		GROW(flat_before_div);
	}
#undef GROW
}

static void clear(int64_t *column, uint32_t frame)
{
	if (column != NULL)
		column[frame] = 0;
}

/* Makes a frame to which nothing is added yet. */
static uint32_t add_frame(struct flame_builder *b, uint32_t parent, node_id node)
{
	struct flame_tree *t = b->tree;
	uint32_t i = t->n;

	make_room(b);
	t->parent[i] = parent;
	t->node[i] = node;
	t->height[i] = 1;
	t->cum[i] = t->flat[i] = 0;
	clear(t->cum_before, i);
	clear(t->flat_before, i);
	clear(t->cum_div, i);
	clear(t->flat_div, i);
	clear(t->cum_before_div, i);
	clear(t->flat_before_div, i);
	*vec_add(&b->growth) = (struct flame_growth){
		.depth = i != 0 ? b->growth.p[parent].depth + 1 : 0};
	if (node != 0 && b->names[node].p == NULL)
		b->names[node] = node_name(b->arena, b->spec->nodes, node);
	return t->n++;
}

/* The slot of a frame, or the free one where it is to be. */
static struct flame_slot *slot_of(const struct flame_builder *b, uint32_t parent, node_id node)
{
	uint32_t at = (uint32_t)hash_mix(b->seed, (uint64_t)parent << 32 | node);
	struct flame_slot *slot;

	do
		slot = &b->slots[at++ & b->mask];
	while (slot->frame != 0 && (slot->parent != parent || slot->node != node));
	return slot;
}

/* Makes n slots, a power of 2, and puts all frames into them. */
static void make_slots(struct flame_builder *b, uint32_t n)
{
	const struct flame_tree *t = b->tree;

	b->slots = mem_grow(b->slots, &b->slots_cap, n, sizeof(*b->slots));
	b->mask = n - 1;
	memset(b->slots, 0, n * sizeof(*b->slots));
	for (uint32_t i = 1; i < t->n; i++)
		*slot_of(b, t->parent[i], t->node[i]) = (struct flame_slot){t->parent[i],
			t->node[i], i};
}

/* The child of a frame that has the node, made if there is none yet. */
static uint32_t child_of(struct flame_builder *b, uint32_t parent, node_id node)
{
	uint32_t child = b->growth.p[parent].child;
	struct flame_slot *slot;

	if (child != 0 && b->tree->node[child] == node)
		return child;
	slot = slot_of(b, parent, node);
	child = slot->frame;
	if (child == 0) {
		child = add_frame(b, parent, node);
		*slot = (struct flame_slot){parent, node, child};
		if (b->tree->n > b->mask / 4 * 3)
			make_slots(b, 2 * (b->mask + 1));
	}
	b->growth.p[parent].child = child;
	return child;
}

/* The stacks of the whole. */
struct flame_whole {
	struct flame_builder *b;
	uint64_t size, locs;
};

static struct flame_place place_of(const struct flame_builder *b, uint32_t i)
{
	if (b->packed != NULL)
		return (struct flame_place){b->packed[i] >> 16, b->packed[i] & UINT16_MAX};
	return b->places[i];
}

static void set_place(struct flame_builder *b, uint32_t i, struct flame_place place)
{
	if (b->packed != NULL)
		b->packed[i] = place.locs << 16 | place.used;
	else
		b->places[i] = place;
}

static void add_stacks(void *context, struct walk_part *part)
{
	struct flame_whole *whole = context;
	struct flame_builder *b = whole->b;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		struct window w = view_stack(b->paths->view, s.stack);
		struct flame_place place;

		if (!flame_paths_begin(b->paths, s.stack, &place))
			continue;
		b->stacks[b->n_live] = s.stack;
		set_place(b, b->n_live++, place);
		whole->locs += w.end - w.begin - place.locs;
		whole->size = add_sizes(whole->size, stack_size(b, s.stack));
	}
}

/* Makes frame 0, which all stacks have reached. */
static void make_whole(struct flame_builder *b)
{
	enum { SLOTS = 64 };
	struct flame_whole whole = {.b = b};
	uint32_t n = b->p->n_stacks;

	b->stacks = arena_array(&b->scratch, stack_id, n);
	b->frames = arena_array(&b->scratch, uint32_t, n);
	if (flame_paths_fit(b->paths, UINT16_MAX))
		b->packed = arena_array(&b->scratch, uint32_t, n);
	else
		b->places = arena_array(&b->scratch, struct flame_place, n);
	if (b->spec->places)
		b->tree->frame_of = arena_array(b->arena, uint32_t, n);
	add_frame(b, 0, 0);
	make_slots(b, SLOTS);
	walk_run(b->sums, 1, add_stacks, &whole);
	b->growth.p[0].size = whole.size;
	if (b->spec->finest != 0)
		b->least = whole.size / b->spec->finest;
	else if (whole.locs > FLAME_WHOLE)
		b->least = whole.size / FLAME_FINEST;
	if (b->least != 0)
		flame_paths_count(b->paths, &b->scratch);
}

static bool is_closed(const struct flame_builder *b, uint32_t frame)
{
	return b->growth.p[frame].size < b->least;
}

/* A stack comes to a frame. Returns whether it goes on. */
static bool enter(struct flame_builder *b, uint32_t frame, stack_id stack)
{
	uint64_t *size = &b->growth.p[frame].size;

	if (*size >= b->least)
		return true;
	*size = add_sizes(*size, stack_size(b, stack));
	return *size >= b->least;
}

/* Adds to the chain that its stack has reached a frame at a place; `above`: the frame before. */
static void lengthen_chain(struct flame_chain *c, struct flame_place place, uint32_t frame,
	uint32_t above)
{
	if (c->end == place.locs)
		return;
	c->frames = mem_grow(c->frames, &c->cap, (size_t)place.locs + 1, sizeof(*c->frames));
	while (c->end < place.locs)
		c->frames[++c->end] = above;
	if (place.used == 0)
		c->frames[c->end] = frame;
}

/* Begins the chain at a frame. In the midst of a location nothing is known yet. */
static void begin_chain(struct flame_chain *c, struct flame_place place, uint32_t frame)
{
	c->begin = place.used == 0 ? place.locs : place.locs + 1;
	c->end = place.locs;
	c->frames = mem_grow(c->frames, &c->cap, (size_t)place.locs + 1, sizeof(*c->frames));
	c->frames[c->end] = frame;
}

/*
 * Moves a stack to where it parts from the stack before it in the profile, if both were at the same place before, and
 * makes the chain its own. Returns the frame there.
 */
static uint32_t go_along(struct flame_builder *b, stack_id stack, uint32_t frame,
	struct flame_place *place)
{
	struct flame_chain *c = &b->chain;
	struct window w;
	uint32_t shared;

	if (!b->knows_shared || stack != c->stack + 1 || place->used != 0 ||
		place->locs < c->begin || place->locs > c->end || c->frames[place->locs] != frame) {
		c->stack = stack;
		begin_chain(c, *place, frame);
		return frame;
	}
	/* Stacks may have been cut short since it was known what they share. */
	w = profile_stack(b->p, stack);
	shared = b->p->stack_shared[stack];
	if (shared > w.end - w.begin)
		shared = w.end - w.begin;
	if (c->end > shared)
		c->end = shared > place->locs ? shared : place->locs;
	c->stack = stack;
	place->locs = c->end;
	return c->frames[c->end];
}

/* Reads on a stack that waited in a frame. Returns the frame where it waits now; false: it ends there. */
static bool read_stack(struct flame_builder *b, stack_id stack, uint32_t *frame,
	struct flame_place *place)
{
	uint32_t from = *frame, at = go_along(b, stack, from, place);
	bool open = at == from || enter(b, at, stack);
	node_id node = 1;

	while (open && (node = flame_paths_next(b->paths, stack, place, b->tree->node[at])) != 0) {
		uint32_t above = at;

		at = child_of(b, above, node);
		lengthen_chain(&b->chain, *place, at, above);
		open = enter(b, at, stack);
	}
	*frame = at;
	return node != 0;
}

/* Adds a stack to a frame that is folded: its end, or how deep it is. */
static void fold_stack(struct flame_builder *b, uint32_t i)
{
	struct flame_tree *t = b->tree;
	uint32_t frame = b->frames[i], left;

	left = flame_paths_left(b->paths, b->stacks[i], place_of(b, i), b->growth.p[frame].depth,
		t->node[frame]);
	add_stack(b, frame, b->stacks[i], left == 0);
	place_stack(b, frame, b->stacks[i]);
	if (left >= t->height[frame])
		t->height[frame] = left + 1;
	if (b->spec->searched)
		*vec_add(&b->hidden) = (struct flame_hidden){frame, b->stacks[i]};
}

/* Puts a stack behind those that are live in the next pass. */
static void keep_stack(struct flame_builder *b, uint32_t *live, stack_id stack, uint32_t frame,
	struct flame_place place)
{
	b->stacks[*live] = stack;
	b->frames[*live] = frame;
	set_place(b, (*live)++, place);
}

/* Reads on all stacks that wait in frames which are not closed any more. */
static void make_pass(struct flame_builder *b)
{
	uint32_t live = 0, first = b->tree->n;

	b->chain.stack = UINT32_MAX - 1;
	for (uint32_t i = 0; i < b->n_live && !interrupted_at(i); i++) {
		stack_id stack = b->stacks[i];
		uint32_t frame = b->frames[i];
		struct flame_place place = place_of(b, i);
		bool closed = is_closed(b, frame);

		if (closed && frame < b->complete) {
			fold_stack(b, i);
		} else if (closed || read_stack(b, stack, &frame, &place)) {
			keep_stack(b, &live, stack, frame, place);
		} else {
			add_stack(b, frame, stack, true);
			place_stack(b, frame, stack);
		}
	}
	b->n_live = live;
	b->complete = first;
}

/* Lists the stacks of each folded frame. */
static void list_hidden(struct flame_builder *b)
{
	struct flame_tree *t = b->tree;
	uint32_t *hidden, at = 1;

	if (!b->spec->searched || b->hidden.n == 0)
		return;
	t->paths = b->paths;
	t->hidden_at = arena_array(b->arena, uint32_t, t->n);
	t->hidden = hidden = arena_array(b->arena, uint32_t, 1 + b->hidden.n + t->n);
	for (size_t i = 0; i < b->hidden.n; i++)
		t->hidden_at[b->hidden.p[i].frame]++;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t n = t->hidden_at[i];

		t->hidden_at[i] = n != 0 ? at : 0;
		at += n != 0 ? 1 + n : 0;
	}
	for (size_t i = 0; i < b->hidden.n; i++) {
		uint32_t *of = &hidden[t->hidden_at[b->hidden.p[i].frame]];

		of[++of[0]] = b->hidden.p[i].stack;
	}
}

/* Adds what a frame has to its parent. */
static void add_up(int64_t *column, uint32_t parent, uint32_t frame)
{
	if (column != NULL)
		column[parent] = wrap_add(column[parent], column[frame]);
}

/* Gives the columns to the arena, and fills in what a frame knows from those below it. */
static void finish(struct flame_builder *b)
{
	struct flame_tree *t = b->tree;

	for (uint32_t i = t->n; i-- > 1;) {
		uint32_t parent = t->parent[i];

		if (t->height[i] + 1 > t->height[parent])
			t->height[parent] = t->height[i] + 1;
		t->cum[parent] = wrap_add(t->cum[parent], t->cum[i]);
		add_up(t->cum_before, parent, i);
		add_up(t->cum_div, parent, i);
		add_up(t->cum_before_div, parent, i);
	}
	arena_own(b->arena, t->parent);
	arena_own(b->arena, t->node);
	arena_own(b->arena, t->height);
	arena_own(b->arena, t->cum);
	arena_own(b->arena, t->flat);
	arena_own(b->arena, t->cum_before);
	arena_own(b->arena, t->flat_before);
	arena_own(b->arena, t->cum_div);
	arena_own(b->arena, t->flat_div);
	arena_own(b->arena, t->cum_before_div);
	arena_own(b->arena, t->flat_before_div);
	t->end = arena_array(b->arena, uint32_t, t->n);
	t->names = b->names;
	list_hidden(b);
}

void flame_tree_init(struct flame_tree *t, struct arena *a, const struct flame_spec *spec)
{
	const struct stack_sums *sums = spec->stacks;
	const struct view *v = spec->nodes->view;
	struct flame_paths paths;
	struct flame_builder b = {.spec = spec,
		.sums = sums,
		.p = v->p,
		.is_mean = sums->divisors.p != NULL,
		.has_before = sums->before.p != NULL,
		.widths = sums->before.p != NULL ? spec->widths : FLAME_BOTH,
		.arena = a,
		.tree = t,
		.seed = hash_seed()};

	*t = (struct flame_tree){.nodes = spec->nodes};
	b.paths = spec->searched ? arena_array(a, struct flame_paths, 1) : &paths;
	flame_paths_init(b.paths, spec->searched ? a : &b.scratch, spec);
	b.knows_shared = !spec->leaf_first && v->windows == NULL && v->p->stack_shared != NULL;
	b.names = arena_array(a, struct str, spec->nodes->n);
	make_whole(&b);
	while (b.n_live != 0 && !interrupted())
		make_pass(&b);
	b.paths->lengths = NULL; /* nobody asks any more */
	free(b.growth.p);
	free(b.chain.frames);
	free(b.slots);
	arena_release(&b.scratch);
	finish(&b);
	free(b.hidden.p);
	flame_tree_weigh(t, a, spec->widths, spec->by_name);
}

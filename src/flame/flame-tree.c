/*
 * flame-tree.c: Builds the tree of a view's stacks.
 *
 * It is built level by level. Each stack that is not at its end knows the frame that it has reached. In the order
 * of the stacks, the next node of each is looked up among the children of that frame. Then the stacks of frames
 * too narrow to be seen are dropped, so that memory goes with what can be seen. At last frames are put into
 * preorder (flame-order.c).
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

	/* The stacks that are not at their ends, in order. */
	uint32_t n_live;
	stack_id *stacks;
	uint32_t *frames; /* which they have reached */
	/* Where they are read on. Both NULL: as many locations are read as there are levels. */
	struct flame_place *places;
	uint32_t *packed; /* the same, if both numbers fit in 16 bits each */
	uint32_t level;   /* how many nodes were read of each */

	/* The level that is being made. */
	uint32_t first, first_above;      /* its first frame, and that of the level before */
	VEC(uint64_t) sizes, sizes_above; /* of their frames: at least how wide they are */
	/*
	 * Its frames by parent and node, in a hash table: their places in the level + 1; 0: free. `mask` is the
	 * number of slots in use less 1.
	 */
	uint32_t *slots;
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

/* Stacks that are to be added to a frame of the level. */
struct flame_batch {
	struct flame_weight sum;
	uint64_t size;
};

static inline void add_stack(const struct flame_builder *b, struct flame_batch *batch,
	stack_id stack)
{
	struct flame_weight w = flame_paths_weight(b->paths, stack);

	batch->size = add_sizes(batch->size, flame_size(b->widths, w.after, w.before));
	batch->sum.after = wrap_add(batch->sum.after, w.after);
	if (!b->is_mean && !b->has_before)
		return;
	batch->sum.before = wrap_add(batch->sum.before, w.before);
	batch->sum.after_div = wrap_add(batch->sum.after_div, w.after_div);
	batch->sum.before_div = wrap_add(batch->sum.before_div, w.before_div);
}

/* Adds the batch to the frame, and empties it. */
static void add_batch(struct flame_builder *b, uint32_t frame, struct flame_batch *batch)
{
	struct flame_tree *t = b->tree;
	uint64_t *size = &b->sizes.p[frame - b->first];

	*size = add_sizes(*size, batch->size);
	add_to(t->cum, frame, batch->sum.after);
	add_to(t->cum_before, frame, batch->sum.before);
	add_to(t->cum_div, frame, batch->sum.after_div);
	add_to(t->cum_before_div, frame, batch->sum.before_div);
	*batch = (struct flame_batch){0};
}

/* Adds a stack that ends in a frame. */
static void end_stack(struct flame_builder *b, uint32_t frame, stack_id stack)
{
	struct flame_tree *t = b->tree;
	struct flame_weight w = flame_paths_weight(b->paths, stack);

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

/* Makes a frame of the level, to which nothing is added yet. */
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
	*vec_add(&b->sizes) = 0;
	if (node != 0 && b->names[node].p == NULL)
		b->names[node] = node_name(b->arena, b->spec->nodes, node);
	return t->n++;
}

/* The slot of a frame, or the free one where it is to be. */
static uint32_t *slot_of(const struct flame_builder *b, uint32_t parent, node_id node)
{
	const struct flame_tree *t = b->tree;
	uint32_t at = (uint32_t)hash_mix(b->seed, (uint64_t)parent << 32 | node) & b->mask;

	while (b->slots[at] != 0) {
		uint32_t frame = b->first + b->slots[at] - 1;

		if (t->parent[frame] == parent && t->node[frame] == node)
			break;
		at = (at + 1) & b->mask;
	}
	return &b->slots[at];
}

/* Makes n slots, a power of 2, and puts the frames of the level into them. */
static void make_slots(struct flame_builder *b, uint32_t n)
{
	b->slots = mem_grow(b->slots, &b->slots_cap, n, sizeof(*b->slots));
	b->mask = n - 1;
	memset(b->slots, 0, n * sizeof(*b->slots));
	for (uint32_t i = b->first; i < b->tree->n; i++)
		*slot_of(b, b->tree->parent[i], b->tree->node[i]) = i - b->first + 1;
}

/* The child of a frame that has the node, made if there is none yet. */
static uint32_t child_of(struct flame_builder *b, uint32_t parent, node_id node)
{
	struct flame_tree *t = b->tree;
	uint32_t *slot = slot_of(b, parent, node);

	if (*slot != 0)
		return b->first + *slot - 1;
	if (t->n - b->first > b->mask / 2) {
		make_slots(b, 2 * (b->mask + 1));
		slot = slot_of(b, parent, node);
	}
	*slot = t->n - b->first + 1;
	return add_frame(b, parent, node);
}

/* The stacks of the whole. */
struct flame_whole {
	struct flame_builder *b;
	struct flame_batch batch;
	uint64_t locs;
};

static struct flame_place place_of(const struct flame_builder *b, uint32_t i)
{
	if (b->packed != NULL)
		return (struct flame_place){b->packed[i] >> 16, b->packed[i] & UINT16_MAX};
	return b->places != NULL ? b->places[i] : (struct flame_place){b->level, 0};
}

static void set_place(struct flame_builder *b, uint32_t i, struct flame_place place)
{
	if (b->packed != NULL)
		b->packed[i] = place.locs << 16 | place.used;
	else if (b->places != NULL)
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
		add_stack(b, &whole->batch, s.stack);
	}
}

/* Makes frame 0, which all stacks have reached. */
static void make_whole(struct flame_builder *b)
{
	struct flame_whole whole = {.b = b};
	uint32_t n = b->p->n_stacks;

	b->stacks = arena_array(&b->scratch, stack_id, n);
	b->frames = arena_array(&b->scratch, uint32_t, n);
	if (!b->paths->simple && flame_paths_fit(b->paths, UINT16_MAX))
		b->packed = arena_array(&b->scratch, uint32_t, n);
	else if (!b->paths->simple)
		b->places = arena_array(&b->scratch, struct flame_place, n);
	if (b->spec->places)
		b->tree->frame_of = arena_array(b->arena, uint32_t, n);
	add_frame(b, 0, 0);
	walk_run(b->sums, 1, add_stacks, &whole);
	add_batch(b, 0, &whole.batch);
	if (b->spec->finest != 0)
		b->least = b->sizes.p[0] / b->spec->finest;
	else if (whole.locs > FLAME_WHOLE)
		b->least = b->sizes.p[0] / FLAME_FINEST;
	if (b->least != 0)
		flame_paths_count(b->paths, &b->scratch);
}

/* The last stack that went on to the level: from where, and to where. */
struct flame_step {
	stack_id stack;
	struct flame_place from, to;
	uint32_t child;
};

/*
 * Whether a stack goes on as the one before it in the profile did: it has stood at the same place, and has all
 * locations up to the one that was read in common with it.
 */
static bool goes_along(const struct flame_builder *b, const struct flame_step *last, stack_id stack,
	struct flame_place from)
{
	uint32_t read = b->paths->simple ? b->level : last->to.locs;
	struct window w;

	if (!b->knows_shared || stack != last->stack + 1 || from.locs != last->from.locs ||
		from.used != last->from.used || b->p->stack_shared[stack] <= read)
		return false;
	w = profile_stack(b->p, stack);
	return w.end - w.begin > read;
}

/* Finds the child that a stack goes on to. False: it ends in the frame. */
static bool go_on(struct flame_builder *b, uint32_t i, struct flame_step *step)
{
	stack_id stack = b->stacks[i];
	struct flame_place from = place_of(b, i);
	node_id node;

	if (goes_along(b, step, stack, from)) {
		step->stack = stack;
		return true;
	}
	step->from = step->to = from;
	node = flame_paths_next(b->paths, stack, &step->to, b->tree->node[b->frames[i]]);
	step->stack = node != 0 ? stack : UINT32_MAX - 1;
	if (node != 0)
		step->child = child_of(b, b->frames[i], node);
	return node != 0;
}

/* How many stacks ahead memory is asked for. */
enum { AHEAD = 32 };

/* Asks for what a stack will need that is going to be read soon, unless it may go along with the one before. */
static void prefetch(const struct flame_builder *b, uint32_t i)
{
	struct flame_place place;

	if (i >= b->n_live)
		return;
	place = place_of(b, i);
	if (!b->knows_shared || b->stacks[i] != b->stacks[i - 1] + 1 ||
		b->p->stack_shared[b->stacks[i]] <= place.locs + 1)
		flame_paths_prefetch(b->paths, b->stacks[i], place);
}

/* Adds a stack to a frame that is folded: its end, or how deep it is. */
static void fold_stack(struct flame_builder *b, uint32_t i)
{
	struct flame_tree *t = b->tree;
	uint32_t frame = b->frames[i], left;

	left = flame_paths_left(b->paths, b->stacks[i], place_of(b, i), b->level, t->node[frame]);
	if (left == 0)
		end_stack(b, frame, b->stacks[i]);
	place_stack(b, frame, b->stacks[i]);
	if (left >= t->height[frame])
		t->height[frame] = left + 1;
	if (b->spec->searched)
		*vec_add(&b->hidden) = (struct flame_hidden){frame, b->stacks[i]};
}

/* Whether the frame of the level before is too narrow. */
static bool is_narrow(const struct flame_builder *b, uint32_t frame)
{
	return b->least != 0 && b->sizes_above.p[frame - b->first_above] < b->least;
}

/* Moves a stack to the frame that it has reached, behind those that were moved already. */
static void keep_stack(struct flame_builder *b, uint32_t *live, const struct flame_step *step)
{
	b->stacks[*live] = step->stack;
	b->frames[*live] = step->child;
	set_place(b, (*live)++, step->to);
}

static void begin_level(struct flame_builder *b)
{
	enum { SLOTS = 64 };
	size_t cap = b->sizes_above.cap;
	uint64_t *spare = b->sizes_above.p;

	b->sizes_above.p = b->sizes.p;
	b->sizes_above.cap = b->sizes.cap;
	b->sizes.p = spare;
	b->sizes.cap = cap;
	b->sizes.n = 0;
	b->first_above = b->first;
	b->first = b->tree->n;
	make_slots(b, SLOTS);
}

/* Reads the next node of each stack, and makes the frames of the next level. Stacks of narrow frames are dropped. */
static void make_level(struct flame_builder *b)
{
	struct flame_step step = {.stack = UINT32_MAX - 1};
	struct flame_batch batch = {0};
	uint32_t live = 0, child = 0; /* child: whose batch it is */

	begin_level(b);
	for (uint32_t i = 0; i < b->n_live && !interrupted_at(i); i++) {
		stack_id stack = b->stacks[i];

		prefetch(b, i + AHEAD);
		if (is_narrow(b, b->frames[i])) {
			fold_stack(b, i);
			continue;
		}
		if (!go_on(b, i, &step)) {
			end_stack(b, b->frames[i], stack);
			place_stack(b, b->frames[i], stack);
			continue;
		}
		if (child != step.child && child != 0)
			add_batch(b, child, &batch);
		child = step.child;
		add_stack(b, &batch, stack);
		keep_stack(b, &live, &step);
	}
	if (child != 0)
		add_batch(b, child, &batch);
	b->n_live = live;
	b->level++;
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

/* Gives the columns to the arena, and fills in what a frame knows from those below it. */
static void finish(struct flame_builder *b)
{
	struct flame_tree *t = b->tree;

	for (uint32_t i = t->n; i-- > 1;)
		if (t->height[i] + 1 > t->height[t->parent[i]])
			t->height[t->parent[i]] = t->height[i] + 1;
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
		make_level(&b);
	b.paths->lengths = NULL; /* nobody asks any more */
	free(b.sizes.p);
	free(b.sizes_above.p);
	free(b.slots);
	arena_release(&b.scratch);
	finish(&b);
	free(b.hidden.p);
	flame_tree_weigh(t, a, spec->widths, spec->by_name);
}

/*
 * flame-types.c: Builds one flame tree of several sample types.
 */
#include "flame/flame-types.h"

#include "base/cancel.h"
#include "base/wrap.h"
#include "graph/walk.h"

/* In the shape, all stacks of a type weigh so much together, and each that it has at least 1. */
#define SHARES ((uint64_t)1 << 40)

static uint64_t size_of(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* What a stack weighs on the side where it weighs more. */
static uint64_t larger_side(const struct walk_stack *s)
{
	uint64_t after = size_of(wrap_add(s->weight, s->before)), before = size_of(s->before);

	return after > before ? after : before;
}

/* The stacks of a type and their shares. */
struct flame_shares {
	int64_t *sums; /* by stack_id; NULL: only the total is asked for */
	unsigned __int128 total;
};

static void add_shares(void *context, struct walk_part *part)
{
	struct flame_shares *k = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		uint64_t size = larger_side(&s);

		if (k->sums == NULL)
			k->total += size;
		else if (size != 0)
			k->sums[s.stack] += 1 +
				(int64_t)(size * (unsigned __int128)SHARES / k->total);
	}
}

static void sum_type(struct stack_sums *sums, struct arena *a, const struct flame_types *t,
	uint32_t type)
{
	stack_sums_init(sums, a,
		&(struct sample_spec){.view = t->view, .value = type, .before = t->compared});
}

/* Adds the shares that stacks have of a type. */
static void add_type(const struct flame_types *t, int64_t *sums, uint32_t type)
{
	struct arena a = {0};
	struct stack_sums of_type;
	struct flame_shares shares = {0};

	sum_type(&of_type, &a, t, type);
	walk_run(&of_type, 1, add_shares, &shares);
	shares.sums = sums;
	if (shares.total != 0)
		walk_run(&of_type, 1, add_shares, &shares);
	arena_release(&a);
}

/* Whether so much is seen of so many locations that not all of it is to be built. */
static bool is_large(const struct view *v, const int64_t *shares)
{
	uint64_t locs = 0;

	for (stack_id i = 0; i < v->p->n_stacks; i++) {
		struct window w = view_stack(v, i);

		locs += shares[i] != 0 ? w.end - w.begin : 0;
	}
	return locs > FLAME_WHOLE;
}

void flame_types_init(struct flame_types *t, struct arena *a, const struct nodes *nodes,
	uint32_t first, uint32_t n)
{
	const struct profile *p = nodes->view->p;
	struct stack_sums sums = {.view = nodes->view};
	struct flame_spec spec = {.nodes = nodes, .stacks = &sums, .places = true};
	int64_t *shares = arena_array(a, int64_t, p->n_stacks);

	t->view = nodes->view;
	t->compared = p->before != NULL;
	sums.weights = (struct value_column){shares, sizeof(*shares)};
	for (uint32_t i = 0; i < n && !interrupted(); i++)
		add_type(t, shares, first + i);
	if (is_large(nodes->view, shares))
		spec.finest = FLAME_TYPE_FINEST * n;
	flame_tree_init(&t->shape, a, &spec);
}

/* The values of a type while they are added up. */
struct flame_adding {
	const struct flame_types *types;
	struct flame_values *values;
};

static void add_values(void *context, struct walk_part *part)
{
	const struct flame_adding *k = context;
	const struct flame_values *v = k->values;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		uint32_t frame = k->types->shape.frame_of[s.stack];

		v->self[frame] = wrap_add(v->self[frame], wrap_add(s.weight, s.before));
		if (v->before != NULL)
			v->before[frame] = wrap_add(v->before[frame], s.before);
	}
}

/* Adds up widths from the leaves on. Where they exceed 64 bits, they stay at the largest number. */
static void sum_widths(struct flame_values *v, const struct flame_tree *t)
{
	for (uint32_t i = t->n; i-- > 0;) {
		uint64_t own = size_of(v->self[i]);
		uint64_t *above = &v->width[t->parent[i]];

		if (v->before != NULL && size_of(v->before[i]) > own)
			own = size_of(v->before[i]);
		if (__builtin_add_overflow(v->width[i], own, &v->width[i]))
			v->width[i] = UINT64_MAX;
		if (i != 0 && __builtin_add_overflow(*above, v->width[i], above))
			*above = UINT64_MAX;
	}
}

void flame_values_init(struct flame_values *v, struct arena *a, const struct flame_types *t,
	uint32_t type)
{
	struct arena scratch = {0};
	struct stack_sums sums;

	*v = (struct flame_values){
		.self = arena_array(a, int64_t, t->shape.n),
		.before = t->compared ? arena_array(a, int64_t, t->shape.n) : NULL,
		.width = arena_array(a, uint64_t, t->shape.n),
	};
	sum_type(&sums, &scratch, t, type);
	walk_run(&sums, 1, add_values, &(struct flame_adding){t, v});
	sum_widths(v, &t->shape);
	arena_release(&scratch);
}

/*
 * weigh.c: Adds up flat and cum of all nodes, and the weights of groups of nodes.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "graph/maker.h"

/* The cum of a node over one part of the stacks. It is small, because it is met very often. */
struct node_sum {
	int64_t cum;
	uint32_t seen; /* WALK_ON_PATH, or the mark of the stack that last counted it */
};

/* The sums of one column of values over one part of the stacks. By node_id. */
struct column_sums {
	int64_t *flat, *cum;
};

/*
 * An entry of the stack at hand, from the root on. What is below it weighs so much as far as it was met. That
 * is added to the node when the entry leaves the path, unless the node is on the path above it, too.
 */
struct weigh_entry {
	node_id node; /* 0: it is on the path already */
	int64_t weight, divisor;
};

struct node_weigher_part {
	struct node_sum *sums;       /* by node_id */
	int64_t *flat;               /* by node_id */
	struct column_sums divisors; /* NULL unless a mean is asked for */
	VEC(struct weigh_entry) path;
};

struct node_weigher {
	const struct stack_builder *builder;
	struct node_weigher_part parts[PARALLEL_MAX];
};

static void add_to(int64_t *sum, int64_t value)
{
	*sum = wrap_add(*sum, value);
}

static void leave_entries(struct node_weigher_part *w, size_t shared)
{
	while (w->path.n > shared) {
		struct weigh_entry *e = &w->path.p[--w->path.n];

		if (w->path.n != 0) {
			add_to(&e[-1].weight, e->weight);
			add_to(&e[-1].divisor, e->divisor);
		}
		if (e->node == 0)
			continue;
		w->sums[e->node].seen = 0;
		add_to(&w->sums[e->node].cum, e->weight);
		if (w->divisors.cum != NULL)
			add_to(&w->divisors.cum[e->node], e->divisor);
	}
}

static void enter_entries(struct node_weigher_part *w, const struct node_stack *nodes, size_t end)
{
	w->path.p = mem_grow(w->path.p, &w->path.cap, nodes->n, sizeof(*w->path.p));
	for (size_t i = w->path.n; i < end; i++) {
		node_id node = nodes->p[i] & STACK_NODE;
		struct node_sum *sum = &w->sums[node];

		w->path.p[w->path.n++] = (struct weigh_entry){
			.node = sum->seen == WALK_ON_PATH ? 0 : node};
		sum->seen = WALK_ON_PATH;
	}
}

/* Counts the entries that would leave the path at once. */
static void count_entries(const struct node_weigher_part *w, const struct node_stack *nodes,
	const struct walk_stack *s)
{
	const uint32_t *entries = nodes->p;
	struct node_sum *sums = w->sums;
	int64_t *divisors = w->divisors.cum;
	size_t n = nodes->n;

	for (size_t i = w->path.n; i < n; i++) {
		node_id node = entries[i] & STACK_NODE;

		if (sums[node].seen >= s->mark)
			continue;
		sums[node].seen = s->mark;
		add_to(&sums[node].cum, s->weight);
		if (divisors != NULL)
			add_to(&divisors[node], s->divisor);
	}
}

static void weigh_part(void *context, struct walk_part *part)
{
	struct node_weigher *weigher = context;
	struct node_weigher_part *w = &weigher->parts[part->number];
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *nodes = walk_nodes(part, &s, weigher->builder);
		node_id node;

		leave_entries(w, nodes->shared);
		enter_entries(w, nodes, walk_kept(part, nodes));
		count_entries(w, nodes, &s);
		if (w->path.n != 0) {
			add_to(&w->path.p[w->path.n - 1].weight, s.weight);
			add_to(&w->path.p[w->path.n - 1].divisor, s.divisor);
		}
		if (nodes->n == 0)
			continue;
		node = nodes->p[nodes->n - 1] & STACK_NODE;
		add_to(&w->flat[node], s.weight);
		if (w->divisors.flat != NULL)
			add_to(&w->divisors.flat[node], s.divisor);
	}
	leave_entries(w, 0);
	free(w->path.p);
}

static void add_part(const struct node_weigher_part *w, struct graph *g)
{
	for (node_id i = 0; i < g->nodes.n; i++) {
		add_to(&g->flat[i], w->flat[i]);
		add_to(&g->cum[i], w->sums[i].cum);
	}
	for (node_id i = 0; w->divisors.cum != NULL && i < g->nodes.n; i++) {
		add_to(&g->flat_div[i], w->divisors.flat[i]);
		add_to(&g->cum_div[i], w->divisors.cum[i]);
	}
}

void weigh_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	struct stack_builder builder = {.nodes = &g->nodes};
	struct node_weigher w = {.builder = &builder};
	unsigned parts = walk_parts(&g->stacks);
	uint32_t n = g->nodes.n;

	if (m->kept != NULL && kept_weights_get(m->kept, m->spec, g))
		return;
	stack_builder_init(&builder, m->arena);
	for (unsigned i = 0; i < parts; i++) {
		w.parts[i].sums = arena_array(m->arena, struct node_sum, n);
		w.parts[i].flat = arena_array(m->arena, int64_t, n);
		if (m->spec->mean)
			w.parts[i].divisors = (struct column_sums){arena_array(m->arena, int64_t,
									   n),
				arena_array(m->arena, int64_t, n)};
	}
	walk_run(&g->stacks, parts, weigh_part, &w);
	for (unsigned i = 0; i < parts; i++)
		add_part(&w.parts[i], g);
	if (m->kept != NULL)
		kept_weights_put(m->kept, m->spec, g);
}

/* The sums of groups over one part of the stacks. */
struct group_sums {
	struct graph_sum *sums; /* by group */
	uint32_t *seen;         /* by group: the mark of the stack that last counted it */
};

struct group_weigher {
	const struct stack_builder *builder;
	const uint32_t *group; /* by node_id */
	struct group_sums parts[PARALLEL_MAX];
};

static void add_to_sum(struct graph_sum *sum, int64_t weight, int64_t divisor)
{
	sum->weight = wrap_add(sum->weight, weight);
	sum->divisor = wrap_add(sum->divisor, divisor);
}

static void weigh_groups_part(void *context, struct walk_part *part)
{
	struct group_weigher *w = context;
	struct group_sums *to = &w->parts[part->number];
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *stack = walk_nodes(part, &s, w->builder);

		for (size_t at = 0; at < stack->n; at++) {
			uint32_t of = w->group[stack->p[at] & STACK_NODE];

			if (to->seen[of] == s.mark)
				continue;
			to->seen[of] = s.mark;
			add_to_sum(&to->sums[of], s.weight, s.divisor);
		}
	}
}

struct graph_sum *graph_weigh_groups(const struct graph *g, struct arena *a, const uint32_t *group,
	uint32_t n)
{
	bool *kept = arena_array(a, bool, g->nodes.n);
	struct stack_builder builder = {.nodes = &g->nodes, .kept = kept};
	struct group_weigher w = {.builder = &builder, .group = group};
	unsigned parts = walk_parts(&g->stacks);
	struct graph_sum *sums;

	for (node_id id = 1; id < g->nodes.n; id++)
		kept[id] = group[id] != 0;
	stack_builder_init(&builder, a);
	for (unsigned i = 0; i < parts; i++) {
		w.parts[i].sums = arena_array(a, struct graph_sum, (size_t)n + 1);
		w.parts[i].seen = arena_array(a, uint32_t, (size_t)n + 1);
	}
	walk_run(&g->stacks, parts, weigh_groups_part, &w);
	sums = w.parts[0].sums;
	for (unsigned part = 1; part < parts; part++)
		for (uint32_t i = 0; i <= n; i++)
			add_to_sum(&sums[i], w.parts[part].sums[i].weight,
				w.parts[part].sums[i].divisor);
	return sums;
}

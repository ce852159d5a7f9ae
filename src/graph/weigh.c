/*
 * weigh.c: Adds up flat and cum of all nodes, and the weights of groups of nodes.
 */
#include "base/wrap.h"
#include "graph/maker.h"

/* The cum of one node while samples are added up. It is small, because it is met very often. */
struct cum_sum {
	int64_t cum;
	uint32_t seen; /* the mark of the sample that last counted it */
};

/* The sums of one column of values over one part of the samples. */
struct column_sums {
	struct cum_sum *rows; /* by node_id */
	int64_t *flat;
};

struct node_weigher {
	const struct stack_builder *builder;
	bool mean;
	struct column_sums weights[PARALLEL_MAX];  /* by part */
	struct column_sums divisors[PARALLEL_MAX]; /* only for a mean */
};

static void add_stack(const struct node_stack *stack, uint32_t mark, int64_t value,
	struct column_sums *to)
{
	const uint32_t *at = stack->p, *end = at + stack->n;
	struct cum_sum *rows = to->rows;

	to->flat[*at & STACK_NODE] = wrap_add(to->flat[*at & STACK_NODE], value);
	for (; at < end; at++) {
		struct cum_sum *row = &rows[*at & STACK_NODE];

		if (row->seen == mark)
			continue;
		row->seen = mark;
		row->cum = wrap_add(row->cum, value);
	}
}

static void weigh_part(void *context, struct walk_part *part)
{
	struct node_weigher *w = context;
	struct walk_sample s;

	while (walk_next(part, &s)) {
		const struct node_stack *stack = walk_stack(part, &s, w->builder);

		if (stack->n == 0)
			continue;
		add_stack(stack, s.mark, s.weight, &w->weights[part->number]);
		if (w->mean)
			add_stack(stack, s.mark, s.divisor, &w->divisors[part->number]);
	}
}

static struct column_sums make_sums(struct graph_maker *m, uint32_t n)
{
	return (struct column_sums){arena_array(m->arena, struct cum_sum, n),
		arena_array(m->arena, int64_t, n)};
}

static void add_sums(const struct column_sums *from, uint32_t n, int64_t *flat, int64_t *cum)
{
	for (node_id i = 0; i < n; i++) {
		flat[i] = wrap_add(flat[i], from->flat[i]);
		cum[i] = wrap_add(cum[i], from->rows[i].cum);
	}
}

void weigh_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	struct walk_spec samples = maker_samples(m);
	struct stack_builder builder = {.nodes = &g->nodes};
	struct node_weigher w = {.builder = &builder, .mean = m->spec->mean};
	unsigned parts = walk_parts(&samples);
	uint32_t n = g->nodes.n;

	stack_builder_init(&builder, m->arena);
	for (unsigned i = 0; i < parts; i++) {
		w.weights[i] = make_sums(m, n);
		if (w.mean)
			w.divisors[i] = make_sums(m, n);
	}
	walk_run(&samples, parts, weigh_part, &w);
	for (unsigned i = 0; i < parts; i++) {
		add_sums(&w.weights[i], n, g->flat, g->cum);
		if (w.mean)
			add_sums(&w.divisors[i], n, g->flat_div, g->cum_div);
	}
}

/* The sums of groups over one part of the samples. */
struct group_sums {
	struct graph_sum *sums; /* by group */
	uint32_t *seen;         /* by group: the mark of the sample that last counted it */
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
	struct walk_sample s;

	while (walk_next(part, &s)) {
		const struct node_stack *stack = walk_stack(part, &s, w->builder);

		for (size_t at = 0; at < stack->n; at++) {
			uint32_t of = w->group[stack->p[at] & STACK_NODE];

			if (to->seen[of] == s.mark)
				continue;
			to->seen[of] = s.mark;
			add_to_sum(&to->sums[of], s.weight, s.divisor);
		}
	}
}

struct graph_sum *graph_weigh_groups(const struct graph *g, struct arena *a,
	const struct graph_spec *spec, const uint32_t *group, uint32_t n)
{
	struct walk_spec samples = {.view = g->nodes.view,
		.value = spec->value,
		.mean = spec->mean};
	bool *kept = arena_array(a, bool, g->nodes.n);
	struct stack_builder builder = {.nodes = &g->nodes, .kept = kept};
	struct group_weigher w = {.builder = &builder, .group = group};
	unsigned parts = walk_parts(&samples);
	struct graph_sum *sums;

	for (node_id id = 1; id < g->nodes.n; id++)
		kept[id] = group[id] != 0;
	stack_builder_init(&builder, a);
	for (unsigned i = 0; i < parts; i++) {
		w.parts[i].sums = arena_array(a, struct graph_sum, (size_t)n + 1);
		w.parts[i].seen = arena_array(a, uint32_t, (size_t)n + 1);
	}
	walk_run(&samples, parts, weigh_groups_part, &w);
	sums = w.parts[0].sums;
	for (unsigned part = 1; part < parts; part++)
		for (uint32_t i = 0; i <= n; i++)
			add_to_sum(&sums[i], w.parts[part].sums[i].weight,
				w.parts[part].sums[i].divisor);
	return sums;
}

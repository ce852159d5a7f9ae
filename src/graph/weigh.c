/*
 * weigh.c: flat and cum of all nodes. See internal.h.
 */
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/wrap.h"
#include "graph/internal.h"

/* cum of one node while samples are added up, small because it is met very often. */
struct weight {
	int64_t cum;
	uint32_t seen; /* 1 + the sample that last counted it */
};

/* One kind of weights, of one part of the samples. */
struct weights {
	struct weight *rows; /* by node_id */
	int64_t *flat;
};

struct weigher {
	const struct graph_maker *m;
	struct stacker stacker;
	struct weights values[PAR_MAX];   /* of each part */
	struct weights divisors[PAR_MAX]; /* only for a mean */
};

static void weigh_sample(const struct stack *stack, uint32_t mark, int64_t w, struct weights *to)
{
	const uint32_t *at = stack->p, *end = at + stack->n;
	struct weight *rows = to->rows;

	to->flat[*at & STACK_NODE] = wrap_add(to->flat[*at & STACK_NODE], w);
	for (; at < end; at++) {
		struct weight *row = &rows[*at & STACK_NODE];

		if (row->seen == mark)
			continue;
		row->seen = mark;
		row->cum = wrap_add(row->cum, w);
	}
}

static void weigh_part(void *context, unsigned part, size_t begin, size_t end)
{
	struct weigher *k = context;
	const struct profile *p = k->m->v->p;
	const int64_t *values = p->values[k->m->spec->value], *first = p->values[0];
	bool mean = k->m->spec->mean;
	struct stack stack = {0};

	for (size_t i = begin; i < end; i++) {
		size_t sample = view_sample(k->m->v, i);

		if (interrupted_at(i))
			break;
		if (values[sample] == 0 && (!mean || first[sample] == 0))
			continue;
		stack_of(&k->stacker, i, &stack);
		if (stack.n == 0)
			continue;
		weigh_sample(&stack, (uint32_t)i + 1, values[sample], &k->values[part]);
		if (mean)
			weigh_sample(&stack, (uint32_t)i + 1, first[sample], &k->divisors[part]);
	}
	free(stack.p);
}

static struct weights make_weights(struct graph_maker *m, uint32_t n)
{
	return (struct weights){arena_array(m->arena, struct weight, n),
		arena_array(m->arena, int64_t, n)};
}

static void add_weights(const struct weights *from, uint32_t n, int64_t *flat, int64_t *cum)
{
	for (node_id i = 0; i < n; i++) {
		flat[i] = wrap_add(flat[i], from->flat[i]);
		cum[i] = wrap_add(cum[i], from->rows[i].cum);
	}
}

void weigh_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	uint32_t n = g->nodes.n;
	struct weigher k = {.m = m, .stacker = {.nodes = &g->nodes}};
	unsigned parts = par_parts(m->v->n_samples, SAMPLES_GRAIN);

	stacker_init(&k.stacker, m->arena);
	for (unsigned i = 0; i < parts; i++) {
		k.values[i] = make_weights(m, n);
		if (m->spec->mean)
			k.divisors[i] = make_weights(m, n);
	}
	par_run(m->v->n_samples, parts, weigh_part, &k);
	for (unsigned i = 0; i < parts; i++) {
		add_weights(&k.values[i], n, g->flat, g->cum);
		if (m->spec->mean)
			add_weights(&k.divisors[i], n, g->flat_div, g->cum_div);
	}
}

struct graph_sum *graph_weigh_groups(const struct graph *g, struct arena *a,
	const struct graph_spec *spec, const uint32_t *group, uint32_t n)
{
	const struct view *v = g->nodes.view;
	const struct profile *p = v->p;
	struct graph_sum *sums = arena_array(a, struct graph_sum, (size_t)n + 1);
	size_t *seen = arena_array(a, size_t, (size_t)n + 1); /* 1 + the last sample counted */
	bool *kept = arena_array(a, bool, g->nodes.n);
	struct stacker stacker = {.nodes = &g->nodes, .kept = kept};
	struct stack stack = {0};

	for (node_id id = 1; id < g->nodes.n; id++)
		kept[id] = group[id] != 0;
	stacker_init(&stacker, a);
	for (size_t i = 0; i < v->n_samples && !interrupted_at(i); i++) {
		size_t sample = view_sample(v, i);

		stack_of(&stacker, i, &stack);
		for (size_t at = 0; at < stack.n; at++) {
			uint32_t of = group[stack.p[at] & STACK_NODE];

			if (seen[of] == i + 1)
				continue;
			seen[of] = i + 1;
			sums[of].weight = wrap_add(sums[of].weight, p->values[spec->value][sample]);
			if (spec->mean)
				sums[of].divisor = wrap_add(sums[of].divisor, p->values[0][sample]);
		}
	}
	free(stack.p);
	return sums;
}

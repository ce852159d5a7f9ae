/*
 * weigh.c: flat and cum of all nodes. See internal.h.
 */
#include <stdlib.h>

#include "base/wrap.h"
#include "graph/internal.h"

/* The weights of one node while samples are added up. */
struct weight {
	int64_t flat, cum;
	size_t seen; /* 1 + the sample that last counted it */
};

struct weigher {
	const struct graph_maker *m;
	struct stacker stacker;
	struct weight *weights[PAR_MAX];  /* of each part */
	struct weight *divisors[PAR_MAX]; /* NULL when no mean is asked for */
};

static void weigh_sample(const struct stack *stack, size_t i, int64_t w, struct weight *weights)
{
	const uint32_t *at = stack->p, *end = at + stack->n;

	weights[*at & STACK_NODE].flat = wrap_add(weights[*at & STACK_NODE].flat, w);
	for (; at < end; at++) {
		struct weight *to = &weights[*at & STACK_NODE];

		if (to->seen == i + 1)
			continue;
		to->seen = i + 1;
		to->cum = wrap_add(to->cum, w);
	}
}

static void weigh_part(void *context, unsigned part, size_t begin, size_t end)
{
	struct weigher *k = context;
	const struct profile *p = k->m->v->p;
	const int64_t *values = p->values[k->m->spec->value], *first = p->values[0];
	struct weight *divisors = k->divisors[part];
	struct stack stack = {0};

	for (size_t i = begin; i < end; i++) {
		size_t sample = view_sample(k->m->v, i);

		if (values[sample] == 0 && (divisors == NULL || first[sample] == 0))
			continue;
		stack_of(&k->stacker, i, &stack);
		if (stack.n == 0)
			continue;
		weigh_sample(&stack, i, values[sample], k->weights[part]);
		if (divisors != NULL)
			weigh_sample(&stack, i, first[sample], divisors);
	}
	free(stack.p);
}

static void add_weights(const struct weight *from, uint32_t n, int64_t *flat, int64_t *cum)
{
	for (node_id i = 0; i < n; i++) {
		flat[i] = wrap_add(flat[i], from[i].flat);
		cum[i] = wrap_add(cum[i], from[i].cum);
	}
}

void weigh_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	uint32_t n = g->nodes.n;
	struct weigher k = {.m = m, .stacker = {.g = g}};
	unsigned parts = par_parts(m->v->n_samples, SAMPLES_GRAIN);

	stacker_init(&k.stacker, m->arena);
	for (unsigned i = 0; i < parts; i++) {
		k.weights[i] = arena_array(m->arena, struct weight, n);
		if (m->spec->mean)
			k.divisors[i] = arena_array(m->arena, struct weight, n);
	}
	par_run(m->v->n_samples, parts, weigh_part, &k);
	for (unsigned i = 0; i < parts; i++) {
		add_weights(k.weights[i], n, g->flat, g->cum);
		if (m->spec->mean)
			add_weights(k.divisors[i], n, g->flat_div, g->cum_div);
	}
}

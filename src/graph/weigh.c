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
	struct weigher k = {.m = m, .stacker = {.g = g}};
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

/* The locations that have one of the nodes in order. */
static bool *locations_of(const struct graph *g, struct arena *a)
{
	const struct profile *p = g->nodes.view->p;
	bool *nodes = arena_array(a, bool, g->nodes.n),
	     *locs = arena_array(a, bool, p->n_locations);

	for (uint32_t i = 0; i < g->n_order; i++)
		nodes[g->order[i]] = true;
	for (loc_id loc = 1; loc < p->n_locations; loc++)
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
			locs[loc] |= nodes[g->nodes.of_frame[f]];
	return locs;
}

static bool has_any(const struct profile *p, struct window w, const bool *locs)
{
	for (uint32_t at = w.begin; at < w.end; at++)
		if (locs[loc_column_get(&p->stack, at)])
			return true;
	return false;
}

int64_t graph_weigh_any(const struct graph *g, struct arena *a, const struct graph_spec *spec)
{
	const struct view *v = g->nodes.view;
	const struct profile *p = v->p;
	const bool *locs = locations_of(g, a);
	int64_t weight = 0, divisor = 0;

	for (size_t i = 0; i < v->n_samples; i++) {
		size_t sample = view_sample(v, i);

		if (!has_any(p, view_window(v, i), locs))
			continue;
		weight = wrap_add(weight, p->values[spec->value][sample]);
		if (spec->mean)
			divisor = wrap_add(divisor, p->values[0][sample]);
	}
	return wrap_div(weight, divisor);
}

/*
 * node-sides.h: What each node weighs on both sides of a comparison.
 *
 * A node of one side alone weighs 0 on the other. Flat and cum are those of graph.h.
 */
#ifndef CPROF_GRAPH_NODE_SIDES_H
#define CPROF_GRAPH_NODE_SIDES_H

#include "base/wrap.h"
#include "graph/nodes.h"
#include "graph/stack-sums.h"

/* Sums over some samples, in the unit of the values. The divisors are 0 unless a mean is asked for. */
struct side_sums {
	int64_t before, after, before_div, after_div;
};

/* A stack of a walk with `before` set: what it has is the change, and what was before. */
struct walk_stack;
struct side_sums node_sides_of(const struct walk_stack *s);

void node_sides_add(struct side_sums *to, const struct side_sums *s);

struct node_sides {
	struct side_sums *flat, *cum; /* by node_id */
	struct side_sums whole;       /* all samples of the view, also those without a node */
};

/*
 * Adds up the samples; spec->before is taken to be set. All is in the arena. It ends early when the work is
 * cancelled (base/cancel.h).
 */
void node_sides_init(struct node_sides *s, struct arena *a, const struct nodes *nodes,
	const struct sample_spec *spec);

/* The values as printed: divided by the divisor, if there is one. */
static inline int64_t side_before(const struct side_sums *s)
{
	return wrap_div(s->before, s->before_div);
}

static inline int64_t side_after(const struct side_sums *s)
{
	return wrap_div(s->after, s->after_div);
}

static inline int64_t side_change(const struct side_sums *s)
{
	return wrap_sub(side_after(s), side_before(s));
}

#endif

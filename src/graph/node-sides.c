/*
 * node-sides.c: Adds up flat and cum of all nodes for both sides of a comparison.
 */
#include "graph/node-sides.h"

#include "graph/walk.h"

/* The sums over one part of the stacks. */
struct sides_part {
	struct node_sides sums;
	uint32_t *seen; /* by node_id: the mark of the stack that last counted it */
};

struct sides_weigher {
	const struct stack_builder *builder;
	struct sides_part parts[PARALLEL_MAX];
};

void node_sides_add(struct side_sums *to, const struct side_sums *s)
{
	to->before = wrap_add(to->before, s->before);
	to->after = wrap_add(to->after, s->after);
	to->before_div = wrap_add(to->before_div, s->before_div);
	to->after_div = wrap_add(to->after_div, s->after_div);
}

struct side_sums node_sides_of(const struct walk_stack *s)
{
	return (struct side_sums){s->before, wrap_add(s->weight, s->before), s->before_divisor,
		wrap_add(s->divisor, s->before_divisor)};
}

static void add_stack(struct sides_part *to, const struct node_stack *nodes, uint32_t mark,
	const struct side_sums *s)
{
	node_sides_add(&to->sums.whole, s);
	for (size_t i = 0; i < nodes->n; i++) {
		node_id node = nodes->p[i] & STACK_NODE;

		if (to->seen[node] == mark)
			continue;
		to->seen[node] = mark;
		node_sides_add(&to->sums.cum[node], s);
	}
	if (nodes->n != 0)
		node_sides_add(&to->sums.flat[nodes->p[nodes->n - 1] & STACK_NODE], s);
}

static void weigh_part(void *context, struct walk_part *part)
{
	struct sides_weigher *w = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		struct side_sums sums = node_sides_of(&s);

		add_stack(&w->parts[part->number], walk_nodes(part, &s, w->builder), s.mark, &sums);
	}
}

static void make_sums(struct node_sides *s, struct arena *a, uint32_t n)
{
	s->flat = arena_array(a, struct side_sums, n);
	s->cum = arena_array(a, struct side_sums, n);
}

void node_sides_init(struct node_sides *s, struct arena *a, const struct nodes *nodes,
	const struct sample_spec *spec)
{
	struct stack_builder builder = {.nodes = nodes};
	struct sides_weigher w = {.builder = &builder};
	struct sample_spec samples = *spec;
	struct stack_sums sums;
	unsigned parts;

	samples.before = true;
	stack_sums_init(&sums, a, &samples);
	stack_builder_init(&builder, a);
	parts = walk_parts(&sums);
	for (unsigned i = 0; i < parts; i++) {
		make_sums(&w.parts[i].sums, a, nodes->n);
		w.parts[i].seen = arena_array(a, uint32_t, nodes->n);
	}
	walk_run(&sums, parts, weigh_part, &w);
	*s = w.parts[0].sums;
	for (unsigned part = 1; part < parts; part++) {
		const struct node_sides *from = &w.parts[part].sums;

		node_sides_add(&s->whole, &from->whole);
		for (node_id i = 0; i < nodes->n; i++) {
			node_sides_add(&s->flat[i], &from->flat[i]);
			node_sides_add(&s->cum[i], &from->cum[i]);
		}
	}
}

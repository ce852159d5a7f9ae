/*
 * edge-sides.c: Adds up the calls between nodes for both sides of a comparison.
 */
#include "graph/edge-sides.h"

#include "base/map.h"
#include "graph/walk.h"

struct edge_weigher {
	struct stack_builder builder;
	struct map edges; /* caller and callee -> 1 + the edge */
	struct side_sums *sums;
	uint32_t *seen; /* by edge: the mark of the stack that last counted it */
};

static uint64_t key_of(node_id from, node_id to)
{
	return (uint64_t)from << 32 | to;
}

static void count(struct edge_weigher *w, node_id from, node_id to, uint32_t mark,
	const struct side_sums *sums)
{
	edge_id edge = map_get(&w->edges, key_of(from, to));

	if (edge == 0 || w->seen[--edge] == mark)
		return;
	w->seen[edge] = mark;
	node_sides_add(&w->sums[edge], sums);
}

static void weigh(void *context, struct walk_part *part)
{
	struct edge_weigher *w = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *nodes = walk_nodes(part, &s, &w->builder);
		const struct side_sums sums = node_sides_of(&s);
		node_id parent = 0;

		for (size_t i = 0; i < nodes->n; i++) {
			node_id n = nodes->p[i] & STACK_NODE;

			if (parent != 0 && parent != n)
				count(w, parent, n, s.mark, &sums);
			parent = n;
		}
	}
}

struct side_sums *edge_sides(struct arena *a, const struct graph *g, const struct sample_spec *spec)
{
	bool *shown = arena_array(a, bool, g->nodes.n);
	struct edge_weigher w = {.builder = {.nodes = &g->nodes, .kept = shown}};
	struct sample_spec samples = *spec;
	struct stack_sums sums;

	samples.before = true;
	stack_sums_init(&sums, a, &samples);
	for (uint32_t i = 0; i < g->n_order; i++)
		shown[g->order[i]] = true;
	w.sums = arena_array(a, struct side_sums, g->n_edges);
	w.seen = arena_array(a, uint32_t, g->n_edges);
	for (edge_id i = 0; i < g->n_edges; i++) {
		const struct edge *e = &g->edges[i];

		/* A graph that is not trimmed also has the calls of nodes that it does not list: those without a change. */
		shown[e->from] = shown[e->to] = true;
		map_put(&w.edges, key_of(e->from, e->to), i + 1);
	}
	stack_builder_init(&w.builder, a);
	walk_run(&sums, 1, weigh, &w);
	map_release(&w.edges);
	return w.sums;
}

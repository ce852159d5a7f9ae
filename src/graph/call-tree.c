/*
 * call-tree.c: Makes a graph with a node for each call path from the root.
 *
 * The rules are those of pprof's graph.newTree: a node is told apart by its parent as well as by its
 * frame. So no node is on a stack twice, and none is skipped. Where pprof leaves the order of equal
 * nodes to chance, here it is the order of the samples.
 */
#include "base/wrap.h"
#include "graph/maker.h"
#include "graph/path-builder.h"

struct call_tree {
	struct stack_builder stacks;
	struct path_tree_spec spec;
	struct path_builder paths; /* its rows became the nodes, and are dropped */

	/* What trimming changes of the edge from the parent. By node_id. */
	node_id *parent; /* 0: a root */
	bool *inlined, *residual;
};

static struct call_tree *call_tree_new(struct graph_maker *m)
{
	struct call_tree *t = arena_array(m->arena, struct call_tree, 1);

	t->stacks.nodes = &m->g->nodes;
	stack_builder_init(&t->stacks, m->arena);
	t->spec = (struct path_tree_spec){.stacks = &m->g->stacks, .way = PATH_TREE_STACKS};
	path_builder_run(&t->paths, m->arena, &t->stacks, &t->spec);
	return t;
}

static void set_weights(struct graph *g, node_id n, const struct call_path *path)
{
	g->flat[n] = path->ends.weight;
	g->cum[n] = path->all.weight;
	if (g->flat_div != NULL) {
		g->flat_div[n] = path->ends.divisor;
		g->cum_div[n] = path->all.divisor;
	}
}

void call_tree_build(struct graph_maker *m)
{
	struct graph *g = m->g;
	struct call_tree *t = m->tree = call_tree_new(m);
	uint32_t n = (uint32_t)t->paths.rows.n;
	struct node *rows = arena_array(m->arena, struct node, n);

	g->parent = arena_array(m->arena, node_id, n);
	t->parent = arena_array(m->arena, node_id, n);
	t->inlined = arena_array(m->arena, bool, n);
	t->residual = arena_array(m->arena, bool, n);
	graph_make_columns(m, n);
	for (node_id i = 1; i < n; i++) {
		const struct call_path *path = &t->paths.rows.p[i];

		rows[i] = g->nodes.rows[path->node];
		g->parent[i] = t->parent[i] = path->parent;
		t->inlined[i] = path->inlined;
		set_weights(g, i, path);
	}
	path_builder_drop_rows(&t->paths);
	g->nodes.rows = rows;
	g->nodes.n = n;
}

void call_tree_edges(struct graph_maker *m)
{
	struct graph *g = m->g;
	const struct call_tree *t = m->tree;

	g->n_edges = 0;
	g->edges = arena_array(m->arena, struct edge, g->nodes.n);
	for (node_id n = 1; n < g->nodes.n; n++)
		if (t->parent[n] != 0 && !m->removed[n])
			g->edges[g->n_edges++] = (struct edge){t->parent[n], n, g->cum[n],
				m->spec->mean ? g->cum_div[n] : 0, t->residual[n], t->inlined[n]};
}

/* Parents come before their children, so one pass finds the next that is there. */
void call_tree_trim(struct graph_maker *m)
{
	struct call_tree *t = m->tree;

	for (node_id n = 1; n < m->g->nodes.n; n++) {
		node_id parent = t->parent[n];

		if (!m->removed[parent])
			continue;
		t->residual[n] = true;
		t->inlined[n] &= t->inlined[parent];
		t->parent[n] = t->parent[parent];
	}
}

void call_tree_cut(struct graph_maker *m)
{
	for (node_id n = 1; n < m->g->nodes.n; n++)
		if (m->shown[n] && wrap_abs(m->g->cum[n]) < m->edge_cutoff)
			m->tree->parent[n] = 0;
}

void call_tree_place(const struct call_tree *t, const struct node_stack *stack,
	struct node_stack *to)
{
	node_id n = 0;

	to->p = mem_grow(to->p, &to->cap, stack->n, sizeof(*to->p));
	to->n = stack->n;
	for (size_t i = 0; i < stack->n; i++)
		to->p[i] = n = path_builder_find(&t->paths, n, stack->p[i] & STACK_NODE);
}

void call_tree_release(struct call_tree *t)
{
	if (t != NULL)
		path_builder_release(&t->paths);
}

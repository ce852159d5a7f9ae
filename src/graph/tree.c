/*
 * tree.c: the call tree: a node for each path of nodes from the root. See internal.h.
 *
 * From pprof's graph.newTree: what tells a node apart is its parent besides its frame, so nothing
 * on one stack is met twice and nothing is skipped. Where pprof leaves the order of equal nodes to
 * chance, ours is that of the samples.
 */
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "graph/internal.h"

/* A node of the tree; its edge from the parent carries the same weight as its cum. */
struct tree_node {
	node_id parent, info; /* info: the node of the frame */
	int64_t flat, cum, flat_div, cum_div;
	bool inlined; /* every call of it was */
};

struct tree {
	VEC(struct tree_node) nodes; /* element 0 is the parent of the roots */
	struct map children;         /* parent and info -> node */

	/* What trimming changes, by node_id; of the edge from the parent. */
	node_id *parent; /* 0: a root */
	bool *inlined, *residual;
};

static uint64_t child_key(node_id parent, node_id info)
{
	return (uint64_t)parent << 32 | info;
}

static node_id child_of(struct tree *t, node_id parent, node_id info)
{
	uint64_t key = child_key(parent, info);
	node_id n = map_get(&t->children, key);

	if (n == 0) {
		struct tree_node *node = vec_add(&t->nodes);

		node->parent = parent;
		node->info = info;
		node->inlined = true;
		n = (node_id)t->nodes.n - 1;
		map_put(&t->children, key, n);
	}
	return n;
}

static void add_stack(struct tree *t, const struct stack *stack, int64_t w, int64_t d)
{
	node_id n = 0;

	for (size_t j = stack->n; j-- > 0;) {
		struct tree_node *node;

		n = child_of(t, n, stack->p[j] & STACK_NODE);
		node = &t->nodes.p[n];
		node->cum = wrap_add(node->cum, w);
		node->cum_div = wrap_add(node->cum_div, d);
		node->inlined &= (stack->p[j] & STACK_INLINED) != 0;
	}
	t->nodes.p[n].flat = wrap_add(t->nodes.p[n].flat, w);
	t->nodes.p[n].flat_div = wrap_add(t->nodes.p[n].flat_div, d);
}

static void add_samples(struct graph_maker *m, struct tree *t)
{
	const struct profile *p = m->v->p;
	struct stacker k = {.nodes = &m->g->nodes};
	struct stack stack = {0};

	stacker_init(&k, m->arena);
	for (size_t i = 0; i < m->v->n_samples; i++) {
		size_t sample = view_sample(m->v, i);
		int64_t w = p->values[m->spec->value][sample];
		int64_t d = m->spec->mean ? p->values[0][sample] : 0;

		if (interrupted_at(i))
			break;
		if (w == 0 && d == 0)
			continue;
		stack_of(&k, i, &stack);
		add_stack(t, &stack, w, d);
	}
	free(stack.p);
}

void build_tree(struct graph_maker *m)
{
	struct graph *g = m->g;
	struct tree *t = arena_array(m->arena, struct tree, 1);
	uint32_t n;
	struct node *rows;

	m->tree = t;
	*vec_add(&t->nodes) = (struct tree_node){0};
	add_samples(m, t);
	n = (uint32_t)t->nodes.n;
	rows = arena_array(m->arena, struct node, n);
	g->parent = arena_array(m->arena, node_id, n);
	t->parent = arena_array(m->arena, node_id, n);
	t->inlined = arena_array(m->arena, bool, n);
	t->residual = arena_array(m->arena, bool, n);
	graph_make_columns(m, n);
	for (node_id i = 1; i < n; i++) {
		const struct tree_node *node = &t->nodes.p[i];

		rows[i] = g->nodes.rows[node->info];
		g->parent[i] = t->parent[i] = node->parent;
		t->inlined[i] = node->inlined;
		g->flat[i] = node->flat;
		g->cum[i] = node->cum;
		if (m->spec->mean) {
			g->flat_div[i] = node->flat_div;
			g->cum_div[i] = node->cum_div;
		}
	}
	g->nodes.rows = rows;
	g->nodes.n = n;
}

void tree_edges(struct graph_maker *m)
{
	struct graph *g = m->g;
	const struct tree *t = m->tree;

	g->n_edges = 0;
	g->edges = arena_array(m->arena, struct edge, g->nodes.n);
	for (node_id n = 1; n < g->nodes.n; n++)
		if (t->parent[n] != 0 && !m->removed[n])
			g->edges[g->n_edges++] = (struct edge){t->parent[n], n, g->cum[n],
				m->spec->mean ? g->cum_div[n] : 0, t->residual[n], t->inlined[n]};
}

/* Parents come before their children, so one pass finds the next that is there. */
void tree_trim(struct graph_maker *m)
{
	struct tree *t = m->tree;

	for (node_id n = 1; n < m->g->nodes.n; n++) {
		node_id parent = t->parent[n];

		if (!m->removed[parent])
			continue;
		t->residual[n] = true;
		t->inlined[n] &= t->inlined[parent];
		t->parent[n] = t->parent[parent];
	}
}

void tree_cut(struct graph_maker *m)
{
	for (node_id n = 1; n < m->g->nodes.n; n++)
		if (m->shown[n] && wrap_abs(m->g->cum[n]) < m->edge_cutoff)
			m->tree->parent[n] = 0;
}

void tree_walk(const struct tree *t, struct stack *stack)
{
	node_id n = 0;

	for (size_t j = stack->n; j-- > 0;) {
		n = map_get(&t->children, child_key(n, stack->p[j] & STACK_NODE));
		stack->p[j] = n;
	}
}

void tree_release(struct tree *t)
{
	if (t == NULL)
		return;
	map_release(&t->children);
	free(t->nodes.p);
}

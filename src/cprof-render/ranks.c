/*
 * ranks.c: measures how many ranks the edges of a graph span, before it is laid out.
 *
 * As in Graphviz, edges that close a cycle when the graph is walked from its first node on are turned
 * around. Then each node stands as far below the roots as the longest path that leads to it. Graphviz
 * moves nodes closer together afterwards; the measure has the same order of magnitude.
 */
#include "cprof-render/ranks.h"

#include <string.h>

#include "base/csr.h"

struct rank_maker {
	struct ranks_edge *edges; /* a copy, without cycles in the end */
	uint32_t n_edges, n_nodes;
	uint32_t *begin, *out; /* lists of edges by the node they come from */
	uint32_t *order;       /* nodes; all edges go from earlier to later ones */
	bool *turned;          /* by edge: it closed a cycle */
	uint64_t *rank;        /* by node */
};

static void list_edges(struct rank_maker *m)
{
	memset(m->begin, 0, ((size_t)m->n_nodes + 3) * sizeof(*m->begin));
	for (uint32_t i = 0; i < m->n_edges; i++)
		csr_count(m->begin, m->edges[i].from);
	csr_sum(m->begin, (size_t)m->n_nodes + 3);
	for (uint32_t i = 0; i < m->n_edges; i++)
		m->out[csr_place(m->begin, m->edges[i].from)] = i;
}

/* A walk over the graph that enters a node before it leaves the one it came from. */
struct rank_walk {
	enum { UNSEEN, OPEN, LEFT } * states; /* by node */
	uint32_t *next;                       /* by node: its edge to follow next, in the list */
	uint32_t *stack, depth;
	uint32_t unordered; /* how many nodes were not left yet */
};

static void enter(struct rank_walk *w, uint32_t node)
{
	w->states[node] = OPEN;
	w->stack[w->depth++] = node;
}

static void walk_from(struct rank_maker *m, struct rank_walk *w, uint32_t root)
{
	enter(w, root);
	while (w->depth != 0) {
		uint32_t node = w->stack[w->depth - 1], i, to;

		if (w->next[node] == m->begin[node + 1]) {
			w->states[node] = LEFT;
			w->depth--;
			m->order[--w->unordered] = node;
			continue;
		}
		i = m->out[w->next[node]++];
		to = m->edges[i].to;
		m->turned[i] = w->states[to] == OPEN;
		if (w->states[to] == UNSEEN)
			enter(w, to);
	}
}

/* Orders the nodes, and turns around the edges that close a cycle. */
static void break_cycles(struct rank_maker *m, struct arena *a)
{
	struct rank_walk w = {.unordered = m->n_nodes};

	w.states = arena_alloc(a, ((size_t)m->n_nodes + 1) * sizeof(*w.states));
	w.next = arena_array(a, uint32_t, (size_t)m->n_nodes + 1);
	w.stack = arena_array(a, uint32_t, m->n_nodes);
	memcpy(w.next, m->begin, ((size_t)m->n_nodes + 1) * sizeof(*w.next));
	for (uint32_t node = 1; node <= m->n_nodes; node++)
		if (w.states[node] == UNSEEN)
			walk_from(m, &w, node);
	for (uint32_t i = 0; i < m->n_edges; i++) {
		struct ranks_edge *e = &m->edges[i];

		if (m->turned[i])
			*e = (struct ranks_edge){e->to, e->from, e->length};
	}
}

/* The highest rank that a node can have above those it has edges to, or `none` if it has no edges. */
static uint64_t rank_above(const struct rank_maker *m, uint32_t node, uint64_t none)
{
	uint64_t rank = UINT64_MAX;

	for (uint32_t k = m->begin[node]; k < m->begin[node + 1]; k++) {
		const struct ranks_edge *e = &m->edges[m->out[k]];

		if (m->rank[e->to] - e->length < rank)
			rank = m->rank[e->to] - e->length;
	}
	return rank == UINT64_MAX ? none : rank;
}

/* Ranks all nodes by the longest path; a root stands right above what it has edges to. */
static void rank_nodes(struct rank_maker *m, struct arena *a)
{
	bool *has_above = arena_array(a, bool, (size_t)m->n_nodes + 1);

	for (uint32_t i = 0; i < m->n_nodes; i++) {
		uint32_t node = m->order[i];

		for (uint32_t k = m->begin[node]; k < m->begin[node + 1]; k++) {
			const struct ranks_edge *e = &m->edges[m->out[k]];
			uint64_t below = m->rank[node] + e->length;

			has_above[e->to] = true;
			if (m->rank[e->to] < below)
				m->rank[e->to] = below;
		}
	}
	for (uint32_t node = 1; node <= m->n_nodes; node++)
		if (!has_above[node])
			m->rank[node] = rank_above(m, node, 0);
}

/* The root of the tree that holds a node; `above` leads there, and gets shorter on the way. */
static uint32_t tree_root(uint32_t *above, uint32_t node)
{
	while (above[node] != node)
		node = above[node] = above[above[node]];
	return node;
}

static bool *tree_edges(struct arena *a, const struct ranks_edge *edges, uint32_t n,
	uint32_t n_nodes)
{
	bool *in_tree = arena_array(a, bool, n);
	bool *has_edge = arena_array(a, bool, (size_t)n_nodes + 1);
	uint32_t *above = arena_array(a, uint32_t, (size_t)n_nodes + 1);

	for (uint32_t node = 1; node <= n_nodes; node++)
		above[node] = node;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t from = edges[i].from, to = edges[i].to;

		if (from == 0 || has_edge[to] || tree_root(above, from) == to)
			continue;
		in_tree[i] = has_edge[to] = true;
		above[to] = from;
	}
	return in_tree;
}

struct ranks ranks_of(struct arena *a, const struct ranks_edge *edges, uint32_t n, uint32_t n_nodes)
{
	struct rank_maker m = {.edges = arena_array(a, struct ranks_edge, n),
		.n_edges = n,
		.n_nodes = n_nodes,
		.begin = arena_array(a, uint32_t, (size_t)n_nodes + 3),
		.out = arena_array(a, uint32_t, n),
		.order = arena_array(a, uint32_t, n_nodes),
		.turned = arena_array(a, bool, n),
		.rank = arena_array(a, uint64_t, (size_t)n_nodes + 1)};
	struct ranks ranks = {.in_tree = tree_edges(a, edges, n, n_nodes)};

	for (uint32_t i = 0; i < n; i++)
		if (edges[i].from != edges[i].to)
			m.edges[i] = edges[i];
	list_edges(&m);
	break_cycles(&m, a);
	list_edges(&m);
	rank_nodes(&m, a);
	for (uint32_t i = 0; i < n; i++)
		ranks.spanned += m.rank[m.edges[i].to] - m.rank[m.edges[i].from];
	return ranks;
}

/*
 * graph.c: see graph.h. The order of the steps, and which nodes to show.
 */
#include "graph/graph.h"

#include <stdlib.h>

#include "base/wrap.h"
#include "graph/internal.h"

int64_t graph_flat(const struct graph *g, node_id n)
{
	return wrap_div(g->flat[n], g->flat_div ? g->flat_div[n] : 0);
}

int64_t graph_cum(const struct graph *g, node_id n)
{
	return wrap_div(g->cum[n], g->cum_div ? g->cum_div[n] : 0);
}

/* A share of the total, as pprof cuts off below it. */
static int64_t cutoff(int64_t total, double fraction)
{
	return wrap_abs(wrap_int((double)total * fraction));
}

static bool is_negative(const struct graph *g, node_id n)
{
	return g->flat[n] < 0 || (g->flat[n] == 0 && g->cum[n] < 0);
}

/* Chooses the nodes that weigh something and enough. Returns whether any had to go. */
static bool choose_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	int64_t total = 0, least;

	for (node_id n = 1; n < g->nodes.n; n++) {
		m->shown[n] = (g->cum[n] != 0 || g->flat[n] != 0) &&
			!(m->spec->drop_negative && is_negative(g, n));
		if (m->shown[n])
			total = wrap_add(total, g->flat[n]);
	}
	least = cutoff(total, m->spec->node_fraction);
	m->edge_cutoff = cutoff(total, m->spec->edge_fraction);
	for (node_id n = 1; n < g->nodes.n; n++) {
		if (m->shown[n] && least > 0 && wrap_abs(g->cum[n]) < least) {
			m->shown[n] = false;
			g->dropped_nodes++;
		}
		g->n_before += m->shown[n];
	}
	return g->dropped_nodes != 0;
}

struct ranked {
	int64_t weight, second; /* absolute values */
	struct str name;
	node_id id;
};

/* Heaviest first, then by name. Like pprof; where it leaves the order to chance, ours is fixed. */
static int by_rank(const void *a, const void *b)
{
	const struct ranked *l = a, *r = b;
	int c;

	if (l->weight != r->weight)
		return l->weight > r->weight ? -1 : 1;
	c = str_cmp(l->name, r->name);
	if (c != 0)
		return c;
	if (l->second != r->second)
		return l->second > r->second ? -1 : 1;
	return (l->id > r->id) - (l->id < r->id);
}

static void order_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	struct ranked *rows = arena_array(m->arena, struct ranked, g->n_before);
	uint32_t n = 0;

	for (node_id id = 1; id < g->nodes.n; id++) {
		int64_t flat = wrap_abs(g->flat[id]), cum = wrap_abs(g->cum[id]);

		if (!m->shown[id])
			continue;
		rows[n].weight = m->spec->by_cum ? cum : flat;
		rows[n].second = m->spec->by_cum ? flat : cum;
		rows[n].name = node_name(m->arena, &g->nodes, id);
		rows[n++].id = id;
	}
	qsort(rows, n, sizeof(*rows), by_rank);
	g->order = arena_array(m->arena, node_id, n);
	for (uint32_t i = 0; i < n; i++)
		g->order[i] = rows[i].id;
	g->n_order = n;
}

/* Keeps the first node_count of them. Returns whether any had to go. */
static bool limit_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;

	if (m->spec->node_count <= 0 || m->spec->node_count >= g->n_order)
		return false;
	for (uint32_t i = (uint32_t)m->spec->node_count; i < g->n_order; i++)
		m->shown[g->order[i]] = false;
	g->n_order = (uint32_t)m->spec->node_count;
	return true;
}

void graph_make_columns(struct graph_maker *m, uint32_t n)
{
	m->g->flat = arena_array(m->arena, int64_t, n);
	m->g->cum = arena_array(m->arena, int64_t, n);
	if (m->spec->mean) {
		m->g->flat_div = arena_array(m->arena, int64_t, n);
		m->g->cum_div = arena_array(m->arena, int64_t, n);
	}
	m->shown = arena_array(m->arena, bool, n);
}

void graph_init(struct graph *g, struct arena *a, const struct view *v,
	const struct graph_spec *spec)
{
	struct graph_maker m = {.g = g, .arena = a, .v = v, .spec = spec};
	bool trimmed;

	*g = (struct graph){0};
	nodes_init(&g->nodes, a, v, spec->objects);
	if (spec->call_tree) {
		build_tree(&m);
	} else {
		graph_make_columns(&m, g->nodes.n);
		weigh_nodes(&m);
	}
	trimmed = choose_nodes(&m);
	order_nodes(&m);
	trimmed |= limit_nodes(&m);
	if (spec->edges != GRAPH_NO_EDGES && !spec->call_tree)
		build_edges(&m, trimmed);
}

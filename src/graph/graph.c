/*
 * graph.c: Makes a graph step by step, and chooses the nodes to show.
 */
#include "graph/graph.h"

#include <stdlib.h>

#include "base/wrap.h"
#include "graph/maker.h"

int64_t graph_flat(const struct graph *g, node_id n)
{
	return wrap_div(g->flat[n], g->flat_div ? g->flat_div[n] : 0);
}

int64_t graph_cum(const struct graph *g, node_id n)
{
	return wrap_div(g->cum[n], g->cum_div ? g->cum_div[n] : 0);
}

int64_t graph_tag_flat(const struct graph_tag *t)
{
	return wrap_div(t->flat, t->flat_div);
}

int64_t graph_tag_cum(const struct graph_tag *t)
{
	return wrap_div(t->cum, t->cum_div);
}

int64_t graph_weight(const struct edge *e)
{
	return wrap_div(e->weight, e->divisor);
}

/* The weight of a share of the total. Like pprof, what weighs less is left out. */
static int64_t cutoff(int64_t total, double fraction)
{
	return wrap_abs(wrap_int((double)total * fraction));
}

static bool is_negative(const struct graph *g, node_id n)
{
	return g->flat[n] < 0 || (g->flat[n] == 0 && g->cum[n] < 0);
}

static void remove_node(struct graph_maker *m, node_id n)
{
	m->shown[n] = false;
	m->removed[n] = true;
}

/* Chooses the nodes that weigh something, and enough. Returns whether any weighed too little. */
static bool choose_nodes(struct graph_maker *m)
{
	struct graph *g = m->g;
	int64_t total = 0;

	for (node_id n = 1; n < g->nodes.n; n++) {
		m->shown[n] = (g->cum[n] != 0 || g->flat[n] != 0) &&
			!(m->spec->drop_negative && is_negative(g, n));
		if (m->shown[n])
			total = wrap_add(total, g->flat[n]);
	}
	m->node_cutoff = cutoff(total, m->spec->node_fraction);
	m->edge_cutoff = cutoff(total, m->spec->edge_fraction);
	for (node_id n = 1; n < g->nodes.n; n++) {
		if (m->shown[n] && m->node_cutoff > 0 && wrap_abs(g->cum[n]) < m->node_cutoff) {
			remove_node(m, n);
			g->dropped_nodes++;
		}
		g->n_before += m->shown[n];
	}
	return g->dropped_nodes != 0;
}

struct ranked_node {
	int64_t weight, second; /* absolute values */
	struct str name;
	node_id id;
};

/* Heaviest first, then by name, like pprof. Where pprof leaves the order to chance, here it is fixed. */
static int by_rank(const void *a, const void *b)
{
	const struct ranked_node *l = a, *r = b;
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

/* Orders the nodes to show by their scores, or by their weights if scores is NULL. */
static void order_nodes(struct graph_maker *m, const int64_t *scores)
{
	struct graph *g = m->g;
	struct ranked_node *rows = arena_array(m->arena, struct ranked_node, g->n_before);
	uint32_t n = 0;

	for (node_id id = 1; id < g->nodes.n; id++) {
		int64_t flat = wrap_abs(g->flat[id]), cum = wrap_abs(g->cum[id]);

		if (!m->shown[id])
			continue;
		rows[n].weight = m->spec->by_cum ? cum : flat;
		rows[n].second = m->spec->by_cum ? flat : cum;
		if (scores != NULL) {
			rows[n].weight = wrap_abs(scores[id]);
			rows[n].second = flat;
		}
		rows[n].name = node_name(m->arena, &g->nodes, id);
		rows[n++].id = id;
	}
	qsort(rows, n, sizeof(*rows), by_rank);
	g->order = arena_array(m->arena, node_id, n);
	for (uint32_t i = 0; i < n; i++)
		g->order[i] = rows[i].id;
	g->n_order = n;
}

/* Keeps the first n nodes in order; 0 or less: all. Returns whether any were left out. */
static bool limit_nodes(struct graph_maker *m, int64_t n)
{
	struct graph *g = m->g;

	if (n <= 0 || n >= g->n_order)
		return false;
	for (uint32_t i = (uint32_t)n; i < g->n_order; i++)
		remove_node(m, g->order[i]);
	g->n_order = (uint32_t)n;
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
	m->removed = arena_array(m->arena, bool, n);
}

/* Makes the edges between the nodes that are shown now. */
static void connect(struct graph_maker *m, bool trimmed)
{
	if (m->tree != NULL) {
		call_tree_trim(m);
		call_tree_edges(m);
	} else {
		edges_build(m, trimmed);
	}
}

/* Orders and limits the nodes of a report that lists them, and makes the edges. */
static void choose_list(struct graph_maker *m, bool trimmed)
{
	order_nodes(m, NULL);
	trimmed |= limit_nodes(m, m->spec->node_count);
	if (m->spec->edges == GRAPH_NO_EDGES)
		return;
	connect(m, trimmed);
	m->g->dropped_edges = edges_trim(m);
}

/*
 * Chooses the nodes and edges of a picture. The order of the steps is pprof's:
 * - scores are computed from all edges,
 * - tags count as nodes when the limit is applied,
 * - light edges that went before the limit was applied are not counted as dropped.
 */
static void choose_picture(struct graph_maker *m, bool trimmed)
{
	struct graph *g = m->g;
	int64_t most = m->spec->node_count;

	connect(m, trimmed);
	order_nodes(m, picture_scores(m));
	node_tags_make(m, most > 0 && most < g->n_order ? (uint32_t)most : g->n_order);
	if (most > 0) {
		if (m->tree != NULL)
			call_tree_cut(m);
		if (limit_nodes(m, picture_size(m))) {
			connect(m, true);
			order_nodes(m, picture_scores(m));
		} else {
			edges_trim(m);
		}
	}
	g->dropped_edges = edges_trim(m);
	picture_trim_edges(m);
}

/* Makes the nodes, or takes those that are kept. */
static void make_nodes(struct graph_maker *m)
{
	if (m->spec->kept == NULL) {
		nodes_init(&m->g->nodes, m->arena, m->v, m->spec->objects);
		return;
	}
	m->kept = graph_kept_nodes(m->spec->kept, m->spec->objects);
	m->g->nodes = m->kept->nodes;
}

void graph_init(struct graph *g, struct arena *a, const struct view *v,
	const struct graph_spec *spec)
{
	struct graph_maker m = {.g = g, .arena = a, .v = v, .spec = spec};
	struct sample_spec samples = maker_samples(&m);
	bool trimmed;

	*g = (struct graph){0};
	make_nodes(&m);
	stack_sums_init(&g->stacks, a, &samples);
	if (spec->call_tree) {
		call_tree_build(&m);
	} else {
		graph_make_columns(&m, g->nodes.n);
		weigh_nodes(&m);
	}
	trimmed = choose_nodes(&m);
	if (spec->picture)
		choose_picture(&m, trimmed);
	else
		choose_list(&m, trimmed);
	call_tree_release(m.tree);
}

/*
 * calls.c: Lists the edges by caller and by callee, and sorts them.
 */
#include "graph/calls.h"

#include <stdlib.h>

#include "base/csr.h"
#include "base/sort.h"
#include "base/wrap.h"

/* A node that has edges, and its name. */
struct named_node {
	struct str name;
	node_id id;
};

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct named_node *)a)->name, ((const struct named_node *)b)->name);
}

/*
 * Heaviest first, then by the caller's and the callee's name, as places in the order of names. Edges
 * that are still equal are in the order of their nodes, which pprof leaves to chance.
 */
static int by_weight(const void *a, const void *b, void *places)
{
	const struct edge *l = *(const struct edge *const *)a, *r = *(const struct edge *const *)b;
	const uint32_t *place = places;

	if (wrap_abs(l->weight) != wrap_abs(r->weight))
		return wrap_abs(l->weight) > wrap_abs(r->weight) ? -1 : 1;
	if (place[l->from] != place[r->from])
		return place[l->from] < place[r->from] ? -1 : 1;
	if (place[l->to] != place[r->to])
		return place[l->to] < place[r->to] ? -1 : 1;
	if (l->from != r->from)
		return l->from < r->from ? -1 : 1;
	return (l->to > r->to) - (l->to < r->to);
}

/* Names the ends of all edges; *places are their positions in the order of names, by node_id. */
static const struct str *name_ends(struct arena *a, const struct graph *g, uint32_t **places)
{
	struct str *names = arena_array(a, struct str, g->nodes.n);
	struct named_node *rows = arena_array(a, struct named_node, g->nodes.n);
	uint32_t *place = arena_array(a, uint32_t, g->nodes.n), n = 0;

	for (uint32_t i = 0; i < g->n_edges; i++)
		place[g->edges[i].from] = place[g->edges[i].to] = 1;
	for (node_id id = 1; id < g->nodes.n; id++) {
		if (place[id] == 0)
			continue;
		names[id] = node_name(a, &g->nodes, id);
		rows[n++] = (struct named_node){names[id], id};
	}
	if (n != 0)
		qsort(rows, n, sizeof(*rows), by_name);
	for (uint32_t i = 0, distinct = 0; i < n; i++) {
		distinct += i > 0 && !str_eq(rows[i].name, rows[i - 1].name);
		place[rows[i].id] = distinct;
	}
	*places = place;
	return names;
}

/* Deals the edges out to the nodes they end at (or begin at) and sorts each node's. */
static const struct edge **deal(struct arena *a, const struct graph *g, uint32_t *place,
	bool incoming, uint32_t **begins)
{
	const struct edge **rows = arena_array(a, const struct edge *, g->n_edges);
	uint32_t *begin = arena_array(a, uint32_t, (size_t)g->nodes.n + 2);

	for (uint32_t i = 0; i < g->n_edges; i++)
		csr_count(begin, incoming ? g->edges[i].to : g->edges[i].from);
	csr_sum(begin, (size_t)g->nodes.n + 2);
	for (uint32_t i = 0; i < g->n_edges; i++)
		rows[csr_place(begin, incoming ? g->edges[i].to : g->edges[i].from)] = &g->edges[i];
	for (node_id n = 0; n < g->nodes.n; n++)
		if (begin[n + 1] - begin[n] > 1)
			sort_with(rows + begin[n], begin[n + 1] - begin[n], sizeof(*rows),
				by_weight, place);
	*begins = begin;
	return rows;
}

struct calls graph_calls(struct arena *a, const struct graph *g)
{
	struct calls made;

	made.names = name_ends(a, g, &made.place);
	made.in = deal(a, g, made.place, true, &made.in_begin);
	made.out = deal(a, g, made.place, false, &made.out_begin);
	return made;
}

void calls_sort(const struct calls *c, const struct edge **edges, size_t n)
{
	sort_with(edges, n, sizeof(*edges), by_weight, c->place);
}

/*
 * calls.c: the edges of each node, in the order in which reports print them. See report.h.
 */
#include <stdlib.h>

#include "base/wrap.h"
#include "report/report.h"

/* An edge with what it is sorted by. */
struct call {
	const struct edge *edge;
	int64_t weight;          /* without sign */
	const struct str *names; /* by node_id */
};

/* Heaviest first, then by the caller's and the callee's name. Like pprof but for the last resort. */
static int by_weight(const void *a, const void *b)
{
	const struct call *l = a, *r = b;
	int c;

	if (l->weight != r->weight)
		return l->weight > r->weight ? -1 : 1;
	c = str_cmp(l->names[l->edge->from], r->names[r->edge->from]);
	if (c == 0)
		c = str_cmp(l->names[l->edge->to], r->names[r->edge->to]);
	if (c == 0 && l->edge->from != r->edge->from)
		c = l->edge->from < r->edge->from ? -1 : 1;
	return c ? c : (l->edge->to > r->edge->to) - (l->edge->to < r->edge->to);
}

/* Deals the sorted edges out to their nodes, which keeps each node's in order. */
static const struct edge **deal(struct report *r, const struct graph *g, const struct call *calls,
	bool incoming, uint32_t **begins)
{
	const struct edge **rows = arena_array(r->arena, const struct edge *, g->n_edges);
	uint32_t *begin = arena_array(r->arena, uint32_t, (size_t)g->nodes.n + 2);

	for (uint32_t i = 0; i < g->n_edges; i++)
		begin[(incoming ? g->edges[i].to : g->edges[i].from) + 2]++;
	for (node_id n = 0; n < g->nodes.n; n++)
		begin[n + 2] += begin[n + 1];
	for (uint32_t i = 0; i < g->n_edges; i++) {
		const struct edge *edge = calls[i].edge;

		rows[begin[(incoming ? edge->to : edge->from) + 1]++] = edge;
	}
	*begins = begin;
	return rows;
}

struct calls report_calls(struct report *r, const struct graph *g)
{
	struct str *names = arena_array(r->arena, struct str, g->nodes.n);
	struct call *calls = arena_array(r->arena, struct call, g->n_edges);
	struct calls made;

	for (uint32_t i = 0; i < g->n_edges; i++) {
		const struct edge *edge = &g->edges[i];
		node_id ends[2] = {edge->from, edge->to};

		for (int k = 0; k < 2; k++)
			if (names[ends[k]].p == NULL)
				names[ends[k]] = node_name(r->arena, &g->nodes, ends[k]);
		calls[i] = (struct call){edge, wrap_abs(edge->weight), names};
	}
	if (g->n_edges != 0)
		qsort(calls, g->n_edges, sizeof(*calls), by_weight);
	made.in = deal(r, g, calls, true, &made.in_begin);
	made.out = deal(r, g, calls, false, &made.out_begin);
	made.names = names;
	return made;
}

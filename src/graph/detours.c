/*
 * detours.c: Removes an edge if another path leads from its caller to its callee.
 *
 * Two searches take turns, one edge each: down from the caller, and up from the callee. There is a path
 * when one reaches what the other has reached, and none when one has nothing left. In a large graph
 * full of cycles, as call graphs are, both stay small, where a search from one end alone would walk
 * through most of the graph.
 */
#include "graph/detours.h"

static struct detour_search search_of(struct arena *a, const struct graph *g, const uint32_t *begin)
{
	return (struct detour_search){.links = arena_array(a, node_id, g->n_edges),
		.begin = begin,
		.queue = arena_array(a, node_id, g->nodes.n)};
}

struct detours detours_of(struct arena *a, const struct graph *g, const struct calls *calls)
{
	uint32_t *out_place = arena_array(a, uint32_t, g->n_edges); /* by edge_id */
	struct detours d = {.calls = calls,
		.out_place = arena_array(a, uint32_t, g->n_edges),
		.seen = arena_array(a, uint32_t, g->nodes.n),
		.down = search_of(a, g, calls->out_begin),
		.up = search_of(a, g, calls->in_begin)};

	for (uint32_t i = 0; i < g->n_edges; i++) {
		d.down.links[i] = calls->out[i]->to;
		out_place[calls->out[i] - g->edges] = i;
	}
	for (uint32_t i = 0; i < g->n_edges; i++) {
		d.up.links[i] = calls->in[i]->from;
		d.out_place[i] = out_place[calls->in[i] - g->edges];
	}
	return d;
}

static void reach(struct detours *d, struct detour_search *s, node_id n)
{
	d->seen[n] = s->mark;
	s->queue[s->tail++] = n;
}

static void begin(struct detours *d, struct detour_search *s, node_id n, uint32_t mark)
{
	s->head = s->tail = s->at = s->end = 0;
	s->mark = mark;
	reach(d, s, n);
}

enum step { STEP_ON, STEP_MET, STEP_END };

/* Follows one edge of a search. */
static enum step follow(struct detours *d, struct detour_search *s, uint32_t other_mark)
{
	node_id n;

	while (s->at == s->end) {
		if (s->head == s->tail)
			return STEP_END;
		n = s->queue[s->head++];
		s->at = s->begin[n];
		s->end = s->begin[n + 1];
	}
	n = s->links[s->at++];
	if (n == 0)
		return STEP_ON;
	if (d->seen[n] == other_mark)
		return STEP_MET;
	if (d->seen[n] != s->mark)
		reach(d, s, n);
	return STEP_ON;
}

static bool has_path(struct detours *d, node_id from, node_id to)
{
	uint32_t mark = d->up.mark;
	enum step step = STEP_ON;

	begin(d, &d->down, from, mark + 1);
	begin(d, &d->up, to, mark + 2);
	while (step == STEP_ON) {
		step = follow(d, &d->down, d->up.mark);
		if (step == STEP_ON)
			step = follow(d, &d->up, d->down.mark);
	}
	return step == STEP_MET;
}

bool detour_instead(struct detours *d, uint32_t at)
{
	const struct edge *e = d->calls->in[at];
	uint32_t out = d->out_place[at];

	d->down.links[out] = d->up.links[at] = 0;
	if (has_path(d, e->from, e->to))
		return true;
	d->down.links[out] = e->to;
	d->up.links[at] = e->from;
	return false;
}

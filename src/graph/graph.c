/*
 * graph.c: see graph.h. Building: weights, choice of nodes, edges.
 *
 * The loops over samples are where a large profile spends its time. Per location they read one
 * word of a table made beforehand (struct step), and look at frames only where that says so.
 */
#include "graph/graph.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/wrap.h"

struct builder_state {
	struct graph *g;
	struct arena *arena;
	const struct view *v;
	const struct graph_spec *spec;
	bool *shown;     /* by node_id */
	int64_t edge_cutoff;
};

int64_t graph_flat(const struct graph *g, node_id n)
{
	return wrap_div(g->flat[n], g->flat_div ? g->flat_div[n] : 0);
}

int64_t graph_cum(const struct graph *g, node_id n)
{
	return wrap_div(g->cum[n], g->cum_div ? g->cum_div[n] : 0);
}

/* A location as the loop over samples sees it: its only node, or a mark that there are several. */
enum { STEP_NONE = 0, STEP_MANY = UINT32_MAX };

static node_id *make_steps(struct arena *a, const struct nodes *nodes)
{
	const struct profile *p = nodes->view->p;
	node_id *steps = arena_array(a, node_id, p->n_locations);

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
			if (nodes->of_frame[f] != 0)
				steps[loc] = steps[loc] == STEP_NONE ? nodes->of_frame[f] : STEP_MANY;
		}
	}
	return steps;
}

struct weigher {
	const struct profile *p;
	const node_id *of_frame;
	int64_t *cum, *cum_div;
	size_t *seen; /* by node_id: 1 + the sample that last counted it */
	size_t sample;
	int64_t w, dw;
};

static inline void weigh(struct weigher *k, node_id n)
{
	if (k->seen[n] == k->sample + 1)
		return;
	k->seen[n] = k->sample + 1;
	k->cum[n] = wrap_add(k->cum[n], k->w);
	if (k->cum_div != NULL)
		k->cum_div[n] = wrap_add(k->cum_div[n], k->dw);
}

/* The frames of a location, from leaf to root; returns the node of the one at the leaf. */
static node_id weigh_frames(struct weigher *k, loc_id loc)
{
	node_id leaf = 0;

	for (frame_id f = k->p->frame_begin[loc]; f < k->p->frame_begin[loc + 1]; f++) {
		node_id n = k->of_frame[f];

		if (n == 0)
			continue;
		weigh(k, n);
		leaf = leaf ? leaf : n;
	}
	return leaf;
}

/* flat and cum of all nodes, in one pass over the samples. */
static void weigh_samples(struct builder_state *s)
{
	struct graph *g = s->g;
	const struct profile *p = s->v->p;
	const node_id *steps = make_steps(s->arena, &g->nodes);
	const int64_t *values = p->values[s->spec->value], *divisors = p->values[0];
	struct weigher k = {.p = p, .of_frame = g->nodes.of_frame, .cum = g->cum, .cum_div = g->cum_div};

	k.seen = arena_array(s->arena, size_t, g->nodes.n);
	for (size_t i = 0; i < p->n_samples; i++) {
		node_id leaf = 0;

		k.w = values[i];
		k.dw = s->spec->mean ? divisors[i] : 0;
		if (k.w == 0 && k.dw == 0)
			continue;
		k.sample = i;
		for (uint64_t at = p->stack_begin[i]; at < p->stack_begin[i + 1]; at++) {
			node_id n = steps[p->stack[at]];

			if (n == STEP_MANY)
				n = weigh_frames(&k, p->stack[at]);
			else
				weigh(&k, n);
			leaf = leaf ? leaf : n;
		}
		if (leaf == 0)
			continue;
		g->flat[leaf] = wrap_add(g->flat[leaf], k.w);
		if (g->flat_div != NULL)
			g->flat_div[leaf] = wrap_add(g->flat_div[leaf], k.dw);
	}
	/* Hidden locations were counted for the node "none". */
	g->cum[0] = 0;
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
static bool choose_nodes(struct builder_state *s)
{
	struct graph *g = s->g;
	int64_t total = 0, least;

	for (node_id n = 1; n < g->nodes.n; n++) {
		s->shown[n] = (g->cum[n] != 0 || g->flat[n] != 0) &&
			!(s->spec->drop_negative && is_negative(g, n));
		if (s->shown[n])
			total = wrap_add(total, g->flat[n]);
	}
	least = cutoff(total, s->spec->node_fraction);
	s->edge_cutoff = cutoff(total, s->spec->edge_fraction);
	for (node_id n = 1; n < g->nodes.n; n++) {
		if (s->shown[n] && least > 0 && wrap_abs(g->cum[n]) < least) {
			s->shown[n] = false;
			g->dropped_nodes++;
		}
		g->n_before += s->shown[n];
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

static void order_nodes(struct builder_state *s)
{
	struct graph *g = s->g;
	struct ranked *rows = arena_array(s->arena, struct ranked, g->n_before);
	uint32_t n = 0;

	for (node_id id = 1; id < g->nodes.n; id++) {
		int64_t flat = wrap_abs(g->flat[id]), cum = wrap_abs(g->cum[id]);

		if (!s->shown[id])
			continue;
		rows[n].weight = s->spec->by_cum ? cum : flat;
		rows[n].second = s->spec->by_cum ? flat : cum;
		rows[n].name = node_name(s->arena, &g->nodes, id);
		rows[n++].id = id;
	}
	qsort(rows, n, sizeof(*rows), by_rank);
	g->order = arena_array(s->arena, node_id, n);
	for (uint32_t i = 0; i < n; i++)
		g->order[i] = rows[i].id;
	g->n_order = n;
}

/* Keeps the first node_count of them. Returns whether any had to go. */
static bool limit_nodes(struct builder_state *s)
{
	struct graph *g = s->g;

	if (s->spec->node_count <= 0 || s->spec->node_count >= g->n_order)
		return false;
	for (uint32_t i = (uint32_t)s->spec->node_count; i < g->n_order; i++)
		s->shown[g->order[i]] = false;
	g->n_order = (uint32_t)s->spec->node_count;
	return true;
}

struct edger {
	struct builder_state *s;
	const bool *kept;   /* by node_id: nodes that edges may touch */
	const bool *wanted; /* by node_id: nodes whose incoming edges are wanted */
	struct {
		node_id leaf;  /* the kept node nearest to the leaf, or 0 */
		bool residual; /* frames nearer to the leaf than that one are not kept */
		bool look;     /* some frame's node is wanted */
	} *steps; /* by loc_id */
	struct {
		node_id parent;
		edge_id edge;
	} *last; /* by frame_id: the edge of its last occurrence */
	struct map map; /* parent and node -> 1 + edge_id */
	VEC(struct edge) edges;
	VEC(size_t) seen; /* by edge_id: 1 + the sample that last counted it */
};

static void make_edge_steps(struct edger *e)
{
	const struct profile *p = e->s->v->p;
	const struct nodes *nodes = &e->s->g->nodes;

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc];) {
			node_id n = nodes->of_frame[--f];

			if (n == 0)
				continue;
			if (e->kept[n]) {
				e->steps[loc].leaf = n;
				e->steps[loc].residual = false;
				e->steps[loc].look |= e->wanted[n];
			} else {
				e->steps[loc].residual = true;
			}
		}
	}
}

static edge_id find_edge(struct edger *e, frame_id f, node_id parent, node_id n)
{
	uint64_t key = (uint64_t)parent << 32 | n;
	uint32_t at;

	if (e->last[f].parent == parent)
		return e->last[f].edge;
	at = map_get(&e->map, key);
	if (at == 0) {
		*vec_add(&e->edges) = (struct edge){.from = parent, .to = n, .inlined = true};
		*vec_add(&e->seen) = 0;
		at = (uint32_t)e->edges.n;
		map_put(&e->map, key, at);
	}
	e->last[f].parent = parent;
	e->last[f].edge = at - 1;
	return at - 1;
}

/* Where the walk down one stack is. */
struct walk {
	size_t sample;
	int64_t w, dw;
	node_id parent; /* the last kept node */
	bool residual;  /* frames were skipped since */
};

/* The frames of a location, from root to leaf. */
static void walk_frames(struct edger *e, struct walk *k, loc_id loc)
{
	const struct profile *p = e->s->v->p;
	bool outermost = true; /* of this location's frames: what others were inlined into */

	for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc];) {
		node_id n = e->s->g->nodes.of_frame[--f];
		bool inlined = !outermost;

		if (n == 0)
			continue;
		outermost = false;
		if (!e->kept[n]) {
			k->residual = true;
			continue;
		}
		if (k->parent != 0 && k->parent != n && e->wanted[n]) {
			edge_id id = find_edge(e, f, k->parent, n);

			if (e->seen.p[id] != k->sample + 1) {
				struct edge *edge = &e->edges.p[id];

				e->seen.p[id] = k->sample + 1;
				edge->weight = wrap_add(edge->weight, k->w);
				edge->divisor = wrap_add(edge->divisor, k->dw);
				edge->residual |= k->residual;
				edge->inlined &= inlined;
			}
		}
		k->parent = n;
		k->residual = false;
	}
}

static void walk_samples(struct edger *e)
{
	const struct profile *p = e->s->v->p;
	const int64_t *values = p->values[e->s->spec->value], *divisors = p->values[0];

	for (size_t i = 0; i < p->n_samples; i++) {
		struct walk k = {.sample = i, .w = values[i], .dw = e->s->spec->mean ? divisors[i] : 0};

		if (k.w == 0 && k.dw == 0)
			continue;
		for (uint64_t at = p->stack_begin[i + 1]; at > p->stack_begin[i];) {
			loc_id loc = p->stack[--at];

			if (e->steps[loc].look) {
				walk_frames(e, &k, loc);
			} else if (e->steps[loc].leaf != 0) {
				k.parent = e->steps[loc].leaf;
				k.residual = e->steps[loc].residual;
			} else {
				k.residual |= e->steps[loc].residual;
			}
		}
	}
}

/* The nodes to show that some frame was inlined as. */
static bool *inlined_nodes(const struct builder_state *s)
{
	const struct profile *p = s->v->p;
	const struct nodes *nodes = &s->g->nodes;
	bool *wanted = arena_array(s->arena, bool, nodes->n);

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		bool outermost = true;

		for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc];) {
			node_id n = nodes->of_frame[--f];

			if (n == 0)
				continue;
			if (!outermost && s->shown[n])
				wanted[n] = true;
			outermost = false;
		}
	}
	return wanted;
}

/* Light edges go; like pprof, not those into nodes that are not shown. */
static void trim_edges(struct edger *e)
{
	struct graph *g = e->s->g;
	struct edge *edges = arena_array(e->s->arena, struct edge, e->edges.n);

	for (size_t i = 0; i < e->edges.n; i++) {
		const struct edge *edge = &e->edges.p[i];

		if (e->s->shown[edge->to] && wrap_abs(edge->weight) < e->s->edge_cutoff)
			g->dropped_edges++;
		else
			edges[g->n_edges++] = *edge;
	}
	g->edges = edges;
}

/*
 * The calls between nodes. Like pprof, nodes that were left out are skipped over, which makes
 * residual edges; but while none had to go, edges also touch nodes that are not shown because they
 * weigh nothing.
 */
static void build_edges(struct builder_state *s, bool trimmed)
{
	const struct profile *p = s->v->p;
	struct edger e = {.s = s, .kept = s->shown};

	if (!trimmed) {
		bool *all = arena_array(s->arena, bool, s->g->nodes.n);

		memset(all, true, s->g->nodes.n);
		e.kept = all;
	}
	e.wanted = s->spec->edges == GRAPH_ALL_EDGES ? e.kept : inlined_nodes(s);
	e.steps = arena_array_of(s->arena, p->n_locations, sizeof(*e.steps));
	e.last = arena_array_of(s->arena, p->n_frames, sizeof(*e.last));
	make_edge_steps(&e);
	walk_samples(&e);
	trim_edges(&e);
	map_release(&e.map);
	free(e.edges.p);
	free(e.seen.p);
}

void graph_init(struct graph *g, struct arena *a, const struct view *v, const struct graph_spec *spec)
{
	struct builder_state s = {.g = g, .arena = a, .v = v, .spec = spec};
	bool trimmed;

	*g = (struct graph){0};
	nodes_init(&g->nodes, a, v, spec->objects);
	g->flat = arena_array(a, int64_t, g->nodes.n);
	g->cum = arena_array(a, int64_t, g->nodes.n);
	if (spec->mean) {
		g->flat_div = arena_array(a, int64_t, g->nodes.n);
		g->cum_div = arena_array(a, int64_t, g->nodes.n);
	}
	s.shown = arena_array(a, bool, g->nodes.n);
	weigh_samples(&s);
	trimmed = choose_nodes(&s);
	order_nodes(&s);
	trimmed |= limit_nodes(&s);
	if (spec->edges != GRAPH_NO_EDGES)
		build_edges(&s, trimmed);
}

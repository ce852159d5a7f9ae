/*
 * graph.c: see graph.h. Building: weights, choice of nodes, edges.
 *
 * The loops over samples are where a large profile spends its time: they expand each stack of
 * locations into a stack of nodes (struct stacker) and add it up in one line of memory a node.
 */
#include "graph/graph.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/par.h"
#include "base/wrap.h"

struct builder_state {
	struct graph *g;
	struct arena *arena;
	const struct view *v;
	const struct graph_spec *spec;
	bool *shown; /* by node_id */
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

/*
 * What a location adds to a stack of nodes: its nodes from leaf to root, where three are enough.
 * This is all that the loops over samples read of a location, in one cache line and without a
 * branch that depends on it.
 */
enum { STEP_NODES = 3, STEP_MORE = UINT32_MAX };

struct step {
	uint32_t n; /* how many, or STEP_MORE: look at the frames */
	uint32_t nodes[STEP_NODES];
};

/* Marks in a stack of nodes, besides the node. */
enum {
	STACK_INLINED = 1u << 31, /* the frame was inlined into the next one towards the root */
	STACK_NODE = STACK_INLINED - 1,
	STACK_SKIPPED = 0, /* frames that are not shown */
};

/* Which nodes go into stacks. */
struct stacker {
	const struct graph *g;
	const bool *kept;   /* by node_id: others are skipped; NULL: all are kept */
	bool marks;         /* leave STACK_SKIPPED where nodes are skipped */
	struct step *steps; /* by loc_id */
};

/* One sample's stack of nodes, from leaf to root. */
struct stack {
	uint32_t *p;
	size_t n, cap;
};

/* The entries of one location behind each other at `to`; returns how many. `to` may be NULL. */
static uint32_t stack_frames(const struct stacker *k, loc_id loc, uint32_t *to)
{
	const struct profile *p = k->g->nodes.view->p;
	frame_id begin = p->frame_begin[loc], end = p->frame_begin[loc + 1], outermost = end;
	uint32_t n = 0;

	while (outermost > begin && k->g->nodes.of_frame[outermost - 1] == 0)
		outermost--;
	for (frame_id f = begin; f < end; f++) {
		node_id node = k->g->nodes.of_frame[f];
		uint32_t entry = node | (f + 1 < outermost ? STACK_INLINED : 0);

		if (node == 0)
			continue;
		if (k->kept != NULL && !k->kept[node]) {
			if (!k->marks)
				continue;
			entry = STACK_SKIPPED;
		}
		if (to != NULL)
			to[n] = entry;
		n++;
	}
	return n;
}

static void stacker_init(struct stacker *k, struct arena *a)
{
	const struct profile *p = k->g->nodes.view->p;

	k->steps = arena_array(a, struct step, p->n_locations);
	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		struct step *step = &k->steps[loc];

		step->n = stack_frames(k, loc, NULL);
		if (step->n > STEP_NODES)
			step->n = STEP_MORE;
		else
			stack_frames(k, loc, step->nodes);
	}
}

/* Makes room for `n` entries and for a whole step behind them. */
static uint32_t *stack_room(struct stack *stack, size_t n)
{
	stack->p = mem_grow(stack->p, &stack->cap, n + STEP_NODES, sizeof(uint32_t));
	return stack->p;
}

/* Fills `stack` with the nodes of sample i. */
static void stack_of(const struct stacker *k, size_t i, struct stack *stack)
{
	const struct profile *p = k->g->nodes.view->p;
	uint32_t at = p->stack_begin[i], end = p->stack_begin[i + 1];
	const struct loc_column locs = p->stack;
	const struct step *steps = k->steps;
	uint32_t *to = stack_room(stack, (size_t)(end - at) * STEP_NODES);
	size_t n = 0;

	for (; at < end; at++) {
		loc_id loc = loc_column_get(&locs, at);
		const struct step *step = &steps[loc];
		uint32_t more = step->n;

		if (__builtin_expect(more == STEP_MORE, 0)) {
			more = stack_frames(k, loc, NULL);
			to = stack_room(stack, n + more + (size_t)(end - at) * STEP_NODES);
			stack_frames(k, loc, to + n);
		} else {
			memcpy(to + n, step->nodes, sizeof(step->nodes));
		}
		n += more;
	}
	stack->n = n;
}

/* The weights of one node while samples are added up. */
struct weight {
	int64_t flat, cum;
	size_t seen; /* 1 + the sample that last counted it */
};

/* The samples from which a loop is worth a thread of its own. */
enum { SAMPLES_GRAIN = 20000 };

struct weigher {
	const struct builder_state *s;
	struct stacker stacker;
	struct weight *weights[PAR_MAX];  /* of each part */
	struct weight *divisors[PAR_MAX]; /* NULL when no mean is asked for */
};

static void weigh_sample(const struct stack *stack, size_t i, int64_t w, struct weight *weights)
{
	const uint32_t *at = stack->p, *end = at + stack->n;

	weights[*at & STACK_NODE].flat = wrap_add(weights[*at & STACK_NODE].flat, w);
	for (; at < end; at++) {
		struct weight *to = &weights[*at & STACK_NODE];

		if (to->seen == i + 1)
			continue;
		to->seen = i + 1;
		to->cum = wrap_add(to->cum, w);
	}
}

static void weigh_part(void *context, unsigned part, size_t begin, size_t end)
{
	struct weigher *k = context;
	const struct profile *p = k->s->v->p;
	const int64_t *values = p->values[k->s->spec->value], *first = p->values[0];
	struct weight *divisors = k->divisors[part];
	struct stack stack = {0};

	for (size_t i = begin; i < end; i++) {
		if (values[i] == 0 && (divisors == NULL || first[i] == 0))
			continue;
		stack_of(&k->stacker, i, &stack);
		if (stack.n == 0)
			continue;
		weigh_sample(&stack, i, values[i], k->weights[part]);
		if (divisors != NULL)
			weigh_sample(&stack, i, first[i], divisors);
	}
	free(stack.p);
}

static void add_weights(const struct weight *from, uint32_t n, int64_t *flat, int64_t *cum)
{
	for (node_id i = 0; i < n; i++) {
		flat[i] = wrap_add(flat[i], from[i].flat);
		cum[i] = wrap_add(cum[i], from[i].cum);
	}
}

/* flat and cum of all nodes, in one pass over the samples. */
static void weigh_nodes(struct builder_state *s)
{
	struct graph *g = s->g;
	uint32_t n = g->nodes.n;
	struct weigher k = {.s = s, .stacker = {.g = g}};
	unsigned parts = par_parts(s->v->p->n_samples, SAMPLES_GRAIN);

	stacker_init(&k.stacker, s->arena);
	for (unsigned i = 0; i < parts; i++) {
		k.weights[i] = arena_array(s->arena, struct weight, n);
		if (s->spec->mean)
			k.divisors[i] = arena_array(s->arena, struct weight, n);
	}
	par_run(s->v->p->n_samples, parts, weigh_part, &k);
	for (unsigned i = 0; i < parts; i++) {
		add_weights(k.weights[i], n, g->flat, g->cum);
		if (s->spec->mean)
			add_weights(k.divisors[i], n, g->flat_div, g->cum_div);
	}
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

/*
 * The edges while samples are added up: a hash table whose slots hold them, so that one look
 * finds an edge and counts it.
 */
struct edge_slot {
	uint64_t key; /* caller and callee; 0: free */
	int64_t weight, divisor;
	size_t seen; /* 1 + the sample that last counted it */
	bool residual, inlined;
};

struct edge_table {
	struct edge_slot *slots;
	size_t n, mask;
	uint64_t seed;
};

static struct edge_slot *slot_for(struct edge_table *t, uint64_t key)
{
	size_t i = (size_t)hash_mix(t->seed, key) & t->mask;

	while (t->slots[i].key != key && t->slots[i].key != 0)
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

static void edge_table_grow(struct edge_table *t)
{
	struct edge_table old = *t;

	t->mask = old.slots ? old.mask * 2 + 1 : 1023;
	t->slots = mem_zeroed(t->mask + 1, sizeof(*t->slots));
	for (size_t i = 0; old.slots != NULL && i <= old.mask; i++)
		if (old.slots[i].key != 0)
			*slot_for(t, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

static struct edge_slot *edge_between(struct edge_table *t, node_id from, node_id to)
{
	uint64_t key = (uint64_t)from << 32 | to;
	struct edge_slot *slot = slot_for(t, key);

	if (slot->key != 0)
		return slot;
	if (2 * ++t->n > t->mask) {
		edge_table_grow(t);
		slot = slot_for(t, key);
	}
	*slot = (struct edge_slot){.key = key, .inlined = true};
	return slot;
}

/* Counts the calls on one sample's stack, from root to leaf, each once. */
static void count_edges(struct edge_table *t, const struct stack *stack, const bool *wanted,
	const struct edge_slot *sample)
{
	node_id parent = 0;
	bool residual = false;

	for (size_t j = stack->n; j-- > 0;) {
		node_id n = stack->p[j] & STACK_NODE;

		if (n == STACK_SKIPPED) {
			residual = true;
			continue;
		}
		if (wanted[n] && parent != 0 && parent != n) {
			struct edge_slot *slot = edge_between(t, parent, n);

			if (slot->seen != sample->seen) {
				slot->seen = sample->seen;
				slot->weight = wrap_add(slot->weight, sample->weight);
				slot->divisor = wrap_add(slot->divisor, sample->divisor);
				slot->residual |= residual;
				slot->inlined &= (stack->p[j] & STACK_INLINED) != 0;
			}
		}
		parent = n;
		residual = false;
	}
}

struct walker {
	const struct builder_state *s;
	struct stacker stacker;
	const bool *wanted;                /* by node_id: whose incoming edges are wanted */
	struct edge_table tables[PAR_MAX]; /* of each part */
};

static void walk_part(void *context, unsigned part, size_t begin, size_t end)
{
	struct walker *k = context;
	const struct profile *p = k->s->v->p;
	const int64_t *values = p->values[k->s->spec->value], *first = p->values[0];
	struct stack stack = {0};

	edge_table_grow(&k->tables[part]);
	for (size_t i = begin; i < end; i++) {
		struct edge_slot sample = {.weight = values[i], .seen = i + 1};

		if (k->s->spec->mean)
			sample.divisor = first[i];
		if (sample.weight == 0 && sample.divisor == 0)
			continue;
		stack_of(&k->stacker, i, &stack);
		count_edges(&k->tables[part], &stack, k->wanted, &sample);
	}
	free(stack.p);
}

/* Adds the edges of another part. */
static void merge_edges(struct edge_table *t, const struct edge_table *from)
{
	for (size_t i = 0; i <= from->mask; i++) {
		const struct edge_slot *add = &from->slots[i];
		struct edge_slot *slot;

		if (add->key == 0)
			continue;
		slot = edge_between(t, (node_id)(add->key >> 32), (node_id)add->key);
		slot->weight = wrap_add(slot->weight, add->weight);
		slot->divisor = wrap_add(slot->divisor, add->divisor);
		slot->residual |= add->residual;
		slot->inlined &= add->inlined;
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

static bool *all_nodes(const struct builder_state *s)
{
	bool *wanted = arena_array(s->arena, bool, s->g->nodes.n);

	memset(wanted, true, s->g->nodes.n);
	return wanted;
}

static int by_nodes(const void *a, const void *b)
{
	const struct edge *l = a, *r = b;

	if (l->from != r->from)
		return l->from < r->from ? -1 : 1;
	return (l->to > r->to) - (l->to < r->to);
}

/* Light edges go; like pprof, not those into nodes that are not shown. */
static void trim_edges(struct builder_state *s, const struct edge_table *t)
{
	struct graph *g = s->g;

	g->edges = arena_array(s->arena, struct edge, t->n);
	for (size_t i = 0; i <= t->mask; i++) {
		const struct edge_slot *slot = &t->slots[i];
		node_id to = (node_id)slot->key;

		if (slot->key == 0)
			continue;
		if (s->shown[to] && wrap_abs(slot->weight) < s->edge_cutoff) {
			g->dropped_edges++;
			continue;
		}
		g->edges[g->n_edges++] = (struct edge){(node_id)(slot->key >> 32), to, slot->weight,
			slot->divisor, slot->residual, slot->inlined};
	}
	qsort(g->edges, g->n_edges, sizeof(*g->edges), by_nodes);
}

/*
 * The calls between nodes. Like pprof, nodes that were left out are skipped over, which makes
 * residual edges; but while none had to go, edges also touch nodes that are not shown because they
 * weigh nothing.
 */
static void build_edges(struct builder_state *s, bool trimmed)
{
	bool all = s->spec->edges == GRAPH_ALL_EDGES;
	struct walker k = {.s = s,
		.stacker = {.g = s->g, .kept = trimmed ? s->shown : NULL, .marks = all}};
	unsigned parts = par_parts(s->v->p->n_samples, SAMPLES_GRAIN);
	uint64_t seed = hash_seed();

	k.wanted = all ? all_nodes(s) : inlined_nodes(s);
	for (unsigned i = 0; i < parts; i++)
		k.tables[i].seed = seed;
	stacker_init(&k.stacker, s->arena);
	par_run(s->v->p->n_samples, parts, walk_part, &k);
	for (unsigned i = 1; i < parts; i++)
		merge_edges(&k.tables[0], &k.tables[i]);
	trim_edges(s, &k.tables[0]);
	for (unsigned i = 0; i < parts; i++)
		free(k.tables[i].slots);
}

void graph_init(struct graph *g, struct arena *a, const struct view *v,
	const struct graph_spec *spec)
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
	weigh_nodes(&s);
	trimmed = choose_nodes(&s);
	order_nodes(&s);
	trimmed |= limit_nodes(&s);
	if (spec->edges != GRAPH_NO_EDGES)
		build_edges(&s, trimmed);
}

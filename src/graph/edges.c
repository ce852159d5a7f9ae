/*
 * edges.c: Adds up the calls between nodes.
 */
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "graph/maker.h"

/*
 * The edges while samples are added up: a hash table whose slots hold them, so that one look finds
 * an edge and counts it. Divisors are beside it, because only a mean has them.
 */
struct edge_slot {
	uint64_t key; /* caller and callee; 0: free */
	int64_t weight;
	uint32_t seen; /* the mark of the sample that last counted it */
	bool residual, inlined;
};

struct edge_table {
	struct edge_slot *slots;
	int64_t *divisors; /* by slot; NULL unless a mean is asked for */
	size_t n, mask;
	uint64_t seed;
	bool mean;
	struct edge_memo *last; /* by node_id: the edge it was last called by */
};

struct edge_memo {
	node_id parent;
	uint32_t slot;
};

static size_t slot_for(const struct edge_table *t, uint64_t key)
{
	size_t i = (size_t)hash_mix(t->seed, key) & t->mask;

	while (t->slots[i].key != key && t->slots[i].key != 0)
		i = (i + 1) & t->mask;
	return i;
}

static void edge_table_free(struct edge_table *t)
{
	free(t->slots);
	free(t->divisors);
}

static void edge_table_grow(struct edge_table *t, uint32_t n_nodes)
{
	struct edge_table old = *t;

	t->mask = old.slots ? old.mask * 2 + 1 : 1023;
	while (old.slots == NULL && t->mask < 2 * (size_t)n_nodes)
		t->mask = t->mask * 2 + 1;
	t->slots = mem_zeroed(t->mask + 1, sizeof(*t->slots));
	t->divisors = t->mean ? mem_zeroed(t->mask + 1, sizeof(*t->divisors)) : NULL;
	for (size_t i = 0; old.slots != NULL && i <= old.mask; i++) {
		size_t to;

		if (old.slots[i].key == 0)
			continue;
		to = slot_for(t, old.slots[i].key);
		t->slots[to] = old.slots[i];
		if (t->mean)
			t->divisors[to] = old.divisors[i];
	}
	memset(t->last, 0, n_nodes * sizeof(*t->last));
	edge_table_free(&old);
}

static size_t edge_between(struct edge_table *t, node_id from, node_id to, uint32_t n_nodes)
{
	uint64_t key = (uint64_t)from << 32 | to;
	size_t slot;

	if (t->last[to].parent == from)
		return t->last[to].slot;
	slot = slot_for(t, key);
	if (t->slots[slot].key == 0) {
		if (4 * ++t->n > 3 * t->mask) {
			edge_table_grow(t, n_nodes);
			slot = slot_for(t, key);
		}
		t->slots[slot] = (struct edge_slot){.key = key, .inlined = true};
	}
	t->last[to] = (struct edge_memo){from, (uint32_t)slot};
	return slot;
}

struct edge_adder {
	uint32_t n_nodes;
	struct stack_builder builder;
	const bool *wanted;                     /* by node_id: whose incoming edges are wanted */
	struct edge_table tables[PARALLEL_MAX]; /* by part */
};

/* Counts the calls on one sample's stack, from root to leaf, each once. */
static void count_edges(const struct edge_adder *adder, struct edge_table *t,
	const struct node_stack *stack, const struct walk_sample *sample)
{
	uint32_t n_nodes = adder->n_nodes;
	node_id parent = 0;
	bool residual = false;

	for (size_t j = stack->n; j-- > 0;) {
		node_id n = stack->p[j] & STACK_NODE;

		if (n == STACK_SKIPPED) {
			residual = true;
			continue;
		}
		if (adder->wanted[n] && parent != 0 && parent != n) {
			size_t i = edge_between(t, parent, n, n_nodes);
			struct edge_slot *slot = &t->slots[i];

			if (slot->seen != sample->mark) {
				slot->seen = sample->mark;
				slot->weight = wrap_add(slot->weight, sample->weight);
				slot->residual |= residual;
				slot->inlined &= (stack->p[j] & STACK_INLINED) != 0;
				if (t->mean)
					t->divisors[i] = wrap_add(t->divisors[i], sample->divisor);
			}
		}
		parent = n;
		residual = false;
	}
}

static void count_part(void *context, struct walk_part *part)
{
	struct edge_adder *adder = context;
	struct walk_sample s;

	while (walk_next(part, &s))
		count_edges(adder, &adder->tables[part->number],
			walk_stack(part, &s, &adder->builder), &s);
}

/* Adds the edges of another part. */
static void merge_edges(struct edge_table *t, const struct edge_table *from, uint32_t n_nodes)
{
	for (size_t i = 0; i <= from->mask; i++) {
		const struct edge_slot *add = &from->slots[i];
		struct edge_slot *slot;
		size_t at;

		if (add->key == 0)
			continue;
		at = edge_between(t, (node_id)(add->key >> 32), (node_id)add->key, n_nodes);
		slot = &t->slots[at];
		slot->weight = wrap_add(slot->weight, add->weight);
		slot->residual |= add->residual;
		slot->inlined &= add->inlined;
		if (t->mean)
			t->divisors[at] = wrap_add(t->divisors[at], from->divisors[i]);
	}
}

/* The nodes to show that some frame was inlined as. */
static bool *inlined_nodes(const struct graph_maker *m)
{
	const struct profile *p = m->v->p;
	const struct nodes *nodes = &m->g->nodes;
	bool *wanted = arena_array(m->arena, bool, nodes->n);

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		bool outermost = true;

		for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc];) {
			node_id n = nodes->of_frame[--f];

			if (n == 0)
				continue;
			if (!outermost && m->shown[n])
				wanted[n] = true;
			outermost = false;
		}
	}
	return wanted;
}

static bool *all_nodes(const struct graph_maker *m)
{
	bool *wanted = arena_array(m->arena, bool, m->g->nodes.n);

	memset(wanted, true, m->g->nodes.n);
	return wanted;
}

static int by_nodes(const void *a, const void *b)
{
	const struct edge *l = a, *r = b;

	if (l->from != r->from)
		return l->from < r->from ? -1 : 1;
	return (l->to > r->to) - (l->to < r->to);
}

/* The table as a column, ordered by nodes. */
static void list_edges(struct graph_maker *m, const struct edge_table *t)
{
	struct graph *g = m->g;

	g->n_edges = 0;
	g->edges = arena_array(m->arena, struct edge, t->n);
	for (size_t i = 0; i <= t->mask; i++) {
		const struct edge_slot *slot = &t->slots[i];

		if (slot->key == 0)
			continue;
		g->edges[g->n_edges++] = (struct edge){(node_id)(slot->key >> 32),
			(node_id)slot->key, slot->weight, t->mean ? t->divisors[i] : 0,
			slot->residual, slot->inlined};
	}
	qsort(g->edges, g->n_edges, sizeof(*g->edges), by_nodes);
}

uint32_t edges_trim(struct graph_maker *m)
{
	struct graph *g = m->g;
	uint32_t n = 0, before = g->n_edges;

	for (uint32_t i = 0; i < before; i++) {
		const struct edge *e = &g->edges[i];

		if (!m->shown[e->to] || wrap_abs(e->weight) >= m->edge_cutoff)
			g->edges[n++] = *e;
	}
	g->n_edges = n;
	return before - n;
}

void edges_build(struct graph_maker *m, bool trimmed)
{
	bool all = m->spec->edges == GRAPH_ALL_EDGES || m->spec->picture;
	struct walk_spec samples = maker_samples(m);
	struct edge_adder adder = {.n_nodes = m->g->nodes.n};
	unsigned parts = walk_parts(&samples);
	uint64_t seed = hash_seed();

	adder.wanted = all ? all_nodes(m) : inlined_nodes(m);
	adder.builder = (struct stack_builder){.nodes = &m->g->nodes,
		.kept = trimmed ? m->shown : NULL,
		.marks = all,
		.wanted = all ? NULL : adder.wanted};
	stack_builder_init(&adder.builder, m->arena);
	for (unsigned i = 0; i < parts; i++) {
		adder.tables[i] = (struct edge_table){.seed = seed, .mean = m->spec->mean};
		adder.tables[i].last = arena_array(m->arena, struct edge_memo, adder.n_nodes);
		edge_table_grow(&adder.tables[i], adder.n_nodes);
	}
	walk_run(&samples, parts, count_part, &adder);
	for (unsigned i = 1; i < parts; i++)
		merge_edges(&adder.tables[0], &adder.tables[i], adder.n_nodes);
	list_edges(m, &adder.tables[0]);
	for (unsigned i = 0; i < parts; i++)
		edge_table_free(&adder.tables[i]);
}

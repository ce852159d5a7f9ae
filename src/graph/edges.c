/*
 * edges.c: Adds up the calls between nodes.
 */
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "graph/maker.h"

/*
 * The edges while stacks are added up: a hash table whose slots hold them, so that one look finds
 * an edge and counts it. Divisors are beside it, because only a mean has them.
 */
struct edge_slot {
	uint64_t key; /* caller and callee; 0: free */
	int64_t weight;
	uint32_t seen; /* WALK_ON_PATH, or the mark of the stack that last counted it */
	bool residual, inlined;
};

/*
 * An entry of the stack at hand, from the root on, and what is below it as far as it was met. That is added to
 * the edge into it when the entry leaves the path.
 */
struct edge_entry {
	size_t slot;    /* of that edge; NO_EDGE: there is none, or it is on the path already */
	node_id parent; /* the last node up to here that is shown; 0: there is none */
	bool residual;  /* nodes that are not shown follow it */
	int64_t weight, divisor;
};

#define NO_EDGE SIZE_MAX

struct edge_table {
	struct edge_slot *slots;
	int64_t *divisors; /* by slot; NULL unless a mean is asked for */
	size_t n, mask;
	uint64_t seed;
	bool mean;
	struct edge_memo *last; /* by node_id: the edge it was last called by */
	VEC(struct edge_entry) path;
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

static uint64_t key_of(node_id from, node_id to)
{
	return (uint64_t)from << 32 | to;
}

/* Finds the edges of the path again after they have moved. */
static void find_path(struct edge_table *t)
{
	for (size_t i = 1; i < t->path.n; i++) {
		struct edge_entry *e = &t->path.p[i];

		if (e->slot != NO_EDGE)
			e->slot = slot_for(t, key_of(e[-1].parent, e->parent));
	}
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
	find_path(t);
}

static size_t edge_between(struct edge_table *t, node_id from, node_id to, uint32_t n_nodes)
{
	uint64_t key = key_of(from, to);
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
	bool *locs;                             /* by loc_id: has such a node; NULL: all do */
	struct edge_table tables[PARALLEL_MAX]; /* by part */
};

static void leave_entries(struct edge_table *t, size_t shared)
{
	while (t->path.n > shared) {
		struct edge_entry *e = &t->path.p[--t->path.n];

		if (t->path.n != 0) {
			e[-1].weight = wrap_add(e[-1].weight, e->weight);
			e[-1].divisor = wrap_add(e[-1].divisor, e->divisor);
		}
		if (e->slot == NO_EDGE)
			continue;
		t->slots[e->slot].seen = 0;
		t->slots[e->slot].weight = wrap_add(t->slots[e->slot].weight, e->weight);
		if (t->mean)
			t->divisors[e->slot] = wrap_add(t->divisors[e->slot], e->divisor);
	}
}

/* The edge from the entry above, which is on the path from now on; NO_EDGE if it was already. */
static size_t enter_edge(const struct edge_adder *adder, struct edge_table *t,
	const struct edge_entry *above, uint32_t entry)
{
	size_t i = edge_between(t, above->parent, entry & STACK_NODE, adder->n_nodes);
	struct edge_slot *slot = &t->slots[i];

	if (slot->seen == WALK_ON_PATH)
		return NO_EDGE;
	slot->seen = WALK_ON_PATH;
	slot->residual |= above->residual;
	slot->inlined &= (entry & STACK_INLINED) != 0;
	return i;
}

static void enter_entries(const struct edge_adder *adder, struct edge_table *t,
	const struct node_stack *nodes, size_t end)
{
	t->path.p = mem_grow(t->path.p, &t->path.cap, nodes->n, sizeof(*t->path.p));
	for (size_t i = t->path.n; i < end; i++) {
		struct edge_entry above = {0}, e = {.slot = NO_EDGE};
		node_id n = nodes->p[i] & STACK_NODE;

		if (i > 0)
			above = t->path.p[i - 1];
		e.parent = n != STACK_SKIPPED ? n : above.parent;
		e.residual = n == STACK_SKIPPED;
		if (n != STACK_SKIPPED && adder->wanted[n] && above.parent != 0 &&
			above.parent != n)
			e.slot = enter_edge(adder, t, &above, nodes->p[i]);
		t->path.p[t->path.n++] = e;
	}
}

/* Counts the edges of entries that would leave the path at once. */
static void count_entries(const struct edge_adder *adder, struct edge_table *t,
	const struct node_stack *nodes, const struct walk_stack *s)
{
	node_id parent = t->path.n != 0 ? t->path.p[t->path.n - 1].parent : 0;
	bool residual = t->path.n != 0 && t->path.p[t->path.n - 1].residual;

	for (size_t i = t->path.n; i < nodes->n; i++) {
		node_id n = nodes->p[i] & STACK_NODE;

		if (n == STACK_SKIPPED) {
			residual = true;
			continue;
		}
		if (adder->wanted[n] && parent != 0 && parent != n) {
			size_t at = edge_between(t, parent, n, adder->n_nodes);
			struct edge_slot *slot = &t->slots[at];

			if (slot->seen < s->mark) {
				slot->seen = s->mark;
				slot->residual |= residual;
				slot->inlined &= (nodes->p[i] & STACK_INLINED) != 0;
				slot->weight = wrap_add(slot->weight, s->weight);
				if (t->mean)
					t->divisors[at] = wrap_add(t->divisors[at], s->divisor);
			}
		}
		parent = n;
		residual = false;
	}
}

/*
 * What counts of a stack: all from the root up to the last location with a node that is wanted. NULL: nothing.
 */
static const struct node_stack *wanted_part(const struct edge_adder *adder, struct walk_part *part,
	const struct walk_stack *s)
{
	const struct view *v = adder->builder.nodes->view;
	struct window w = view_stack(v, s->stack);

	if (adder->locs == NULL)
		return walk_nodes(part, s, &adder->builder);
	while (w.begin < w.end && !adder->locs[loc_column_get(&v->p->stack, w.begin)])
		w.begin++;
	if (w.begin == w.end)
		return NULL;
	stack_build_part(&adder->builder, s->stack, w, &part->nodes);
	return &part->nodes;
}

static void count_part(void *context, struct walk_part *part)
{
	struct edge_adder *adder = context;
	struct edge_table *t = &adder->tables[part->number];
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *nodes = wanted_part(adder, part, &s);

		if (nodes == NULL)
			continue;
		leave_entries(t, nodes->shared);
		enter_entries(adder, t, nodes, walk_kept(part, nodes));
		count_entries(adder, t, nodes, &s);
		if (t->path.n != 0) {
			struct edge_entry *last = &t->path.p[t->path.n - 1];

			last->weight = wrap_add(last->weight, s.weight);
			last->divisor = wrap_add(last->divisor, s.divisor);
		}
	}
	leave_entries(t, 0);
	free(t->path.p);
	t->path.p = NULL;
	t->path.cap = 0;
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

/*
 * The nodes to show that some frame was inlined as, and the locations that have one of them, for most stacks
 * have none. NULL: there are none.
 */
static bool *inlined_nodes(const struct graph_maker *m, bool *locs)
{
	const struct profile *p = m->v->p;
	const struct nodes *nodes = &m->g->nodes;
	bool *wanted = arena_array(m->arena, bool, nodes->n), any = false;

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		bool outermost = true;

		for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc];) {
			node_id n = nodes->of_frame[--f];

			if (n == 0)
				continue;
			if (!outermost && m->shown[n])
				any = wanted[n] = true;
			outermost = false;
		}
	}
	for (loc_id loc = 1; loc < p->n_locations; loc++)
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
			locs[loc] |= wanted[nodes->of_frame[f]];
	return any ? wanted : NULL;
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

/* The table as a column, ordered by nodes. The table is freed, as sorting takes memory too. */
static void list_edges(struct graph_maker *m, struct edge_table *t)
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
	edge_table_free(t);
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
	struct edge_adder adder = {.n_nodes = m->g->nodes.n};
	unsigned parts = walk_parts(&m->g->stacks);
	/* Most stacks are not looked at for marks. */
	const struct stack_list *list = all && m->kept != NULL ? kept_list(m->kept) : NULL;
	uint64_t seed = hash_seed();

	if (!all)
		adder.locs = arena_array(m->arena, bool, m->v->p->n_locations);
	adder.wanted = all ? all_nodes(m) : inlined_nodes(m, adder.locs);
	m->g->n_edges = 0;
	if (adder.wanted == NULL)
		return;
	adder.builder = (struct stack_builder){.nodes = &m->g->nodes,
		.kept = trimmed ? m->shown : NULL,
		.marks = all,
		.wanted = all ? NULL : adder.wanted};
	if (list == NULL)
		stack_builder_init(&adder.builder, m->arena);
	for (unsigned i = 0; i < parts; i++) {
		adder.tables[i] = (struct edge_table){.seed = seed, .mean = m->spec->mean};
		adder.tables[i].last = arena_array(m->arena, struct edge_memo, adder.n_nodes);
		edge_table_grow(&adder.tables[i], adder.n_nodes);
	}
	walk_list(&m->g->stacks, list, parts, count_part, &adder);
	for (unsigned i = 1; i < parts; i++) {
		merge_edges(&adder.tables[0], &adder.tables[i], adder.n_nodes);
		edge_table_free(&adder.tables[i]);
	}
	list_edges(m, &adder.tables[0]);
}

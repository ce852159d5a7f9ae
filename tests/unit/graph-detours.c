/*
 * graph-detours.c: compares the removal of edges that have a detour with a plain search, on many small
 * graphs.
 */
#include "unit.h"

#include "base/csr.h"
#include "graph/detours.h"

static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* A graph of nodes 1 to n, and its edges by caller and by callee. */
struct net {
	struct arena a;
	struct graph g;
	struct calls calls;
};

static const struct edge **by_end(struct net *net, bool incoming, uint32_t **begins)
{
	const struct edge **rows = arena_array(&net->a, const struct edge *, net->g.n_edges);
	uint32_t *begin = arena_array(&net->a, uint32_t, (size_t)net->g.nodes.n + 2);
	const struct edge *edges = net->g.edges, *end = edges + net->g.n_edges;

	for (const struct edge *e = edges; e < end; e++)
		csr_count(begin, incoming ? e->to : e->from);
	csr_sum(begin, (size_t)net->g.nodes.n + 2);
	for (const struct edge *e = edges; e < end; e++)
		rows[csr_place(begin, incoming ? e->to : e->from)] = e;
	*begins = begin;
	return rows;
}

static void list_edges(struct net *net)
{
	net->calls.in = by_end(net, true, &net->calls.in_begin);
	net->calls.out = by_end(net, false, &net->calls.out_begin);
}

/*
 * Each pair of nodes has an edge with a chance of `density` in 1000; without `cycles` only in one
 * direction.
 */
static void random_net(struct net *net, uint32_t n, uint32_t density, bool cycles, uint64_t *state)
{
	*net = (struct net){.g.nodes.n = n + 1};
	net->g.edges = arena_array(&net->a, struct edge, (size_t)n * n);
	for (node_id from = 1; from <= n; from++)
		for (node_id to = cycles ? 1 : from + 1; to <= n; to++)
			if (from != to && next_random(state) % 1000 < density)
				net->g.edges[net->g.n_edges++] = (struct edge){.from = from,
					.to = to};
	list_edges(net);
}

/* Whether a path leads over edges that are not gone, by going over all edges until nothing changes. */
static bool leads(const struct net *net, const bool *gone, node_id from, node_id to)
{
	bool reached[256] = {0}, more = true;

	reached[from] = true;
	while (more) {
		more = false;
		for (uint32_t i = 0; i < net->g.n_edges; i++) {
			const struct edge *e = &net->g.edges[i];

			if (gone[i] || !reached[e->from] || reached[e->to])
				continue;
			reached[e->to] = more = true;
		}
	}
	return reached[to];
}

/* The edges in a random order, as places in calls.in. */
static uint32_t *shuffled(struct net *net, uint64_t *state)
{
	uint32_t n = net->g.n_edges, *places = arena_array(&net->a, uint32_t, n);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = next_random(state) % (i + 1);

		places[i] = places[at];
		places[at] = i;
	}
	return places;
}

/* Asks for all edges of a graph, one after the other. Returns how many were removed. */
static uint32_t compare(struct net *net, uint64_t *state)
{
	struct detours d = detours_of(&net->a, &net->g, &net->calls);
	bool *gone = arena_array(&net->a, bool, net->g.n_edges);
	uint32_t *places = shuffled(net, state), removed = 0;

	for (uint32_t i = 0; i < net->g.n_edges; i++) {
		const struct edge *e = net->calls.in[places[i]];
		bool *it = &gone[e - net->g.edges];

		*it = true;
		*it = leads(net, gone, e->from, e->to);
		removed += *it;
		assert_int_equal(detour_instead(&d, places[i]), *it);
	}
	return removed;
}

TEST(detours_are_those_that_a_plain_search_finds)
{
	static const struct {
		uint32_t times, nodes, density;
		bool cycles;
	} rows[] = {
		{2000, 3, 500, true},
		{2000, 6, 300, true},
		{2000, 6, 500, false},
		{500, 12, 200, true},
		{500, 20, 80, true}, /* few edges: searches soon end */
		{200, 40, 40, true},
		{200, 40, 100, false},
		{10, 100, 30, true},
		{10, 100, 30, false},
		{2, 200, 10, true},
	};
	uint64_t state = 14;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		uint32_t removed = 0, edges = 0;

		for (uint32_t k = 0; k < rows[i].times; k++) {
			struct net net;

			random_net(&net, rows[i].nodes, rows[i].density, rows[i].cycles, &state);
			removed += compare(&net, &state);
			edges += net.g.n_edges;
			arena_release(&net.a);
		}
		/* Both answers came often enough. */
		assert_true(removed > edges / 20 && removed < edges);
	}
}

TEST(detour_may_not_use_what_was_removed)
{
	/* 1 calls 3 directly, over 2, and over 4. */
	static const struct edge edges[] = {
		{.from = 1, .to = 3},
		{.from = 1, .to = 2},
		{.from = 2, .to = 3},
		{.from = 1, .to = 4},
		{.from = 4, .to = 3},
	};
	struct net net = {.g = {.nodes.n = 5, .n_edges = LENGTH(edges)}};
	struct detours d;

	net.g.edges = arena_array(&net.a, struct edge, LENGTH(edges));
	memcpy(net.g.edges, edges, sizeof(edges));
	list_edges(&net);
	d = detours_of(&net.a, &net.g, &net.calls);
	/* Into 2; then into 3, from 1, 2 and 4; then into 4. */
	assert_false(detour_instead(&d, 0));
	assert_true(detour_instead(&d, 1));
	assert_false(detour_instead(&d, 2));
	assert_false(detour_instead(&d, 3));
	assert_false(detour_instead(&d, 4));
	arena_release(&net.a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(detours_are_those_that_a_plain_search_finds),
		cmocka_unit_test(detour_may_not_use_what_was_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

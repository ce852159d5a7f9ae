/*
 * render-ranks.c: tests of how many ranks edges span, and of which edges make the trees.
 */
#include "unit.h"

#include "cprof-render/ranks.h"

enum { EDGES_MAX = 16 };

TEST(ranks_are_those_of_the_longest_path)
{
	static const struct {
		const char *name;
		struct ranks_edge edges[EDGES_MAX]; /* up to the first of length 0 */
		uint64_t spanned;
		const char *tree; /* by edge */
	} rows[] = {
		{"no edges", {{0}}, 0, ""},
		{"one edge", {{1, 2, 1}}, 1, "1"},
		{"a chain", {{1, 2, 1}, {2, 3, 1}, {3, 4, 1}}, 3, "111"},
		{"over a chain", {{1, 2, 1}, {2, 3, 1}, {3, 4, 1}, {1, 4, 1}}, 6, "1110"},
		{"the first into a node", {{1, 4, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}}, 6, "1110"},
		{"longer edges", {{1, 2, 2}, {2, 3, 1}, {1, 3, 1}}, 6, "110"},
		{"a root stands right above", {{1, 2, 1}, {2, 3, 1}, {4, 3, 1}}, 3, "110"},
		{"two parts", {{1, 2, 1}, {3, 4, 1}}, 2, "11"},
		{"a call of itself", {{1, 1, 1}, {1, 2, 1}}, 1, "01"},
		{"a cycle", {{1, 2, 1}, {2, 3, 1}, {3, 1, 1}}, 4, "110"},
		/* 2 and 3 call each other; the heaviest caller of each is the other. */
		{"a cycle below a root", {{2, 3, 1}, {3, 2, 1}, {1, 2, 1}}, 3, "101"},
		{"no edge at a place", {{1, 2, 1}, {0, 0, 1}, {2, 3, 1}}, 2, "101"},
		{"twice the same", {{1, 2, 1}, {1, 2, 1}}, 2, "10"},
		{"from a later node", {{4, 3, 1}, {3, 2, 1}, {2, 1, 1}, {4, 1, 1}}, 6, "1110"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};
		struct ranks ranks;
		uint32_t n = 0;

		while (rows[i].edges[n].length != 0)
			n++;
		ranks = ranks_of(&a, rows[i].edges, n, 4);
		assert_row(ranks.spanned == rows[i].spanned, rows[i].name);
		assert_row(strlen(rows[i].tree) == n, rows[i].name);
		for (uint32_t k = 0; k < n; k++)
			assert_row(ranks.in_tree[k] == (rows[i].tree[k] == '1'), rows[i].name);
		arena_release(&a);
	}
}

/* A chain as deep as no stack of calls, edges of great length, and edges from its end to its middle. */
TEST(ranks_of_a_deep_graph)
{
	enum { N = 1000000 };
	struct arena a = {0};
	struct ranks_edge *edges = arena_array(&a, struct ranks_edge, N);
	struct ranks ranks;

	for (uint32_t i = 0; i + 1 < N; i++)
		edges[i] = (struct ranks_edge){i + 1, i + 2, INT32_MAX};
	edges[N - 1] = (struct ranks_edge){N, N / 2, 1};
	ranks = ranks_of(&a, edges, N, N);
	assert_int_equal(ranks.spanned, (uint64_t)(N - 1 + N / 2) * INT32_MAX);
	assert_true(ranks.in_tree[N - 2]);
	assert_false(ranks.in_tree[N - 1]);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_are_those_of_the_longest_path),
		cmocka_unit_test(ranks_of_a_deep_graph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

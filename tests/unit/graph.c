/*
 * graph.c: tests of weights, of which nodes are shown in which order, and of the calls between
 * them.
 */
#include "unit.h"

#include <stdio.h>

#include "graph/graph.h"
#include "graph/path-tree.h"
#include "proto.h"

struct made {
	struct arena a;
	struct profile p;
	struct view v;
	struct graph g;
};

static void make(struct made *m, enum choice_id granularity, const struct graph_spec *spec)
{
	struct config config;
	struct err err = {0};

	config_init(&config);
	config.granularity = granularity;
	if (!view_init(&m->v, &m->a, &m->p, &config, false, &err))
		fail_msg("%s", err.text);
	graph_init(&m->g, &m->a, &m->v, spec);
}

static void unmake(struct made *m)
{
	view_release(&m->v);
	arena_release(&m->a);
}

/* SPEC(.by_cum = true): a spec; MAKE(&m, granularity, spec, stacks...). */
#define SPEC(...) (&(const struct graph_spec){__VA_ARGS__})
#define MAKE(m, granularity, spec, ...) \
	(*(m) = (struct made){0}, FOLDED_LOAD(&(m)->a, &(m)->p, "cpu/ns", __VA_ARGS__), \
		make((m), (granularity), (spec)))
#define MAKE2(m, spec, ...) \
	(*(m) = (struct made){0}, FOLDED_LOAD(&(m)->a, &(m)->p, "n/count cpu/ns", __VA_ARGS__), \
		make((m), CHOICE_NONE, (spec)))

/* What is shown, in order: "name flat cum, ...". */
static struct str rows_of(struct made *m)
{
	struct str s = STR("");

	for (uint32_t i = 0; i < m->g.n_order; i++) {
		node_id n = m->g.order[i];
		struct str name = node_name(&m->a, &m->g.nodes, n);

		s = arena_fmt(&m->a, "%s%s%.*s %lld %lld", s.p, i ? ", " : "", (int)name.n, name.p,
			(long long)graph_flat(&m->g, n), (long long)graph_cum(&m->g, n));
	}
	return s;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The edges, sorted: "main>work 5, ..." with " residual" and " inline" behind the weight. */
static struct str edges_of(struct made *m)
{
	const char **texts = arena_array(&m->a, const char *, m->g.n_edges);
	struct str s = STR("");

	for (uint32_t i = 0; i < m->g.n_edges; i++) {
		const struct edge *e = &m->g.edges[i];
		struct str from = node_name(&m->a, &m->g.nodes, e->from);
		struct str to = node_name(&m->a, &m->g.nodes, e->to);

		texts[i] = arena_fmt(&m->a, "%.*s>%.*s %lld%s%s", (int)from.n, from.p, (int)to.n,
			to.p, (long long)e->weight, e->residual ? " residual" : "",
			e->inlined ? " inline" : "")
				   .p;
	}
	qsort(texts, m->g.n_edges, sizeof(*texts), by_text);
	for (uint32_t i = 0; i < m->g.n_edges; i++)
		s = arena_fmt(&m->a, "%s%s%s", s.p, i ? ", " : "", texts[i]);
	return s;
}

TEST(graph_flat_is_of_leaves_and_cum_of_all_on_the_stack)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "main;work;leaf 10", "main;work 5", "main 1");
	assert_str(rows_of(&m), STR("leaf 10 10, work 5 15, main 1 16"));
	unmake(&m);
}

TEST(graph_counts_a_sample_once_where_a_function_recurses)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "main;f;f;f 10", "main;f;g;f 3",
		"f>f>f 2");
	assert_str(rows_of(&m), STR("f 15 15, g 0 3, main 0 13"));
	/* Calls of a function by itself are no edge; a call that recurs counts once. */
	assert_str(edges_of(&m), STR("f>g 3, g>f 3, main>f 13"));
	unmake(&m);
}

TEST(graph_edge_counts_a_sample_once)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "a;b;a;b;a;b 7");
	assert_str(edges_of(&m), STR("a>b 7, b>a 7"));
	unmake(&m);
}

/* What makes two frames the same node. */
TEST(graph_nodes_are_by_granularity)
{
	static const struct {
		enum choice_id granularity;
		const char *nodes;
	} rows[] = {
		{GRANULARITY_FUNCTIONS, "f 6 6, g 8 8"},
		{GRANULARITY_FILEFUNCTIONS, "f a.c 3 3, f b.c 3 3, g a.c 8 8"},
		{GRANULARITY_FILES, "a.c 11 11, b.c 3 3"},
		{GRANULARITY_LINES, "f a.c:1 1 1, f a.c:2 2 2, f b.c:1 3 3, g a.c:1 8 8"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct made m;
		struct str want = str_from_c(rows[i].nodes), part;

		MAKE(&m, rows[i].granularity, SPEC(0), "f@a.c:1:1 1", "f@a.c:2:1 2", "f@b.c:1:1 3",
			"g@a.c:1:1 4", "g@a.c:1:2 4");
		while (str_split(&want, ',', &part))
			assert_row(str_find(rows_of(&m), str_trim(part), 0) < rows_of(&m).n,
				rows[i].nodes);
		assert_int_equal(rows_of(&m).n, strlen(rows[i].nodes));
		unmake(&m);
	}
}

TEST(graph_node_names_are_pprofs)
{
	static const struct {
		enum choice_id granularity;
		const char *stack, *node;
	} rows[] = {
		{GRANULARITY_ADDRESSES, "f@a.c:12:3 1", "0000000000001000 f a.c:12:3 1 1"},
		{GRANULARITY_ADDRESSES, "f@a.c:12 1", "0000000000001000 f a.c:12 1 1"},
		{GRANULARITY_ADDRESSES, "f@a.c 1", "0000000000001000 f a.c 1 1"},
		{GRANULARITY_ADDRESSES, "f 1", "0000000000001000 f 1 1"},
		{GRANULARITY_ADDRESSES, "0x40 1", "0000000000000040 [prog] 1 1"},
		{GRANULARITY_FUNCTIONS, "0x40 1", "[prog] 1 1"},
		{GRANULARITY_LINES, "f@a.c:12:3 1", "f a.c:12 1 1"},
		{GRANULARITY_FILES, "f 1", "[prog] 1 1"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct made m;

		MAKE(&m, rows[i].granularity, SPEC(0), rows[i].stack);
		assert_str_c(rows_of(&m), rows[i].node);
		unmake(&m);
	}
}

TEST(graph_order_is_heaviest_first_then_by_name)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "z;b 5", "a 5", "c 7", "y;d 5");
	assert_str(rows_of(&m), STR("c 7 7, a 5 5, b 5 5, d 5 5, y 0 5, z 0 5"));
	unmake(&m);
	MAKE(&m, CHOICE_NONE, SPEC(.by_cum = true), "z;b 5", "a 5", "c 7", "y;d 5", "y 1");
	assert_str(rows_of(&m), STR("c 7 7, y 1 6, a 5 5, b 5 5, d 5 5, z 0 5"));
	unmake(&m);
}

TEST(graph_order_is_by_weight_without_its_sign)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "a 5", "b -9", "c 7");
	assert_str(rows_of(&m), STR("b -9 -9, c 7 7, a 5 5"));
	unmake(&m);
}

TEST(graph_node_without_weight_is_not_shown)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "main;f 5", "main;g 0", "x;h 3", "x;i -3");
	assert_str(rows_of(&m), STR("f 5 5, h 3 3, i -3 -3, main 0 5"));
	unmake(&m);
}

TEST(graph_drop_negative_leaves_out_what_shrank)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.drop_negative = true), "main;f 5", "old;g -9", "both;g 1",
		"both 3");
	/* g is -8 itself; old's own is 0 and its cum -9; both's own is 3. */
	assert_str(rows_of(&m), STR("f 5 5, both 3 4, main 0 5"));
	unmake(&m);
}

TEST(graph_node_fraction_drops_nodes_with_less_cum)
{
	struct made m;

	/* Of 1000: what is below 50. */
	MAKE(&m, CHOICE_NONE, SPEC(.node_fraction = 0.05), "main;a 900", "main;b 50", "main;c 49",
		"main 1");
	assert_str(rows_of(&m), STR("a 900 900, b 50 50, main 1 1000"));
	assert_int_equal(m.g.dropped_nodes, 1);
	assert_int_equal(m.g.n_before, 3);
	unmake(&m);
	/* A share under 1 drops nothing. */
	MAKE(&m, CHOICE_NONE, SPEC(.node_fraction = 0.0005), "main;a 999", "main;b 1");
	assert_int_equal(m.g.n_order, 3);
	assert_int_equal(m.g.dropped_nodes, 0);
	unmake(&m);
}

TEST(graph_node_count_keeps_the_first_ones)
{
	static const struct {
		int64_t count;
		const char *rows;
	} rows[] = {
		{-1, "c 3 3, b 2 2, a 1 1, main 0 6"},
		{0, "c 3 3, b 2 2, a 1 1, main 0 6"},
		{1, "c 3 3"},
		{2, "c 3 3, b 2 2"},
		{4, "c 3 3, b 2 2, a 1 1, main 0 6"},
		{100, "c 3 3, b 2 2, a 1 1, main 0 6"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct made m;

		MAKE(&m, CHOICE_NONE, SPEC(.node_count = rows[i].count), "main;a 1", "main;b 2",
			"main;c 3");
		assert_str_c(rows_of(&m), rows[i].rows);
		assert_int_equal(m.g.n_before, 4);
		assert_int_equal(m.g.dropped_nodes, 0);
		unmake(&m);
	}
}

TEST(graph_mean_divides_by_the_sum_of_the_first_values)
{
	struct made m;

	/* n and cpu: f took 100 in 4, g 100 in 8. */
	MAKE2(&m, SPEC(.value = 1, .mean = true), "main;f 1 40", "main;f 3 60", "main;g 8 100");
	assert_str(rows_of(&m), STR("f 25 25, g 12 12, main 0 16"));
	unmake(&m);
	/* Without a count there is nothing to divide by. */
	MAKE2(&m, SPEC(.value = 1, .mean = true), "f 0 40");
	assert_str(rows_of(&m), STR("f 40 40"));
	unmake(&m);
	/* A sample without a value still counts. */
	MAKE2(&m, SPEC(.value = 1, .mean = true), "f 1 40", "f 3 0");
	assert_str(rows_of(&m), STR("f 10 10"));
	unmake(&m);
}

/* The sums of groups of nodes; the letters of `groups` say the group of each node in order. */
static struct graph_sum *sums_of(struct made *m, const char *groups)
{
	uint32_t *group = arena_array(&m->a, uint32_t, m->g.nodes.n);

	for (uint32_t i = 0; groups[i] != '\0'; i++)
		group[m->g.order[i]] = groups[i] == '-' ? 0 : (uint32_t)(groups[i] - 'a' + 1);
	return graph_weigh_groups(&m->g, &m->a, group, 2);
}

TEST(graph_weighs_a_sample_once_for_a_group_of_nodes)
{
	static const struct {
		const char *groups;
		int64_t a, b;
	} rows[] = {
		{"----", 0, 0},
		{"a---", 21, 0},
		{"-a--", 7, 0},
		{"-aa-", 11, 0}, /* g, f: "main;f;g" counts once */
		{"-bab", 9, 8},  /* h is inlined into f */
		{"aaaa", 21, 0},
		{"abbb", 21, 11},
	};
	struct graph_sum *sums;
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "main;f;g 5", "main;f;f 3", "main;g 2", "main;h>f 1",
		"main 10");
	assert_str(rows_of(&m), STR("main 10 21, g 7 7, f 4 9, h 0 1"));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		sums = sums_of(&m, rows[i].groups);
		assert_int_equal(sums[1].weight, rows[i].a);
		assert_int_equal(sums[2].weight, rows[i].b);
		assert_int_equal(sums[1].divisor, 0);
	}
	unmake(&m);
	MAKE2(&m, SPEC(.value = 1, .mean = true), "f 1 40", "f 3 60", "g 5 5");
	sums = sums_of(&m, "a");
	assert_int_equal(sums[1].weight, 100);
	assert_int_equal(sums[1].divisor, 4);
	unmake(&m);
}

TEST(graph_inlined_calls_are_marked)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "main;work>in>deep 5", "main;in 3");
	assert_str(edges_of(&m), STR("in>deep 5 inline, main>in 3, main>work 5, work>in 5 inline"));
	unmake(&m);
	/* Both inlined and called: not inline. */
	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "work>in 5", "work;in 3");
	assert_str(edges_of(&m), STR("work>in 8"));
	unmake(&m);
}

/* All that top needs to write (inline): the calls of what was inlined somewhere. */
TEST(graph_inline_edges_are_only_into_inlined_nodes)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_INLINE_EDGES), "main;work>in 5", "main;in 3",
		"main;other 2");
	assert_str(edges_of(&m), STR("main>in 3, work>in 5 inline"));
	unmake(&m);
	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_NO_EDGES), "main;work>in 5");
	assert_int_equal(m.g.n_edges, 0);
	unmake(&m);
}

TEST(graph_edges_over_nodes_left_out_are_residual)
{
	struct made m;

	/* b's cum is under the cutoff of 10; the way over it leads from a to c. */
	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES, .node_fraction = 0.1), "a;b;c 9",
		"a;c 91");
	assert_str(edges_of(&m), STR("a>c 100 residual"));
	unmake(&m);
	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES, .node_count = 2, .by_cum = true),
		"a;b;c 9", "a;c 91");
	assert_str(rows_of(&m), STR("a 0 100, c 100 100"));
	assert_str(edges_of(&m), STR("a>c 100 residual"));
	unmake(&m);
	/* Over an inlined frame that is left out, into another inlined one. */
	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES, .node_fraction = 0.1), "a>b>c 9",
		"a;c;d 91");
	assert_str(edges_of(&m), STR("a>c 100 residual, c>d 91"));
	unmake(&m);
}

TEST(graph_flat_does_not_move_up_to_what_is_left)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.node_fraction = 0.1), "a;b 9", "a 91");
	assert_str(rows_of(&m), STR("a 91 100"));
	unmake(&m);
}

TEST(graph_edge_fraction_drops_light_edges)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES, .edge_fraction = 0.1), "a;b 90",
		"c;b 9", "d;b 1", "d;e -10");
	assert_str(edges_of(&m), STR("a>b 90, c>b 9, d>e -10"));
	assert_int_equal(m.g.dropped_edges, 1);
	unmake(&m);
}

TEST(graph_edges_of_negative_values)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "a;b 5", "a;c -7", "a;b -2");
	assert_str(edges_of(&m), STR("a>b 3, a>c -7"));
	assert_str(rows_of(&m), STR("c -7 -7, b 3 3, a 0 -4"));
	unmake(&m);
}

TEST(graph_of_samples_without_stacks_is_empty)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "- 5", "- 3");
	assert_int_equal(m.g.n_order, 0);
	assert_int_equal(m.g.n_edges, 0);
	unmake(&m);
}

TEST(graph_of_many_inlined_frames_in_one_location)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES), "r;a>b>c>d>e>f;l 5", "a>b>c>d>e>f 1");
	assert_str(rows_of(&m), STR("l 5 5, f 1 6, a 0 6, b 0 6, c 0 6, d 0 6, e 0 6, r 0 5"));
	assert_str(edges_of(&m),
		STR("a>b 6 inline, b>c 6 inline, c>d 6 inline, d>e 6 inline, e>f 6 inline, "
		    "f>l 5, r>a 5"));
	unmake(&m);
}

TEST(graph_sums_wrap_around)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "f 9223372036854775807", "f 2");
	assert_str(rows_of(&m), STR("f -9223372036854775807 -9223372036854775807"));
	unmake(&m);
}

/* More samples than one part of a loop: the sums are those of all parts. */
TEST(graph_of_many_samples_is_the_sum_of_its_parts)
{
	static const char *const stacks[] = {"main;f 1", "main;f;g 2", "main;h>f 3"};
	enum { TIMES = 30000 };
	const char **rows = calloc((size_t)3 * TIMES, sizeof(*rows));
	struct made m = {0};

	for (size_t i = 0; i < (size_t)3 * TIMES; i++)
		rows[i] = stacks[i % 3];
	folded_load(&m.a, "cpu/ns", rows, (size_t)3 * TIMES, &m.p);
	make(&m, CHOICE_NONE, SPEC(.edges = GRAPH_ALL_EDGES));
	assert_str(rows_of(&m), STR("f 120000 180000, g 60000 60000, h 0 90000, main 0 180000"));
	assert_str(edges_of(&m), STR("f>g 60000, h>f 90000 inline, main>f 90000, main>h 90000"));
	free(rows);
	unmake(&m);
}

/* What a picture shows of `m`: the nodes in order, then the edges. */
static void assert_picture(struct made *m, const char *nodes, const char *edges)
{
	assert_str_c(rows_of(m), nodes);
	assert_str_c(edges_of(m), edges);
}

TEST(graph_picture_prefers_nodes_where_calls_part)
{
	struct made m;

	/* Everything merely passes through `pass`; at `fork` it parts. */
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .node_count = 4), "root;pass;fork;a 10",
		"root;pass;fork;b 10");
	assert_picture(&m, "a 10 10, b 10 10, fork 0 20, root 0 20",
		"fork>a 10, fork>b 10, root>fork 20 residual");
	assert_int_equal(m.g.n_before, 5);
	unmake(&m);
}

TEST(graph_picture_leaves_out_residual_edges_where_there_is_another_path)
{
	struct made m;

	/* a calls c over b, which is too light to be shown, and over d, which is not. */
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .node_fraction = 0.2), "a;b;c 10", "a;d;c 90");
	assert_picture(&m, "c 100 100, a 0 100, d 0 90", "a>d 90, d>c 90");
	assert_int_equal(m.g.dropped_nodes, 1);
	unmake(&m);

	/* Without the other path the edge stays. */
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .node_count = 2), "a;b;c 100");
	assert_picture(&m, "c 100 100, a 0 100", "a>c 100 residual");
	unmake(&m);
}

TEST(graph_picture_counts_dropped_edges_where_nodes_were_cut)
{
	struct made m;

	/* As in pprof: light edges that went before the limit was applied are not counted. */
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .edge_fraction = 0.1), "a;b 95", "a;c 5");
	assert_int_equal(m.g.dropped_edges, 1);
	unmake(&m);
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .edge_fraction = 0.1, .node_count = 9),
		"a;b 95", "a;c 5");
	assert_str_c(edges_of(&m), "a>b 95");
	assert_int_equal(m.g.dropped_edges, 0);
	unmake(&m);
}

TEST(graph_call_tree_has_a_node_for_each_path)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .call_tree = true), "main;a;f 6", "main;b;f 5",
		"main;b;f;f 4");
	assert_picture(&m, "main 0 15, f 5 9, f 6 6, f 4 4, a 0 6, b 0 9",
		"a>f 6, b>f 9, f>f 4, main>a 6, main>b 9");
	unmake(&m);
}

TEST(graph_call_tree_hangs_what_is_left_below_the_next_caller)
{
	struct made m;

	/* As in pprof, a child of a removed root becomes a root. */
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .call_tree = true, .node_count = 2),
		"r;a;b;c 9", "r;a;b;d 8");
	assert_int_equal(m.g.n_order, 2);
	for (uint32_t i = 0; i < m.g.n_edges; i++)
		assert_true(
			m.g.edges[i].residual || m.g.parent[m.g.edges[i].to] == m.g.edges[i].from);
	unmake(&m);
}

/* The tags of a node: "texts|number flat cum, ...". */
static struct str tags_of(struct made *m, const char *name)
{
	struct str s = STR("");

	for (uint32_t i = 0; i < m->g.n_tags; i++) {
		const struct graph_tag *t = &m->g.tags[i];
		const struct tag_kind *k = &m->g.tag_kinds[t->kind];
		struct str texts = m->g.tag_names[k->texts], number = m->g.tag_names[k->number];

		if (!str_eq_c(node_name(&m->a, &m->g.nodes, t->node), name))
			continue;
		s = arena_fmt(&m->a, "%s%s%.*s|%.*s %lld %lld", s.p, s.n ? ", " : "", (int)texts.n,
			texts.n ? texts.p : "", (int)number.n, number.n ? number.p : "",
			(long long)t->flat, (long long)t->cum);
	}
	return s;
}

TEST(graph_tags_say_under_which_labels_a_node_was_measured)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .tag_unit = STR("minimum")), "main;f 5 b=2 a=1",
		"main;f 4 a=1 b=2", "main 3 a=1", "main;f 2 bytes:=2048/bytes a=1",
		"main 1 bytes:=2048/bytes", "main 1 other:=7");
	/* The texts of a sample are one tag whatever their order; numbers stand under it. */
	assert_str_c(tags_of(&m, "f"), "a:1\nb:2| 9 9, a:1| 2 2, a:1|2kB 2 2");
	assert_str_c(tags_of(&m, "main"), "a:1\nb:2| 0 9, a:1| 3 5, a:1|2kB 0 2, |2kB 1 1");
	unmake(&m);

	/* What weighs too little for any node is not kept. */
	MAKE(&m, CHOICE_NONE, SPEC(.picture = true, .node_fraction = 0.3), "f 5 a=1", "f 4 a=2",
		"f 1 a=3");
	assert_str_c(tags_of(&m, "f"), "a:1| 5 5, a:2| 4 4");
	unmake(&m);
}

/*
 * The rows below `row`, each with its children in parentheses: "f 5 (main 5/5)"; behind the slash is
 * the weight of the stacks that end there.
 */
static struct str paths_below(struct made *m, const struct path_tree *c, uint32_t row)
{
	struct str s = STR("");

	for (uint32_t i = c->begin[row]; i < c->begin[row + 1]; i++) {
		const struct call_path *child = &c->rows[c->child[i]];
		struct str below = paths_below(m, c, c->child[i]), name = c->names[child->node];

		s = arena_fmt(&m->a, "%s%s%.*s %lld", s.p, s.n ? ", " : "", (int)name.n, name.p,
			(long long)path_tree_weight(&child->all));
		if (child->ends.samples != 0)
			s = arena_fmt(&m->a, "%s/%lld", s.p,
				(long long)path_tree_weight(&child->ends));
		if (below.n != 0)
			s = arena_fmt(&m->a, "%s (%s)", s.p, below.p);
	}
	return s;
}

/* The trees of the nodes whose names are a letter of `begins`. */
static const char *paths_of(struct made *m, struct path_tree_spec spec, const char *begins)
{
	bool *at = arena_array(&m->a, bool, m->g.nodes.n);
	struct path_tree c;

	for (node_id n = 1; n < m->g.nodes.n; n++)
		at[n] = strchr(begins, node_name(&m->a, &m->g.nodes, n).p[0]) != NULL;
	spec.stacks = &m->g.stacks;
	spec.begins = at;
	path_tree_init(&c, &m->a, &m->g.nodes, &spec);
	return paths_below(m, &c, 0).p;
}

#define PATHS(m, begins, ...) paths_of((m), (struct path_tree_spec){__VA_ARGS__}, (begins))

TEST(graph_call_paths_keep_paths_apart)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "m;a;f;x 5", "m;b;f 3", "m;b;f;x 4", "m;x 1", "- 9");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS),
		"f 12 (b 7 (m 7/7), a 5 (m 5/5))");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLEES), "f 12/3 (x 9/9)");
	assert_string_equal(PATHS(&m, "x", .way = PATH_TREE_CALLERS),
		"x 10 (f 9 (a 5 (m 5/5), b 4 (m 4/4)), m 1/1)");
	assert_string_equal(PATHS(&m, "fb", .way = PATH_TREE_CALLEES),
		"f 12/3 (x 9/9), b 7 (f 7/3 (x 4/4))");
	assert_string_equal(PATHS(&m, "", .way = PATH_TREE_STACKS),
		"m 13 (b 7 (f 7/3 (x 4/4)), a 5 (f 5 (x 5/5)), x 1/1)");
	assert_string_equal(PATHS(&m, "", .way = PATH_TREE_CALLERS), "");
	unmake(&m);
}

TEST(graph_call_paths_are_as_deep_as_asked)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "m;a;b;f 5", "f 3");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS, .depth = 1), "f 8/3 (b 5)");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS, .depth = 2),
		"f 8/3 (b 5 (a 5))");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS, .depth = 9),
		"f 8/3 (b 5 (a 5 (m 5/5)))");
	assert_string_equal(PATHS(&m, "m", .way = PATH_TREE_CALLEES, .depth = 1), "m 5 (a 5)");
	unmake(&m);
}

TEST(graph_call_paths_count_a_sample_once_where_a_function_recurses)
{
	struct made m;

	/* Callers begin at the place nearest the leaf, callees at the one nearest the root. */
	MAKE(&m, CHOICE_NONE, SPEC(0), "m;f;g;f;x 5", "m;f>f 2");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS),
		"f 7 (g 5 (f 5 (m 5/5)), f 2 (m 2/2))");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLEES),
		"f 7 (g 5 (f 5 (x 5/5)), f 2/2)");
	unmake(&m);
}

TEST(graph_call_paths_are_heaviest_first_then_by_name)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "c;f 5", "b;f 5", "a;f -7", "d;f 6");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS),
		"f 9 (a -7/-7, d 6/6, b 5/5, c 5/5)");
	unmake(&m);
	MAKE2(&m, SPEC(.value = 1, .mean = true), "a;f 1 40", "a;f 3 60", "b;f 1 30");
	assert_string_equal(PATHS(&m, "f", .way = PATH_TREE_CALLERS), "f 26 (b 30/30, a 25/25)");
	unmake(&m);
}

/* The tree of the `most` heaviest stacks alone. */
static const char *heaviest_of(struct made *m, int64_t most, uint32_t n_stacks)
{
	struct path_tree_spec spec = {.stacks = &m->g.stacks, .way = PATH_TREE_STACKS};
	uint32_t n;

	spec.wanted = path_tree_heaviest(&m->a, &m->g.nodes, &spec, most, &n);
	assert_int_equal(n, n_stacks);
	return paths_of(m, spec, "");
}

TEST(graph_call_paths_of_the_heaviest_stacks)
{
	struct made m;

	MAKE(&m, CHOICE_NONE, SPEC(0), "m;a 4", "m;b 5", "m;a 3", "m -6", "m>b 2", "- 99", "m;z 0");
	assert_string_equal(heaviest_of(&m, 1, 3), "m 7 (a 7/7)");
	assert_string_equal(heaviest_of(&m, 2, 3), "m 14 (a 7/7, b 7/7)");
	assert_string_equal(heaviest_of(&m, 3, 3), "m 8/-6 (a 7/7, b 7/7)");
	assert_string_equal(heaviest_of(&m, 0, 3), "m 8/-6 (a 7/7, b 7/7)");
	unmake(&m);
	MAKE2(&m, SPEC(.value = 1, .mean = true), "a 9 90", "b 1 40");
	assert_string_equal(heaviest_of(&m, 1, 2), "b 40/40");
	unmake(&m);
	MAKE(&m, CHOICE_NONE, SPEC(0), "- 5");
	assert_string_equal(heaviest_of(&m, 1, 0), "");
	unmake(&m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(graph_flat_is_of_leaves_and_cum_of_all_on_the_stack),
		cmocka_unit_test(graph_counts_a_sample_once_where_a_function_recurses),
		cmocka_unit_test(graph_edge_counts_a_sample_once),
		cmocka_unit_test(graph_nodes_are_by_granularity),
		cmocka_unit_test(graph_node_names_are_pprofs),
		cmocka_unit_test(graph_order_is_heaviest_first_then_by_name),
		cmocka_unit_test(graph_order_is_by_weight_without_its_sign),
		cmocka_unit_test(graph_node_without_weight_is_not_shown),
		cmocka_unit_test(graph_drop_negative_leaves_out_what_shrank),
		cmocka_unit_test(graph_node_fraction_drops_nodes_with_less_cum),
		cmocka_unit_test(graph_node_count_keeps_the_first_ones),
		cmocka_unit_test(graph_mean_divides_by_the_sum_of_the_first_values),
		cmocka_unit_test(graph_weighs_a_sample_once_for_a_group_of_nodes),
		cmocka_unit_test(graph_inlined_calls_are_marked),
		cmocka_unit_test(graph_inline_edges_are_only_into_inlined_nodes),
		cmocka_unit_test(graph_edges_over_nodes_left_out_are_residual),
		cmocka_unit_test(graph_flat_does_not_move_up_to_what_is_left),
		cmocka_unit_test(graph_edge_fraction_drops_light_edges),
		cmocka_unit_test(graph_edges_of_negative_values),
		cmocka_unit_test(graph_of_samples_without_stacks_is_empty),
		cmocka_unit_test(graph_of_many_inlined_frames_in_one_location),
		cmocka_unit_test(graph_sums_wrap_around),
		cmocka_unit_test(graph_of_many_samples_is_the_sum_of_its_parts),
		cmocka_unit_test(graph_picture_prefers_nodes_where_calls_part),
		cmocka_unit_test(
			graph_picture_leaves_out_residual_edges_where_there_is_another_path),
		cmocka_unit_test(graph_picture_counts_dropped_edges_where_nodes_were_cut),
		cmocka_unit_test(graph_call_tree_has_a_node_for_each_path),
		cmocka_unit_test(graph_call_tree_hangs_what_is_left_below_the_next_caller),
		cmocka_unit_test(graph_tags_say_under_which_labels_a_node_was_measured),
		cmocka_unit_test(graph_call_paths_keep_paths_apart),
		cmocka_unit_test(graph_call_paths_are_as_deep_as_asked),
		cmocka_unit_test(graph_call_paths_count_a_sample_once_where_a_function_recurses),
		cmocka_unit_test(graph_call_paths_are_heaviest_first_then_by_name),
		cmocka_unit_test(graph_call_paths_of_the_heaviest_stacks),
	};

	return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}

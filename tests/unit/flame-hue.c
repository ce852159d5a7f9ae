/*
 * flame-hue.c: Tests of the colours of flame graphs.
 */
#include "unit.h"

#include "flame/flame-hue.h"
#include "proto.h"

/* Computed with Python's hashlib by pprof's rule (pickColor in internal/report/stacks.go, and html/stacks.js). */
TEST(hues_are_those_of_pprof)
{
	static const struct {
		struct str group;
		unsigned hue;
	} rows[] = {
		{S(""), 343},
		{S("main"), 176},
		{S("runtime"), 7},
		{S("net/http"), 50},
		{S("example.com/shop/internal/catalog"), 10},
		{S("std"), 72},
		{S("java.util"), 158},
		{S("shop::order"), 336},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_row(flame_hue(rows[i].group) == rows[i].hue, rows[i].group.p);
}

/* Computed with Python's hashlib. */
TEST(tones_are_of_another_byte)
{
	static const struct {
		struct str group;
		unsigned tone;
	} rows[] = {
		{S("main"), 3},
		{S("runtime"), 2},
		{S("net/http"), 4},
		{S("example.com/shop/internal/catalog"), 3},
	};

	assert_int_equal(flame_tone(STR("")), 0);
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_row(flame_tone(rows[i].group) == rows[i].tone, rows[i].group.p);
}

/* The groups of the nodes as they are numbered, as "name=group". */
static struct str groups_of(struct arena *a, const struct profile *p, enum choice_id granularity)
{
	struct config config;
	struct view v;
	struct nodes nodes;
	struct flame_groups g;
	struct str text = STR("");
	struct err err = {0};

	config_init(&config);
	config.granularity = granularity;
	if (!view_init(&v, a, p, &config, false, &err))
		fail_msg("%s", err.text);
	nodes_init(&nodes, a, &v, false);
	flame_groups_init(&g, a, &nodes);
	for (node_id id = 1; id < nodes.n; id++) {
		uint32_t group = g.of_node[id];

		assert_true(group < g.n);
		assert_int_equal(g.hues[group], flame_hue(g.names[group]));
		assert_int_equal(g.tones[group], flame_tone(g.names[group]));
		assert_true((group == 0) == (g.names[group].n == 0));
		for (node_id other = 1; other < id; other++)
			assert_true(str_eq(g.names[g.of_node[other]], g.names[group]) ==
				(g.of_node[other] == group));
		text = arena_fmt(a, "%s%s%s=%.*s", text.p, id > 1 ? " " : "",
			arena_fmt(a, "%.*s", STR_ARG(node_name(a, &nodes, id))).p,
			STR_ARG(g.names[group]));
	}
	view_release(&v);
	return text;
}

TEST(functions_of_a_package_are_one_group)
{
	struct arena a = {0};
	struct profile p;

	FOLDED_LOAD(&a, &p, "cpu/ns",
		"main.main;example.com/a/jobs.(*Pool[go.shape.struct{x.org/y.Z}]).work;"
		"example.com/a/jobs.run;net/http.(*conn).serve;memeqbody 1",
		"java.util.HashMap.put;java.util.List.add;/lib/libc.so.6+0x26d09 1");
	assert_str_c(groups_of(&a, &p, GRANULARITY_FUNCTIONS),
		"memeqbody= net/http.(*conn).serve=net/http "
		"example.com/a/jobs.run=example.com/a/jobs "
		"example.com/a/jobs.(*Pool[go.shape.struct{x.org/y.Z}]).work=example.com/a/jobs "
		"main.main=main /lib/libc.so.6+0x26d09=libc.so.6 "
		"java.util.List.add=java.util java.util.HashMap.put=java.util");
	arena_release(&a);
}

TEST(a_file_says_what_a_name_does_not)
{
	struct arena a = {0};
	struct profile p;

	FOLDED_LOAD(&a, &p, "cpu/ns",
		"memeqbody@/usr/local/go/src/internal/bytealg/equal_amd64.s:7 1",
		"main.serve@/home/shop/main.go:12 1");
	assert_str_c(groups_of(&a, &p, GRANULARITY_FUNCTIONS),
		"memeqbody=internal/bytealg main.serve=main");
	assert_str_c(groups_of(&a, &p, GRANULARITY_LINES),
		"memeqbody /usr/local/go/src/internal/bytealg/equal_amd64.s:7=internal/bytealg "
		"main.serve /home/shop/main.go:12=main");
	assert_str_c(groups_of(&a, &p, GRANULARITY_FILES),
		"/usr/local/go/src/internal/bytealg/equal_amd64.s=/usr/local/go/src/internal/bytealg "
		"/home/shop/main.go=/home/shop");
	assert_str_c(groups_of(&a, &p, GRANULARITY_PACKAGE),
		"internal/bytealg=internal/bytealg main=main");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hues_are_those_of_pprof),
		cmocka_unit_test(tones_are_of_another_byte),
		cmocka_unit_test(functions_of_a_package_are_one_group),
		cmocka_unit_test(a_file_says_what_a_name_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

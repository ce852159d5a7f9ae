/*
 * graph-walk.c: Tests of the loop over samples, and of the builder of call paths on top of it.
 */
#include "unit.h"

#include "base/parallel.h"
#include "graph/path-tree.h"
#include "graph/walk.h"
#include "proto.h"

struct walked {
	struct arena a;
	struct profile p;
	struct view v;
	struct nodes nodes;
	struct stack_builder stacks;
};

static void load(struct walked *w, const char *types, const char *const *rows, size_t n)
{
	struct config config;
	struct err err = {0};

	*w = (struct walked){0};
	folded_load(&w->a, types, rows, n, &w->p);
	config_init(&config);
	if (!view_init(&w->v, &w->a, &w->p, &config, false, &err))
		fail_msg("%s", err.text);
	nodes_init(&w->nodes, &w->a, &w->v, false);
	w->stacks.nodes = &w->nodes;
	stack_builder_init(&w->stacks, &w->a);
}

#define LOAD(w, types, ...) \
	load((w), (types), (const char *const[]){__VA_ARGS__}, \
		LENGTH(((const char *const[]){__VA_ARGS__})))

static void unload(struct walked *w)
{
	view_release(&w->v);
	arena_release(&w->a);
}

/* What one part of a walk met. */
struct met {
	size_t n, first, last; /* samples, and the numbers of the first and the last one */
	bool rising;           /* each sample came behind the ones before */
	int64_t weight, divisor;
	uint64_t stacks; /* a hash of all stacks in their order, for a walk in one part */
};

struct meeting {
	const struct walked *w;
	struct met parts[PARALLEL_MAX];
	char *count;      /* by number in the view: how often it was met; NULL: not counted */
	size_t cancel_at; /* cancel once so many samples were met; 0: never */
	struct cancel *token;
};

static void meet(void *context, struct walk_part *part)
{
	struct meeting *m = context;
	struct met *met = &m->parts[part->number];
	struct walk_sample s;

	met->rising = true;
	while (walk_next(part, &s)) {
		const struct node_stack *stack = walk_stack(part, &s, &m->w->stacks);

		met->rising &= met->n == 0 || s.i > met->last;
		met->first = met->n++ == 0 ? s.i : met->first;
		met->last = s.i;
		met->weight += s.weight;
		met->divisor += s.divisor;
		for (size_t i = 0; i < stack->n; i++)
			met->stacks = met->stacks * 31 + stack->p[i];
		if (m->count != NULL)
			m->count[s.i]++;
		if (m->cancel_at != 0 && met->n == m->cancel_at)
			cancel_request(m->token);
	}
}

/* A walk in one part. */
static struct met walk_all(const struct walked *w, const struct walk_spec *spec)
{
	struct meeting m = {.w = w};

	walk_run(spec, 1, meet, &m);
	return m.parts[0];
}

#define SAMPLES(w, ...) (&(const struct walk_spec){.view = &(w)->v, __VA_ARGS__})

TEST(walk_gives_samples_in_their_order_with_values_and_stacks)
{
	struct walked w;
	struct met met;

	LOAD(&w, "n/count cpu/ns", "a;b 1 10", "a;c 2 20", "b 4 40");
	met = walk_all(&w, SAMPLES(&w, .value = 1));
	assert_int_equal(met.n, 3);
	assert_true(met.rising);
	assert_int_equal(met.weight, 70);
	assert_int_equal(met.divisor, 0);
	assert_true(met.stacks != 0);
	met = walk_all(&w, SAMPLES(&w, .value = 1, .mean = true));
	assert_int_equal(met.weight, 70);
	assert_int_equal(met.divisor, 7);
	unload(&w);
}

TEST(walk_leaves_out_what_weighs_nothing)
{
	static const bool wanted[] = {true, true, false, true};
	struct walked w;
	struct met met;

	LOAD(&w, "n/count cpu/ns", "a 0 0", "b 1 0", "c 0 5", "d 0 -5");
	met = walk_all(&w, SAMPLES(&w, .value = 1));
	assert_int_equal(met.n, 2);
	assert_int_equal(met.first, 2);
	assert_int_equal(met.last, 3);
	/* A sample that has a divisor makes the mean smaller. */
	met = walk_all(&w, SAMPLES(&w, .value = 1, .mean = true));
	assert_int_equal(met.n, 3);
	assert_int_equal(met.divisor, 1);
	met = walk_all(&w, SAMPLES(&w, .value = 1, .zeros = true));
	assert_int_equal(met.n, 4);
	met = walk_all(&w, SAMPLES(&w, .value = 1, .wanted = wanted));
	assert_int_equal(met.n, 1);
	assert_int_equal(met.weight, -5);
	unload(&w);
}

enum { MANY = 50000 };

static void load_many(struct walked *w)
{
	static const char *const stacks[] = {"main;f 1", "main;f;g 2", "- 5", "main;h>f 0", "g 7"};
	const char **rows = calloc(MANY, sizeof(*rows));

	for (size_t i = 0; i < MANY; i++)
		rows[i] = stacks[(i ^ i >> 3) % LENGTH(stacks)];
	load(w, "cpu/ns", rows, MANY);
	free(rows);
}

TEST(walk_in_parts_meets_each_sample_once)
{
	struct walked w;
	struct met one;

	load_many(&w);
	one = walk_all(&w, SAMPLES(&w, 0));
	assert_true(one.n > 0 && one.n < MANY);
	for (unsigned parts = 1; parts <= PARALLEL_MAX; parts++) {
		struct meeting m = {.w = &w, .count = calloc(MANY, 1)};
		size_t n = 0, behind = 0;
		int64_t weight = 0;

		walk_run(SAMPLES(&w, 0), parts, meet, &m);
		for (unsigned i = 0; i < parts; i++) {
			assert_true(m.parts[i].rising);
			assert_true(i == 0 || m.parts[i].first > behind);
			behind = m.parts[i].last;
			n += m.parts[i].n;
			weight += m.parts[i].weight;
		}
		assert_int_equal(n, one.n);
		assert_int_equal(weight, one.weight);
		for (size_t i = 0; i < MANY; i++)
			assert_int_equal(m.count[i], w.p.values[0][i] != 0);
		free(m.count);
	}
	unload(&w);
}

/* Looks at the token only now and then: within 4096 samples of the view. */
TEST(walk_ends_early_when_it_is_cancelled)
{
	struct cancel token = {0}, *before = cancel_use(&token);
	struct walked w;
	struct met met;

	load_many(&w);
	for (unsigned parts = 1; parts <= 2; parts++) {
		struct meeting m = {.w = &w, .cancel_at = 5000, .token = &token};

		cancel_clear(&token);
		walk_run(SAMPLES(&w, .zeros = true), parts, meet, &m);
		for (unsigned i = 0; i < parts; i++)
			assert_true(m.parts[i].n >= (parts == 1 ? 5000 : 0) &&
				m.parts[i].n <= 5000 + 4096);
	}
	/* It was cancelled before: no part gets further than to where it looks first. */
	met = walk_all(&w, SAMPLES(&w, 0));
	assert_int_equal(met.n, 0);
	cancel_use(before);
	unload(&w);
}

/* A location with more nodes than struct loc_nodes holds is read from its frames. */
TEST(stacks_have_all_nodes_from_leaf_to_root)
{
	struct node_stack stack = {0};
	struct walked w;

	LOAD(&w, "cpu/ns", "r>q;a>b>c>d>e;l;l 5", "- 1");
	stack_build(&w.stacks, 0, &stack);
	assert_int_equal(stack.n, 9);
	assert_str_c(node_name(&w.a, &w.nodes, stack.p[0] & STACK_NODE), "l");
	assert_str_c(node_name(&w.a, &w.nodes, stack.p[2] & STACK_NODE), "e");
	assert_str_c(node_name(&w.a, &w.nodes, stack.p[8] & STACK_NODE), "r");
	for (size_t i = 0; i < stack.n; i++) /* e, d, c and b into the next one, and q into r */
		assert_int_equal((stack.p[i] & STACK_INLINED) != 0, (i >= 2 && i <= 5) || i == 7);
	stack_build(&w.stacks, 1, &stack);
	assert_int_equal(stack.n, 0);
	w.stacks.merge_runs = true;
	stack_build(&w.stacks, 0, &stack);
	assert_int_equal(stack.n, 8);
	free(stack.p);
	unload(&w);
}

/* The row of a path of names from the root, "main;f"; 0: there is none. */
static uint32_t find_path(const struct path_tree *t, const char *path)
{
	struct str rest = str_from_c(path), name;
	uint32_t row = 0, found;

	while (str_split(&rest, ';', &name)) {
		found = 0;
		for (uint32_t i = t->begin[row]; i < t->begin[row + 1]; i++)
			if (str_eq(t->names[t->rows[t->child[i]].node], name))
				found = t->child[i];
		if (found == 0)
			return 0;
		assert_int_equal(t->rows[found].parent, row);
		row = found;
	}
	return row;
}

TEST(call_paths_know_what_was_inlined_everywhere)
{
	static const struct {
		const char *path;
		bool inlined;
		int64_t all, ends;
	} rows[] = {
		{"main", false, 15, 0},
		{"main;f", true, 5, 5},
		{"main;g", false, 10, 4}, /* inlined once, and called once */
		{"main;g;f", true, 6, 6},
	};
	const struct path_tree_spec spec = {.way = PATH_TREE_STACKS};
	struct path_tree t;
	struct walked w;

	LOAD(&w, "cpu/ns", "main>f 5", "main>g>f 6", "main;g 4", "main;x 0");
	path_tree_init(&t, &w.a, &w.nodes, &spec);
	assert_int_equal(t.n, 1 + LENGTH(rows));
	assert_int_equal(t.rows[0].all.weight, 15);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		uint32_t row = find_path(&t, rows[i].path);

		assert_row(row != 0, rows[i].path);
		assert_row(t.rows[row].inlined == rows[i].inlined, rows[i].path);
		assert_row(t.rows[row].all.weight == rows[i].all, rows[i].path);
		assert_row(t.rows[row].ends.weight == rows[i].ends, rows[i].path);
	}
	unload(&w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(walk_gives_samples_in_their_order_with_values_and_stacks),
		cmocka_unit_test(walk_leaves_out_what_weighs_nothing),
		cmocka_unit_test(walk_in_parts_meets_each_sample_once),
		cmocka_unit_test(walk_ends_early_when_it_is_cancelled),
		cmocka_unit_test(stacks_have_all_nodes_from_leaf_to_root),
		cmocka_unit_test(call_paths_know_what_was_inlined_everywhere),
	};

	return cmocka_run_group_tests_name("graph-walk", tests, NULL, NULL);
}

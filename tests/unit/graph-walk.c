/*
 * graph-walk.c: Tests of the sums by stack, of the loop over stacks, and of the builder of call paths on
 * top of it.
 */
#include "unit.h"

#include "base/parallel.h"
#include "graph/path-tree.h"
#include "graph/walk.h"
#include "profile/merge.h"
#include "proto.h"

struct walked {
	struct arena a;
	struct profile p;
	struct view v;
	struct nodes nodes;
	struct stack_builder stacks;
	struct stack_sums sums; /* of the first value, until WEIGH asks for others */
};

/* The view of the profile, as the options say. */
static void look(struct walked *w, const struct config *config)
{
	struct err err = {0};

	if (!view_init(&w->v, &w->a, &w->p, config, false, &err))
		fail_msg("%s", err.text);
	nodes_init(&w->nodes, &w->a, &w->v, false);
	w->stacks = (struct stack_builder){.nodes = &w->nodes};
	stack_builder_init(&w->stacks, &w->a);
}

static void weigh(struct walked *w, struct sample_spec spec)
{
	spec.view = &w->v;
	stack_sums_init(&w->sums, &w->a, &spec);
}

#define WEIGH(w, ...) weigh((w), (struct sample_spec){__VA_ARGS__})

static void load(struct walked *w, const char *types, const char *const *rows, size_t n)
{
	struct config config;

	*w = (struct walked){0};
	folded_load(&w->a, types, rows, n, &w->p);
	config_init(&config);
	look(w, &config);
	WEIGH(w, 0);
}

#define LOAD(w, types, ...) \
	load((w), (types), (const char *const[]){__VA_ARGS__}, \
		LENGTH(((const char *const[]){__VA_ARGS__})))

/* Takes another view, of what the option leaves. */
static void filter(struct walked *w, const char *option, const char *value)
{
	struct config config;
	struct err err = {0};

	view_release(&w->v);
	config_init(&config);
	if (!config_set(&config, &w->a, config_option(str_from_c(option)), str_from_c(value),
		    CONFIG_CONSOLE, &err))
		fail_msg("%s", err.text);
	look(w, &config);
	WEIGH(w, 0);
}

static void unload(struct walked *w)
{
	view_release(&w->v);
	arena_release(&w->a);
}

struct listing {
	struct walked *w;
	struct out text;
};

/* A stack as "main;f 5", from root to leaf; with "/2" its divisor, with "*3" how many samples it has. */
static void list_stack(struct listing *l, const struct walk_stack *s,
	const struct node_stack *nodes)
{
	out_lit(&l->text, l->text.n != 0 ? ", " : "");
	if (nodes->n == 0)
		out_lit(&l->text, "-");
	for (size_t i = 0; i < nodes->n; i++) {
		out_lit(&l->text, i != 0 ? ";" : "");
		out_str(&l->text, node_name(&l->w->a, &l->w->nodes, nodes->p[i] & STACK_NODE));
	}
	out_fmt(&l->text, " %lld", (long long)s->weight);
	if (s->divisor != 0)
		out_fmt(&l->text, "/%lld", (long long)s->divisor);
	if (s->samples != 1)
		out_fmt(&l->text, "*%u", s->samples);
}

static void list_part(void *context, struct walk_part *part)
{
	struct listing *l = context;
	struct walk_stack s;

	while (walk_next(part, &s))
		list_stack(l, &s, walk_nodes(part, &s, &l->w->stacks));
}

/* What a walk in one part gives, in its order. In the arena. */
static struct str walk_text(struct walked *w)
{
	struct listing l = {.w = w};
	struct str text;

	walk_run(&w->sums, 1, list_part, &l);
	text = arena_fmt(&w->a, "%.*s", (int)l.text.n, l.text.p);
	out_release(&l.text);
	return text;
}

#define assert_walk(w, text) assert_str_c(walk_text(w), (text))

TEST(walk_gives_each_stack_once_with_the_sums_of_its_samples)
{
	struct walked w;

	LOAD(&w, "n/count cpu/ns", "a;b 1 10", "a;c 2 20", "b 4 40", "a;b 5 50 key=x", "a;b 6 0");
	assert_int_equal(w.p.n_stacks, 3);
	assert_walk(&w, "a;b 12*3, a;c 2, b 4");
	/* The sample of 0 ns is none of its samples. */
	WEIGH(&w, .value = 1);
	assert_walk(&w, "a;b 60*2, a;c 20, b 40");
	/* But it makes the mean smaller. */
	WEIGH(&w, .value = 1, .mean = true);
	assert_walk(&w, "a;b 60/12*3, a;c 20/2, b 40/4");
	unload(&w);
}

TEST(walk_gives_the_empty_stack_too)
{
	struct walked w;

	LOAD(&w, "cpu/ns", "- 3", "a 1", "- 4");
	assert_walk(&w, "- 7*2, a 1");
	unload(&w);
}

TEST(walk_leaves_out_stacks_without_a_sample_that_weighs_something)
{
	struct walked w;

	LOAD(&w, "n/count cpu/ns", "a 0 0", "b 1 0", "c 0 5", "d 0 -5", "a 0 0", "b 1 0");
	assert_non_null(w.p.stack_of);
	WEIGH(&w, .value = 1);
	assert_walk(&w, "c 5, d -5");
	WEIGH(&w, .value = 1, .mean = true);
	assert_walk(&w, "b 0/2*2, c 5, d -5");
	unload(&w);
	/* The same where no two samples have the same stack. */
	LOAD(&w, "n/count cpu/ns", "a 0 0", "b 1 0", "c 0 5", "d 0 -5");
	assert_null(w.p.stack_of);
	WEIGH(&w, .value = 1);
	assert_walk(&w, "c 5, d -5");
	WEIGH(&w, .value = 1, .mean = true);
	assert_walk(&w, "b 0/1, c 5, d -5");
	unload(&w);
}

/* A function whose time was only moved is shown with 0, and not left out. */
TEST(walk_gives_stacks_whose_samples_cancel_out)
{
	struct walked w;

	LOAD(&w, "n/count cpu/ns", "a 1 5", "b 2 6", "a -1 -5 pprof::base=true");
	WEIGH(&w, .value = 1);
	assert_walk(&w, "a 0*2, b 6");
	WEIGH(&w, .value = 1, .mean = true);
	assert_walk(&w, "a 0*2, b 6/2");
	unload(&w);
}

TEST(walk_sums_wrap_around)
{
	struct walked w;

	LOAD(&w, "n/count", "a 9223372036854775807", "a 1");
	assert_walk(&w, "a -9223372036854775808*2");
	unload(&w);
}

TEST(walk_adds_up_only_samples_that_the_view_has)
{
	static const struct {
		const char *option, *value, *walk;
	} rows[] = {
		{"tagfocus", "key=x", "a;b 1, d 16"},
		{"tagignore", "key=x", "a;b 2, a;c 4, d 8"},
		{"tagfocus", "key=y", "a;b 2"},
		{"focus", "^b$", "a;b 3*2"},
		{"ignore", "^b$", "a;c 4, d 24*2"},
		{"hide", "^a$", "b 3*2, c 4, d 24*2"},
		{"show_from", "^b$", "b 3*2"},
		{"prune_from", "^a$", "a 3*2, a 4, d 24*2"},
		{"tagroot", "key", "x;a;b 1, y;a;b 2, <unknown>;a;c 4, <unknown>;d 8, x;d 16"},
		{"tagleaf", "other", "a;b;<unknown> 3*2, a;c;<unknown> 4, d;z 8, d;<unknown> 16"},
	};
	struct walked w;

	LOAD(&w, "cpu/ns", "a;b 1 key=x", "a;b 2 key=y", "a;c 4", "d 8 other=z", "d 16 key=x");
	assert_walk(&w, "a;b 3*2, a;c 4, d 24*2");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		filter(&w, rows[i].option, rows[i].value);
		if (!str_eq(walk_text(&w), str_from_c(rows[i].walk)))
			fail_msg("%s=%s: got \"%s\"", rows[i].option, rows[i].value,
				walk_text(&w).p);
	}
	unload(&w);
}

/* The sums are the profile's own columns then. They are the same as where each stack is added up. */
TEST(walk_of_a_profile_without_equal_stacks_needs_no_sums)
{
	static const char walk[] = "a;b 60/1, a;c 20/2, b 40/4, c 0/8, d 1";
	struct walked w;
	stack_id of[6];

	LOAD(&w, "n/count cpu/ns", "a;b 1 60", "a;c 2 20", "b 4 40", "c 8 0", "d 0 1", "e 0 0");
	WEIGH(&w, .value = 1, .mean = true);
	assert_null(w.p.stack_of);
	assert_ptr_equal(w.sums.weights.p, w.p.values[1].p);
	assert_ptr_equal(w.sums.divisors.p, w.p.values[0].p);
	assert_walk(&w, walk);
	for (stack_id i = 0; i < LENGTH(of); i++)
		of[i] = i;
	w.p.stack_of = of;
	WEIGH(&w, .value = 1, .mean = true);
	assert_ptr_not_equal(w.sums.weights.p, w.p.values[1].p);
	assert_walk(&w, walk);
	w.p.stack_of = NULL;
	filter(&w, "focus", ".");
	WEIGH(&w, .value = 1, .mean = true);
	assert_ptr_not_equal(w.sums.weights.p, w.p.values[1].p);
	assert_walk(&w, walk);
	unload(&w);
}

/* For reports on labels: each sample, and not each stack. */
TEST(samples_come_one_by_one_in_their_order)
{
	static const struct {
		struct sample_spec spec;
		size_t n, last;
		int64_t weight, divisor;
	} rows[] = {
		{{.value = 1}, 3, 4, 35, 0},
		{{.value = 1, .mean = true}, 4, 4, 35, 11},
		{{.value = 1, .zeros = true}, 5, 4, 35, 0},
		{{.value = 0}, 3, 2, 11, 0},
	};
	struct walked w;

	LOAD(&w, "n/count cpu/ns", "a 1 10", "b 2 20", "a 8 0", "a 0 0", "a 0 5");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct sample_spec spec = rows[i].spec;
		size_t next = 0, n = 0, before = 0;
		int64_t weight = 0, divisor = 0;
		struct sample s;

		for (spec.view = &w.v; graph_sample_next(&spec, &next, &s); n++) {
			assert_true(n == 0 || s.i > before);
			assert_int_equal(s.number, s.i);
			before = s.i;
			weight += s.weight;
			divisor += s.divisor;
		}
		assert_int_equal(n, rows[i].n);
		assert_int_equal(before, rows[i].last);
		assert_int_equal(weight, rows[i].weight);
		assert_int_equal(divisor, rows[i].divisor);
	}
	/* i counts the samples of the view, `number` those of the profile. */
	filter(&w, "focus", "^b$");
	for (size_t next = 0, n = 0; n < 2; n++) {
		struct sample_spec spec = {.view = &w.v};
		struct sample s;

		assert_int_equal(graph_sample_next(&spec, &next, &s), n == 0);
		assert_int_equal(s.i, 0);
		assert_int_equal(s.number, 1);
	}
	unload(&w);
}

/* What one part of a walk met. */
struct met {
	size_t n;
	stack_id first, last;
	bool rising; /* each stack came behind the ones before */
	int64_t weight, divisor;
	size_t samples;
	uint64_t nodes; /* a hash of all nodes, whatever the order of the stacks */
};

struct meeting {
	const struct walked *w;
	struct met parts[PARALLEL_MAX];
	char *count;      /* by stack_id: how often it was met; NULL: not counted */
	size_t cancel_at; /* cancel once so many stacks were met; 0: never */
	struct cancel *token;
};

static void meet(void *context, struct walk_part *part)
{
	struct meeting *m = context;
	struct met *met = &m->parts[part->number];
	struct walk_stack s;

	met->rising = true;
	while (walk_next(part, &s)) {
		const struct node_stack *nodes = walk_nodes(part, &s, &m->w->stacks);
		uint64_t hash = s.stack;

		assert_true(s.mark != 0);
		met->rising &= met->n == 0 || s.stack > met->last;
		met->first = met->n++ == 0 ? s.stack : met->first;
		met->last = s.stack;
		met->weight += s.weight;
		met->divisor += s.divisor;
		met->samples += s.samples;
		for (size_t i = 0; i < nodes->n; i++)
			hash = hash * 31 + nodes->p[i];
		met->nodes += hash;
		if (m->count != NULL)
			m->count[s.stack]++;
		if (m->cancel_at != 0 && met->n == m->cancel_at)
			cancel_request(m->token);
	}
}

/* A walk in one part. */
static struct met walk_all(const struct walked *w)
{
	struct meeting m = {.w = w};

	walk_run(&w->sums, 1, meet, &m);
	return m.parts[0];
}

enum { MANY = 20000 };

/* MANY stacks; each fifth weighs nothing, each third has two samples where `repeated`. */
static void load_many(struct walked *w, bool repeated)
{
	const char **rows = calloc(2 * MANY, sizeof(*rows));
	struct arena names = {0};
	size_t n = 0;

	for (size_t i = 0; i < MANY; i++) {
		/* Four digits to the base 12. */
		const char *row = arena_fmt(&names, "main;h>f;a%zu;b%zu;c%zu;d%zu 1 %zu", i % 12,
			i / 12 % 12, i / 144 % 12, i / 1728, i % 5)
					  .p;

		rows[n++] = row;
		if (repeated && i % 3 == 0)
			rows[n++] = row;
	}
	load(w, "n/count cpu/ns", rows, n);
	assert_int_equal(w->p.n_stacks, MANY);
	assert_int_equal(w->p.stack_of != NULL, repeated);
	WEIGH(w, .value = 1);
	arena_release(&names);
	free(rows);
}

TEST(walk_in_parts_meets_each_stack_once)
{
	for (int repeated = 0; repeated < 2; repeated++) {
		struct walked w;
		struct met one;

		load_many(&w, repeated);
		one = walk_all(&w);
		assert_int_equal(one.n, MANY - MANY / 5);
		assert_true(one.rising);
		for (unsigned parts = 1; parts <= PARALLEL_MAX; parts++) {
			struct meeting m = {.w = &w, .count = calloc(MANY, 1)};
			struct met all = {0};

			walk_run(&w.sums, parts, meet, &m);
			for (unsigned i = 0; i < parts; i++) {
				assert_true(m.parts[i].rising);
				assert_true(i == 0 || m.parts[i].first > m.parts[i - 1].last);
				all.n += m.parts[i].n;
				all.weight += m.parts[i].weight;
				all.samples += m.parts[i].samples;
				all.nodes += m.parts[i].nodes;
			}
			assert_int_equal(all.n, one.n);
			assert_int_equal(all.weight, one.weight);
			assert_int_equal(all.samples, one.samples);
			assert_int_equal(all.nodes, one.nodes);
			for (size_t i = 0; i < MANY; i++)
				assert_int_equal(m.count[i], i % 5 != 0);
			free(m.count);
		}
		unload(&w);
	}
}

struct list_walk {
	struct stack_builder builder, plain;
	char *count; /* by stack_id: how often it was met */
};

static void compare_part(void *context, struct walk_part *part)
{
	struct list_walk *l = context;
	struct node_stack before = {0};
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *nodes = walk_nodes(part, &s, &l->builder);
		struct node_stack alone = {0};

		stack_build(&l->plain, s.stack, &alone);
		assert_int_equal(nodes->n, alone.n);
		assert_true(nodes->n == 0 ||
			memcmp(nodes->p, alone.p, alone.n * sizeof(*alone.p)) == 0);
		assert_true(nodes->shared <= before.n && nodes->shared <= nodes->n);
		for (size_t i = 0; i < nodes->shared; i++)
			assert_int_equal(nodes->p[i], before.p[i]);
		node_stack_release(&before);
		before = alone;
		l->count[s.stack]++;
	}
	node_stack_release(&before);
}

/* Stacks of a list are the same as alone, also where nodes are skipped, and a walk leaves stacks out. */
TEST(walk_over_a_list_meets_the_same_stacks)
{
	for (int how = 0; how < 3; how++) {
		struct stack_list list = {0};
		struct list_walk l = {0};
		struct walked w;
		bool *kept;

		load_many(&w, true);
		assert_true(stack_list_init(&list, &w.a, &w.nodes));
		assert_int_equal(list.n, MANY);
		kept = arena_array(&w.a, bool, w.nodes.n);
		for (node_id i = 1; i < w.nodes.n; i++)
			kept[i] = i % 3 != 0;
		l.builder = (struct stack_builder){.nodes = &w.nodes,
			.kept = how > 0 ? kept : NULL,
			.marks = how > 1};
		l.plain = l.builder;
		stack_builder_init(&l.plain, &w.a);
		for (unsigned parts = 1; parts <= PARALLEL_MAX; parts += 3) {
			l.count = calloc(MANY, 1);
			walk_list(&w.sums, &list, parts, compare_part, &l);
			for (size_t i = 0; i < MANY; i++)
				assert_int_equal(l.count[i], i % 5 != 0);
			free(l.count);
		}
		unload(&w);
	}
}

TEST(list_has_each_path_from_the_root_once)
{
	struct stack_list list = {0};
	struct walked w;

	LOAD(&w, "cpu/ns", "a;b;c 1", "x 2", "a;b;d 4", "a 8", "x;y 16", "a;b;c 32", "a;c>b 64",
		"a;b 1");
	assert_true(stack_list_init(&list, &w.a, &w.nodes));
	assert_int_equal(list.n, w.p.n_stacks);
	/* a, b, c, d; c with b inlined; x, y */
	assert_int_equal(list.begin[list.n], 8);
	unload(&w);
}

TEST(list_is_not_made_when_it_is_cancelled)
{
	struct cancel token = {0}, *before = cancel_use(&token);
	struct stack_list list = {0};
	struct walked w;

	load_many(&w, false);
	cancel_request(&token);
	assert_false(stack_list_init(&list, &w.a, &w.nodes));
	assert_int_equal(list.n, 0);
	cancel_use(before);
	unload(&w);
}

/* Looks at the token only now and then: within 4096 stacks. */
TEST(walk_ends_early_when_it_is_cancelled)
{
	struct cancel token = {0}, *before = cancel_use(&token);

	for (int repeated = 0; repeated < 2; repeated++) {
		struct walked w;
		struct met met;

		cancel_clear(&token);
		load_many(&w, repeated);
		for (unsigned parts = 1; parts <= 2; parts++) {
			struct meeting m = {.w = &w, .cancel_at = 5000, .token = &token};

			cancel_clear(&token);
			walk_run(&w.sums, parts, meet, &m);
			for (unsigned i = 0; i < parts; i++)
				assert_true(m.parts[i].n >= (parts == 1 ? 5000 : 0) &&
					m.parts[i].n <= 5000 + 4096);
		}
		/* It was cancelled before: no part gets further than to where it looks first. */
		met = walk_all(&w);
		assert_int_equal(met.n, 0);
		unload(&w);
	}
	cancel_use(before);
}

/* Whoever comes to add up samples when the work is cancelled finds none. */
TEST(sums_end_early_when_they_are_cancelled)
{
	struct cancel token = {0}, *before = cancel_use(&token);
	struct walked w;
	struct met met;

	load_many(&w, true);
	cancel_request(&token);
	WEIGH(&w, .value = 1);
	cancel_clear(&token);
	met = walk_all(&w);
	assert_int_equal(met.n, 0);
	cancel_use(before);
	unload(&w);
}

/* A location may have more nodes than are copied at once. */
TEST(stacks_have_all_nodes_from_root_to_leaf)
{
	struct node_stack stack = {0};
	struct walked w;

	LOAD(&w, "cpu/ns", "r>q;a>b>c>d>e;l;l 5", "- 1");
	stack_build(&w.stacks, 0, &stack);
	assert_int_equal(stack.n, 9);
	assert_str_c(node_name(&w.a, &w.nodes, stack.p[0] & STACK_NODE), "r");
	assert_str_c(node_name(&w.a, &w.nodes, stack.p[6] & STACK_NODE), "e");
	assert_str_c(node_name(&w.a, &w.nodes, stack.p[8] & STACK_NODE), "l");
	for (size_t i = 0; i < stack.n; i++) /* q into r, and b, c, d and e into the one before */
		assert_int_equal((stack.p[i] & STACK_INLINED) != 0, i == 1 || (i >= 3 && i <= 6));
	stack_build(&w.stacks, 1, &stack);
	assert_int_equal(stack.n, 0);
	node_stack_release(&stack);
	w.stacks.merge_runs = true;
	stack = (struct node_stack){0};
	stack_build(&w.stacks, 0, &stack);
	assert_int_equal(stack.n, 8);
	node_stack_release(&stack);
	unload(&w);
}

/* All stacks in turn in the same memory are those that are built alone; `shared` says what stayed. */
static void assert_built_alike(const struct walked *w)
{
	uint32_t n = w->v.p->n_stacks;
	struct node_stack turn = {0};

	for (stack_id i = 0; i < 2 * n; i++) {
		/* In their order, then in any. */
		stack_id stack = i < n ? i : i * 7 % n;
		struct node_stack alone = {0}, before = {.n = turn.n};

		before.p = calloc(turn.n + 1, sizeof(*before.p));
		if (turn.n != 0)
			memcpy(before.p, turn.p, turn.n * sizeof(*before.p));
		stack_build(&w->stacks, stack, &turn);
		stack_build(&w->stacks, stack, &alone);
		assert_int_equal(alone.shared, 0);
		assert_int_equal(turn.n, alone.n);
		assert_true(turn.shared <= turn.n && turn.shared <= before.n);
		for (size_t k = 0; k < turn.n; k++)
			assert_int_equal(turn.p[k], alone.p[k]);
		for (size_t k = 0; k < turn.shared; k++)
			assert_int_equal(turn.p[k], before.p[k]);
		free(before.p);
		node_stack_release(&alone);
	}
	node_stack_release(&turn);
}

TEST(stacks_that_begin_like_the_one_before_are_the_same_as_alone)
{
	static const struct {
		const char *option, *value;
	} rows[] = {
		{"hide", "^[bf]$"},
		{"show", "^[mcd]$"},
		{"show_from", "^a$"},
		{"prune_from", "^c$"},
		{"focus", "^a$"},
		{"tagroot", "key"},
		{"tagleaf", "key"},
		{"noinlines", "true"},
	};
	struct walked w;

	LOAD(&w, "cpu/ns", "m;a;b 1", "m;a;b;c 1", "m;a;b;c>d 1", "m;a;b;c>d>e>f>g;x 1",
		"m;a;b;c>d 1", "- 1", "m;a;b;c>d>e>f>g;y 1 key=x", "m;a 1", "m;a;b;b;b 1",
		"m;a;b;b 1 key=y", "a;b;c 1", "m;m;a;b;c 1", "- 2 key=x", "b 1", "b;b 1",
		"m>b;b;a;c 1", "m>b;b;a;c;c 1", "m;a;b 2 key=x");
	assert_built_alike(&w);
	w.stacks.merge_runs = true;
	assert_built_alike(&w);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		filter(&w, rows[i].option, rows[i].value);
		for (int merged = 0; merged < 2; merged++) {
			w.stacks.merge_runs = merged;
			assert_built_alike(&w);
		}
	}
	unload(&w);
}

/* Stacks of the nodes that are kept are the whole stacks, with one mark for each run of other nodes. */
static void assert_marked(const struct walked *w, const struct stack_builder *whole)
{
	for (stack_id i = 0; i < w->v.p->n_stacks; i++) {
		struct node_stack got = {0}, all = {0};
		size_t n = 0;

		stack_build(&w->stacks, i, &got);
		stack_build(whole, i, &all);
		for (size_t k = 0; k < all.n; k++) {
			uint32_t entry = all.p[k];

			if (!w->stacks.kept[entry & STACK_NODE])
				entry = STACK_SKIPPED;
			if (entry != STACK_SKIPPED || n == 0 || all.p[n - 1] != STACK_SKIPPED)
				all.p[n++] = entry;
		}
		assert_int_equal(got.n, n);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(got.p[k], all.p[k]);
		node_stack_release(&got);
		node_stack_release(&all);
	}
}

TEST(stacks_have_one_mark_for_neighbours_that_are_skipped)
{
	struct stack_builder whole;
	struct walked w;
	bool *kept;

	LOAD(&w, "cpu/ns", "m;a;b 1", "m;a;b;c 1", "m;a;b;c>d 1", "m;a;b;c>d>e>f;x 1",
		"m;a;b;c>d 1", "- 1", "m;a;b;c>d>e>f;a 1", "m;a 1", "m;a;b;b;b 1", "a;b;c 1",
		"m;m;a;b;c 1", "b 1", "m>b;b;a;c 1", "m>b;b;a;c;c 1");
	whole = w.stacks;
	kept = arena_array(&w.a, bool, w.nodes.n);
	for (uint32_t which = 0; which < 1u << (w.nodes.n - 1); which++) {
		for (node_id n = 1; n < w.nodes.n; n++)
			kept[n] = which >> (n - 1) & 1;
		w.stacks = (struct stack_builder){.nodes = &w.nodes, .kept = kept, .marks = true};
		stack_builder_init(&w.stacks, &w.a);
		assert_marked(&w, &whole);
		assert_built_alike(&w);
	}
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
	struct path_tree_spec spec = {.way = PATH_TREE_STACKS};
	struct path_tree t;
	struct walked w;

	LOAD(&w, "cpu/ns", "main>f 5", "main>g>f 6", "main;g 4", "main;x 0");
	spec.stacks = &w.sums;
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

/* What each function weighs, by its name, which is a letter: on both sides. */
enum { LETTERS = 128 };

struct sides {
	int64_t flat[LETTERS], cum[LETTERS], flat_before[LETTERS], cum_before[LETTERS];
};

struct siding {
	struct walked *w;
	struct sides *sides;
};

static void side_part(void *context, struct walk_part *part)
{
	struct siding *l = context;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		const struct node_stack *nodes = walk_nodes(part, &s, &l->w->stacks);
		bool seen[LETTERS] = {false};
		size_t name = 0;

		for (size_t i = 0; i < nodes->n; i++) {
			name = (size_t)node_name(&l->w->a, &l->w->nodes, nodes->p[i] & STACK_NODE)
					.p[0] %
				LETTERS;
			if (!seen[name]) {
				l->sides->cum[name] += s.weight;
				l->sides->cum_before[name] += s.before;
			}
			seen[name] = true;
		}
		l->sides->flat[name] += s.weight;
		l->sides->flat_before[name] += s.before;
	}
}

/* Walks over w->p with the option, if it is not NULL, and sums up all functions. */
static struct sides sides_of(struct walked *w, uint32_t value, const char *option, const char *text)
{
	struct sides sides = {0};
	struct siding l = {w, &sides};
	struct config config;

	config_init(&config);
	look(w, &config);
	if (option != NULL)
		filter(w, option, text);
	WEIGH(w, .value = value, .before = true);
	walk_run(&w->sums, 1, side_part, &l);
	unload(w);
	return sides;
}

/* Two profiles, and how they are compared and looked at. */
struct comparison {
	const char *name;
	const char *after[4], *before[4]; /* rows */
	struct subtract how;
	int64_t times; /* what normalizing makes of a value of the first profile */
	const char *option, *text;
};

static void load_rows(struct walked *w, const char *const *rows, struct profile *p)
{
	size_t n = 0;

	while (n < 4 && rows[n] != NULL)
		n++;
	folded_load(&w->a, "n/count cpu/ns", rows, n, p);
}

static void check_comparison(const struct comparison *c, uint32_t value)
{
	struct walked w[3] = {0};
	struct profile both[2];
	struct draft made;
	struct err err = {0};
	struct sides after, before, compared;

	load_rows(&w[0], c->after, &w[0].p);
	load_rows(&w[1], c->before, &w[1].p);
	load_rows(&w[2], c->after, &both[0]);
	load_rows(&w[2], c->before, &both[1]);
	if (!profile_subtract(&w[2].a, &both[0], &both[1], &c->how, &made, &err))
		fail_msg("%s", err.text);
	w[2].p = *draft_freeze(&made);
	after = sides_of(&w[0], value, c->option, c->text);
	before = sides_of(&w[1], value, c->option, c->text);
	compared = sides_of(&w[2], value, c->option, c->text);
	for (size_t i = 0; i < LETTERS; i++) {
		assert_row(compared.flat_before[i] == before.flat[i], c->name);
		assert_row(compared.cum_before[i] == before.cum[i], c->name);
		assert_row(compared.flat[i] == c->times * after.flat[i] - before.flat[i], c->name);
		assert_row(compared.cum[i] == c->times * after.cum[i] - before.cum[i], c->name);
		/* A profile alone has no other side. */
		assert_row(after.cum_before[i] == 0 && after.flat_before[i] == 0, c->name);
	}
}

TEST(walk_over_a_comparison_gives_both_sides_of_each_function)
{
#define STR_NAMES .name = S("one"), .base_name = S("base")
#define SAMPLES \
	{"a;b 1 10", "a;c 2 20 k=x", "a;d;a 4 40", "e 8 80"}, \
	{ \
		"a;b 1 10", "a;c 3 25", "f;b 5 15", "a;d;a 1 30" \
	}
/* The values are a third, or a half, of those of the base. */
#define THIRDS \
	{"a;b 1 10", "a;c 2 20", "e 2 20"}, \
	{ \
		"a;b 3 30", "a;c 6 70", "f 6 50" \
	}
	static const struct comparison rows[] = {
		{"marked", SAMPLES, {.marked = true, STR_NAMES}, 1, NULL, NULL},
		{"both sides", SAMPLES, {.whole = true, STR_NAMES}, 1, NULL, NULL},
		{"both sides, marked", SAMPLES, {true, false, true, STR_NAMES}, 1, NULL, NULL},
		{"normalized, marked", THIRDS, {true, true, STR_NAMES}, 3, NULL, NULL},
		{"normalized", THIRDS, {.normalize = true, .whole = true, STR_NAMES}, 3, NULL,
			NULL},
		{"focused", SAMPLES, {.whole = true, STR_NAMES}, 1, "focus", "b"},
		{"focused, marked", SAMPLES, {.marked = true, STR_NAMES}, 1, "focus", "b"},
		{"ignored", SAMPLES, {.whole = true, STR_NAMES}, 1, "ignore", "d"},
		{"hidden", SAMPLES, {.whole = true, STR_NAMES}, 1, "hide", "d"},
		{"from a function on", SAMPLES, {.whole = true, STR_NAMES}, 1, "show_from", "c|d"},
		{"normalized and focused", THIRDS, {.normalize = true, .whole = true, STR_NAMES}, 3,
			"focus", "a"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		for (uint32_t value = 0; value < 2; value++)
			check_comparison(&rows[i], value);
}

TEST(walk_leaves_out_equal_sides_where_nobody_asks_for_them)
{
	static const struct comparison c = {.after = {"a 1 10", "b 2 20"},
		.before = {"a 1 10", "b 1 5"},
		.how = {.whole = true, STR_NAMES}};
	struct walked w = {0};
	struct profile both[2];
	struct config config;
	struct draft made;
	struct err err = {0};

	load_rows(&w, c.after, &both[0]);
	load_rows(&w, c.before, &both[1]);
	assert_true(profile_subtract(&w.a, &both[0], &both[1], &c.how, &made, &err));
	w.p = *draft_freeze(&made);
	assert_int_equal(w.p.n_samples, 2);
	config_init(&config);
	look(&w, &config);
	WEIGH(&w, .value = 1);
	assert_walk(&w, "b 15");
	assert_null(w.sums.before.p);
	WEIGH(&w, .value = 1, .before = true);
	assert_walk(&w, "a 0, b 15");
	/* Of a mean both sides have their divisors. */
	WEIGH(&w, .value = 1, .mean = true, .before = true);
	assert_int_equal(value_column_get(&w.sums.before_divisors, 1), 1);
	assert_int_equal(value_column_get(&w.sums.divisors, 1), 1);
	assert_int_equal(value_column_get(&w.sums.before, 1), 5);
	unload(&w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(walk_gives_each_stack_once_with_the_sums_of_its_samples),
		cmocka_unit_test(walk_gives_the_empty_stack_too),
		cmocka_unit_test(walk_leaves_out_stacks_without_a_sample_that_weighs_something),
		cmocka_unit_test(walk_gives_stacks_whose_samples_cancel_out),
		cmocka_unit_test(walk_sums_wrap_around),
		cmocka_unit_test(walk_adds_up_only_samples_that_the_view_has),
		cmocka_unit_test(walk_of_a_profile_without_equal_stacks_needs_no_sums),
		cmocka_unit_test(samples_come_one_by_one_in_their_order),
		cmocka_unit_test(walk_in_parts_meets_each_stack_once),
		cmocka_unit_test(walk_over_a_comparison_gives_both_sides_of_each_function),
		cmocka_unit_test(walk_leaves_out_equal_sides_where_nobody_asks_for_them),
		cmocka_unit_test(walk_ends_early_when_it_is_cancelled),
		cmocka_unit_test(walk_over_a_list_meets_the_same_stacks),
		cmocka_unit_test(list_has_each_path_from_the_root_once),
		cmocka_unit_test(list_is_not_made_when_it_is_cancelled),
		cmocka_unit_test(sums_end_early_when_they_are_cancelled),
		cmocka_unit_test(stacks_have_all_nodes_from_root_to_leaf),
		cmocka_unit_test(stacks_that_begin_like_the_one_before_are_the_same_as_alone),
		cmocka_unit_test(stacks_have_one_mark_for_neighbours_that_are_skipped),
		cmocka_unit_test(call_paths_know_what_was_inlined_everywhere),
	};

	return cmocka_run_group_tests_name("graph-walk", tests, NULL, NULL);
}

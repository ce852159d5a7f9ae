/*
 * flame.c: Tests of the tree of a flame graph and of its layout: on small profiles, and on many that are made up.
 */
#include "unit.h"

#include "flame/flame-layout.h"
#include "proto.h"

/* A profile and the tree of its last value. */
struct grown {
	struct arena a;
	struct profile p;
	struct view v;
	struct nodes nodes;
	struct stack_sums sums;
	struct flame_spec spec;
	struct flame_tree tree;
};

static void load(struct grown *g, const char *types, const char *const *rows, size_t n)
{
	struct sample_spec samples;
	struct config config;
	struct err err = {0};

	*g = (struct grown){0};
	folded_load(&g->a, types, rows, n, &g->p);
	config_init(&config);
	if (!view_init(&g->v, &g->a, &g->p, &config, false, &err))
		fail_msg("%s", err.text);
	nodes_init(&g->nodes, &g->a, &g->v, false);
	samples = (struct sample_spec){.view = &g->v, .value = g->p.n_types - 1};
	stack_sums_init(&g->sums, &g->a, &samples);
	g->spec = (struct flame_spec){.nodes = &g->nodes, .stacks = &g->sums};
}

#define LOAD(g, types, ...) \
	load((g), (types), (const char *const[]){__VA_ARGS__}, \
		LENGTH(((const char *const[]){__VA_ARGS__})))

static void close_grown(struct grown *g)
{
	view_release(&g->v);
	arena_release(&g->a);
}

static struct str name_of(const struct grown *g, uint32_t frame)
{
	return frame == 0 ? STR("all") : g->tree.names[g->tree.node[frame]];
}

/* Grows the tree, and returns its frames as text: each "name:cum/flat", children in brackets. */
static struct str grow(struct grown *g)
{
	struct str text = STR("");
	const struct flame_tree *t = &g->tree;
	uint32_t depth = 0;

	flame_tree_init(&g->tree, &g->a, &g->spec);
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t level = 0;
		struct str name = name_of(g, i);

		for (uint32_t at = i; at != 0; at = t->parent[at])
			level++;
		for (; depth > level; depth--)
			text = arena_fmt(&g->a, "%s)", text.p);
		text = arena_fmt(&g->a, "%s%s%.*s:%lld/%lld", text.p,
			level > depth   ? "("
				: i > 0 ? " "
					: "",
			STR_ARG(name), (long long)flame_tree_cum(t, i),
			(long long)flame_tree_flat(t, i));
		depth = level;
	}
	for (; depth > 0; depth--)
		text = arena_fmt(&g->a, "%s)", text.p);
	return text;
}

/* The nodes whose names begin with a letter. */
static bool *nodes_like(struct grown *g, char letter)
{
	bool *like = arena_array(&g->a, bool, g->nodes.n);

	for (node_id id = 1; id < g->nodes.n; id++)
		like[id] = node_name(&g->a, &g->nodes, id).p[0] == letter;
	return like;
}

TEST(equal_paths_are_one_frame_and_the_widest_child_comes_first)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "main;a 1", "main;b;c 5", "main;a 3", "main 2", "- 1", "other;a 4");
	assert_str_c(grow(&g), "all:16/1(main:11/2(b:5/0(c:5/5) a:4/4) other:4/0(a:4/4))");
	assert_int_equal(g.tree.end[0], g.tree.n);
	assert_int_equal(g.tree.height[0], 4);
	assert_int_equal(g.tree.folded, 0);
	assert_false(flame_tree_is_signed(&g.tree));
	close_grown(&g);
}

TEST(children_of_one_width_are_in_the_order_of_their_names)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "main;b 2", "main;c 1", "main;a 2");
	assert_str_c(grow(&g), "all:5/0(main:5/0(a:2/2 b:2/2 c:1/1))");
	close_grown(&g);
	LOAD(&g, "cpu/ns", "main;b 2", "main;c 9", "main;a 1");
	g.spec.by_name = true;
	assert_str_c(grow(&g), "all:12/0(main:12/0(a:1/1 b:2/2 c:9/9))");
	close_grown(&g);
}

TEST(leaf_first_has_what_ran_below_the_whole)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "main;a;x 3", "main;b;x 4", "main;b>in 1");
	g.spec.leaf_first = true;
	assert_str_c(grow(&g),
		"all:8/0(x:7/0(b:4/0(main:4/4) a:3/0(main:3/3)) in:1/0(b:1/0(main:1/1)))");
	close_grown(&g);
}

TEST(a_sandwich_has_the_callers_and_callees_of_a_node)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "main;f;x 3", "main;g;f;y;f;x 4", "main;z 9");
	g.spec.begins = nodes_like(&g, 'f');
	assert_str_c(grow(&g), "all:7/0(f:7/0(y:4/0(f:4/0(x:4/4)) x:3/3))");
	g.spec.leaf_first = true;
	assert_str_c(grow(&g), "all:7/0(f:7/0(y:4/0(f:4/0(g:4/0(main:4/4))) main:3/3))");
	close_grown(&g);
}

TEST(direct_recursion_can_be_one_frame)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "main;f;f;f 3", "main;f;f;x 4", "main;f;y;f 2");
	g.spec.merge_recursion = true;
	assert_str_c(grow(&g), "all:9/0(main:9/0(f:9/3(x:4/4 y:2/0(f:2/2))))");
	g.spec.merge_recursion = false;
	assert_str_c(grow(&g), "all:9/0(main:9/0(f:9/0(f:7/0(x:4/4 f:3/3) y:2/0(f:2/2))))");
	close_grown(&g);
}

TEST(a_search_counts_a_stack_once)
{
	struct grown g;
	struct flame_found found;

	LOAD(&g, "cpu/ns", "main;f;x;f 3", "main;g;f 4", "main;x 9");
	grow(&g);
	found = flame_tree_find(&g.tree, 0, nodes_like(&g, 'f'));
	assert_int_equal(found.frames, 3);
	assert_int_equal(found.cum, 7);
	assert_int_equal(found.width, 7);
	/* Below one frame alone: frame 2 is x, 3 is g. */
	assert_str_c(name_of(&g, 3), "g");
	found = flame_tree_find(&g.tree, 3, nodes_like(&g, 'f'));
	assert_int_equal(found.cum, 4);
	found = flame_tree_find(&g.tree, 3, nodes_like(&g, 'x'));
	assert_int_equal(found.frames, 0);
	close_grown(&g);
}

TEST(widths_are_sizes_where_values_are_below_zero)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "main;a 5", "main;a;x -7", "main;b -1");
	assert_str_c(grow(&g), "all:-3/0(main:-3/0(a:-2/5(x:-7/-7) b:-1/-1))");
	assert_true(flame_tree_is_signed(&g.tree));
	assert_int_equal(g.tree.width[1], 13);
	assert_int_equal(g.tree.width[2], 12);
	close_grown(&g);
}

TEST(widths_fit_whatever_the_values_are)
{
	struct grown g;
	const struct flame_tree *t = &g.tree;

	LOAD(&g, "cpu/ns", "main;a 9223372036854775807", "main;b 9223372036854775807",
		"main;c -9223372036854775808");
	grow(&g);
	assert_true(t->width[0] <= INT64_MAX);
	assert_int_equal(t->width[1], t->width[0]);
	assert_int_equal(t->width[2] + t->width[3] + t->width[4], t->width[1]);
	assert_int_equal(t->cum[1], INT64_MAX - 1);
	close_grown(&g);
}

TEST(a_mean_is_divided_and_as_wide_as_its_sum)
{
	struct grown g;
	struct sample_spec samples = {.value = 1, .mean = true};

	LOAD(&g, "n/count cpu/ns", "main;a 2 10", "main;b 1 20");
	samples.view = &g.v;
	stack_sums_init(&g.sums, &g.a, &samples);
	assert_str_c(grow(&g), "all:10/0(main:10/0(b:20/20 a:5/5))");
	assert_int_equal(g.tree.width[1], 30);
	close_grown(&g);
}

/* Says what the base had of each stack. What the profile has then is the difference. */
static void compare(struct grown *g, const int64_t *before)
{
	int64_t *column = arena_array(&g->a, int64_t, g->p.n_stacks);

	memcpy(column, before, g->p.n_stacks * sizeof(*column));
	g->sums.before = (struct value_column){column, sizeof(*column)};
}

/* What each frame had before and has after, and how wide it is: "before>after|width". */
static struct str sides_of(struct grown *g)
{
	struct str text = STR("");
	const struct flame_tree *t = &g->tree;

	for (uint32_t i = 0; i < t->n; i++)
		text = arena_fmt(&g->a, "%s%s%.*s:%lld>%lld|%llu", text.p, i > 0 ? " " : "",
			STR_ARG(name_of(g, i)), (long long)flame_tree_cum_before(t, i),
			(long long)flame_tree_cum(t, i), (unsigned long long)t->width[i]);
	return text;
}

TEST(a_comparison_has_what_came_before_and_after)
{
	struct grown g;
	struct flame_found found;

	LOAD(&g, "cpu/ns", "main;a -3", "main;b 4", "main;b;c 0");
	compare(&g, (const int64_t[]){5, 0, 7});
	grow(&g);
	assert_true(flame_tree_is_compared(&g.tree));
	/* Each path is as wide as the side that has more of it; b has 4 new ones and 7 that stayed. */
	assert_str_c(sides_of(&g), "all:12>13|16 main:12>13|16 b:7>11|11 c:7>7|7 a:5>2|5");
	assert_int_equal(flame_tree_flat(&g.tree, 2), 4);
	assert_int_equal(flame_tree_flat_before(&g.tree, 2), 0);
	found = flame_tree_find(&g.tree, 0, nodes_like(&g, 'a'));
	assert_int_equal(found.cum, 2);
	assert_int_equal(found.before, 5);
	assert_int_equal(found.width, 5);
	flame_tree_weigh(&g.tree, &g.a, FLAME_AFTER, false);
	assert_str_c(sides_of(&g), "all:12>13|13 main:12>13|13 b:7>11|11 c:7>7|7 a:5>2|2");
	flame_tree_weigh(&g.tree, &g.a, FLAME_BEFORE, true);
	assert_str_c(sides_of(&g), "all:12>13|12 main:12>13|12 a:5>2|5 b:7>11|7 c:7>7|7");
	g.spec.widths = FLAME_BEFORE;
	g.spec.by_name = true;
	grow(&g);
	assert_str_c(sides_of(&g), "all:12>13|12 main:12>13|12 a:5>2|5 b:7>11|7 c:7>7|7");
	close_grown(&g);
}

TEST(what_is_equal_on_both_sides_is_as_wide_as_one_of_them)
{
	struct grown g;

	/* Two stacks of one path, of which each side has one, as after a new build. */
	LOAD(&g, "cpu/ns", "main;a 5", "main>a -5");
	compare(&g, (const int64_t[]){0, 5});
	grow(&g);
	assert_str_c(sides_of(&g), "all:5>5|5 main:5>5|5 a:5>5|5");
	close_grown(&g);
}

TEST(an_empty_profile_has_the_whole_alone)
{
	struct grown g;
	struct flame_layout l;

	LOAD(&g, "cpu/ns", "main;a 0");
	assert_str_c(grow(&g), "all:0/0");
	flame_layout_init(&l, &g.a, &g.tree, 0, 10);
	assert_true(flame_layout_next(&l));
	assert_int_equal(l.n, 1);
	assert_int_equal(l.boxes[0].end, 10);
	assert_false(flame_layout_next(&l));
	close_grown(&g);
}

/* The levels of a layout as text: '|' where a box begins, '-' in it, '.' where only narrow frames are. */
static struct str draw(struct grown *g, uint32_t zoom, uint32_t columns)
{
	struct str text = STR("");
	struct flame_layout l;
	char *line = arena_alloc(&g->a, columns + 1);

	flame_layout_init(&l, &g->a, &g->tree, zoom, columns);
	while (flame_layout_next(&l)) {
		for (uint32_t i = 0; i < columns; i++)
			line[i] = flame_layout_narrow(&l, i) ? '.' : ' ';
		for (uint32_t i = 0; i < l.n; i++) {
			memset(line + l.boxes[i].begin, '-', l.boxes[i].end - l.boxes[i].begin);
			line[l.boxes[i].begin] = '|';
		}
		text = arena_fmt(&g->a, "%s%s\n", text.p, line);
	}
	return text;
}

TEST(frames_are_drawn_in_whole_columns)
{
	struct grown g;

	LOAD(&g, "cpu/ns", "a;b 5", "a;c 3", "a;d 1", "a;e;f 1", "g 2");
	grow(&g);
	assert_str_c(draw(&g, 0, 12), "|-----------\n|---------|-\n|----|--||  \n         |  \n");
	assert_str_c(draw(&g, 0, 6), "|-----\n|----|\n|-|-| \n    | \n");
	/* Narrow frames may lie in a column that their parent, which ends within it, has not. */
	assert_str_c(draw(&g, 0, 3), "|--\n|-|\n||.\n  .\n");
	/* The whole is frame 1, which is a. */
	assert_str_c(draw(&g, 1, 10), "|---------\n|----|--||\n         |\n");
	close_grown(&g);
}

TEST(a_large_profile_is_folded_and_keeps_its_sums_and_heights)
{
	/* Stacks of "main", a level for each bit of their number, and more levels. The first is the heaviest. */
	enum { STACKS = 20000, BITS = 15, MORE = 40, HEAVY = 1000000000 };
	struct grown g;
	struct arena scratch = {0};
	const char **rows = arena_array(&scratch, const char *, STACKS);
	const struct flame_tree *t = &g.tree;
	char tail[2 * (BITS + MORE) + 1];
	uint32_t folded = 0;

	for (size_t i = 0; i < STACKS; i++) {
		for (size_t at = 0; at < BITS + MORE; at++) {
			tail[2 * at] = ';';
			tail[2 * at + 1] = at >= BITS ? 'c' : i >> at & 1 ? 'b' : 'a';
		}
		tail[2 * (BITS + MORE)] = '\0';
		rows[i] = arena_fmt(&scratch, "main%s %d", tail, i == 0 ? HEAVY : 1).p;
	}
	load(&g, "cpu/ns", rows, STACKS);
	flame_tree_init(&g.tree, &g.a, &g.spec);
	/* The heaviest has all its frames, and beside each bit is one that is folded. */
	assert_int_equal(t->folded, BITS);
	assert_int_equal(t->n, 2 + 2 * BITS + MORE);
	assert_int_equal(t->height[0], 2 + BITS + MORE);
	assert_int_equal(t->cum[0], HEAVY + STACKS - 1);
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t level = 1;

		for (uint32_t at = i; at != 0; at = t->parent[at])
			level++;
		assert_int_equal(level + t->height[i], 3 + BITS + MORE);
		folded += t->height[i] > 1 && t->end[i] == i + 1;
	}
	assert_int_equal(folded, BITS);
	close_grown(&g);
	arena_release(&scratch);
}

/* Sebastiano Vigna's splitmix64. 0 to n - 1. */
static uint32_t below(uint64_t *state, uint32_t n)
{
	uint64_t v = *state += 0x9e3779b97f4a7c15;

	v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
	v = (v ^ v >> 27) * 0x94d049bb133111eb;
	return (uint32_t)((v ^ v >> 31) % n);
}

enum { MADE_UP = 1000, SAMPLES_MAX = 60, DEPTH_MAX = 9, NAMES = 6 };

/* A made-up profile, and its samples as they are. */
struct made {
	uint32_t n;
	char stacks[SAMPLES_MAX][DEPTH_MAX + 1]; /* a letter for each frame, from the root */
	int values[SAMPLES_MAX];
};

static void make(struct grown *g, struct made *m, uint64_t *state)
{
	const char *rows[SAMPLES_MAX];
	struct arena scratch = {0};
	int least = below(state, 2) ? -20 : 0;

	m->n = 1 + below(state, SAMPLES_MAX);
	for (uint32_t i = 0; i < m->n; i++) {
		uint32_t depth = 1 + below(state, DEPTH_MAX);
		struct str text = STR("");

		m->values[i] = (int)below(state, 50) + least;
		m->stacks[i][depth] = '\0';
		for (uint32_t at = 0; at < depth; at++) {
			m->stacks[i][at] = (char)('a' + below(state, 1 + below(state, NAMES)));
			text = arena_fmt(&scratch, "%s%s%c", text.p,
				at == 0                   ? ""
					: below(state, 4) ? ";"
							  : ">",
				m->stacks[i][at]);
		}
		rows[i] = arena_fmt(&scratch, "%s %d", text.p, m->values[i]).p;
	}
	load(g, "cpu/ns", rows, m->n);
	arena_release(&scratch);
	if (below(state, 3) == 0) {
		g->spec.leaf_first = true;
		for (uint32_t i = 0; i < m->n; i++)
			for (size_t l = 0, r = strlen(m->stacks[i]); l + 1 < r; l++) {
				char c = m->stacks[i][l];

				m->stacks[i][l] = m->stacks[i][--r];
				m->stacks[i][r] = c;
			}
	}
	g->spec.by_name = below(state, 3) == 0;
}

/* The letters of a frame's path. */
static void path_of(const struct grown *g, uint32_t frame, char path[DEPTH_MAX + 1])
{
	size_t depth = 0;

	for (uint32_t at = frame; at != 0; at = g->tree.parent[at])
		depth++;
	path[depth] = '\0';
	for (uint32_t at = frame; at != 0; at = g->tree.parent[at])
		path[--depth] = name_of(g, at).p[0];
}

/* Each frame has what the samples with its path come to. */
static void frames_weigh_what_their_samples_do(const struct grown *g, const struct made *m)
{
	const struct flame_tree *t = &g->tree;
	int64_t all = 0;

	for (uint32_t f = 0; f < t->n; f++) {
		char path[DEPTH_MAX + 1];
		int64_t cum = 0, flat = 0;

		path_of(g, f, path);
		for (uint32_t i = 0; i < m->n; i++) {
			if (strncmp(path, m->stacks[i], strlen(path)) != 0)
				continue;
			cum += m->values[i];
			flat += strcmp(path, m->stacks[i]) == 0 ? m->values[i] : 0;
		}
		assert_int_equal(t->cum[f], cum);
		assert_int_equal(t->flat[f], flat);
		all += t->flat[f];
	}
	assert_int_equal(all, t->cum[0]);
}

static void children_are_in_order_and_no_wider_than_their_parent(const struct grown *g)
{
	const struct flame_tree *t = &g->tree;

	for (uint32_t f = 0; f < t->n; f++) {
		uint64_t sum = 0;
		uint32_t before = 0;

		for (uint32_t c = f + 1; c < t->end[f]; c = t->end[c]) {
			assert_int_equal(t->parent[c], f);
			assert_true(t->height[c] < t->height[f]);
			sum += t->width[c];
			if (before != 0 && (g->spec.by_name || t->width[before] == t->width[c]))
				assert_true(str_cmp(name_of(g, before), name_of(g, c)) < 0);
			else if (before != 0)
				assert_true(t->width[before] > t->width[c]);
			before = c;
		}
		assert_true(sum <= t->width[f]);
	}
}

/* The union of what begins with a letter is the sum of the samples that have it. */
static void searches_find_what_samples_have(struct grown *g, const struct made *m)
{
	for (char letter = 'a'; letter < 'a' + NAMES; letter++) {
		struct flame_found found = flame_tree_find(&g->tree, 0, nodes_like(g, letter));
		int64_t want = 0;

		for (uint32_t i = 0; i < m->n; i++)
			if (strchr(m->stacks[i], letter) != NULL)
				want += m->values[i];
		assert_int_equal(found.cum, want);
	}
}

/* Where box `in` of the level above is. */
static const struct flame_box *parent_box(const struct flame_layout *l, uint32_t frame)
{
	for (uint32_t i = 0; i < l->n_above; i++)
		if (l->above[i].frame == l->tree->parent[frame])
			return &l->above[i];
	return NULL;
}

/* Boxes stay within their parents' and side by side; what has no box is narrower than a column. */
static void layouts_hold(struct grown *g, uint32_t zoom, uint32_t columns)
{
	const struct flame_tree *t = &g->tree;
	struct flame_layout l;

	flame_layout_init(&l, &g->a, t, zoom, columns);
	while (flame_layout_next(&l)) {
		for (uint32_t i = 0; i < l.n; i++) {
			const struct flame_box *box = &l.boxes[i];
			const struct flame_box *above = parent_box(&l, box->frame);

			assert_true(box->begin < box->end && box->end <= columns);
			if (l.level == 1)
				continue;
			assert_non_null(above);
			assert_true(box->begin >= above->begin && box->end <= above->end);
			if (i == 0)
				continue;
			assert_true(box->begin >= box[-1].end);
			/* Neighbours that have no narrow one between them. */
			if (t->end[box[-1].frame] == box->frame && box->frame != t->end[l.zoom])
				assert_int_equal(box->begin, box[-1].end);
		}
	}
	assert_int_equal(l.level, t->height[zoom]);
	assert_true(l.drawn <= t->end[zoom] - zoom);
}

TEST(trees_and_layouts_of_made_up_profiles_hold)
{
	uint64_t state = 15;

	for (int i = 0; i < MADE_UP; i++) {
		struct flame_tree again;
		struct made m;
		struct grown g;
		uint32_t n;

		make(&g, &m, &state);
		flame_tree_init(&g.tree, &g.a, &g.spec);
		n = g.tree.n;
		frames_weigh_what_their_samples_do(&g, &m);
		children_are_in_order_and_no_wider_than_their_parent(&g);
		searches_find_what_samples_have(&g, &m);
		for (uint32_t columns = 1; columns <= 200; columns += 1 + below(&state, 60))
			layouts_hold(&g, below(&state, n), columns);
		flame_tree_init(&again, &g.a, &g.spec);
		assert_int_equal(again.n, n);
		assert_memory_equal(again.node, g.tree.node, n * sizeof(*again.node));
		assert_memory_equal(again.end, g.tree.end, n * sizeof(*again.end));
		assert_memory_equal(again.width, g.tree.width, n * sizeof(*again.width));
		close_grown(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_paths_are_one_frame_and_the_widest_child_comes_first),
		cmocka_unit_test(children_of_one_width_are_in_the_order_of_their_names),
		cmocka_unit_test(leaf_first_has_what_ran_below_the_whole),
		cmocka_unit_test(a_sandwich_has_the_callers_and_callees_of_a_node),
		cmocka_unit_test(direct_recursion_can_be_one_frame),
		cmocka_unit_test(a_search_counts_a_stack_once),
		cmocka_unit_test(widths_are_sizes_where_values_are_below_zero),
		cmocka_unit_test(widths_fit_whatever_the_values_are),
		cmocka_unit_test(a_mean_is_divided_and_as_wide_as_its_sum),
		cmocka_unit_test(a_comparison_has_what_came_before_and_after),
		cmocka_unit_test(what_is_equal_on_both_sides_is_as_wide_as_one_of_them),
		cmocka_unit_test(an_empty_profile_has_the_whole_alone),
		cmocka_unit_test(frames_are_drawn_in_whole_columns),
		cmocka_unit_test(a_large_profile_is_folded_and_keeps_its_sums_and_heights),
		cmocka_unit_test(trees_and_layouts_of_made_up_profiles_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

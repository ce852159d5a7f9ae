/*
 * flame.c: flame graphs say what the samples say: searches, both sides of a comparison, layouts.
 *
 * A thousand pairs of profiles are made up here (always the same ones): functions that call themselves and are inlined,
 * samples that share stacks, weigh nothing or less. Of each pair
 * - the union that a search finds is what `find` prints for the same expression, however much of the tree is folded,
 *   with the root or the leaf first, with recursion merged or not;
 * - the tree of both sides has in each frame what the trees of either side alone have in the frame with that path, and
 *   no frames but theirs; the change of the whole is that of the totals;
 * - boxes lie within those of their parents, side by side, and children are together no wider than their parent.
 * Prints what differs; exit status 0 when nothing does.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/wrap.h"
#include "command/commands.h"
#include "flame/flame-layout.h"
#include "made-up.h"
#include "profile/merge.h"
#include "session/run.h"

enum { FUNCTIONS = 8, LOCATIONS_MAX = 20, DEPTH_MAX = 10, SAMPLES_MAX = 40 };

/* Functions "a" to "h", and locations of one to four of them. */
static void make_tables(struct builder *b, struct arena *a, uint64_t *state)
{
	uint32_t n_locations = 1 + made_up_below(state, LOCATIONS_MAX), type;

	made_up_string(b, STR(""));
	type = made_up_string(b, STR("cpu"));
	*vec_add(&b->types) = (struct value_type){type, made_up_string(b, STR("ns"))};
	for (uint32_t i = 1; i <= FUNCTIONS; i++)
		*vec_add(&b->functions) = (struct function){.id = i,
			.name = made_up_string(b, arena_fmt(a, "%c", 'a' + i - 1))};
	for (uint32_t i = 1; i <= n_locations; i++) {
		uint32_t first = (uint32_t)b->lines.n;
		uint32_t n = made_up_below(state, 4) == 0 ? 1 + made_up_below(state, 4) : 1;

		for (uint32_t k = 0; k < n; k++)
			*vec_add(&b->lines) = (struct raw_line){
				.function = 1 + made_up_below(state, FUNCTIONS)};
		*vec_add(&b->locations) = (struct raw_location){.id = i,
			.first_line = first,
			.n_lines = n};
	}
}

/* `least`: of the values. */
static bool make(struct arena *a, uint64_t state, int64_t least, struct draft *d, struct err *err)
{
	struct builder b;
	uint32_t n_samples = made_up_below(&state, SAMPLES_MAX);
	bool ok = true;

	builder_init(&b, a);
	make_tables(&b, a, &state);
	for (uint32_t i = 0; ok && i < n_samples; i++) {
		uint32_t depth = made_up_below(&state, DEPTH_MAX);
		int64_t value;

		for (uint32_t k = 0; k < depth; k++)
			builder_add_id(&b, 1 + made_up_below(&state, (uint32_t)b.locations.n));
		value = (int64_t)made_up_below(&state, 9) + least;
		ok = builder_add_sample(&b, &value, 1, err);
	}
	ok = ok && builder_finish(&b, d, err);
	builder_release(&b);
	return ok;
}

/* A profile and a tree of it. */
struct grown {
	struct arena a;
	struct draft draft;
	const struct profile *p;
	struct view v;
	struct nodes nodes;
	struct stack_sums sums;
	struct flame_spec spec;
	struct flame_tree tree;
};

static bool see(struct grown *g, struct err *err)
{
	struct sample_spec samples = {.view = &g->v, .before = true};
	struct config config;

	config_init(&config);
	if (!view_init(&g->v, &g->a, g->p, &config, false, err))
		return false;
	nodes_init(&g->nodes, &g->a, &g->v, false);
	stack_sums_init(&g->sums, &g->a, &samples);
	g->spec = (struct flame_spec){.nodes = &g->nodes, .stacks = &g->sums};
	return true;
}

static void close_grown(struct grown *g)
{
	view_release(&g->v);
	arena_release(&g->a);
}

static struct str name_of(const struct grown *g, uint32_t frame)
{
	return g->tree.names[g->tree.node[frame]];
}

/* The cum of the last row that `find` gives: of all that begins with one of two letters. 0: nothing does. */
static bool find_union(struct grown *g, struct str regex, int64_t *cum, struct err *err)
{
	struct store store = {.profile = g->p};
	struct out out = {0};
	struct run run = {.arena = &g->a, .out = &out};
	struct request q = {.command = command_find(STR("find")), .regex = regex, .value = STR("")};
	struct str text, cell = STR("0");
	struct err none;
	size_t at;

	config_init(&q.config);
	q.config.format = FORMAT_CSV;
	q.config.nodefraction = 0;
	*cum = 0;
	if (!session_run(&store, &q, &run, &none)) {
		out_release(&out);
		return strstr(none.text, "no function matches") != NULL ||
			err_set(err, "find: %s", none.text);
	}
	text = (struct str){out.p, out.n};
	at = str_find(text, STR("\ntotal,"), 0);
	if (at < text.n) {
		text = str_from(text, at + 1);
		for (int column = 0; column <= 8; column++)
			str_split(&text, ',', &cell);
	}
	if (at >= out.n || !num_int(cell, 10, cum)) {
		err_set(err, "find prints no total:\n%.*s", (int)out.n, out.p);
		out_release(&out);
		return false;
	}
	out_release(&out);
	return true;
}

/* By node_id, whether its name begins with one of the letters. */
static bool *nodes_like(struct grown *g, const char *letters)
{
	bool *like = arena_array(&g->a, bool, g->nodes.n);

	for (node_id id = 1; id < g->nodes.n; id++)
		like[id] = strchr(letters, node_name(&g->a, &g->nodes, id).p[0]) != NULL;
	return like;
}

/* What the tree says is the sum of all that has one of the letters. */
static int64_t tree_union(struct grown *g, const char *letters)
{
	struct flame_found found = flame_tree_find(&g->tree, 0, nodes_like(g, letters));

	return wrap_sub(found.cum, found.before);
}

static bool searches_find_what_find_does(struct grown *g, uint64_t *state, struct err *err)
{
	char first[] = {(char)('a' + made_up_below(state, FUNCTIONS)), '\0'};
	char second[] = {(char)('a' + made_up_below(state, FUNCTIONS)), '\0'},
	     both[] = {*first, *second, '\0'};
	struct str regex = arena_fmt(&g->a, "^[%s]", both);
	int64_t want;

	if (!find_union(g, regex, &want, err))
		return false;
	for (int i = 0; i < 8; i++) {
		g->spec.searched = true;
		g->spec.finest = i % 2 == 0 ? 0 : 1 + made_up_below(state, 12);
		g->spec.leaf_first = i & 2;
		g->spec.merge_recursion = i & 4;
		flame_tree_init(&g->tree, &g->a, &g->spec);
		/* Functions whose samples add up to nothing `find` does not list, nor count. */
		if (tree_union(g, first) == 0 || tree_union(g, second) == 0)
			continue;
		if (tree_union(g, both) != want)
			return err_set(err, "%s: find says %" PRId64 ", the tree %" PRId64, regex.p,
				want, tree_union(g, both));
	}
	g->spec = (struct flame_spec){.nodes = &g->nodes, .stacks = &g->sums};
	return true;
}

/* The child of a frame with this name; 0: there is none. */
static uint32_t child_with(const struct grown *g, uint32_t frame, struct str name)
{
	const struct flame_tree *t = &g->tree;

	for (uint32_t child = frame + 1; child < t->end[frame]; child = t->end[child])
		if (str_eq(name_of(g, child), name))
			return child;
	return 0;
}

/* The frames of `part` that frames of `whole` have the path of; 0: none. By frame of the whole. */
static uint32_t *same_paths(const struct grown *whole, const struct grown *part, struct arena *a)
{
	uint32_t *same = arena_array(a, uint32_t, whole->tree.n);

	for (uint32_t i = 1; i < whole->tree.n; i++) {
		uint32_t parent = whole->tree.parent[i];

		if (parent == 0 || same[parent] != 0)
			same[i] = child_with(part, same[parent], name_of(whole, i));
	}
	return same;
}

/*
 * Whether a column has in each frame what that of a part has in the same path, and the part has no more frames but those
 * whose samples add up to nothing.
 */
static bool has_part(const struct grown *whole, const int64_t *cum, const int64_t *flat,
	const struct grown *part, struct err *err)
{
	struct arena a = {0};
	const uint32_t *same = same_paths(whole, part, &a);
	uint32_t met = 0, want = 0;
	bool ok = true;

	for (uint32_t i = 0; i < whole->tree.n && ok; i++) {
		bool is_there = i == 0 || same[i] != 0;

		met += i != 0 && same[i] != 0 && part->tree.width[same[i]] != 0;
		ok = cum[i] == (is_there ? part->tree.cum[same[i]] : 0) &&
			flat[i] == (is_there ? part->tree.flat[same[i]] : 0);
	}
	arena_release(&a);
	if (!ok)
		return err_set(err, "a side of the comparison differs from its own tree");
	for (uint32_t i = 1; i < part->tree.n; i++)
		want += part->tree.width[i] != 0;
	return met == want || err_set(err, "a side has frames that the comparison has not");
}

static bool boxes_hold(struct grown *g, uint32_t zoom, uint32_t columns, struct err *err)
{
	const struct flame_tree *t = &g->tree;
	struct flame_layout l;

	flame_layout_init(&l, &g->a, t, zoom, columns);
	while (flame_layout_next(&l)) {
		uint32_t above = 0;

		for (uint32_t i = 0; i < l.n; i++) {
			const struct flame_box *box = &l.boxes[i];

			if (box->begin >= box->end || box->end > columns ||
				(i > 0 && box->begin < box[-1].end))
				return err_set(err, "boxes overlap");
			while (l.level > 1 && above < l.n_above &&
				l.above[above].frame != t->parent[box->frame])
				above++;
			if (l.level > 1 &&
				(above == l.n_above || box->begin < l.above[above].begin ||
					box->end > l.above[above].end))
				return err_set(err, "a box leaves that of its parent");
		}
	}
	return true;
}

static bool widths_hold(const struct grown *g, struct err *err)
{
	const struct flame_tree *t = &g->tree;

	for (uint32_t i = 0; i < t->n; i++) {
		uint64_t sum = 0;

		for (uint32_t child = i + 1; child < t->end[i]; child = t->end[child])
			sum += t->width[child];
		if (sum > t->width[i])
			return err_set(err, "children are wider than their parent");
	}
	return true;
}

static int64_t total_of(const struct profile *p)
{
	int64_t sum = 0;

	for (size_t i = 0; i < p->n_samples; i++)
		sum += profile_value(p, 0, i);
	return sum;
}

/* Makes a tree of both sides, and compares it with those of each. */
static bool comparison_holds(struct grown *both, struct grown *before, struct grown *after,
	uint64_t *state, struct err *err)
{
	const struct flame_tree *t = &both->tree;
	bool leaf_first = made_up_below(state, 2);
	enum flame_widths widths = (enum flame_widths)made_up_below(state, 3);

	both->spec.leaf_first = before->spec.leaf_first = after->spec.leaf_first = leaf_first;
	both->spec.widths = widths;
	both->spec.by_name = made_up_below(state, 2);
	flame_tree_init(&both->tree, &both->a, &both->spec);
	flame_tree_init(&before->tree, &before->a, &before->spec);
	flame_tree_init(&after->tree, &after->a, &after->spec);
	if (wrap_sub(t->cum[0], t->cum_before[0]) != total_of(after->p) - total_of(before->p))
		return err_set(err, "the change of the whole is not that of the totals");
	if (!has_part(both, t->cum_before, t->flat_before, before, err) ||
		!has_part(both, t->cum, t->flat, after, err) || !widths_hold(both, err) ||
		!widths_hold(after, err))
		return false;
	for (uint32_t columns = 1; columns <= 200; columns += 1 + made_up_below(state, 60))
		if (!boxes_hold(both, made_up_below(state, t->n), columns, err))
			return false;
	return true;
}

static bool holds(uint64_t *state, struct err *err)
{
	struct grown before = {0}, after = {0}, both = {0}, sources[2] = {{{0}}};
	uint64_t seeds[2] = {*state + made_up_below(state, UINT32_MAX),
		*state ^ made_up_below(state, UINT32_MAX)};
	int64_t least = made_up_below(state, 2) ? -3 : 0;
	struct subtract how = {.marked = made_up_below(state, 2), .whole = true};
	bool ok;

	ok = make(&before.a, seeds[0], least, &before.draft, err) &&
		make(&after.a, seeds[1], least, &after.draft, err) &&
		make(&sources[0].a, seeds[0], least, &sources[0].draft, err) &&
		make(&sources[1].a, seeds[1], least, &sources[1].draft, err) &&
		profile_subtract(&both.a, &sources[1].draft.p, &sources[0].draft.p, &how,
			&both.draft, err);
	if (ok) {
		before.p = draft_freeze(&before.draft);
		after.p = draft_freeze(&after.draft);
		both.p = draft_freeze(&both.draft);
	}
	ok = ok && see(&before, err) && see(&after, err) && see(&both, err) &&
		searches_find_what_find_does(&after, state, err) &&
		searches_find_what_find_does(&both, state, err) &&
		comparison_holds(&both, &before, &after, state, err);
	close_grown(&before);
	close_grown(&after);
	close_grown(&both);
	draft_release(&sources[0].draft);
	draft_release(&sources[1].draft);
	arena_release(&sources[0].a);
	arena_release(&sources[1].a);
	return ok;
}

int main(void)
{
	return made_up_check(holds);
}

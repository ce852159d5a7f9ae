/*
 * weights.c: what a graph weighs is what a plain sum over the samples comes to.
 *
 * Hundreds of profiles are made up here (always the same ones). Their samples share stacks and have labels,
 * functions call themselves and are inlined; options filter them or add frames. For each the weights of nodes
 * and edges are compared with sums that are made sample by sample, frame by frame. Prints what differs; exit
 * status 0 when nothing does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/proto.h"
#include "graph/graph.h"

enum { MADE_UP = 600, SAMPLES_MAX = 300, STACKS_MAX = 40 };

/* Sebastiano Vigna's splitmix64. 0 to n - 1. */
static uint32_t below(uint64_t *state, uint32_t n)
{
	uint64_t v = *state += 0x9e3779b97f4a7c15;

	v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
	v = (v ^ v >> 27) * 0x94d049bb133111eb;
	return (uint32_t)((v ^ v >> 31) % n);
}

/* "a;b>c;a": functions are letters from a to h. */
static const char *make_stack(struct arena *a, uint64_t *state)
{
	uint32_t depth = below(state, 8);
	char text[16 + 1] = "-";

	for (uint32_t i = 0; i < depth; i++) {
		text[2 * i] = (char)('a' + below(state, below(state, 3) ? 8 : i / 2 + 1));
		text[2 * i + 1] = i + 1 == depth ? '\0' : below(state, 4) ? ';' : '>';
	}
	return arena_fmt(a, "%s", text).p;
}

/* Samples of two values, which are never below zero where not `is_signed`. */
static void make(struct arena *a, uint64_t *state, bool is_signed, struct profile *p)
{
	static const char *const labels[] = {"", "", " key=x", " key=y", " key=x other=y"};
	uint32_t n = 1 + below(state, SAMPLES_MAX), n_stacks = 1 + below(state, STACKS_MAX);
	const char **rows = arena_array(a, const char *, n);
	const char *stacks[STACKS_MAX];

	for (uint32_t i = 0; i < n_stacks; i++)
		stacks[i] = make_stack(a, state);
	/* In some profiles hardly a stack is there twice. */
	if (below(state, 4) == 0)
		n = n < n_stacks ? n : n_stacks;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t stack = n <= n_stacks ? i : below(state, n_stacks);
		int value = (int)below(state, 4), other = (int)below(state, 100) - is_signed * 50;

		rows[i] = arena_fmt(a, "%s %d %d%s", stacks[stack], value, other * (value != 0),
			labels[below(state, 5)])
				  .p;
	}
	folded_load(a, "n/count cpu/ns", rows, n, p);
}

/* By the first letter of names. */
enum { LETTERS = 128 };

struct plain {
	int64_t flat[LETTERS], cum[LETTERS], edge[LETTERS][LETTERS];
	int64_t flat_div[LETTERS], cum_div[LETTERS];
};

static void add_sample(struct plain *sums, const struct view *v, size_t i)
{
	const struct profile *p = v->p;
	int64_t weight = profile_value(p, 1, view_sample(v, i)),
		divisor = profile_value(p, 0, view_sample(v, i));
	bool seen[LETTERS] = {false}, called[LETTERS][LETTERS] = {{false}};
	struct window w = view_window(v, i);
	unsigned char last = 0;

	for (uint32_t at = w.end; at-- > w.begin;) {
		loc_id loc = loc_column_get(&p->stack, at);

		for (frame_id f = p->frame_begin[loc + 1]; f-- > p->frame_begin[loc];) {
			struct str name = view_str(v, p->functions[p->frames[f].fn].name);
			unsigned char letter = name.n != 0 ? (unsigned char)name.p[0] : '<';

			if (!view_keeps(v, f))
				continue;
			if (!seen[letter]) {
				sums->cum[letter] += weight;
				sums->cum_div[letter] += divisor;
			}
			if (last != 0 && last != letter && !called[last][letter])
				sums->edge[last][letter] += weight;
			called[last][letter] = seen[letter] = true;
			last = letter;
		}
	}
	sums->flat[last] += weight;
	sums->flat_div[last] += divisor;
}

static bool differ(const char *name, const char *what, int64_t got, int64_t want)
{
	fprintf(stderr, "%s: %s is %lld, but samples come to %lld\n", name, what, (long long)got,
		(long long)want);
	return false;
}

static unsigned char letter_of(struct arena *a, const struct graph *g, node_id n)
{
	return (unsigned char)node_name(a, &g->nodes, n).p[0];
}

static bool nodes_hold(const char *name, struct arena *a, const struct graph *g,
	const struct plain *sums)
{
	struct plain got = {0};

	for (node_id n = 1; n < g->nodes.n; n++) {
		unsigned char c = letter_of(a, g, n);

		got.flat[c] += g->flat[n];
		got.cum[c] += g->cum[n];
		got.flat_div[c] += g->flat_div[n];
		got.cum_div[c] += g->cum_div[n];
	}
	for (unsigned c = 1; c < LETTERS; c++) {
		if (got.flat[c] != sums->flat[c])
			return differ(name, "a flat weight", got.flat[c], sums->flat[c]);
		if (got.flat_div[c] != sums->flat_div[c])
			return differ(name, "a flat divisor", got.flat_div[c], sums->flat_div[c]);
		/* In a call tree a function that calls itself is there twice. */
		if (g->parent == NULL && got.cum[c] != sums->cum[c])
			return differ(name, "a cum weight", got.cum[c], sums->cum[c]);
		if (g->parent == NULL && got.cum_div[c] != sums->cum_div[c])
			return differ(name, "a cum divisor", got.cum_div[c], sums->cum_div[c]);
	}
	return true;
}

static bool edges_hold(const char *name, struct arena *a, const struct graph *g,
	const struct plain *sums)
{
	struct plain got = {0};

	for (edge_id i = 0; i < g->n_edges; i++)
		got.edge[letter_of(a, g, g->edges[i].from)][letter_of(a, g, g->edges[i].to)] +=
			g->edges[i].weight;
	for (unsigned c = 1; c < LETTERS; c++)
		for (unsigned d = 1; d < LETTERS; d++)
			if (got.edge[c][d] != sums->edge[c][d])
				return differ(name, "an edge", got.edge[c][d], sums->edge[c][d]);
	return true;
}

/* The property, of one profile seen with one option. */
static bool holds(const char *name, struct arena *a, const struct profile *p,
	const struct config *config, bool is_signed)
{
	struct plain *sums = arena_array(a, struct plain, 1);
	struct err err = {0};
	struct graph_kept kept;
	struct view v;
	bool ok;

	if (!view_init(&v, a, p, config, false, &err)) {
		fprintf(stderr, "%s: %s\n", name, err.text);
		return false;
	}
	for (size_t i = 0; i < v.n_samples; i++)
		add_sample(sums, &v, i);
	ok = true;
	graph_kept_init(&kept, &v);
	for (int round = 0; round < 4; round++) {
		struct graph_spec spec = {.value = 1, .mean = true, .edges = GRAPH_ALL_EDGES};
		bool tree = round == 1;
		struct graph g;

		/* The last two share what the first of them made. */
		spec.kept = round >= 2 ? &kept : NULL;
		spec.call_tree = tree;
		graph_init(&g, a, &v, &spec);
		ok = ok && nodes_hold(name, a, &g, sums);
		/* Nodes that come to nothing are not shown, nor are the edges at them. */
		if (!is_signed && !tree)
			ok = ok && edges_hold(name, a, &g, sums);
	}
	graph_kept_release(&kept);
	view_release(&v);
	return ok;
}

static bool made_up_holds(uint64_t which)
{
	static const struct {
		const char *option, *value;
	} options[] = {{"focus", "^[abc]$"}, {"ignore", "^d$"}, {"hide", "^[ace]$"},
		{"show", "^[abdf]$"}, {"show_from", "^b$"}, {"prune_from", "^c$"},
		{"tagfocus", "key=x"}, {"tagignore", "key=y"}, {"tagroot", "key"},
		{"tagleaf", "other,key"}, {"noinlines", "false"}};
	uint64_t state = which << 32;
	bool is_signed = which % 3 == 0, ok = true;
	struct arena a = {0};
	struct profile p;

	make(&a, &state, is_signed, &p);
	for (size_t i = 0; ok && i < sizeof(options) / sizeof(options[0]); i++) {
		/* One option, and often another one. */
		size_t other = below(&state, sizeof(options) / sizeof(options[0]));
		struct config config;
		struct err err = {0};
		const char *name;

		config_init(&config);
		name = arena_fmt(&a, "made-up profile %llu, %s, %s", (unsigned long long)which,
			options[i].option, options[other].option)
			       .p;
		ok = config_set(&config, &a, config_option(str_from_c(options[i].option)),
			     str_from_c(options[i].value), CONFIG_CONSOLE, &err) &&
			config_set(&config, &a, config_option(str_from_c(options[other].option)),
				str_from_c(options[other].value), CONFIG_CONSOLE, &err);
		if (!ok)
			fprintf(stderr, "%s: %s\n", name, err.text);
		ok = ok && holds(name, &a, &p, &config, is_signed);
	}
	arena_release(&a);
	return ok;
}

int main(void)
{
	int bad = 0;

	for (uint64_t i = 0; i < MADE_UP; i++)
		bad += !made_up_holds(i);
	printf("%d made-up profiles, %d not as the sums\n", MADE_UP, bad);
	return bad != 0;
}

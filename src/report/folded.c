/*
 * folded.c: Writes each distinct stack as a line, from the root to the leaf: `folded`.
 *
 *	main;serve;search 12
 *
 * That is what flamegraph.pl, inferno and speedscope read, and what import/folded-stacks.c reads back. Values are in
 * the profile's own unit. Stacks that print the same are one line, and lines without a value are left out.
 * Lines are in the order of their frames' bytes, so that those that begin alike stand together.
 *
 * With the value "all" there is a column for each sample type, and a header names them:
 *
 *	# stack;samples/count cpu/nanoseconds
 *	main;serve;search 12 120000000
 *
 * A header also stands above stacks that nobody could tell from another text, because they have one frame
 * each. In names, characters that would mean something else to a reader are replaced (folded_name).
 *
 * The stacks are a tree of frames, and each row of it is written when it is come to: memory goes with the
 * distinct call paths, not with the bytes written.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/csr.h"
#include "base/hash.h"
#include "base/index.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/stack-sums.h"
#include "graph/stack.h"
#include "report/report.h"

/* The bytes in which a line with two frames must begin, for a reader to know the format (import/folded-lines.c). */
enum { FOLDED_HEAD = 32 * 1024 };

/* A call path from the root. Row 0 is above all. */
struct folded_path {
	uint32_t parent;
	uint32_t frame; /* of its last node, in folded_report.frames */
	uint32_t end;   /* 1 + its place in sums, if a stack ends here */
};

/* A row on the way from the root to the row that is written, and its children that are left. */
struct folded_step {
	uint32_t row, next, end;
};

struct folded_report {
	struct report *r;
	uint32_t first, n_columns; /* the sample types that are written */
	struct stack_sums *sums;   /* by column */

	/* Nodes whose names print the same have the same frame. Frames are in the order of their names. */
	uint32_t *frame_of; /* by node_id */
	struct str *frames; /* ";name" */
	uint32_t n_frames;

	VEC(struct folded_path) paths;
	VEC(uint32_t) above;   /* the rows of the stack at hand, from the root on */
	struct index children; /* rows by parent and frame */
	uint64_t seed;
	uint32_t n_ends;         /* rows where stacks end */
	VEC(int64_t) values;     /* n_columns for each stack that prints another line */
	VEC(int64_t) divisors;   /* one for each, if a mean is asked for */
	uint32_t *begin, *child; /* the children of each row in the order of their frames */
};

/* Whether a name ends in a blank and a number, which a reader would take for a value. */
static bool ends_in_number(struct str s, size_t *blank)
{
	size_t n = s.n;

	while (n > 0 && (ascii_is_digit(s.p[n - 1]) || s.p[n - 1] == '.'))
		n--;
	if (n == s.n)
		return false;
	if (n > 0 && (s.p[n - 1] == '-' || s.p[n - 1] == '+'))
		n--;
	*blank = n - 1;
	return n > 0 && s.p[n - 1] == ' ';
}

/*
 * The name as a frame, behind its ";". Like stackcollapse-perf.pl, a ';' becomes ':'. Control characters
 * become blanks. A '#' that would begin a comment becomes ':', and a blank before a number at the end '_'.
 */
static struct str folded_name(struct arena *a, struct str name)
{
	char *p = arena_array(a, char, name.n + 1);
	struct str s = {p, name.n + 1};
	size_t blank;

	p[0] = ';';
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		p[i + 1] = c < 0x20 || c == 0x7f ? ' ' : c == ';' ? ':' : name.p[i];
	}
	if (name.n > 0 && p[1] == '#' && (name.n == 1 || p[2] == ' '))
		p[1] = ':';
	if (ends_in_number(str_from(s, 1), &blank))
		p[blank + 1] = '_';
	return s;
}

static struct str frame_text(struct arena *a, const struct nodes *nodes, node_id id)
{
	const struct node *n = &nodes->rows[id];
	struct str name = node_name(a, nodes, id);

	if (name.n == 0 ||
		(n->name == 0 && n->file == 0 && n->line == 0 && n->object == 0 && n->address == 0))
		return STR(";[unknown]");
	return folded_name(a, name);
}

static int by_text(const void *a, const void *b, void *texts)
{
	const struct str *of = texts;

	return str_cmp(of[*(const node_id *)a], of[*(const node_id *)b]);
}

static void make_frames(struct folded_report *k, const struct nodes *nodes)
{
	struct arena *a = k->r->arena;
	struct str *texts = arena_array(a, struct str, nodes->n);
	node_id *order = arena_array(a, node_id, nodes->n);

	for (node_id id = 1; id < nodes->n; id++) {
		texts[id] = frame_text(a, nodes, id);
		order[id - 1] = id;
	}
	sort_with(order, nodes->n - 1, sizeof(*order), by_text, texts);
	k->frame_of = arena_array(a, uint32_t, nodes->n);
	k->frames = arena_array(a, struct str, nodes->n);
	for (uint32_t i = 0; i + 1 < nodes->n; i++) {
		if (i == 0 || !str_eq(texts[order[i]], k->frames[k->n_frames - 1]))
			k->frames[k->n_frames++] = texts[order[i]];
		k->frame_of[order[i]] = k->n_frames - 1;
	}
}

static uint32_t child_of(struct folded_report *k, uint32_t parent, uint32_t frame)
{
	uint64_t hash = hash_mix(hash_mix(k->seed, parent), frame);
	uint32_t row;
	size_t at = 0;

	while ((row = index_next(&k->children, hash, &at)) != 0)
		if (k->paths.p[row].parent == parent && k->paths.p[row].frame == frame)
			return row;
	*vec_add(&k->paths) = (struct folded_path){parent, frame, 0};
	row = (uint32_t)k->paths.n - 1;
	index_add(&k->children, hash, row);
	return row;
}

/* The row of a stack. What it has in common with the stack before is known. */
static uint32_t row_of(struct folded_report *k, const struct node_stack *s)
{
	k->above.n = s->shared;
	for (size_t i = s->shared; i < s->n; i++) {
		uint32_t parent = i > 0 ? k->above.p[i - 1] : 0;

		*vec_add(&k->above) = child_of(k, parent, k->frame_of[s->p[i] & STACK_NODE]);
	}
	return k->above.p[s->n - 1];
}

static void add_values(struct folded_report *k, uint32_t row, stack_id stack)
{
	struct folded_path *path = &k->paths.p[row];
	int64_t *sum;

	if (path->end == 0) {
		for (uint32_t c = 0; c < k->n_columns; c++)
			*vec_add(&k->values) = 0;
		path->end = ++k->n_ends;
		if (k->sums[0].divisors.p != NULL)
			*vec_add(&k->divisors) = 0;
	}
	for (uint32_t c = 0; c < k->n_columns; c++) {
		sum = &k->values.p[(size_t)(path->end - 1) * k->n_columns + c];
		*sum = wrap_add(*sum, value_column_get(&k->sums[c].weights, stack));
	}
	if (k->sums[0].divisors.p != NULL) {
		sum = &k->divisors.p[path->end - 1];
		*sum = wrap_add(*sum, value_column_get(&k->sums[0].divisors, stack));
	}
}

/* Whether the stack weighs something in some column. */
static bool has_weight(const struct folded_report *k, stack_id stack)
{
	for (uint32_t c = 0; c < k->n_columns; c++)
		if (value_column_get(&k->sums[c].weights, stack) != 0)
			return true;
	return false;
}

/* Adds up the samples of each stack, and makes the tree of the stacks. */
static void add_stacks(struct folded_report *k, const struct nodes *nodes, bool mean)
{
	struct stack_builder stacks = {.nodes = nodes, .merge_runs = view_is_grouped(nodes->view)};
	struct node_stack s = {0};

	k->sums = arena_array(k->r->arena, struct stack_sums, k->n_columns);
	for (uint32_t c = 0; c < k->n_columns; c++)
		stack_sums_init(&k->sums[c], k->r->arena,
			&(struct sample_spec){.view = nodes->view,
				.value = k->first + c,
				.mean = mean});
	stack_builder_init(&stacks, k->r->arena);
	vec_add(&k->paths);
	for (stack_id i = 0; i < nodes->view->p->n_stacks && !interrupted_at(i); i++) {
		if (!has_weight(k, i))
			continue;
		stack_build(&stacks, i, &s);
		if (s.n != 0)
			add_values(k, row_of(k, &s), i);
		else
			k->above.n = 0;
	}
	node_stack_release(&s);
	index_release(&k->children);
}

/*
 * Sorts the children of each row by their frames: first all rows by frame, then, in that order, by parent.
 */
static void order_children(struct folded_report *k)
{
	uint32_t n = (uint32_t)k->paths.n, *order = arena_array(k->r->arena, uint32_t, n);
	uint32_t *at = arena_array(k->r->arena, uint32_t, (size_t)k->n_frames + 2);

	k->begin = arena_array(k->r->arena, uint32_t, (size_t)n + 2);
	k->child = arena_array(k->r->arena, uint32_t, n);
	for (uint32_t i = 1; i < n; i++) {
		csr_count(at, k->paths.p[i].frame);
		csr_count(k->begin, k->paths.p[i].parent);
	}
	csr_sum(at, (size_t)k->n_frames + 2);
	csr_sum(k->begin, (size_t)n + 2);
	for (uint32_t i = 1; i < n; i++)
		order[csr_place(at, k->paths.p[i].frame)] = i;
	for (uint32_t i = 0; i + 1 < n; i++)
		k->child[csr_place(k->begin, k->paths.p[order[i]].parent)] = order[i];
}

/* A value of the stack that ends in this row. */
static int64_t value_of(const struct folded_report *k, uint32_t row, uint32_t column)
{
	uint32_t end = k->paths.p[row].end - 1;
	int64_t value = k->values.p[(size_t)end * k->n_columns + column];

	if (k->divisors.n != 0)
		value = wrap_div(value, k->divisors.p[end]);
	return table_divided(&k->r->values, value);
}

static bool prints(const struct folded_report *k, uint32_t row)
{
	for (uint32_t c = 0; k->paths.p[row].end != 0 && c < k->n_columns; c++)
		if (value_of(k, row, c) != 0)
			return true;
	return false;
}

/* Writes the line of the last of the steps; the first is row 0. */
static void line(struct folded_report *k, const struct folded_step *steps, size_t n)
{
	uint32_t row = steps[n - 1].row;
	struct out *o = k->r->out;

	if (!prints(k, row))
		return;
	out_str(o, str_from(k->frames[k->paths.p[steps[1].row].frame], 1));
	for (size_t i = 2; i < n; i++)
		out_str(o, k->frames[k->paths.p[steps[i].row].frame]);
	for (uint32_t c = 0; c < k->n_columns; c++)
		out_fmt(o, " %" PRId64, value_of(k, row, c));
	out_lit(o, "\n");
}

static struct folded_step step_to(const struct folded_report *k, uint32_t row)
{
	return (struct folded_step){row, k->begin[row], k->begin[row + 1]};
}

/* Writes the lines. It does not recurse: a profile may have stacks of any depth. */
static void lines(struct folded_report *k)
{
	VEC(struct folded_step) steps = {0};

	*vec_add(&steps) = step_to(k, 0);
	for (size_t i = 0; steps.n != 0 && !interrupted_at(i); i++) {
		struct folded_step *last = &steps.p[steps.n - 1];
		uint32_t row;

		if (last->next == last->end) {
			steps.n--;
			continue;
		}
		row = k->child[last->next++];
		*vec_add(&steps) = step_to(k, row);
		line(k, steps.p, steps.n);
	}
	free(steps.p);
}

/* Whether the first lines show what they are: a stack of several frames is among them. */
static bool shows_format(const struct folded_report *k)
{
	size_t bytes = 0;

	for (uint32_t i = k->begin[0]; i < k->begin[1] && bytes < FOLDED_HEAD; i++) {
		uint32_t row = k->child[i];

		if (k->begin[row] != k->begin[row + 1])
			return true;
		bytes += k->frames[k->paths.p[row].frame].n + sizeof(" 1\n");
	}
	return false;
}

/* Writes a type or a unit of the header, in which blanks and, in units, '/' would mean something else. */
static void header_word(struct folded_report *k, str_id id, bool unit)
{
	struct str name = profile_str(k->r->profile, id);
	char *p = arena_array(k->r->arena, char, name.n + 1);

	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		p[i] = c <= 0x20 || c == 0x7f || (unit && c == '/') ? '_' : name.p[i];
	}
	out_str(k->r->out, (struct str){p, name.n});
}

static void header(struct folded_report *k)
{
	const char *before = "# stack;";

	for (uint32_t c = 0; c < k->n_columns; c++) {
		const struct value_type *t = &k->r->profile->types[k->first + c];

		out_lit(k->r->out, before);
		header_word(k, t->type, false);
		out_lit(k->r->out, "/");
		header_word(k, t->unit, true);
		before = " ";
	}
	out_lit(k->r->out, "\n");
}

bool report_folded(struct report *r, struct err *err)
{
	bool all = r->value.n != 0;
	struct graph_spec spec = report_graph_spec(r);
	struct folded_report k = {.r = r, .first = spec.value, .n_columns = 1, .seed = hash_seed()};
	struct nodes nodes;

	(void)err;
	if (all) {
		k.first = 0;
		k.n_columns = r->profile->n_types;
	}
	nodes_init(&nodes, r->arena, r->view, false);
	make_frames(&k, &nodes);
	add_stacks(&k, &nodes, spec.mean);
	order_children(&k);
	if (all || !shows_format(&k))
		header(&k);
	lines(&k);
	free(k.paths.p);
	free(k.above.p);
	free(k.values.p);
	free(k.divisors.p);
	return true;
}

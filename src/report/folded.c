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
 * Of a comparison each column is two: what was before, and what is after. Without a header that is what
 * difffolded.pl writes:
 *
 *	main;serve;search 410 280
 *
 * There is no tree of the stacks, as a flame graph has: each line is written when it is come to (flame-walk.h),
 * so that memory goes with the stacks, not with the bytes written.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/cancel.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "flame/flame-walk.h"
#include "graph/walk.h"
#include "report/report.h"

/* The bytes in which a line with two frames must begin, for a reader to know the format (import/folded-lines.c). */
enum { FOLDED_HEAD = 32 * 1024 };

struct folded_report {
	struct report *r;
	uint32_t first, n_types; /* the sample types that are written */
	bool compared;           /* each has two columns: before and after */
	struct stack_sums *sums; /* by type */

	/* Nodes whose names print the same have the same frame. Frames are in the order of their names. */
	uint32_t *frame_of; /* by node_id */
	struct str *frames; /* ";name" */
	uint32_t n_frames;

	/* A line: its path, where each frame of it ends, and its values, by column. */
	struct out text;
	VEC(size_t) ends;
	int64_t *values;

	/* The first lines, until it is known whether they need a header. */
	bool started;
	struct out head;
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

static uint32_t n_columns(const struct folded_report *k)
{
	return k->compared ? 2 * k->n_types : k->n_types;
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
	static const struct str sides[] = {{"_before", 7}, {"_after", 6}};
	struct out *o = k->r->out;
	const char *before = "# stack;";

	for (uint32_t c = 0; c < n_columns(k); c++) {
		uint32_t type = k->compared ? c / 2 : c;
		const struct value_type *t = &k->r->profile->types[k->first + type];

		out_lit(o, before);
		header_word(k, t->type, false);
		out_str(o, k->compared ? sides[c % 2] : STR(""));
		out_lit(o, "/");
		header_word(k, t->unit, true);
		before = " ";
	}
	out_lit(o, "\n");
}

/* Writes what was held back, and a header above it if there is to be one. */
static void start(struct folded_report *k, bool with_header)
{
	if (with_header)
		header(k);
	out_bytes(k->r->out, k->head.p, k->head.n);
	out_release(&k->head);
	k->started = true;
}

/* What the stacks have of a type, before or after; of one side, all they have. */
static int64_t sum_of(const struct folded_report *k, uint32_t type, bool before,
	const stack_id *stacks, uint32_t n)
{
	const struct stack_sums *s = &k->sums[type];
	int64_t sum = 0, divisor = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t was = walk_sum(&s->before, stacks[i]);
		int64_t was_divisor = walk_sum(&s->before_divisors, stacks[i]);

		sum = wrap_add(sum, was);
		divisor = wrap_add(divisor, was_divisor);
		if (before)
			continue;
		sum = wrap_add(sum, value_column_get(&s->weights, stacks[i]));
		divisor = wrap_add(divisor, walk_sum(&s->divisors, stacks[i]));
	}
	return table_divided(&k->r->values, wrap_div(sum, divisor));
}

/* Adds up the values of a line. False: all are 0. */
static bool set_values(struct folded_report *k, const stack_id *stacks, uint32_t n)
{
	bool any = false;

	for (uint32_t c = 0; c < n_columns(k); c++) {
		uint32_t type = k->compared ? c / 2 : c;

		k->values[c] = sum_of(k, type, k->compared && c % 2 == 0, stacks, n);
		any |= k->values[c] != 0;
	}
	return any;
}

static void put_number(struct out *o, int64_t v)
{
	char text[24], *p = text + sizeof(text);
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (v < 0)
		*--p = '-';
	*--p = ' ';
	out_bytes(o, p, (size_t)(text + sizeof(text) - p));
}

/* Keeps of the text of a path what the next one shares with it, and adds the rest. */
static void set_text(struct folded_report *k, const struct flame_path *path)
{
	k->ends.n = path->shared;
	k->text.n = path->shared != 0 ? k->ends.p[path->shared - 1] : 0;
	for (uint32_t i = path->shared; i < path->n; i++) {
		out_str(&k->text, str_from(k->frames[path->keys[i]], i == 0));
		*vec_add(&k->ends) = k->text.n;
	}
}

/* Writes the line of a path. */
static void line(void *context, const struct flame_path *path)
{
	struct folded_report *k = context;
	struct out *o = k->started ? k->r->out : &k->head;

	set_text(k, path);
	if (!set_values(k, path->stacks, path->n_stacks))
		return;
	out_bytes(o, k->text.p, k->text.n);
	for (uint32_t c = 0; c < n_columns(k); c++)
		put_number(o, k->values[c]);
	out_lit(o, "\n");
	/* A stack of several frames shows the format. */
	if (!k->started && (path->n > 1 || k->head.n >= FOLDED_HEAD))
		start(k, path->n == 1);
}

/* Whether the stack weighs something in some type, before or after. */
static bool has_weight(const struct folded_report *k, stack_id stack)
{
	for (uint32_t t = 0; t < k->n_types; t++)
		if ((value_column_get(&k->sums[t].weights, stack) |
			    walk_sum(&k->sums[t].before, stack)) != 0)
			return true;
	return false;
}

/* Adds up the samples of each stack, and returns the stacks that weigh something. */
static stack_id *add_stacks(struct folded_report *k, bool mean, uint32_t *n)
{
	struct arena *a = k->r->arena;
	uint32_t n_stacks = k->r->view->p->n_stacks;
	stack_id *stacks = arena_array(a, stack_id, n_stacks);

	k->sums = arena_array(a, struct stack_sums, k->n_types);
	for (uint32_t t = 0; t < k->n_types; t++)
		stack_sums_init(&k->sums[t], a,
			&(struct sample_spec){.view = k->r->view,
				.value = k->first + t,
				.mean = mean,
				.before = k->compared});
	for (stack_id i = 0; i < n_stacks && !interrupted_at(i); i++)
		if (has_weight(k, i))
			stacks[(*n)++] = i;
	return stacks;
}

bool report_folded(struct report *r, struct err *err)
{
	bool all = r->value.n != 0;
	struct folded_report k = {.r = r,
		.first = all ? 0 : r->type,
		.n_types = all ? r->profile->n_types : 1,
		.compared = r->view->p->before != NULL,
		.text = {.terminal = r->out->terminal}};
	struct flame_walk w = {.path = line, .context = &k};
	struct nodes nodes;

	(void)err;
	nodes_init(&nodes, r->arena, r->view, false);
	make_frames(&k, &nodes);
	k.values = arena_array(r->arena, int64_t, n_columns(&k));
	w.nodes = &nodes;
	w.key = k.frame_of;
	w.n_keys = k.n_frames;
	w.stacks = add_stacks(&k, r->config->mean, &w.n_stacks);
	if (all)
		start(&k, true);
	flame_walk(&w);
	out_release(&k.text);
	free(k.ends.p);
	if (!k.started)
		start(&k, true);
	return true;
}

/*
 * rx-program.c: compiles a tree into a program, and divides the code points into letters.
 *
 * A letter is a class of code points that no set in the program tells apart.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/rx-internal.h"
#include "base/search.h"

struct compiler {
	struct rx_program *program;
	const struct rx_tree *tree;
};

static uint32_t add_inst(struct compiler *c, enum rx_code code, uint32_t arg, uint32_t next)
{
	struct rx_inst *inst = vec_add(&c->program->insts);

	*inst = (struct rx_inst){code, arg, next};
	return (uint32_t)(c->program->insts.n - 1);
}

/* NOLINTBEGIN(misc-no-recursion): calls go as deep as the tree is high, which RX_HEIGHT_MAX bounds. */
static uint32_t compile(struct compiler *c, node_id id, uint32_t next);

/* x*, or with `once` x+: a split that leads to x, which leads back. */
static uint32_t compile_loop(struct compiler *c, node_id x, uint32_t next, bool once)
{
	uint32_t split = add_inst(c, RX_DO_SPLIT, next, 0);
	uint32_t body = compile(c, x, split);

	c->program->insts.p[split].next = body;
	return once ? body : split;
}

/* x{2,4} is xx(x(x)?)?, and x{2,} is xx+. */
static uint32_t compile_repeat(struct compiler *c, const struct rx_node *r, uint32_t next)
{
	uint32_t begin = next;
	int i = r->min;

	if (r->max < 0) {
		begin = compile_loop(c, r->first, next, r->min > 0);
		i = r->min - 1;
	}
	for (int extra = r->min; extra < r->max; extra++)
		begin = add_inst(c, RX_DO_SPLIT, compile(c, r->first, begin), next);
	for (; i > 0; i--)
		begin = compile(c, r->first, begin);
	return begin;
}

/* Adds what a node does before `next`. Returns where it begins. */
static uint32_t compile(struct compiler *c, node_id id, uint32_t next)
{
	const struct rx_node *node = &c->tree->nodes.p[id];
	uint32_t begin = next;

	switch (node->op) {
	case RX_EMPTY:
		return next;
	case RX_CHAR:
		return add_inst(c, RX_DO_CHAR, node->arg, next);
	case RX_AT:
		c->program->places |= node->arg;
		return add_inst(c, RX_DO_AT, node->arg, next);
	case RX_CAT:
		for (node_id i = node->first; i != 0; i = c->tree->nodes.p[i].next)
			begin = compile(c, i, begin);
		return begin;
	case RX_ALT:
		begin = compile(c, node->first, next);
		for (node_id i = c->tree->nodes.p[node->first].next; i != 0;
			i = c->tree->nodes.p[i].next)
			begin = add_inst(c, RX_DO_SPLIT, compile(c, i, next), begin);
		return begin;
	case RX_REPEAT:
		return compile_repeat(c, node, next);
	}
	return next;
}

/* NOLINTEND(misc-no-recursion) */

/* ---- letters ---- */

/* Tells apart, set by set, what the sets tell apart. All arrays are by letter. */
struct splitter {
	struct rx_program *program;
	uint32_t *count; /* how many entries of `begins` have it */
	uint32_t *hit;   /* how many of these are in the set */
	uint32_t *other; /* the new letter of these; 0: none yet */
	uint32_t *from;  /* the letter that it was split off */
	size_t steps;
};

static size_t find_begin(const struct rx_program *p, uint32_t code)
{
	size_t after;

	SEARCH(after, p->n_begins, p->begins[after] <= code);
	return after - 1; /* the first begins at 0 */
}

uint32_t rx_letter(const struct rx_program *program, uint32_t code)
{
	return program->letters[find_begin(program, code)];
}

static void count_hit(struct splitter *s, size_t k)
{
	s->hit[s->program->letters[k]]++;
}

/* A letter that is only partly in the set is another one there. */
static void split_letter(struct splitter *s, size_t k)
{
	struct rx_program *p = s->program;
	uint32_t old = p->letters[k];

	if (s->hit[old] == s->count[old])
		return;
	if (s->other[old] == 0) {
		s->other[old] = p->n_letters++;
		s->from[s->other[old]] = old;
	}
	p->letters[k] = s->other[old];
	s->count[s->other[old]]++;
}

static void forget_hits(struct splitter *s, size_t k)
{
	uint32_t letter = s->program->letters[k], old = s->from[letter];

	s->hit[letter] = 0;
	if (s->other[old] == letter) {
		s->count[old] -= s->hit[old];
		s->hit[old] = s->other[old] = 0;
	}
}

static void split_by(struct splitter *s, const struct rx_range *set, size_t n)
{
	static void (*const passes[])(struct splitter *, size_t) = {count_hit, split_letter,
		forget_hits};
	struct rx_program *p = s->program;

	for (size_t pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < n; i++)
			for (size_t k = find_begin(p, set[i].lo);
				k < p->n_begins && p->begins[k] <= set[i].hi; k++, s->steps++)
				passes[pass](s, k);
}

/* What places tell apart. */
static const struct rx_range words[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
static const struct rx_range newline[] = {{'\n', '\n'}};

enum {
	ANY_EDGE = RX_WORD_EDGE | RX_NO_WORD_EDGE,
	ANY_LINE = RX_LINE_BEGIN | RX_LINE_END,
};

/* Calls back with each set of the program once. */
static void each_set(struct splitter *s, const struct rx_tree *tree, const bool *used,
	void (*f)(struct splitter *, const struct rx_range *, size_t))
{
	for (uint32_t id = 1; id < intern_end(&tree->sets); id++) {
		size_t n;
		const struct rx_range *set = rx_tree_set(tree, id, &n);

		if (used[id] && s->steps < RX_LETTER_STEPS_MAX)
			f(s, set, n);
	}
	if (s->program->places & ANY_EDGE)
		f(s, words, ARRAY_LEN(words));
	if (s->program->places & ANY_LINE)
		f(s, newline, 1);
}

static void count_begins(struct splitter *s, const struct rx_range *set, size_t n)
{
	(void)set;
	s->program->n_begins += 2 * n;
}

static void add_begins(struct splitter *s, const struct rx_range *set, size_t n)
{
	struct rx_program *p = s->program;

	for (size_t i = 0; i < n; i++) {
		p->begins[p->n_begins++] = set[i].lo;
		p->begins[p->n_begins++] = set[i].hi + 1;
	}
}

static int compare_codes(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return left < right ? -1 : left > right;
}

/* Fills `begins` with 0 and all code points where a set begins or has ended. */
static void find_begins(struct splitter *s, const struct rx_tree *tree, const bool *used)
{
	struct rx_program *p = s->program;
	size_t n = 0;

	each_set(s, tree, used, count_begins);
	p->begins = mem_zeroed(p->n_begins + 1, sizeof(*p->begins));
	p->n_begins = 1;
	each_set(s, tree, used, add_begins);
	qsort(p->begins, p->n_begins, sizeof(*p->begins), compare_codes);
	for (size_t i = 1; i < p->n_begins; i++)
		if (p->begins[i] != p->begins[n])
			p->begins[++n] = p->begins[i];
	p->n_begins = n + 1;
}

static bool make_letters(struct rx_program *p, const struct rx_tree *tree, const bool *used,
	struct err *err)
{
	struct splitter s = {.program = p};

	find_begins(&s, tree, used);
	p->letters = mem_zeroed(p->n_begins, sizeof(*p->letters));
	p->n_letters = 1;
	s.count = mem_zeroed(4 * p->n_begins, sizeof(*s.count));
	s.hit = s.count + p->n_begins;
	s.other = s.hit + p->n_begins;
	s.from = s.other + p->n_begins;
	s.count[0] = (uint32_t)p->n_begins;
	each_set(&s, tree, used, split_by);
	free(s.count);
	if (s.steps >= RX_LETTER_STEPS_MAX)
		return err_set(err, RX_TOO_LARGE);
	p->samples = mem_zeroed(p->n_letters, sizeof(*p->samples));
	for (size_t i = p->n_begins; i > 0; i--)
		p->samples[p->letters[i - 1]] = p->begins[i - 1];
	for (uint32_t code = 0; code < 128; code++)
		p->ascii[code] = rx_letter(p, code);
	return true;
}

bool rx_program_new(struct rx_program *program, const struct rx_tree *tree, struct err *err)
{
	struct compiler c = {program, tree};
	uint32_t match;
	bool *used, ok;

	*program = (struct rx_program){0};
	match = add_inst(&c, RX_DO_MATCH, 0, 0);
	program->start = compile(&c, tree->root, match);
	used = mem_zeroed(intern_end(&tree->sets), sizeof(*used));
	for (size_t i = 0; i < program->insts.n; i++)
		if (program->insts.p[i].code == RX_DO_CHAR)
			used[program->insts.p[i].arg] = true;
	ok = make_letters(program, tree, used, err);
	free(used);
	return ok;
}

void rx_program_release(struct rx_program *program)
{
	free(program->insts.p);
	free(program->begins);
	free(program->letters);
	free(program->samples);
	*program = (struct rx_program){0};
}

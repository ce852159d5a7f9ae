/*
 * go-symbols.c: names the locations of a sample by the comment lines that follow it.
 *
 * The address of a comment line tells which frame it names. Since Go 1.7 it is the location's own
 * address, one less than the number in the sample; before, it was that number. Consecutive frames
 * may be one byte apart (inlined functions are), so one line alone cannot tell. Therefore all lines
 * of a sample are tried both ways, in the order of the stack. Several lines of one address are a
 * chain of inlined functions.
 *
 * Go prints no line for functions of the runtime at the leaf, nor for runtime.goexit at the root.
 * The latter gets its name. The others are named "runtime.[hidden]", so that what they allocated or
 * waited for is not lost among bare addresses, and a heap profile drops them with the other frames
 * of the runtime.
 */
#include "import/go-symbols.h"

#include <stdlib.h>

#include "base/array.h"
#include "import/reader.h"
#include "import/scan.h"

enum {
	LINES_MAX = 64, /* of one location */
	TRIES_MAX = 4,  /* lines that are looked for in the whole stack */
};

/* The row of the location at a place. */
static struct import_go_location *row_of(struct import *im, uint32_t place)
{
	struct import_go_symbols *g = &im->go_symbols;

	while (g->rows.n <= place)
		vec_add(&g->rows);
	return &g->rows.p[place];
}

/* Keeps a copy, because the line itself is gone at the end of the sample. */
static void keep_line(struct import_go_symbols *g, struct import_go_symbol *symbol)
{
	symbol->function = arena_str(&g->texts, symbol->function);
	symbol->file = arena_str(&g->texts, symbol->file);
	*vec_add(&g->lines) = *symbol;
}

void import_go_comment(struct import *im, struct str line)
{
	struct import_go_symbol symbol;
	struct str pairs, key, value;

	if (im->limits->no_symbols || im->samples.n == 0 || line.n == 0 || line.p[0] != '#')
		return;
	if (import_go_symbol_line(line, &symbol)) {
		keep_line(&im->go_symbols, &symbol);
		return;
	}
	if (!import_go_labels_line(line, &pairs))
		return;
	while (import_go_pair(&im->go_symbols.scratch, &pairs, &key, &value))
		import_add_label(im, key, value);
	arena_rewind(&im->go_symbols.scratch);
	im->samples.p[im->samples.n - 1].labels = (uint32_t)im->labels.n;
}

/* Adds a line to a location, unless an earlier sample has named it. */
static void add_line(struct import *im, uint32_t place, const struct import_go_symbol *symbol)
{
	struct import_go_location *row = row_of(im, place);
	uint32_t function, n = 0;

	if (row->sample != 0 && row->sample != im->samples.n)
		return;
	function = import_function(im, symbol->function, symbol->file, false);
	for (uint32_t i = im->locations.p[place].first_line; i != 0; i = im->lines.p[i - 1].next) {
		const struct import_line *line = &im->lines.p[i - 1];

		/* The stack may hold the location more than once. */
		if ((line->function == function && line->line == symbol->line) || ++n == LINES_MAX)
			return;
	}
	import_add_line(im, place, function, symbol->line);
	row->sample = (uint32_t)im->samples.n;
	im->has_symbols = true;
}

/* One way to match the comment lines of a sample with its frames. */
struct matching {
	struct import *im;
	const uint32_t *stack;
	uint32_t n_stack;
	uint64_t adjust;    /* a line's address less the location's */
	uint32_t first, at; /* frames of the first line and of the last one found; n_stack: none */
	unsigned tries;
};

static bool is_frame(const struct matching *m, uint64_t i, uint64_t address)
{
	return i < m->n_stack && m->im->locations.p[m->stack[i]].address == address;
}

/* Finds the frame of the next line by its address. */
static bool find_frame(struct matching *m, uint64_t address)
{
	/* The next one, the same again, or, where one was left out, the one behind the next. */
	static const uint32_t steps[] = {1, 0, 2};

	address -= m->adjust;
	for (size_t i = 0; i < ARRAY_LEN(steps) && m->at < m->n_stack; i++) {
		if (is_frame(m, (uint64_t)m->at + steps[i], address)) {
			m->at += steps[i];
			return true;
		}
	}
	if (m->at < m->n_stack || m->tries++ >= TRIES_MAX)
		return false;
	for (uint32_t i = 0; i < m->n_stack; i++) {
		if (is_frame(m, i, address)) {
			m->first = m->at = i;
			return true;
		}
	}
	return false;
}

/*
 * Matches all lines and returns how many have a frame. With `apply`, adds the lines to the
 * locations.
 */
static size_t match(struct matching *m, uint64_t adjust, bool apply)
{
	const struct import_go_symbols *g = &m->im->go_symbols;
	size_t found = 0;

	m->adjust = adjust;
	m->first = m->at = m->n_stack;
	m->tries = 0;
	for (size_t i = 0; i < g->lines.n; i++) {
		if (!find_frame(m, g->lines.p[i].address))
			continue;
		found++;
		if (apply && g->lines.p[i].function.n != 0)
			add_line(m->im, m->stack[m->at], &g->lines.p[i]);
	}
	return found;
}

/* Marks the frames before that of the first line, and the one after that of the last line. */
static void mark_hidden(struct matching *m)
{
	uint32_t end = m->n_stack;

	for (uint32_t i = 0; i < m->first; i++)
		row_of(m->im, m->stack[i])->hidden = true;
	/* Stacks of a fixed size end in zeros. */
	while (end > 0 && m->im->locations.p[m->stack[end - 1]].address == UINT64_MAX)
		end--;
	if (m->at + 2 == end)
		row_of(m->im, m->stack[m->at + 1])->end = true;
}

void import_go_end_sample(struct import *im)
{
	const struct import_sample *s;
	struct matching m = {.im = im};
	size_t same, next;

	if (im->go_symbols.lines.n == 0)
		return;
	s = &im->samples.p[im->samples.n - 1];
	m.stack = s->n_stack != 0 ? &im->stack.p[s->stack] : NULL;
	m.n_stack = s->n_stack;
	same = match(&m, 0, false);
	next = match(&m, 1, false);
	if (match(&m, next > same ? 1 : 0, true) != 0)
		mark_hidden(&m);
	im->go_symbols.lines.n = 0;
	arena_rewind(&im->go_symbols.texts);
}

void import_go_end(struct import *im)
{
	struct import_go_symbols *g = &im->go_symbols;

	import_go_end_sample(im);
	for (uint32_t place = 0; im->has_symbols && place < g->rows.n; place++) {
		struct str name = STR("runtime.[hidden]");

		/* Another sample may have had its name. */
		if (im->locations.p[place].first_line != 0 ||
			!(g->rows.p[place].hidden || g->rows.p[place].end))
			continue;
		if (g->rows.p[place].end)
			name = STR("runtime.goexit");
		import_add_line(im, place, import_function(im, name, STR(""), false), 0);
	}
}

uint64_t import_go_memory(const struct import_go_symbols *g)
{
	return g->texts.used + g->lines.n * sizeof(*g->lines.p) + g->rows.n * sizeof(*g->rows.p);
}

void import_go_release(struct import_go_symbols *g)
{
	arena_release(&g->scratch);
	arena_release(&g->texts);
	free(g->lines.p);
	free(g->rows.p);
}

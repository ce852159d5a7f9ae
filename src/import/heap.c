/*
 * heap.c: reads the heap profiles in text form of gperftools and of Go (heap?debug=1), and the
 * growth and fragmentation profiles of gperftools.
 *
 *	heap profile: 3: 96 [5: 160] @ heap/1048576
 *	1: 32 [2: 64] @ 0x400100 0x400200
 *
 * Each line has the objects and bytes in use, in brackets all that was ever allocated, and a stack.
 * Then comes the memory map. When only some allocations were sampled, the values are an estimate of
 * all. The label `bytes` is the size of one object.
 * Note: the brackets count only when the header has them differ from the counts in front of them,
 * and both are compared as text: "07" differs from "7".
 */
#include <math.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "base/wrap.h"
#include "import/heap.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

bool import_heap_counts_take(struct str *s, bool minus, struct import_heap_counts *c)
{
	struct str *const parts[] = {&c->objects, &c->bytes, &c->all_objects, &c->all_bytes};
	static const struct str behind[] = {{":", 1}, {"[", 1}, {":", 1}, {"]", 1}};

	for (size_t i = 0; i < 4; i++) {
		const char *begin = s->p;

		if (minus && i < 2)
			import_take(s, STR("-"));
		if (import_take_run(s, ascii_is_digit).n == 0)
			return false;
		*parts[i] = (struct str){begin, (size_t)(s->p - begin)};
		if (i % 2 == 1)
			import_take_spaces(s);
		if (!import_take(s, behind[i]))
			return false;
		if (i != 3)
			import_take_spaces(s);
	}
	return true;
}

static bool is_kind(int c)
{
	return c == '_' || ascii_is_digit(c) || ascii_is_lower(c);
}

/* Reads what follows the counts in the header of a heap profile:  *@ *(heap[_a-z0-9]*)/?(\d*) */
static bool take_kind(struct str s, struct str *kind, struct str *rate)
{
	import_take_spaces(&s);
	if (!import_take(&s, STR("@")))
		return false;
	import_take_spaces(&s);
	*kind = import_take_run(&s, is_kind);
	import_take(&s, STR("/"));
	*rate = import_take_run(&s, ascii_is_digit);
	return str_starts(*kind, STR("heap"));
}

static bool is_growth(struct str s)
{
	return str_starts(s, STR(" @ growth"));
}

static bool is_fragmentation(struct str s)
{
	return str_starts(s, STR(" @ fragmentation"));
}

static bool starts_heap(struct str s)
{
	struct str kind, rate;

	return take_kind(s, &kind, &rate);
}

static const struct str mark = {"heap profile:", 13};

/*
 * Finds a header in the line. `is` decides whether what follows the counts, *rest, fits.
 */
static bool find_header(struct str line, bool (*is)(struct str s), struct import_heap_counts *c,
	struct str *rest)
{
	for (size_t at = str_find(line, mark, 0); at < line.n;
		at = str_find(line, mark, at + mark.n)) {
		*rest = str_from(line, at + mark.n);
		import_take_spaces(rest);
		if (import_heap_counts_take(rest, false, c) && is(*rest))
			return true;
	}
	return false;
}

bool import_heap_claims(struct str head)
{
	struct str line = str_sub(head, 0, str_find(head, STR("\n"), 0));

	return str_find(line, mark, 0) < line.n;
}

/* Kinds of heap profile: whether they are sampled, and what divides the rate; 0: the rate is 1. */
static const struct {
	const char *name;
	bool sampled;
	int divide;
} kinds[] = {
	{"heapz_v2", true, 1},
	{"heap_v2", true, 1},
	{"heapprofile", false, 0},
	{"heap", true, 2},
};

static bool heap_header(struct import *im, const struct import_heap_counts *c, struct str rest,
	struct import_heap_sampling *how)
{
	struct str kind, rate;
	int64_t period = 0;

	if (!take_kind(rest, &kind, &rate) || (rate.n != 0 && !num_int(rate, 10, &period)))
		return false;
	how->has_alloc = (!str_eq(c->all_objects, c->objects) &&
				 !str_eq(c->all_objects, STR("0"))) ||
		(!str_eq(c->all_bytes, c->bytes) && !str_eq(c->all_bytes, STR("0")));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (!str_eq_c(kind, kinds[i].name))
			continue;
		how->sampled = kinds[i].sampled;
		im->period = kinds[i].divide == 0 ? 1 : period / kinds[i].divide;
		/* Like pprof, a rate of one byte leaves all values as they are. */
		how->rate = im->period > 1 ? im->period : 0;
		return true;
	}
	return false;
}

void import_unsample(int64_t *count, int64_t *size, int64_t rate)
{
	double scale;

	if (*count == 0 || *size == 0) {
		*count = *size = 0;
		return;
	}
	if (rate == 0)
		return;
	scale = 1 / (1 - exp(-((double)*size / (double)*count) / (double)rate));
	*count = wrap_int((double)*count * scale);
	*size = wrap_int((double)*size * scale);
}

/* Makes values of two numbers. *each becomes the size of one object, if there are any. */
static const char *add_values(const struct import_heap_sampling *how, struct str objects,
	struct str bytes, int64_t values[2], int64_t *each)
{
	if (!num_int(objects, 10, &values[0]) || !num_int(bytes, 10, &values[1]))
		return "a number that is too large";
	if (values[0] == 0 && values[1] != 0)
		return "no objects, but bytes";
	if (values[0] != 0) {
		*each = wrap_div(values[1], values[0]);
		if (how->sampled)
			import_unsample(&values[0], &values[1], how->rate);
	}
	return NULL;
}

/* Finds the counts and " @" behind them anywhere in a line. */
static bool find_counts(struct str line, struct import_heap_counts *c, struct str *rest)
{
	while (line.n != 0) {
		struct str s = line;

		if (import_heap_counts_take(&s, true, c) && import_take(&s, STR(" @"))) {
			*rest = s;
			return true;
		}
		/* A match that began within a run of digits would have begun at its front. */
		if (import_take_run(&line, ascii_is_digit).n == 0)
			line = str_from(line, 1);
	}
	return false;
}

void import_heap_types(struct import *im, const struct import_heap_sampling *how)
{
	if (how->has_alloc) {
		import_add_type(im, STR("alloc_objects"), STR("count"));
		import_add_type(im, STR("alloc_space"), STR("bytes"));
		import_add_type(im, STR("inuse_objects"), STR("count"));
		import_add_type(im, STR("inuse_space"), STR("bytes"));
	} else {
		import_add_type(im, STR("objects"), STR("count"));
		import_add_type(im, STR("space"), STR("bytes"));
	}
}

enum import_result import_heap_sample(struct import *im, const struct import_heap_counts *c,
	const struct import_heap_sampling *how, struct err *err)
{
	int64_t values[4], each = 0;
	const char *wrong = NULL;
	size_t n = 0;

	if (how->has_alloc) {
		wrong = add_values(how, c->all_objects, c->all_bytes, values, &each);
		n = 2;
	}
	if (wrong == NULL)
		wrong = add_values(how, c->objects, c->bytes, values + n, &each);
	if (wrong != NULL)
		return import_fail(im, err, wrong);
	import_add_number(im, STR("bytes"), each, STR(""));
	return import_add_sample(im, values, err) ? IMPORT_READ : IMPORT_FAILED;
}

/* Reads a line as a sample. */
static enum import_result take_sample(struct import *im, struct str line,
	const struct import_heap_sampling *how, struct err *err)
{
	struct import_heap_counts c;
	struct str rest;

	if (!find_counts(line, &c, &rest))
		return import_fail(im, err,
			"not a number of objects and a stack: N: BYTES [N: BYTES] @ 0x... 0x...");
	/* The addresses are where calls return to. */
	if (!import_add_addresses(im, import_take_run(&rest, import_is_stack), LAND_ON_CALLS))
		return import_fail(im, err, "an address of more than 64 bits");
	return import_heap_sample(im, &c, how, err);
}

enum import_result import_heap_read(struct import *im, struct err *err)
{
	struct import_heap_sampling how = {0};
	struct import_heap_counts c;
	struct str rest;

	import_next(im);
	import_period(im, STR("space"), STR("bytes"), 1);
	if (find_header(im->line, starts_heap, &c, &rest)) {
		if (!heap_header(im, &c, rest, &how))
			return import_not_mine(im, err, "an unknown kind of heap profile behind @");
	} else if (!find_header(im->line, is_growth, &c, &rest) &&
		!find_header(im->line, is_fragmentation, &c, &rest)) {
		return import_not_mine(im, err, "not N: BYTES [N: BYTES] @ KIND");
	}
	import_mine(im);
	import_heap_types(im, &how);
	while (import_next(im)) {
		struct str line = import_trim(im->line);

		if (import_blank(line)) {
			import_go_comment(im, line);
			continue;
		}
		if (import_memory_map_here(line))
			break;
		if (take_sample(im, line, &how, err) != IMPORT_READ)
			return IMPORT_FAILED;
	}
	return import_memory_map_find(im, err);
}

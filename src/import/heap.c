/*
 * heap.c: reads the heap profiles in text form of gperftools and of Go (heap?debug=1), and
 * gperftools' growth and fragmentation profiles.
 *
 * In: a first line that holds "heap profile: N: BYTES [N: BYTES] @ KIND/RATE", then
 * "N: BYTES [N: BYTES] @ 0x... 0x..." for each stack, the brackets with all that was ever allocated.
 * Then the memory map. Out: objects and space, as an estimate of what there really is if only
 * some allocations were sampled; the label `bytes` is the size of one.
 * The one thing to get wrong: what is in brackets counts only when the header has it differ from
 * what is before them, and both as text: "07" is another number than "7".
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "import/reader.h"

bool legacy_take_counts(struct str *s, bool minus, struct legacy_counts *c)
{
	struct str *const parts[] = {&c->objects, &c->bytes, &c->all_objects, &c->all_bytes};
	static const struct str behind[] = {{":", 1}, {"[", 1}, {":", 1}, {"]", 1}};

	for (size_t i = 0; i < 4; i++) {
		const char *begin = s->p;

		if (minus && i < 2)
			legacy_take(s, STR("-"));
		if (legacy_run(s, ascii_is_digit).n == 0)
			return false;
		*parts[i] = (struct str){begin, (size_t)(s->p - begin)};
		if (i % 2 == 1)
			legacy_spaces(s);
		if (!legacy_take(s, behind[i]))
			return false;
		if (i != 3)
			legacy_spaces(s);
	}
	return true;
}

static bool is_kind(int c)
{
	return c == '_' || ascii_is_digit(c) || ascii_is_lower(c);
}

/* The part of a header behind its counts, of a heap profile: *@ *(heap[_a-z0-9]*)/?(\d*) */
static bool take_kind(struct str s, struct str *kind, struct str *rate)
{
	legacy_spaces(&s);
	if (!legacy_take(&s, STR("@")))
		return false;
	legacy_spaces(&s);
	*kind = legacy_run(&s, is_kind);
	legacy_take(&s, STR("/"));
	*rate = legacy_run(&s, ascii_is_digit);
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
 * Finds a header in the line that goes on as `is` wants behind its counts: *rest is what is there.
 */
static bool find_header(struct str line, bool (*is)(struct str s), struct legacy_counts *c,
	struct str *rest)
{
	for (size_t at = str_find(line, mark, 0); at < line.n;
		at = str_find(line, mark, at + mark.n)) {
		*rest = str_from(line, at + mark.n);
		legacy_spaces(rest);
		if (legacy_take_counts(rest, false, c) && is(*rest))
			return true;
	}
	return false;
}

bool legacy_heap_claims(struct str head)
{
	struct str line = str_sub(head, 0, str_find(head, STR("\n"), 0));

	return str_find(line, mark, 0) < line.n;
}

/* The kinds of heap profile: whether they are sampled, and what the rate is divided by; 0: it is 1. */
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

static bool heap_header(struct legacy *l, const struct legacy_counts *c, struct str rest,
	struct legacy_sampling *how)
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
		l->period = kinds[i].divide == 0 ? 1 : period / kinds[i].divide;
		/* Like pprof, a rate of one byte takes all as they are. */
		how->rate = l->period > 1 ? l->period : 0;
		return true;
	}
	return false;
}

/* One pair of numbers as values; *each is the size of one object if there are any. */
static const char *add_values(const struct legacy_sampling *how, struct str objects,
	struct str bytes, int64_t values[2], int64_t *each)
{
	if (!num_int(objects, 10, &values[0]) || !num_int(bytes, 10, &values[1]))
		return "a number that is too large";
	if (values[0] == 0 && values[1] != 0)
		return "no objects, but bytes";
	if (values[0] != 0) {
		*each = legacy_quotient(values[1], values[0]);
		if (how->sampled)
			legacy_unsample(&values[0], &values[1], how->rate);
	}
	return NULL;
}

/* Finds the counts and " @" behind them anywhere in a line. */
static bool find_counts(struct str line, struct legacy_counts *c, struct str *rest)
{
	while (line.n != 0) {
		struct str s = line;

		if (legacy_take_counts(&s, true, c) && legacy_take(&s, STR(" @"))) {
			*rest = s;
			return true;
		}
		/* What starts within a run of digits goes on as what starts before it. */
		if (legacy_run(&line, ascii_is_digit).n == 0)
			line = str_from(line, 1);
	}
	return false;
}

void legacy_heap_types(struct legacy *l, const struct legacy_sampling *how)
{
	if (how->has_alloc) {
		legacy_add_type(l, STR("alloc_objects"), STR("count"));
		legacy_add_type(l, STR("alloc_space"), STR("bytes"));
		legacy_add_type(l, STR("inuse_objects"), STR("count"));
		legacy_add_type(l, STR("inuse_space"), STR("bytes"));
	} else {
		legacy_add_type(l, STR("objects"), STR("count"));
		legacy_add_type(l, STR("space"), STR("bytes"));
	}
}

enum legacy_result legacy_heap_sample(struct legacy *l, const struct legacy_counts *c,
	const struct legacy_sampling *how, struct err *err)
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
		return legacy_fail(l, err, wrong);
	legacy_add_number(l, STR("bytes"), each);
	return legacy_add_sample(l, values, err) ? LEGACY_READ : LEGACY_FAILED;
}

/* Reads a line as a sample. */
static enum legacy_result take_sample(struct legacy *l, struct str line,
	const struct legacy_sampling *how, struct err *err)
{
	struct legacy_counts c;
	struct str rest;

	if (!find_counts(line, &c, &rest))
		return legacy_fail(l, err,
			"not a number of objects and a stack: N: BYTES [N: BYTES] @ 0x... 0x...");
	/* The addresses are where calls return to. */
	if (!legacy_add_addresses(l, legacy_run(&rest, legacy_is_stack), LAND_ON_CALLS))
		return legacy_fail(l, err, "an address of more than 64 bits");
	return legacy_heap_sample(l, &c, how, err);
}

enum legacy_result legacy_heap_read(struct legacy *l, struct err *err)
{
	struct legacy_sampling how = {0};
	struct legacy_counts c;
	struct str rest;

	legacy_next(l);
	legacy_period(l, STR("space"), STR("bytes"), 1);
	if (find_header(l->line, starts_heap, &c, &rest)) {
		if (!heap_header(l, &c, rest, &how))
			return legacy_not_mine(l, err, "an unknown kind of heap profile behind @");
	} else if (!find_header(l->line, is_growth, &c, &rest) &&
		!find_header(l->line, is_fragmentation, &c, &rest)) {
		return legacy_not_mine(l, err, "not N: BYTES [N: BYTES] @ KIND");
	}
	legacy_heap_types(l, &how);
	while (legacy_next(l)) {
		struct str line = legacy_trim(l->line);

		if (legacy_blank(line)) {
			gosyms_comment(l, line);
			continue;
		}
		if (legacy_maps_here(line))
			break;
		if (take_sample(l, line, &how, err) != LEGACY_READ)
			return LEGACY_FAILED;
	}
	return legacy_maps_find(l, err);
}

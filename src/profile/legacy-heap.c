/*
 * legacy-heap.c: reads the heap profiles in text form of gperftools and of Go (heap?debug=1), and
 * gperftools' growth and fragmentation profiles.
 *
 * In: a first line that holds "heap profile: N: BYTES [N: BYTES] @ KIND/RATE", then
 * "N: BYTES [N: BYTES] @ 0x... 0x..." for each stack, the brackets with all that was ever allocated.
 * Then the memory map. Out: objects and space, as an estimate of what there really is if only
 * some allocations were sampled; the label `bytes` is the size of one.
 * The one thing to get wrong: what is in brackets counts only when the header has it differ from
 * what is before them, and both as text: "07" is another number than "7".
 */
#include "base/num.h"
#include "profile/legacy.h"

/* "N: BYTES [N: BYTES]", as they stand there. */
struct counts {
	struct str objects, bytes, all_objects, all_bytes;
};

/* What the sizes of a profile are. */
struct sampling {
	bool sampled;   /* one in so many bytes, l->period, was taken */
	bool has_alloc; /* and what was freed since is also there */
};

/* Takes \d+: *\d+ *\[ *\d+: *\d+ *\] off the front; with minus, -? may stand before the first two. */
static bool take_counts(struct str *s, bool minus, struct counts *c)
{
	struct str *const parts[] = {&c->objects, &c->bytes, &c->all_objects, &c->all_bytes};
	static const struct str behind[] = {{":", 1}, {"[", 1}, {":", 1}, {"]", 1}};

	for (size_t i = 0; i < 4; i++) {
		const char *begin = s->p;

		if (minus && i < 2)
			legacy_take(s, STR("-"));
		if (legacy_run(s, legacy_is_digit).n == 0)
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

static bool is_kind(char c)
{
	return c == '_' || legacy_is_digit(c) || (c >= 'a' && c <= 'z');
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
	*rate = legacy_run(&s, legacy_is_digit);
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
static bool find_header(struct str line, bool (*is)(struct str s), struct counts *c,
	struct str *rest)
{
	for (size_t at = str_find(line, mark, 0); at < line.n;
		at = str_find(line, mark, at + mark.n)) {
		*rest = str_from(line, at + mark.n);
		legacy_spaces(rest);
		if (take_counts(rest, false, c) && is(*rest))
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

static bool heap_header(struct legacy *l, const struct counts *c, struct str rest,
	struct sampling *how)
{
	struct str kind, rate;
	int64_t period = 0;

	if (!take_kind(rest, &kind, &rate) || (rate.n != 0 && !num_int(rate, 10, &period)))
		return false;
	how->has_alloc = (!str_eq(c->all_objects, c->objects) &&
				 !str_eq(c->all_objects, STR("0"))) ||
		(!str_eq(c->all_bytes, c->bytes) && !str_eq(c->all_bytes, STR("0")));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!str_eq_c(kind, kinds[i].name))
			continue;
		how->sampled = kinds[i].sampled;
		l->period = kinds[i].divide == 0 ? 1 : period / kinds[i].divide;
		return true;
	}
	return false;
}

/* One pair of numbers as values; *each is the size of one object if there are any. */
static const char *add_values(const struct legacy *l, struct str objects, struct str bytes,
	bool sampled, int64_t values[2], int64_t *each)
{
	if (!num_int(objects, 10, &values[0]) || !num_int(bytes, 10, &values[1]))
		return "a number that is too large";
	if (values[0] == 0 && values[1] != 0)
		return "no objects, but bytes";
	if (values[0] != 0) {
		*each = legacy_quotient(values[1], values[0]);
		if (sampled)
			legacy_unsample(&values[0], &values[1], l->period);
	}
	return NULL;
}

/* Finds the counts and " @" behind them anywhere in a line. */
static bool find_counts(struct str line, struct counts *c, struct str *rest)
{
	while (line.n != 0) {
		struct str s = line;

		if (take_counts(&s, true, c) && legacy_take(&s, STR(" @"))) {
			*rest = s;
			return true;
		}
		/* What starts within a run of digits goes on as what starts before it. */
		if (legacy_run(&line, legacy_is_digit).n == 0)
			line = str_from(line, 1);
	}
	return false;
}

/* Reads a line as a sample. NULL, or what is wrong with it. */
static const char *add_line(struct legacy *l, struct str line, const struct sampling *how,
	int64_t values[4])
{
	struct counts c;
	struct str rest;
	int64_t each = 0;
	const char *wrong = NULL;
	size_t n = 0;

	if (!find_counts(line, &c, &rest))
		return "not a number of objects and a stack: N: BYTES [N: BYTES] @ 0x... 0x...";
	if (how->has_alloc) {
		wrong = add_values(l, c.all_objects, c.all_bytes, how->sampled, values, &each);
		n = 2;
	}
	if (wrong == NULL)
		wrong = add_values(l, c.objects, c.bytes, how->sampled, values + n, &each);
	if (wrong != NULL)
		return wrong;
	/* The addresses are where calls return to. */
	if (!legacy_add_addresses(l, legacy_run(&rest, legacy_is_stack), LAND_ON_CALLS))
		return "an address of more than 64 bits";
	legacy_add_number(l, STR("bytes"), each);
	return NULL;
}

static void add_types(struct legacy *l, bool has_alloc)
{
	if (has_alloc) {
		legacy_add_type(l, STR("alloc_objects"), STR("count"));
		legacy_add_type(l, STR("alloc_space"), STR("bytes"));
		legacy_add_type(l, STR("inuse_objects"), STR("count"));
		legacy_add_type(l, STR("inuse_space"), STR("bytes"));
	} else {
		legacy_add_type(l, STR("objects"), STR("count"));
		legacy_add_type(l, STR("space"), STR("bytes"));
	}
}

enum legacy_result legacy_heap_read(struct legacy *l, struct err *err)
{
	struct sampling how = {false, false};
	struct counts c;
	struct str rest;
	int64_t values[4];

	legacy_next(l);
	legacy_period(l, STR("space"), STR("bytes"), 1);
	if (find_header(l->line, starts_heap, &c, &rest)) {
		if (!heap_header(l, &c, rest, &how))
			return legacy_not_mine(l, err, "an unknown kind of heap profile behind @");
	} else if (!find_header(l->line, is_growth, &c, &rest) &&
		!find_header(l->line, is_fragmentation, &c, &rest)) {
		return legacy_not_mine(l, err, "not N: BYTES [N: BYTES] @ KIND");
	}
	add_types(l, how.has_alloc);
	while (legacy_next(l)) {
		struct str line = legacy_trim(l->line);
		const char *wrong;

		if (legacy_blank(line)) {
			gosyms_comment(l, line);
			continue;
		}
		if (legacy_maps_here(line))
			break;
		wrong = add_line(l, line, &how, values);
		if (wrong != NULL)
			return legacy_fail(l, err, wrong);
		if (!legacy_add_sample(l, values, err))
			return LEGACY_FAILED;
	}
	return legacy_maps_find(l, err);
}

/*
 * profile-stacks.c: tests of stacks that samples share: how they are found, and what a decoder and a merger
 * make of them.
 */
#include "profile-tests.h"
#include "unit.h"

#include <inttypes.h>

#include "profile-merged.h"
#include "profile/stacks.h"
#include "proto.h"

/*
 * The table itself.
 */

/* Appends locations to the open stack. */
static void put(struct stacks *s, const loc_id *locs, size_t n)
{
	stacks_room(s, n);
	for (size_t i = 0; i < n; i++)
		stacks_put(s, locs[i]);
}

#define PUT(s, ...) \
	put((s), (const loc_id[]){__VA_ARGS__}, \
		sizeof((const loc_id[]){__VA_ARGS__}) / sizeof(loc_id))
#define FOLD(s, ...) (PUT(s, __VA_ARGS__), stacks_fold(s))

/* The stack has these locations. */
static void assert_locs(const struct stacks *s, stack_id stack, const loc_id *locs, size_t n)
{
	uint32_t begin = s->begin.p[stack];

	assert_int_equal(s->begin.p[stack + 1] - begin, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(loc_column_get(&s->locs, begin + i), locs[i]);
}

#define LOCS(s, stack, ...) \
	assert_locs((s), (stack), (const loc_id[]){__VA_ARGS__}, \
		sizeof((const loc_id[]){__VA_ARGS__}) / sizeof(loc_id))

TEST(stacks_fold_finds_stacks_by_their_locations)
{
	struct stacks s;

	stacks_init(&s);
	assert_int_equal(stacks_n(&s), 0);
	assert_int_equal(FOLD(&s, 1, 2, 3), 0);
	assert_int_equal(FOLD(&s, 3, 2, 1), 1);
	assert_int_equal(FOLD(&s, 1, 2), 2);
	assert_int_equal(FOLD(&s, 1, 2, 3), 0);
	assert_int_equal(FOLD(&s, 2, 3), 3);
	assert_int_equal(FOLD(&s, 1, 2), 2);
	assert_int_equal(stacks_n(&s), 4);
	assert_int_equal(s.n_locs, 10); /* what was found is not kept */
	LOCS(&s, 0, 1, 2, 3);
	LOCS(&s, 1, 3, 2, 1);
	LOCS(&s, 2, 1, 2);
	LOCS(&s, 3, 2, 3);
	stacks_release(&s);
}

TEST(stacks_one_may_be_empty)
{
	struct stacks s;

	stacks_init(&s);
	assert_int_equal(stacks_fold(&s), 0);
	assert_int_equal(FOLD(&s, 1), 1);
	assert_int_equal(stacks_fold(&s), 0);
	assert_int_equal(stacks_n(&s), 2);
	assert_int_equal(s.n_locs, 1);
	stacks_release(&s);
}

/* The column becomes wide while a stack is open, and finds what was there before. */
TEST(stacks_widen_in_the_middle_of_a_stack)
{
	struct stacks s;

	stacks_init(&s);
	FOLD(&s, 1, 65535);
	assert_non_null(s.locs.narrow);
	PUT(&s, 7, 65535);
	assert_non_null(s.locs.narrow);
	PUT(&s, 65536, UINT32_MAX, 8);
	assert_null(s.locs.narrow);
	assert_int_equal(stacks_fold(&s), 1);
	assert_int_equal(FOLD(&s, 1, 65535), 0);
	assert_int_equal(FOLD(&s, 7, 65535, 65536, UINT32_MAX, 8), 1);
	assert_int_equal(FOLD(&s, 65536 + 1, 65535), 2); /* not as if it had 16 bits */
	LOCS(&s, 0, 1, 65535);
	LOCS(&s, 1, 7, 65535, 65536, UINT32_MAX, 8);
	LOCS(&s, 2, 65537, 65535);
	stacks_release(&s);
	/* Also before there is any location. */
	stacks_init(&s);
	stacks_widen(&s);
	assert_int_equal(FOLD(&s, 1), 0);
	LOCS(&s, 0, 1);
	stacks_release(&s);
}

/* Makes a stack of the open one, as one that begins like no other. */
static stack_id add(struct stacks *s, const struct print *print)
{
	return stacks_add(s, print, 0);
}

static struct print print_of(const struct stacks *s, const char *bytes)
{
	return print_bytes(&s->seed, str_from_c(bytes));
}

TEST(stacks_are_found_by_the_fingerprint_of_bytes)
{
	static const char *const texts[] = {"a", "b", "ab", "ba", "12345678", "12345678a",
		"1234567", "123456789abcdef0", "123456780abcdef9"};
	struct print print;
	struct stacks s;
	stack_id stack;

	stacks_init(&s);
	for (stack_id i = 0; i < LENGTH(texts); i++) {
		print = print_of(&s, texts[i]);
		assert_row(!stacks_find(&s, &print, &stack), texts[i]);
		PUT(&s, i + 1);
		assert_int_equal(add(&s, &print), i);
	}
	for (stack_id i = 0; i < LENGTH(texts); i++) {
		print = print_of(&s, texts[i]);
		assert_row(stacks_find(&s, &print, &stack), texts[i]);
		assert_int_equal(stack, i);
		LOCS(&s, stack, i + 1);
	}
	stacks_release(&s);
}

/* Zeros at the end are bytes like any other. */
TEST(stacks_differ_by_zeros_at_their_end)
{
	static const char zeros[20] = {0};
	struct print print;
	struct stacks s;
	stack_id stack;

	stacks_init(&s);
	for (size_t n = 0; n <= sizeof(zeros); n++) {
		print = print_bytes(&s.seed, (struct str){zeros, n});
		assert_false(stacks_find(&s, &print, &stack));
		assert_int_equal(add(&s, &print), n);
	}
	stacks_release(&s);
}

TEST(stacks_without_a_fingerprint_are_not_found)
{
	struct stacks s;

	stacks_init(&s);
	PUT(&s, 1, 2);
	assert_int_equal(add(&s, NULL), 0);
	assert_int_equal(FOLD(&s, 1, 2), 1);
	assert_int_equal(FOLD(&s, 1, 2), 1);
	LOCS(&s, 0, 1, 2);
	stacks_release(&s);
}

/* The column is only there where some stack has not the number of its sample. */
TEST(stacks_are_given_to_samples)
{
	static const stack_id given[] = {0, 1, 2, 1, 3, 0};
	struct arena a = {0};
	struct profile p = {0};
	struct stacks s;

	stacks_init(&s);
	for (size_t i = 0; i < LENGTH(given); i++) {
		if (given[i] == stacks_n(&s))
			FOLD(&s, given[i] + 1);
		stacks_give(&s, given[i]);
		assert_int_equal(s.of.n, i < 3 ? 0 : i + 1);
		for (size_t k = 0; k <= i; k++)
			assert_int_equal(stacks_of(&s, k), given[k]);
	}
	stacks_finish(&s, &a, &p);
	assert_int_equal(p.n_stacks, 4);
	for (size_t i = 0; i < LENGTH(given); i++) {
		struct window w = profile_sample_stack(&p, i);

		assert_int_equal(profile_stack_of(&p, i), given[i]);
		assert_int_equal(w.end - w.begin, 1);
		assert_int_equal(loc_column_get(&p.stack, w.begin), given[i] + 1);
	}
	arena_release(&a);
}

TEST(stacks_that_are_forgotten_are_not_found)
{
	static const loc_id again[] = {1, 2};
	struct stacks s;

	stacks_init(&s);
	stacks_forget(&s); /* there may be none */
	assert_int_equal(FOLD(&s, 1, 2), 0);
	assert_int_equal(FOLD(&s, 3), 1);
	stacks_forget(&s);
	assert_int_equal(FOLD(&s, 1, 2), 2);
	assert_int_equal(FOLD(&s, 1, 2), 2);
	assert_locs(&s, 0, again, 2);
	assert_locs(&s, 2, again, 2);
	stacks_release(&s);
}

/* Two locations that only number i has. */
static stack_id fold_number(struct stacks *s, uint32_t i)
{
	return FOLD(s, i & 0xffff, i >> 16);
}

/* Whoever folds relies on it: merged samples are equal if they have the same stack. */
TEST(stacks_fold_finds_every_stack_however_many_there_are)
{
	enum { N = 3 * STACKS_PERIOD / 2 };
	struct stacks s;

	stacks_init(&s);
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < N; i++)
			assert_int_equal(fold_number(&s, i), i);
	assert_int_equal(stacks_n(&s), N);
	stacks_release(&s);
}

/* How many of n samples are looked for. */
static unsigned looks(struct stacks *s, unsigned n)
{
	unsigned looked = 0;

	for (unsigned i = 0; i < n; i++)
		looked += stacks_pay(s);
	return looked;
}

/* Stacks first up to last - 1, each looked for as a decoder does it. Returns how many are found. */
static size_t seek(struct stacks *s, uint32_t first, uint32_t last)
{
	size_t found = 0;

	for (uint32_t i = first; i < last; i++) {
		struct print print = print_bytes(&s->seed,
			(struct str){(const char *)&i, sizeof(i)});
		stack_id stack;

		if (stacks_find(s, &print, &stack))
			found++;
		else
			add(s, &print);
	}
	return found;
}

TEST(stacks_are_looked_for_rarely_where_none_is_found)
{
	struct stacks s;

	stacks_init(&s);
	assert_int_equal(seek(&s, 0, STACKS_NONE - 1), 0);
	assert_int_equal(looks(&s, 100), 100);
	assert_int_equal(seek(&s, STACKS_NONE - 1, STACKS_NONE), 0);
	assert_int_equal(looks(&s, 10 * STACKS_RARELY), 10);
	/* One in STACKS_RARELY is not enough to go on, one more is. */
	assert_int_equal(seek(&s, 0, STACKS_PERIOD / STACKS_RARELY), STACKS_PERIOD / STACKS_RARELY);
	assert_int_equal(looks(&s, 100), 100);
	stacks_release(&s);
}

/* One that is found early may be the first of many. */
TEST(stacks_are_looked_for_longer_where_one_is_found)
{
	struct stacks s;

	stacks_init(&s);
	assert_int_equal(seek(&s, 0, 1), 0);
	assert_int_equal(seek(&s, 0, STACKS_PERIOD - 2), 1);
	assert_int_equal(looks(&s, 100), 100);
	assert_int_equal(seek(&s, STACKS_PERIOD - 2, STACKS_PERIOD - 1), 0);
	assert_int_equal(looks(&s, 10 * STACKS_RARELY), 10);
	stacks_release(&s);
}

/* Also by those that came while hardly any was looked for. */
TEST(stacks_are_looked_for_again_where_later_ones_repeat)
{
	struct stacks s;

	stacks_init(&s);
	seek(&s, 0, STACKS_PERIOD);
	assert_int_equal(looks(&s, 10 * STACKS_RARELY), 10);
	for (unsigned i = 0; i < STACKS_PERIOD / STACKS_RARELY; i++)
		seek(&s, STACKS_PERIOD + i % 10, STACKS_PERIOD + i % 10 + 1);
	assert_int_equal(looks(&s, 100), 100);
	stacks_release(&s);
}

/*
 * The decoder.
 */

/* The ids in the file of a sample's locations, from leaf to root: "1 2 3". */
static const char *ids_of(struct arena *a, const struct profile *p, size_t sample)
{
	struct window w = profile_sample_stack(p, sample);
	struct out o = {0};
	const char *text;

	for (uint32_t at = w.begin; at < w.end; at++)
		out_fmt(&o, "%s%" PRIu64, at != w.begin ? " " : "",
			p->loc_file_id[loc_column_get(&p->stack, at)]);
	text = arena_fmt(a, "%.*s", (int)o.n, o.n != 0 ? o.p : "").p;
	out_release(&o);
	return text;
}

/* A type, and places of these ids. */
static void write_places(struct out *o, const uint64_t *ids, size_t n)
{
	PB_MESSAGE(o, PB_TYPE, 1);
	pb_text(o, PB_STRING, "");
	pb_text(o, PB_STRING, "n");
	for (size_t i = 0; i < n; i++)
		PB_MESSAGE(o, PB_LOCATION, ids[i], 0, (i + 1) * 16);
}

/* A sample with these bytes, and before them the value 1 where they have none. */
static void write_fields(struct out *o, struct str fields, bool valued)
{
	struct out body = {0};

	if (!valued)
		pb_number(&body, 2, 1);
	out_str(&body, fields);
	pb_bytes(o, PB_SAMPLE, (struct str){body.p, body.n});
	out_release(&body);
}

static void write_ids(struct out *o, const uint64_t *ids, size_t n)
{
	struct out body = {0};

	if (n != 0)
		pb_packed(&body, 1, ids, n);
	write_fields(o, (struct str){body.p, body.n}, false);
	out_release(&body);
}

#define WRITE_IDS(o, ...) \
	write_ids((o), (const uint64_t[]){__VA_ARGS__}, \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

struct loaded {
	struct arena a;
	struct profile p;
};

static void load_ok(struct loaded *l, struct out *o)
{
	struct err err = {0};

	*l = (struct loaded){0};
	if (!pb_load(&l->a, (struct str){o->p, o->n}, &l->p, &err))
		fail_msg("%s", err.text);
	out_release(o);
}

static void unload(struct loaded *l)
{
	arena_release(&l->a);
}

#define FOLDED(l, types, ...) \
	(*(l) = (struct loaded){0}, FOLDED_LOAD(&(l)->a, &(l)->p, (types), __VA_ARGS__))

/* The stack of each sample, as letters from 'a' on. */
static const char *shared(struct arena *a, const struct profile *p)
{
	char *text = arena_array(a, char, p->n_samples + 1);

	for (size_t i = 0; i < p->n_samples; i++)
		text[i] = (char)('a' + profile_stack_of(p, i));
	return text;
}

TEST(stacks_of_samples_are_numbered_by_their_first_sample)
{
	static const struct {
		const char *rows[6], *shared;
		uint32_t n;
		bool alone; /* no two samples have the same stack */
	} rows[] = {
		{{"f 1", "g 2", "f;g 3"}, "abc", 3, true},
		{{"f 1", "g 2", "f 3", "h 4", "g 5"}, "abacb", 3, false},
		{{"f 1", "f 1", "f 1"}, "aaa", 1, false},
		{{"f 1", "g 2", "f 3 key=x", "f 4 key=y"}, "abaa", 2, false},
		{{"- 1", "f 2", "- 3"}, "aba", 2, false},
		{{"f 1", "- 2", "g 3"}, "abc", 3, true},
		{{"- 1", "- 2"}, "aa", 1, false},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct loaded l = {0};
		size_t n = 0;

		while (rows[i].rows[n] != NULL)
			n++;
		folded_load(&l.a, "n/count", rows[i].rows, n, &l.p);
		assert_string_equal(shared(&l.a, &l.p), rows[i].shared);
		assert_int_equal(l.p.n_stacks, rows[i].n);
		assert_int_equal(l.p.stack_of == NULL, rows[i].alone);
		unload(&l);
	}
}

/* Nothing but the ids counts: not in which fields they are, nor how long their varints are. */
TEST(stacks_are_read_from_any_fields)
{
	static const struct {
		const char *what;
		struct str fields;
		const char *ids;
		bool longer; /* some varint is longer than it must be: it may be a stack of its own */
		bool valued; /* they have a value */
	} rows[] = {
		{"packed", S("\x0a\x04\x01\x02\xac\x02"), "1 2 300", false, false},
		{"unpacked", S("\x08\x01\x08\x02\x08\xac\x02"), "1 2 300", false, false},
		{"two packed", S("\x0a\x01\x01\x0a\x03\x02\xac\x02"), "1 2 300", false, false},
		{"an empty one", S("\x0a\x00\x0a\x04\x01\x02\xac\x02"), "1 2 300", false, false},
		{"an empty one behind", S("\x0a\x04\x01\x02\xac\x02\x0a\x00"), "1 2 300", false,
			false},
		{"packed, unpacked", S("\x0a\x02\x01\x02\x08\xac\x02"), "1 2 300", false, false},
		{"unpacked, packed", S("\x08\x01\x0a\x03\x02\xac\x02"), "1 2 300", false, false},
		{"packed, unpacked, packed", S("\x0a\x01\x01\x08\x02\x0a\x02\xac\x02"), "1 2 300",
			false, false},
		{"the value between", S("\x0a\x02\x01\x02\x10\x01\x0a\x02\xac\x02"), "1 2 300",
			false, true},
		{"the value first", S("\x10\x01\x0a\x04\x01\x02\xac\x02"), "1 2 300", false, true},
		{"two bytes for 1", S("\x0a\x05\x81\x00\x02\xac\x02"), "1 2 300", true, false},
		{"three for 1 and 300", S("\x0a\x07\x81\x80\x00\x02\xac\x82\x00"), "1 2 300", true,
			false},
		{"four for 2", S("\x0a\x07\x01\x82\x80\x80\x00\xac\x02"), "1 2 300", true, false},
		{"ten for 2", S("\x0a\x0d\x01\x82\x80\x80\x80\x80\x80\x80\x80\x80\x00\xac\x02"),
			"1 2 300", true, false},
		{"unpacked, with two for 2", S("\x08\x01\x08\x82\x00\x08\xac\x02"), "1 2 300",
			false, false},
		{"packed, with two for 1, unpacked", S("\x0a\x02\x81\x00\x08\x02\x08\xac\x02"),
			"1 2 300", true, false},
		{"eight bytes and more", S("\x0a\x09\x01\x02\x01\x02\x01\x02\x01\xac\x02"),
			"1 2 1 2 1 2 1 300", false, false},
		{"one over the eighth byte", S("\x0a\x09\x01\x02\x01\x02\x01\x02\x01\x81\x00"),
			"1 2 1 2 1 2 1 1", true, false},
		{"other", S("\x0a\x03\x01\xac\x02"), "1 300", false, false},
		{"none", S(""), "", false, false},
		{"an empty one alone", S("\x0a\x00"), "", false, false},
		{"the value alone", S("\x10\x01"), "", false, true},
	};
	static const uint64_t places[] = {1, 2, 300};
	struct out o = {0};
	struct loaded l;

	write_places(&o, places, LENGTH(places));
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < LENGTH(rows); i++)
			write_fields(&o, rows[i].fields, rows[i].valued);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_samples, 2 * LENGTH(rows));
	for (size_t i = 0; i < l.p.n_samples; i++) {
		size_t at = i % LENGTH(rows);

		if (strcmp(ids_of(&l.a, &l.p, i), rows[at].ids) != 0)
			fail_msg("%s: got \"%s\"", rows[at].what, ids_of(&l.a, &l.p, i));
		/* Equal bytes are one stack. */
		assert_row(profile_stack_of(&l.p, i) == profile_stack_of(&l.p, at), rows[at].what);
		/* And stacks are equal if their ids are, but for the longer ones. */
		for (size_t k = 0; k < LENGTH(rows); k++) {
			bool equal = strcmp(rows[k].ids, rows[at].ids) == 0;
			bool same = profile_stack_of(&l.p, i) == profile_stack_of(&l.p, k);

			assert_row(equal || !same, rows[at].what);
			assert_row(rows[k].longer || rows[at].longer || same == equal,
				rows[at].what);
		}
	}
	unload(&l);
}

/* Bytes that would make a varint only together with those of the next field are none. */
TEST(stacks_of_damaged_ids_are_refused)
{
	static const struct {
		const char *what;
		struct str fields;
	} rows[] = {
		{"cut", S("\x0a\x01\x81")},
		{"cut behind a good one", S("\x0a\x02\x01\x81")},
		{"cut behind eight", S("\x0a\x09\x01\x01\x01\x01\x01\x01\x01\x01\x81")},
		{"cut, and the rest in the next field", S("\x0a\x01\x81\x0a\x01\x00")},
		{"cut in the second of three", S("\x0a\x01\x01\x0a\x01\x81\x0a\x01\x00")},
		{"cut in the last of two", S("\x0a\x01\x01\x0a\x01\x81")},
		{"cut behind an unpacked one", S("\x08\x01\x0a\x01\x81")},
		{"cut in front of an unpacked one", S("\x0a\x01\x81\x08\x00")},
		{"cut behind an empty field", S("\x0a\x00\x0a\x01\x81")},
		{"cut, unpacked", S("\x08\x81")},
		{"eleven bytes", S("\x0a\x0b\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00")},
		{"eleven bytes behind a good one",
			S("\x0a\x0c\x01\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00")},
		{"eleven bytes in a later field",
			S("\x0a\x01\x01\x0a\x0b\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00")},
		{"eleven bytes in front of another field",
			S("\x0a\x0b\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00\x0a\x01\x01")},
		{"eleven bytes, unpacked", S("\x08\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00")},
		{"a field longer than the sample", S("\x0a\x7f\x01")},
		{"four bytes", S("\x0d\x01\x00\x00\x00")},
		{"eight bytes", S("\x09\x01\x00\x00\x00\x00\x00\x00\x00")},
		{"four bytes behind a good one", S("\x0a\x01\x01\x0d\x01\x00\x00\x00")},
	};
	static const uint64_t places[] = {1};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};
		struct out o = {0};
		struct profile p;
		struct err err = {0};

		write_places(&o, places, LENGTH(places));
		WRITE_IDS(&o, 1);
		write_fields(&o, rows[i].fields, false);
		assert_row(!pb_load(&a, (struct str){o.p, o.n}, &p, &err), rows[i].what);
		if (strstr(err.text, "damaged") == NULL)
			fail_msg("%s: the error is \"%s\"", rows[i].what, err.text);
		arena_release(&a);
		out_release(&o);
	}
}

TEST(stacks_may_have_ids_of_any_size)
{
	static const uint64_t places[] = {1, 127, 128, 16383, 16384, 65535, 65536, 2097151, 2097152,
		268435456, INT32_MAX, (uint64_t)1 << 31, ((uint64_t)1 << 31) + 1, UINT32_MAX,
		(uint64_t)1 << 32, ((uint64_t)1 << 32) + 1, (uint64_t)1 << 63, UINT64_MAX};
	enum { N = LENGTH(places) };
	struct out o = {0};
	struct loaded l;

	/* Each alone, then with its neighbour, then all; and everything once more. */
	write_places(&o, places, N);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < N; i++)
			write_ids(&o, &places[i], 1);
		for (size_t i = 0; i < N; i++)
			WRITE_IDS(&o, places[i], places[(i + 1) % N]);
		write_ids(&o, places, N);
	}
	load_ok(&l, &o);
	assert_int_equal(l.p.n_samples, 2 * (2 * N + 1));
	assert_int_equal(l.p.n_stacks, 2 * N + 1);
	for (size_t i = 0; i < l.p.n_samples; i++)
		assert_int_equal(profile_stack_of(&l.p, i), i % l.p.n_stacks);
	for (size_t i = 0; i < N; i++) {
		const char *one = arena_fmt(&l.a, "%" PRIu64, places[i]).p;
		const char *two =
			arena_fmt(&l.a, "%" PRIu64 " %" PRIu64, places[i], places[(i + 1) % N]).p;

		assert_string_equal(ids_of(&l.a, &l.p, i), one);
		assert_string_equal(ids_of(&l.a, &l.p, N + i), two);
	}
	for (loc_id loc = 1; loc <= N; loc++)
		assert_int_equal(loc_column_get(&l.p.stack,
					 profile_stack(&l.p, 2 * N).begin + loc - 1),
			loc);
	unload(&l);
}

/* The error names the first sample that has the stack. */
TEST(stacks_of_unknown_ids_are_refused)
{
	static const struct {
		uint64_t id;
		const char *says;
	} rows[] = {
		{0, "sample 4: there is no location with the id 0"},
		{3, "sample 4: there is no location with the id 3"},
		{65536, "sample 4: there is no location with the id 65536"},
		{(uint64_t)1 << 31, "sample 4: there is no location with the id 2147483648"},
		{((uint64_t)1 << 32) + 1, "sample 4: there is no location with the id 4294967297"},
		{UINT64_MAX, "sample 4: there is no location with the id 18446744073709551615"},
	};
	/* Ids that are places of the table, and others. */
	static const uint64_t places[2][2] = {{1, 2}, {2, (uint64_t)1 << 40}};

	for (size_t i = 0; i < 2 * LENGTH(rows); i++) {
		const uint64_t *two = places[i % 2];
		const char *says = rows[i / 2].says;
		struct arena a = {0};
		struct out o = {0};
		struct profile p;
		struct err err = {0};

		write_places(&o, two, 2);
		WRITE_IDS(&o, two[0]);
		WRITE_IDS(&o, two[0]);
		write_ids(&o, NULL, 0);
		WRITE_IDS(&o, two[0], rows[i / 2].id);
		WRITE_IDS(&o, two[1]);
		WRITE_IDS(&o, two[0], rows[i / 2].id);
		assert_row(!pb_load(&a, (struct str){o.p, o.n}, &p, &err), says);
		assert_says(&err, says);
		arena_release(&a);
		out_release(&o);
	}
}

/* The number of the stack of sample i. */
typedef uint64_t stack_number(size_t i);

/* A stack of three places is a number to the base 100. */
static void load_numbers(struct loaded *l, size_t n, stack_number *number)
{
	uint64_t places[100];
	struct out o = {0};

	for (size_t i = 0; i < LENGTH(places); i++)
		places[i] = i + 1;
	write_places(&o, places, LENGTH(places));
	for (size_t i = 0; i < n; i++) {
		uint64_t k = number(i);

		WRITE_IDS(&o, k % 100 + 1, k / 100 % 100 + 1, k / 10000 + 1);
	}
	load_ok(l, &o);
	assert_int_equal(l->p.n_samples, n);
	for (size_t i = 0; i < n; i++) {
		struct window w = profile_sample_stack(&l->p, i);
		uint64_t k = 0;

		assert_int_equal(w.end - w.begin, 3);
		for (uint32_t at = w.end; at-- > w.begin;)
			k = 100 * k + loc_column_get(&l->p.stack, at) - 1;
		assert_int_equal(k, number(i));
	}
}

static uint64_t all_different(size_t i)
{
	return i;
}

static uint64_t repeats_the_first(size_t i)
{
	return i < STACKS_PERIOD ? i : i % 10;
}

static uint64_t repeats_new_ones(size_t i)
{
	return i < STACKS_PERIOD ? i : STACKS_PERIOD + i % 10;
}

static uint64_t different_at_last(size_t i)
{
	return i < 2 * STACKS_PERIOD ? i % 10 : i;
}

/* They need not be looked for, but each sample has its own. */
TEST(stacks_that_are_all_different_are_those_of_their_samples)
{
	enum { N = 3 * STACKS_PERIOD };
	struct loaded l;

	load_numbers(&l, N, all_different);
	assert_int_equal(l.p.n_stacks, N);
	assert_null(l.p.stack_of);
	unload(&l);
}

/* After another period at most, hardly a sample has a stack for itself. */
TEST(stacks_that_repeat_later_are_found_again)
{
	enum { N = 4 * STACKS_PERIOD };
	static const struct {
		const char *name;
		stack_number *number;
	} rows[] = {
		{"the first ones", repeats_the_first},
		{"new ones", repeats_new_ones},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct loaded l;

		load_numbers(&l, N, rows[i].number);
		assert_row(l.p.n_stacks >= STACKS_PERIOD, rows[i].name);
		assert_row(l.p.n_stacks <= 2 * STACKS_PERIOD + 20, rows[i].name);
		unload(&l);
	}
}

TEST(stacks_that_repeat_first_are_found)
{
	struct loaded l;

	load_numbers(&l, 4 * STACKS_PERIOD, different_at_last);
	assert_int_equal(l.p.n_stacks, 10 + 2 * STACKS_PERIOD);
	for (size_t i = 0; i < 2 * STACKS_PERIOD; i++)
		assert_int_equal(profile_stack_of(&l.p, i), i % 10);
	unload(&l);
}

/* Some records between samples change nothing; after very many the stacks are new ones. */
TEST(stacks_are_right_on_both_sides_of_other_records)
{
	static const struct {
		const char *shared;
		size_t strings;
	} rows[] = {
		{"abbab", 100},
		{"abbcdd", 5000},
	};
	static const uint64_t places[] = {1, 2, 300};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		bool many = rows[i].strings > 100;
		struct out o = {0};
		struct loaded l;

		write_places(&o, places, LENGTH(places));
		WRITE_IDS(&o, 1, 2);
		WRITE_IDS(&o, 2, 300);
		WRITE_IDS(&o, 2, 300);
		for (size_t k = 0; k < rows[i].strings; k++)
			pb_text(&o, PB_STRING, k % 2 == 0 ? "even" : "odd");
		WRITE_IDS(&o, 1, 2);
		WRITE_IDS(&o, 2, 300);
		if (many)
			WRITE_IDS(&o, 2, 300);
		load_ok(&l, &o);
		assert_string_equal(shared(&l.a, &l.p), rows[i].shared);
		for (size_t k = 0; k < l.p.n_samples; k++)
			assert_string_equal(ids_of(&l.a, &l.p, k),
				k == 0 || k == 3 ? "1 2" : "2 300");
		unload(&l);
	}
}

/*
 * The merger.
 */

TEST(stacks_of_merged_profiles_are_shared)
{
	static const struct {
		const char *one[4], *two[4], *text, *shared;
		uint32_t n;
	} rows[] = {
		{{"f 1", "g 2"}, {"f 3", "g 4"}, "n/count\nf 4\ng 6\n", "ab", 2},
		{{"f 1", "g 2"}, {"f 0", "g 0", "h 4"}, "n/count\nf 1\ng 2\nh 4\n", "abc", 3},
		{{"f 1", "g 2"}, {"f 3 key=x", "g 4"}, "n/count\nf 1\ng 6\nf 3 key=x\n", "aba", 2},
		{{"f 1 key=x", "f 2 key=y"}, {"f 3 key=y"}, "n/count\nf 1 key=x\nf 5 key=y\n", "aa",
			1},
		{{"f 1", "- 2"}, {"- 3", "f 4"}, "n/count\nf 5\n- 5\n", "ab", 2},
		{{"f 1", "f 2", "g 3"}, {"f 4"}, "n/count\nf 7\ng 3\n", "ab", 2},
		/* What sums up to nothing goes, with its stack. */
		{{"f 1", "g 2", "f 3 key=x"}, {"f 0", "g -2"}, "n/count\nf 1\nf 3 key=x\n", "aa",
			1},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct merged m = {0};
		size_t n[2] = {0, 0};

		while (n[0] < 4 && rows[i].one[n[0]] != NULL)
			n[0]++;
		while (n[1] < 4 && rows[i].two[n[1]] != NULL)
			n[1]++;
		folded_load(&m.a, "n/count", rows[i].one, n[0], merged_part(&m));
		folded_load(&m.a, "n/count", rows[i].two, n[1], merged_part(&m));
		merged_make(&m);
		assert_string_equal(folded_text(&m.a, &m.out), rows[i].text);
		assert_string_equal(shared(&m.a, &m.out), rows[i].shared);
		assert_int_equal(m.out.n_stacks, rows[i].n);
		assert_int_equal(m.out.stack_of == NULL, m.out.n_samples == rows[i].n);
		merged_release(&m);
	}
}

/* Equal ids that were written in two ways are one stack after the merge. */
TEST(stacks_of_longer_varints_are_merged)
{
	static const uint64_t places[] = {1, 2};
	struct merged m = {0};

	for (int part = 0; part < 2; part++) {
		struct out o = {0};

		write_places(&o, places, LENGTH(places));
		WRITE_IDS(&o, 1, 2);
		write_fields(&o, STR("\x0a\x03\x81\x00\x02"), false);
		merged_load(&m, &o);
	}
	merged_make(&m);
	assert_int_equal(m.out.n_samples, 1);
	assert_int_equal(m.out.n_stacks, 1);
	assert_int_equal(profile_value(&m.out, 0, 0), 4);
	merged_release(&m);
}

/* Equal samples become one, however many different stacks there are. */
TEST(stacks_of_large_profiles_are_merged)
{
	enum { N = 3 * STACKS_PERIOD / 2 };
	struct merged m = {0};

	for (int part = 0; part < 2; part++) {
		uint64_t places[100];
		struct out o = {0};

		for (size_t i = 0; i < LENGTH(places); i++)
			places[i] = i + 1;
		write_places(&o, places, LENGTH(places));
		for (size_t i = 0; i < N; i++)
			WRITE_IDS(&o, i % 100 + 1, i / 100 % 100 + 1, i / 10000 + 1);
		merged_load(&m, &o);
	}
	merged_make(&m);
	assert_int_equal(m.out.n_samples, N);
	assert_int_equal(m.out.n_stacks, N);
	assert_null(m.out.stack_of);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(profile_value(&m.out, 0, i), 2);
	merged_release(&m);
}

int test_profile_stacks(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(stacks_fold_finds_stacks_by_their_locations),
		cmocka_unit_test(stacks_one_may_be_empty),
		cmocka_unit_test(stacks_widen_in_the_middle_of_a_stack),
		cmocka_unit_test(stacks_are_found_by_the_fingerprint_of_bytes),
		cmocka_unit_test(stacks_differ_by_zeros_at_their_end),
		cmocka_unit_test(stacks_without_a_fingerprint_are_not_found),
		cmocka_unit_test(stacks_are_given_to_samples),
		cmocka_unit_test(stacks_that_are_forgotten_are_not_found),
		cmocka_unit_test(stacks_fold_finds_every_stack_however_many_there_are),
		cmocka_unit_test(stacks_are_looked_for_rarely_where_none_is_found),
		cmocka_unit_test(stacks_are_looked_for_longer_where_one_is_found),
		cmocka_unit_test(stacks_are_looked_for_again_where_later_ones_repeat),
		cmocka_unit_test(stacks_of_samples_are_numbered_by_their_first_sample),
		cmocka_unit_test(stacks_are_read_from_any_fields),
		cmocka_unit_test(stacks_of_damaged_ids_are_refused),
		cmocka_unit_test(stacks_may_have_ids_of_any_size),
		cmocka_unit_test(stacks_of_unknown_ids_are_refused),
		cmocka_unit_test(stacks_that_are_all_different_are_those_of_their_samples),
		cmocka_unit_test(stacks_that_repeat_later_are_found_again),
		cmocka_unit_test(stacks_that_repeat_first_are_found),
		cmocka_unit_test(stacks_are_right_on_both_sides_of_other_records),
		cmocka_unit_test(stacks_of_merged_profiles_are_shared),
		cmocka_unit_test(stacks_of_longer_varints_are_merged),
		cmocka_unit_test(stacks_of_large_profiles_are_merged),
	};

	return cmocka_run_group_tests_name("profile: stacks", tests, NULL, NULL);
}

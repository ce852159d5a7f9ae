/*
 * import-names.c: tests of what import/ offers to readers: frames by name, sums of equal samples,
 * the text by line. The formats are of this test alone, each a row and a reader.
 */
#include "import-tests.h"
#include "unit.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/cancel.h"
#include "base/num.h"
#include "base/out.h"
#include "import/import.h"
#include "import/reader.h"
#include "import/recognize.h"
#include "import/scan.h"
#include "profile/draft.h"
#include "profile/encode.h"

enum {
	AT_HAND_MAX = 1 << 20, /* more bytes than a reader has at hand of a text that is not held */
	REPEATED = 1 << 20,    /* how often a long text says the same */
	LONG = 20000,          /* samples of a long text */
};

static size_t most_at_hand;

/* "name@file:line", "name", "name!" for a function inlined into the next one, or "0x10". */
static void take_frame(struct import *im, struct str frame)
{
	struct str name = str_sub(frame, 0, str_find(frame, STR("@"), 0));
	struct str place = str_from(frame, name.n + 1);
	size_t colon = str_find_last(place, ':');
	bool inlined = str_ends(name, STR("!"));
	uint64_t address;
	int64_t line = 0;

	if (str_starts(frame, STR("0x")) && num_uint(str_from(frame, 2), 16, &address)) {
		import_add_frame(im, address);
		return;
	}
	name.n -= inlined;
	num_int(str_from(place, colon + 1), 10, &line);
	import_add_named_frame(im, name, str_sub(place, 0, colon), line, inlined);
}

/* Lines such as "thread=main 3 leaf@a.c:7;caller", of which the first word may be missing. */
static enum import_result read_names(struct import *im, struct err *err)
{
	import_next(im);
	import_mine(im);
	import_use_names(im);
	import_add_type(im, STR("samples"), STR("count"));
	import_period(im, STR("samples"), STR("count"), 1);
	while (import_next(im)) {
		struct str rest = im->line, frame, number;
		int64_t count;

		if (import_take(&rest, STR("thread="))) {
			size_t n = str_find(rest, STR(" "), 0);

			import_add_label(im, STR("thread"), str_sub(rest, 0, n));
			rest = str_from(rest, n + 1);
		}
		number = import_take_run(&rest, ascii_is_digit);
		if (!num_int(number, 10, &count))
			return import_fail(im, err, "not a number and frames");
		import_take_spaces(&rest);
		while (rest.n != 0 && str_split(&rest, ';', &frame))
			take_frame(im, frame);
		if (im->text.n > most_at_hand)
			most_at_hand = im->text.n;
		if (!import_merge_sample(im, &count, err))
			return IMPORT_FAILED;
	}
	return IMPORT_READ;
}

/* Looks at all of the text and finds out that it is not its own. */
static enum import_result read_nothing(struct import *im, struct err *err)
{
	(void)err;
	while (import_next(im))
		;
	return IMPORT_NOT_MINE;
}

#define NAMES .mark = {"names\n", 6}

static const struct import_format formats[] = {
	{.name = "a text that is another's", NAMES, .read = read_nothing, .by_line = true},
	{.name = "a text of names", NAMES, .read = read_names, .by_line = true},
};

/* An input that says the same again and again, behind a first line, and may then fail. */
struct repeated {
	struct input in;
	struct str first, again;
	size_t left; /* repetitions */
	size_t at;   /* within `first`, and then within `again` */
	bool fails;
	struct cancel *cancels; /* set when so many are left as cancel_at says; or NULL */
	size_t cancel_at;
};

static bool read_repeated(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct repeated *r = (struct repeated *)in;
	struct str *from = r->first.n != 0 ? &r->first : &r->again;

	*n = 0;
	if (from == &r->again && r->left == 0)
		return !r->fails || err_set(err, "the disk is on fire");
	*n = from->n - r->at < cap ? from->n - r->at : cap;
	memcpy(buf, from->p + r->at, *n);
	r->at += *n;
	if (r->at < from->n)
		return true;
	r->at = 0;
	if (from == &r->first)
		r->first.n = 0;
	else if (--r->left == r->cancel_at && r->cancels != NULL)
		cancel_request(r->cancels);
	return true;
}

static bool load(struct arena *a, const struct import_format *rows, size_t n, struct input *in,
	struct profile *p, struct err *err)
{
	const struct load_limits limits = {0};
	struct builder b;
	struct draft d;
	bool ok;

	builder_init(&b, a);
	ok = import_profile_of(rows, n, &b, in, &limits, err) && builder_finish(&b, &d, err);
	builder_release(&b);
	if (ok)
		*p = *draft_freeze(&d);
	return ok;
}

static void show_location(struct out *o, const struct profile *p, loc_id loc)
{
	if (p->loc_address[loc] != 0)
		out_fmt(o, "0x%" PRIx64, p->loc_address[loc]);
	for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
		const struct function *fn = &p->functions[p->frames[f].fn];

		out_lit(o, f == p->frame_begin[loc] ? "" : ">");
		out_str(o, profile_str(p, fn->name));
		if (p->frames[f].line != 0) {
			out_lit(o, "@");
			out_str(o, profile_str(p, fn->file));
			out_fmt(o, ":%" PRId64, p->frames[f].line);
		}
	}
}

/* The samples, a line each: "3 main: leaf@a.c:7>outer caller". */
static void show(struct out *o, const struct profile *p)
{
	for (size_t s = 0; s < p->n_samples; s++) {
		struct window w = profile_sample_stack(p, s);

		out_fmt(o, "%" PRId64, profile_value(p, 0, s));
		if (p->label_begin != NULL && p->label_begin[s] != p->label_begin[s + 1]) {
			out_lit(o, " ");
			out_str(o, profile_str(p, p->labels[p->label_begin[s]].text));
		}
		out_lit(o, ":");
		for (uint32_t at = w.begin; at < w.end; at++) {
			out_lit(o, " ");
			show_location(o, p, loc_column_get(&p->stack, at));
		}
		out_lit(o, "\n");
	}
}

TEST(names_become_locations_and_equal_samples_one)
{
	static const struct str text = S("names\n"
					 "1 leaf@a.c:7;main@a.c:1\n"
					 "2 leaf@a.c:8;main@a.c:1\n"
					 "4 leaf@b.c:7;main@a.c:1\n"
					 "8 leaf@a.c:7;main@a.c:1\n"
					 "thread=w1 16 leaf@a.c:7;main@a.c:1\n"
					 "thread=w2 32 leaf@a.c:7;main@a.c:1\n"
					 "thread=w1 64 leaf@a.c:7;main@a.c:1\n"
					 "1 in!@a.c:3;leaf@a.c:7\n"
					 "1 in@a.c:3;leaf@a.c:7\n"
					 "1 in!\n"
					 "1 0x10;leaf@a.c:7;0x10\n"
					 "5\n");
	static const char want[] = "9: leaf@a.c:7 main@a.c:1\n"
				   "2: leaf@a.c:8 main@a.c:1\n"
				   "4: leaf@b.c:7 main@a.c:1\n"
				   "80 w1: leaf@a.c:7 main@a.c:1\n"
				   "32 w2: leaf@a.c:7 main@a.c:1\n"
				   "1: in@a.c:3>leaf@a.c:7\n"
				   "1: in@a.c:3 leaf@a.c:7\n"
				   "1: in\n"
				   "1: 0x10 leaf@a.c:7 0x10\n"
				   "5:\n";
	struct input_mem in;
	struct arena a = {0};
	struct profile p = {0};
	struct out o = {0};
	struct err err = {0};

	input_mem_init(&in, text);
	if (!load(&a, formats, ARRAY_LEN(formats), &in.in, &p, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	show(&o, &p);
	assert_str_c(((struct str){o.p, o.n}), want);
	/* Each function once by name and file: leaf and main of a.c, leaf of b.c, in of a.c, in. */
	assert_int_equal(p.n_functions, 1 + 5);
	assert_true(p.mappings[1].has_functions && p.mappings[1].has_inline_frames);
	out_release(&o);
	arena_release(&a);
}

TEST(errors_name_the_format_and_the_line)
{
	struct input_mem in;
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	input_mem_init(&in, STR("names\n1 a;b\nx\n"));
	assert_false(load(&a, formats, ARRAY_LEN(formats), &in.in, &p, &err));
	assert_string_equal(err.text, "a text of names, line 3: not a number and frames");
	arena_release(&a);
}

TEST(a_text_that_is_read_by_line_is_not_held)
{
	enum { TIMES = REPEATED / 8 };
	struct repeated r = {{read_repeated, INPUT_NO_WAKE}, S("names\n"),
		S("1 leaf@a.c:7;main@a.c:1\n"), TIMES, 0, false};
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	most_at_hand = 0;
	if (!load(&a, &formats[1], 1, &r.in, &p, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	assert_int_equal(p.n_samples, 1);
	assert_int_equal(profile_value(&p, 0, 0), TIMES);
	assert_in_range(most_at_hand, 1, AT_HAND_MAX);
	arena_release(&a);
}

TEST(a_text_is_held_until_its_reader_is_known)
{
	enum { TIMES = 1 << 17 };
	struct repeated r = {{read_repeated, INPUT_NO_WAKE}, S("names\n"),
		S("1 leaf@a.c:7;main@a.c:1\n"), TIMES, 0, false};
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	assert_true(load(&a, formats, ARRAY_LEN(formats), &r.in, &p, &err));
	assert_int_equal(profile_value(&p, 0, 0), TIMES);
	arena_release(&a);
}

TEST(an_error_of_reading_is_passed_on)
{
	struct arena a = {0};

	for (size_t first = 0; first < ARRAY_LEN(formats); first++) {
		struct repeated r = {{read_repeated, INPUT_NO_WAKE}, S("names\n"), S("1 leaf\n"),
			1 << 17, 0, true};
		struct profile p = {0};
		struct err err = {0};

		assert_false(
			load(&a, formats + first, ARRAY_LEN(formats) - first, &r.in, &p, &err));
		assert_string_equal(err.text, "the disk is on fire");
	}
	arena_release(&a);
}

TEST(reading_stops_when_it_is_cancelled)
{
	enum { TIMES = REPEATED / 8 };
	struct cancel token = {0}, *before = cancel_use(&token);
	struct repeated r = {{read_repeated, INPUT_NO_WAKE}, S("names\n"), S("1 leaf\n"), TIMES, 0,
		false, &token, TIMES / 2};
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	assert_false(load(&a, &formats[1], 1, &r.in, &p, &err));
	assert_string_equal(err.text, "stopped");
	assert_in_range(r.left, 1, TIMES / 2);
	cancel_use(before);
	arena_release(&a);
}

/* Rows are tried in order: what claims a file first, read or not, keeps it from those behind it. */
TEST(the_first_row_that_claims_a_file_has_it)
{
	static const struct import_format rows[] = {
		{.name = "a picture of names", .mark = {"names\n1", 7}, .instead = ": look at it"},
		{.name = "a text of names", NAMES, .read = read_names, .by_line = true},
	};
	struct arena a = {0};
	struct profile p = {0};
	struct input_mem in;
	struct err err = {0};

	input_mem_init(&in, STR("names\n1 a;b\n"));
	assert_false(load(&a, rows, ARRAY_LEN(rows), &in.in, &p, &err));
	assert_string_equal(err.text, "a picture of names: look at it");
	input_mem_init(&in, STR("names\n2 a;b\n"));
	assert_true(load(&a, rows, ARRAY_LEN(rows), &in.in, &p, &err));
	arena_release(&a);
}

/*
 * Write texts of which the window holds a small part, each line another: one for each format that
 * is read by line.
 */
static void write_count(struct out *o)
{
	out_lit(o, "goroutine profile: total 1\n");
	for (unsigned i = 0; i < LONG; i++) {
		out_fmt(o, "%u @ 0x%x 0x%x\n# labels: {\"k\":\"v%u\"}\n", i + 1, 0x100001 + 16 * i,
			0x2001 + i % 7, i % 5);
		out_fmt(o, "#\t0x%x\tmain.f%u+0x1\t/src/f%u.go:%u\n", 0x100000 + 16 * i, i, i % 9,
			i);
		out_fmt(o, "#\t0x%x\tmain.g%u+0x1\t/src/g.go:7\n\n", 0x2000 + i % 7, i % 7);
	}
}

static void write_heap(struct out *o)
{
	out_lit(o, "heap profile: 1: 16 [2: 32] @ heap/1048576\n");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "%u: %u [%u: %u] @ 0x%x\n#\t0x%x\tmain.f%u+0x1\t/src/f.go:%u\n", i + 1,
			16 * i + 16, i + 2, 16 * i + 32, 0x100001 + 16 * i, 0x100000 + 16 * i, i,
			i);
	out_lit(o, "MAPPED_LIBRARIES:\nlib=/usr/lib\n");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "%x-%x r-xp 00000000 08:01 5 $lib/%u.so\n", 0x1000 + i, 0x1001 + i, i);
}

static void write_jemalloc(struct out *o)
{
	out_lit(o, "heap_v2/524288\n  t*: 1: 16 [2: 32]\n");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "@ 0x%x 0x%x\n  t*: %u: %u [%u: %u]\n  t0: 1: 2 [0: 0]\n",
			0x1001 + i % 99, 0x2001 + i % 7, i + 1, 16 * i + 16, i + 2, 16 * i + 32);
}

static void write_dump(struct out *o)
{
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o,
			"goroutine %u [select, %u minutes]:\nmain.f%u(0x1)\n\t/src/f%u.go:%u +0x1\n"
			"created by main.g%u in goroutine 1\n\t/src/g.go:1 +0x1\n\n",
			i, i % 9, i % 99, i % 9, i % 999, i % 7);
}

static void write_folded(struct out *o)
{
	out_lit(o, "# a comment\n");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "main;some_function;(*f[a; b]).g%u;h (f%u.c:%u);i%s %u.%u\n", i % 99,
			i % 9, i % 999, i % 5 != 0 ? "_[i]" : "", i, i % 100);
}

static void write_v8_node(struct out *o, unsigned i)
{
	out_fmt(o,
		"{\"callFrame\":{\"functionName\":\"f\\u00e4%u\",\"url\":\"file:///a%u.js\",\"lineNumber\":%u},\"id\":%u,",
		i, i % 9, i, i + 1);
}

static void write_cpuprofile(struct out *o)
{
	out_lit(o, "{\"nodes\":[");
	for (unsigned i = 0; i < LONG; i++) {
		write_v8_node(o, i);
		out_fmt(o, "\"children\":[%u]},\n", i % 100 != 99 ? i + 2 : LONG + 1);
	}
	out_fmt(o, "{\"id\":%u}],\"startTime\":0,\"endTime\":%u,\"samples\":[1", LONG + 1, LONG);
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, ",%u", i + 1);
	out_lit(o, "],\"timeDeltas\":[0");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, ",%u", i % 9);
	out_lit(o, "]}");
}

static void write_heapprofile(struct out *o)
{
	out_lit(o, "{\"head\":{\"id\":0,\"selfSize\":0,\"children\":[{\"id\":-1}");
	for (unsigned i = 0; i < LONG; i++) {
		out_lit(o, ",\n");
		write_v8_node(o, i);
		out_fmt(o, "\"selfSize\":%u}", i);
	}
	out_lit(o, "]}}");
}

/* The first events are others, so that it looks like no other profile. */
static void write_trace(struct out *o)
{
	out_lit(o, "{\"metadata\":{},\"traceEvents\":[");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "{\"name\":\"event%u\",\"ph\":\"X\"},\n", i);
	for (unsigned i = 0; i < LONG; i++) {
		out_lit(o, "{\"args\":{\"data\":{\"cpuProfile\":{\"nodes\":[");
		write_v8_node(o, i);
		out_fmt(o,
			"\"parent\":%u}],\"samples\":[%u]},\"timeDeltas\":[2]}},\"name\":\"ProfileChunk\"},\n",
			i % 99, i + 1);
	}
	out_lit(o, "{}]}");
}

static void write_perf(struct out *o)
{
	for (size_t i = 0; o->n < AT_HAND_MAX; i++)
		out_fmt(o,
			"prog  4100 10.%06zu:     250000 cycles: \n\t%16zx work%zu+0x10 (/tmp/oven)\n"
			"\t            1300 main+0x3c (/tmp/oven)\n\n",
			i, i, i % 100);
}

static void write_speedscope(struct out *o)
{
	out_lit(o, "{\"$schema\":\"speedscope\",\"profiles\":[{\"unit\":\"seconds\",\"samples\":[");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "[%u,%u],\n", i % 99, i);
	out_lit(o, "[]],\"weights\":[0.5");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, ",%u", i);
	out_lit(o, "],\"type\":\"sampled\"},{\"type\":\"evented\",\"unit\":\"none\",\"events\":[");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, "%s{\"type\":\"%c\",\"frame\":%u,\"at\":%u}", i != 0 ? "," : "",
			i % 2 == 0 ? 'O' : 'C', i / 2, i);
	out_lit(o, "]}],\"shared\":{\"frames\":[{\"name\":\"f\"}");
	for (unsigned i = 0; i < LONG; i++)
		out_fmt(o, ",{\"name\":\"f\\u00e4%u\",\"line\":%u}", i, i % 9);
	out_lit(o, "]}}");
}

static void encoded(struct out *o, const struct import_format *row, struct str text)
{
	struct input_mem in;
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	input_mem_init(&in, text);
	if (!load(&a, row, 1, &in.in, &p, &err))
		fail_msg("%s: %s", row->name, err.text);
	else
		profile_encode(&p, o);
	arena_release(&a);
}

/* No reader looks at a line that is gone. */
TEST(a_text_gives_the_same_by_line_and_as_a_whole)
{
	void (*const texts[])(struct out * o) = {write_count, write_heap, write_jemalloc,
		write_dump, write_folded, write_cpuprofile, write_heapprofile, write_trace,
		write_speedscope, write_perf};
	bool *tried = mem_zeroed(import_n_formats, sizeof(*tried));

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct out text = {0};

		struct import_head head;

		texts[i](&text);
		assert_in_range(text.n, AT_HAND_MAX, SIZE_MAX);
		head = import_look((struct str){text.p, STREAM_HEAD});
		for (size_t k = 0; k < import_n_formats; k++) {
			struct import_format row = import_formats[k];
			struct out by_line = {0}, whole = {0};

			if (!row.by_line || !import_claims(&row, &head))
				continue;
			encoded(&by_line, &row, (struct str){text.p, text.n});
			row.by_line = false;
			encoded(&whole, &row, (struct str){text.p, text.n});
			assert_row(str_eq((struct str){by_line.p, by_line.n},
					   (struct str){whole.p, whole.n}),
				row.name);
			out_release(&by_line);
			out_release(&whole);
			tried[k] = true;
		}
		out_release(&text);
	}
	for (size_t k = 0; k < import_n_formats; k++)
		assert_row(tried[k] == import_formats[k].by_line, import_formats[k].name);
	free(tried);
}

int test_import_names(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_become_locations_and_equal_samples_one),
		cmocka_unit_test(errors_name_the_format_and_the_line),
		cmocka_unit_test(a_text_that_is_read_by_line_is_not_held),
		cmocka_unit_test(a_text_is_held_until_its_reader_is_known),
		cmocka_unit_test(a_text_gives_the_same_by_line_and_as_a_whole),
		cmocka_unit_test(an_error_of_reading_is_passed_on),
		cmocka_unit_test(reading_stops_when_it_is_cancelled),
		cmocka_unit_test(the_first_row_that_claims_a_file_has_it),
	};

	return cmocka_run_group_tests_name("import: names", tests, NULL, NULL);
}

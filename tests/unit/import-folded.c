/*
 * import-folded.c: tests of the reader of folded stacks.
 */
#include "import-tests.h"
#include "unit.h"

#include "base/out.h"
#include "import/import.h"
#include "proto.h"

static const struct {
	const char *rule;
	struct str text;
	const char *type;  /* -folded_type */
	const char *wants; /* as folded_text gives it */
	const char *note;  /* NULL: none */
} rows[] = {
	{"a stack a line", S("a;b 3\na 4\n"), "", "samples/count\na;b 3\na 4\n", NULL},
	{"the last line needs no end", S("a;b 3"), "", "samples/count\na;b 3\n", NULL},
	{"lines of Windows, and a mark",
		S("\xef\xbb\xbf"
		  "a;b 3\r\n\r\na;c 4\r\n"),
		"", "samples/count\na;b 3\na;c 4\n", NULL},
	{"equal stacks are one sample", S("a;b 3\na;c 1\na;b -5\n"), "",
		"samples/count\na;b -2\na;c 1\n", NULL},
	{"a type is named", S("a;b 3\n"), "cpu/nanoseconds", "cpu/nanoseconds\na;b 3\n", NULL},
	{"comments, and a frame that is none", S("# a;b 1\n#\n#a;b 3\n"), "",
		"samples/count\n#a;b 3\n", NULL},
	{"blanks in names, a tab before the number", S("a b;c (d) e\t3\n"), "",
		"samples/count\na b;c (d) e 3\n", NULL},
	{"a header names types, and names are exact",
		S("# stack;x/y/z cpu/ns\na_[k];b (c:1);[;];  1 2\n"), "t/u",
		"x/y/z cpu/ns\na_[k];b (c:1);[;];  1 2\n", NULL},
	{"a header of pprofutils", S("samples/count cpu/ns\na;[b;c] 1 2\n"), "",
		"samples/count cpu/ns\na;[b;c] 1 2\n", NULL},
	{"no ';' in brackets separates", S("a;f[x; {y;(z;)}];c 3\n"), "",
		"samples/count\na;f[x; {y;(z;)}];c 3\n", NULL},
	{"unless a bracket of the line is open", S("a;f[b;c];d[ 3\n"), "",
		"samples/count\na;f[b;c];d[ 3\n", NULL},
	{"or closes another", S("a;[(b;c]) 3\n"), "", "samples/count\na;[(b;c]) 3\n", NULL},
	{"what the next line has in common is as it is in that line",
		S("a;(b;c);d 1\na;(b;c);e 2\na;(b;x 3\na;(b;c);d 4\n"), "",
		"samples/count\na;(b;c);d 5\na;(b;c);e 2\na;(b;x 3\n", NULL},
	{"inlined functions", S("a;b_[i];c_[i] 1\na;b;c_[i] 2\na_[i];b 3\n"), "",
		"samples/count\na>b>c 1\na;b>c 2\na;b 3\n", NULL},
	{"marks of kernel and JIT", S("a;b_[k];c_[j] 1\na;b;_[k] 2\n"), "",
		"samples/count\na;b;c 1\na;b;_[k] 2\n", NULL},
	{"files and lines", S("a (x y/b.py:3);b (c:d.py:4) 1\na (b:);b (:3);c(d:4) 2\n"), "",
		"samples/count\na@x y/b.py:3;b@c:d.py:4 1\na (b:);b (:3);c(d:4) 2\n", NULL},
	{"frames without a name", S("a;;b 1\n;c 2\n"), "",
		"samples/count\na;[unknown];b 1\n[unknown];c 2\n", NULL},
	{"a first frame in brackets is no JSON", S("[unknown];{a};b 1\n"), "",
		"samples/count\n[unknown];{a};b 1\n", NULL},
	{"nor is one that begins as a binary file does", S("gmond;a 1\nMZ;a 2\n"), "",
		"samples/count\ngmond;a 1\nMZ;a 2\n", NULL},
	{"two numbers are before and after", S("a;b 3 4\na 5 1\n"), "cpu/ns",
		"before/ns after/ns change/ns\na;b 3 4 1\na 5 1 -4\n",
		"the lines have two numbers: the sample types are before, after and change"},
	{"two numbers in some lines are a name and a number", S("a;b 3 4\na 5\n"), "",
		"samples/count\na;b 3 4\na 5\n", NULL},
	{"fractions", S("a;b 3\na 0.25\nb;c -.5\nd;e 7.\n"), "",
		"samples/count\na;b 300\na 25\nb;c -50\nd;e 700\n",
		"the values of samples have fractions: all are multiplied by 100"},
	{"zeros behind the point are no fraction", S("a;b 3.0\na 4.000\n"), "",
		"samples/count\na;b 3\na 4\n", NULL},
	{"fractions in a unit of time", S("a;b 3\na 0.2512\n"), "wall/seconds",
		"wall/microseconds\na;b 3000000\na 251200\n", NULL},
	{"fractions of before and after", S("a;b 3 4.5\na;c 5 1\n"), "",
		"before/count after/count change/count\na;b 30 45 15\na;c 50 10 -40\n",
		"the lines have two numbers: the sample types are before, after and change"},
	{"lines that are no stacks", S("a;b 3\nno\n;\na;c 5\na;d 6\n"), "",
		"samples/count\na;b 3\na;c 5\na;d 6\n",
		"2 lines are no stacks; the first is line 2"},
};

TEST(folded_stacks_are_read)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct loaded k;

		load_text(&k, rows[i].text,
			(struct load_limits){.folded_type = str_from_c(rows[i].type)});
		if (!k.ok)
			fail_msg("%s: %s", rows[i].rule, k.err.text);
		if (strcmp(folded_text(&k.arena, &k.profile), rows[i].wants) != 0)
			fail_msg("%s: %s", rows[i].rule, folded_text(&k.arena, &k.profile));
		assert_row((k.notes.n != 0) == (rows[i].note != NULL), rows[i].rule);
		if (rows[i].note != NULL && !str_eq_c(k.notes.p[0], rows[i].note))
			fail_msg("%s: %.*s", rows[i].rule, STR_ARG(k.notes.p[0]));
		arena_release(&k.arena);
	}
}

static const struct {
	struct str text;
	const char *says;
} refused[] = {
	{S("# stack;samples/count\na;b 3\nno\nnot\n"), "2 of 3; the first is line 3"},
	{S("# stack;samples\na;b 3\n"), "line 1: not the names of the columns"},
	{S("# stack;\na;b 3\n"), "line 1: it names no column"},
	{S("a;b 9223372036854775807\na;c 0.1\n"), "line 2: a value is too large"},
	{S("main;work;leaf\nmain 3\n"), "a text file, not a profile"},
	{S("one 1\ntwo 2\n"), "a text file, not a profile"},
	{S("a;b\nc;d\ne;f 3\n"), "a text file, not a profile"},
};

TEST(texts_that_are_no_folded_stacks_are_refused)
{
	for (size_t i = 0; i < LENGTH(refused); i++) {
		struct loaded k;

		load_text(&k, refused[i].text, (struct load_limits){0});
		assert_row(!k.ok, refused[i].says);
		assert_says(&k.err, refused[i].says);
		arena_release(&k.arena);
	}
}

/* Numbers that do not fit are no numbers: the line is no stack. */
TEST(numbers_of_any_length_are_read)
{
	struct loaded k;

	load_text(&k,
		STR("a;b 9223372036854775808\na;b 1\na;c 99999999999999999999999999999999999999\n"
		    "a;d -9223372036854775808\na;e 000000000000000000000000000000000000000000007\n"
		    "a;f +0.00000000000000000000000000000000000000001\n"),
		(struct load_limits){0});
	assert_true(k.ok);
	assert_string_equal(folded_text(&k.arena, &k.profile),
		"samples/count\na;b 1\na;d -9223372036854775808\na;e 7\na;f 0\n");
	arena_release(&k.arena);
}

/* However long the first line is. */
TEST(long_lines_are_read)
{
	static const size_t lengths[] = {100, 1000, 70000, 1000000};

	for (size_t i = 0; i < LENGTH(lengths); i++) {
		struct loaded k;
		struct out o = {0};
		struct window w;

		while (o.n < lengths[i])
			out_lit(&o, "some_function;");
		out_lit(&o, "leaf 12\nmain;leaf 3\n");
		load_text(&k, (struct str){o.p, o.n}, (struct load_limits){0});
		assert_true(k.ok);
		assert_int_equal(k.profile.n_samples, 2);
		w = profile_sample_stack(&k.profile, 0);
		assert_int_equal(w.end - w.begin, (lengths[i] + 13) / 14 + 1);
		arena_release(&k.arena);
		out_release(&o);
	}
}

/* A text of one line, such as a script without line breaks, is none. */
TEST(a_long_text_without_lines_is_refused)
{
	struct loaded k;
	struct out o = {0};

	while (o.n < 200000)
		out_lit(&o, "var a = 5; ");
	load_text(&k, (struct str){o.p, o.n}, (struct load_limits){0});
	assert_false(k.ok);
	assert_says(&k.err, "a text file, not a profile");
	arena_release(&k.arena);
	out_release(&o);
}

TEST(a_stack_has_a_million_frames_at_most)
{
	struct loaded k;
	struct out o = {0};

	for (int i = 0; i < (1 << 20) + 1; i++)
		out_lit(&o, "a;");
	out_lit(&o, "b 3\n");
	load_text(&k, (struct str){o.p, o.n}, (struct load_limits){.max_size = (uint64_t)1 << 30});
	assert_false(k.ok);
	assert_says(&k.err, "line 1: a stack of more than a million frames");
	arena_release(&k.arena);
	out_release(&o);
}

int test_import_folded(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(folded_stacks_are_read),
		cmocka_unit_test(texts_that_are_no_folded_stacks_are_refused),
		cmocka_unit_test(numbers_of_any_length_are_read),
		cmocka_unit_test(long_lines_are_read),
		cmocka_unit_test(a_long_text_without_lines_is_refused),
		cmocka_unit_test(a_stack_has_a_million_frames_at_most),
	};

	return cmocka_run_group_tests_name("import: folded stacks", tests, NULL, NULL);
}

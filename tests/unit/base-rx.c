/*
 * base-rx.c: tests of regular expressions: RE2's language and no more, its matches, its limits.
 *
 * Go's regexp package, which pprof uses, was asked about every row.
 */
#include "base-tests.h"
#include "unit.h"

#include "base/out.h"
#include "base/rx-internal.h"
#include "base/rx.h"

static bool accepts(struct str pattern)
{
	struct rx *rx = NULL;
	struct err err = {0};
	bool ok = rx_new(pattern, &rx, &err);

	if (!ok && (err.text[0] == '\0' || rx != NULL))
		fail_msg("refused \"%s\" without a word", pattern.p);
	rx_free(rx);
	return ok;
}

TEST(rx_takes_what_re2_takes)
{
	static const char *const patterns[] = {
		"",
		"a|b",
		"a||b",
		"|a",
		"a|",
		"(|a)",
		"()",
		"(a)",
		"(?:a)",
		"(?i)a",
		"(?i:a)",
		"(?i-s)a",
		"(?s-i:a)",
		"(?-i)a",
		"(?s).",
		"(?m)^a$",
		"(?U)a+",
		"(?is)a",
		"(?P<name>a)",
		"(?<name>a)",
		"a*",
		"a*?",
		"a+?",
		"a??",
		"a{2}",
		"a{2}?",
		"a{2,}",
		"a{2,3}",
		"a{,3}",
		"a{",
		"a{x}",
		"{",
		"[a-z]",
		"[^a]",
		"[]a]",
		"[^]a]",
		"[a-]",
		"[-a]",
		"[[:alpha:]]",
		"[[:^alpha:]]",
		"[\\]\\\\]",
		"[\\d\\s\\w]",
		"[\\pL]",
		"\\d\\D\\s\\S\\w\\W",
		"\\b\\B",
		"\\A\\z",
		"^a$",
		"\\pL",
		"\\PN",
		"\\p{Greek}",
		"\\p{^Greek}",
		"\\p{Lu}",
		"\\Q.*[\\E",
		"\\Qab",
		"\\x41",
		"\\x{263a}",
		"\\123",
		"\\07",
		"\\n\\t\\r\\f\\v\\a",
		"\\.\\*\\(\\_\\-\\<\\ ",
		"((((((a))))))",
		"std::vector<.*>::operator\\[\\]",
		"^runtime\\.(mcall|morestack)$",
	};

	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(accepts(str_from_c(patterns[i])), patterns[i]);
}

TEST(rx_refuses_what_re2_refuses)
{
	static const char *const patterns[] = {
		"*a",
		"+a",
		"?a",
		"*",
		"(",
		"(a",
		")",
		"a)",
		"[",
		"[a",
		"[z-a]",
		"[]",
		"[^]",
		"[[:foo:]]",
		"\\",
		"a**",
		"a*+",
		"a++",
		"a?+",
		"a{2}+",
		"a???",
		"a{2,1}",
		"\\p{Foo}",
		"\\x{110000}",
	};

	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(!accepts(str_from_c(patterns[i])), patterns[i]);
}

/* So that a pattern that works here works there. */
TEST(rx_refuses_what_only_pcre_has)
{
	static const char *const patterns[] = {
		"(?=a)",
		"(?!a)",
		"(?<=a)",
		"(?<!a)",
		"(?>a)",
		"(a)\\1",
		"\\8",
		"\\g1",
		"\\k<n>",
		"(?P=n)",
		"(?P>n)",
		"(?R)",
		"(?1)",
		"(?#c)a",
		"(?|a|b)",
		"(?x)a",
		"(?J)a",
		"(?'n'a)",
		"(?^)a",
		"(*FAIL)",
		"(*UTF)a",
		"\\K",
		"\\G",
		"\\R",
		"\\X",
		"\\h",
		"\\N",
		"\\Z",
		"\\E",
		"\\e",
		"\\cA",
		"\\u0041",
		"\\L",
		"\\o{12}",
	};

	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(!accepts(str_from_c(patterns[i])), patterns[i]);
}

TEST(rx_refuses_escapes_in_classes_that_re2_has_not)
{
	static const char *const patterns[] = {"[\\b]", "[\\h]", "[\\e]", "[\\1]", "[\\8]", "[\\N]",
		"[\\R]", "[\\c]", "[\\A]", "[\\z]"};

	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(!accepts(str_from_c(patterns[i])), patterns[i]);
}

TEST(rx_refuses_hexadecimal_escapes_without_two_digits)
{
	static const char *const patterns[] = {"\\x4", "\\xg", "\\x", "\\x{}"};

	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(!accepts(str_from_c(patterns[i])), patterns[i]);
}

TEST(rx_repeats_a_thousand_times_at_most)
{
	assert_true(accepts(STR("a{1000}")));
	assert_false(accepts(STR("a{1001}")));
}

/* \b and ^ match nothing, but RE2 lets them be repeated. */
TEST(rx_takes_repeated_empty_matches)
{
	static const char *const patterns[] = {"^*", "$*", "\\b+", "(?:)*"};

	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(accepts(str_from_c(patterns[i])), patterns[i]);
}

static bool matches(struct str pattern, struct str s)
{
	struct rx *rx = NULL;
	struct err err = {0};
	bool hit = false;

	if (!rx_new(pattern, &rx, &err) || !rx_match(rx, s, &hit, &err))
		fail_msg("\"%s\": %s", pattern.p, err.text);
	rx_free(rx);
	return hit;
}

TEST(rx_matches_as_re2)
{
	static const struct {
		struct str pattern, s;
		bool hit;
	} rows[] = {
		/* Anywhere in the text. */
		{S("b"), S("abc"), true},
		{S("d"), S("abc"), false},
		{S(""), S(""), true},
		{S(""), S("abc"), true},
		{S("a|b"), S("b"), true},
		{S("^bc"), S("abc"), false},
		/* $ is the end of the text and not what comes before a last newline. */
		{S("c$"), S("abc"), true},
		{S("c$"), S("abc\n"), false},
		{S("^b"), S("a\nb"), false},
		{S("(?m)^b$"), S("a\nb\nc"), true},
		{S("a.b"), S("a\nb"), false},
		{S("(?s)a.b"), S("a\nb"), true},
		{S("a.b"), S("a\rb"), true},
		/* Case counts unless told otherwise. */
		{S("main"), S("Main"), false},
		{S("(?i)main"), S("MAIN"), true},
		/* Classes are ASCII. */
		{S("^\\w$"), S("\xc3\xbc"), false},
		{S("^\\pL$"), S("\xc3\xbc"), true},
		{S("^\\d$"), S("7"), true},
		{S("^.$"), S("\xc3\xbc"), true},
		{S("^[\xc3\xbc]$"), S("\xc3\xbc"), true},
		/* A NUL is a byte like others. */
		{S("^a.b$"), S("a\0b"), true},
		{S("^a$"), S("a\0b"), false},
		{S("b"), S("a\0b"), true},
		{S("a\\x00b"), S("a\0b"), true},
		{S("^a\0b$"), S("a\0b"), true},
		{S("a\0b"), S("a"), false},
		/* Bytes that are no UTF-8 do not get in the way. */
		{S("main"), S("\xff main"), true},
		{S("main$"), S("\xff\xfe\x80main"), true},
		{S("main"), S("\xe2\x82"), false},
		/* Quoted. */
		{S("\\Q.*\\E"), S("abc"), false},
		{S("\\Q.*\\E"), S("a.*c"), true},
		{S("operator\\(\\)"), S("f::operator()"), true},
		/* What is no repetition is itself. */
		{S("^a{,3}$"), S("a{,3}"), true},
		{S("^a{,3}$"), S("aa"), false},
		{S("^a{x}$"), S("a{x}"), true},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_row(matches(rows[i].pattern, rows[i].s) == rows[i].hit, rows[i].pattern.p);
}

TEST(rx_dot_matches_a_byte_that_is_no_utf8)
{
	assert_true(matches(STR("^a.b$"),
		STR("a\xff"
		    "b")));
	assert_true(matches(STR("^..$"), STR("\xe2\x82")));
}

TEST(rx_may_match_again_and_again)
{
	struct rx *rx = NULL;
	struct err err;
	bool hit = false;

	assert_true(rx_new(STR("^runtime\\."), &rx, &err));
	for (int i = 0; i < 3; i++) {
		assert_true(rx_match(rx, STR("runtime.mallocgc"), &hit, &err));
		assert_true(hit);
		assert_true(rx_match(rx, STR("main.runtime."), &hit, &err));
		assert_false(hit);
	}
	rx_free(rx);
}

/* Backtracking would take 2^n steps for these. */
TEST(rx_time_is_linear_however_repetitions_nest)
{
	static const char *const patterns[] = {"^(a*)*b$", "^(a|aa)+$", "(a+)+c", "(.*)*x{3}$",
		"(a?){500}a{500}b", "(.*)(.*)(.*)x"};
	char subject[5001];

	memset(subject, 'a', sizeof(subject));
	subject[sizeof(subject) - 1] = '!';
	for (size_t i = 0; i < LENGTH(patterns); i++)
		assert_row(!matches(str_from_c(patterns[i]),
				   (struct str){subject, sizeof(subject)}),
			patterns[i]);
}

/* \pL has some 600 ranges. Written 30,000 times it would need gigabytes, and Go refuses it too. */
TEST(rx_sets_count_as_often_as_they_are_written)
{
	enum { TIMES = 30000 };
	static const char *const parts[] = {"\\pL", "\\pL|"};

	for (size_t i = 0; i < LENGTH(parts); i++) {
		struct out pattern = {0};
		struct rx *rx = NULL;
		struct err err = {0};

		for (int n = 0; n < TIMES; n++)
			out_str(&pattern, str_from_c(parts[i]));
		assert_false(rx_new((struct str){pattern.p, pattern.n}, &rx, &err));
		assert_says(&err, "expression too large");
		out_release(&pattern);
	}
}

TEST(rx_that_takes_too_many_steps_is_an_error)
{
	struct rx *rx = NULL;
	struct err err = {0};
	bool hit = true;

	assert_true(rx_new(STR("(a|b)*a(a|b){100}c"), &rx, &err));
	rx_limit(rx, 100);
	assert_false(rx_match(rx, STR("abaababbabaabbaaaabbbabab"), &hit, &err));
	assert_says(&err, "too many steps");
	assert_true(hit); /* untouched */
	rx_free(rx);
}

/* More states than are kept at a time. */
TEST(rx_forgets_states_and_goes_on)
{
	struct rx *rx = NULL;
	struct err err = {0};
	char subject[20000];
	unsigned random = 1;
	bool hit = true;

	for (size_t i = 0; i < sizeof(subject); i++) {
		random = random * 1103515245 + 12345;
		subject[i] = "ab"[random >> 16 & 1];
	}
	assert_true(rx_new(STR("a(a|b){500}c"), &rx, &err));
	assert_true(rx_match(rx, (struct str){subject, sizeof(subject)}, &hit, &err));
	assert_false(hit);
	subject[sizeof(subject) - 502] = 'a';
	subject[sizeof(subject) - 1] = 'c';
	assert_true(rx_match(rx, (struct str){subject, sizeof(subject)}, &hit, &err));
	assert_true(hit);
	subject[sizeof(subject) - 502] = 'b';
	assert_true(rx_match(rx, (struct str){subject, sizeof(subject)}, &hit, &err));
	assert_false(hit);
	rx_free(rx);
}

/* PATTERN once for each n, with a number in it. */
static struct str many(struct out *o, const char *before, const char *after, int n)
{
	out_clear(o);
	for (int i = 0; i < n; i++)
		out_fmt(o, "%s%d%s", before, i, after);
	return (struct str){o->p, o->n};
}

TEST(rx_takes_an_alternation_of_thousands)
{
	struct out o = {0};
	struct str pattern = many(&o, "github\\.com/foo/package", "\\.Function|", 5000);

	pattern.n--;
	assert_true(matches(pattern, STR("x/github.com/foo/package4711.Functions")));
	assert_false(matches(pattern, STR("x/github.com/foo/package5711.Functions")));
	out_release(&o);
}

TEST(rx_is_too_large_is_said_with_the_limit)
{
	struct out o = {0};
	struct rx *rx = NULL;
	struct err err = {0};

	out_fill(&o, 'a', RX_PATTERN_MAX + 1);
	assert_false(rx_new((struct str){o.p, o.n}, &rx, &err));
	assert_string_equal(err.text,
		"the expression is too large (1000001 bytes; 1000000 are allowed)");
	assert_string_equal(err.lines, "");
	assert_false(rx_new(many(&o, "a{1000}", "", 4000), &rx, &err));
	assert_string_equal(err.text, "expression too large");
	out_release(&o);
}

/* Parentheses that do not capture make the tree no higher. */
TEST(rx_nests_as_deep_as_go_does)
{
	struct out o = {0};

	for (int i = 0; i < 4; i++) {
		size_t n = i < 2 ? 100000 : 999 + (i == 3);

		out_clear(&o);
		for (size_t k = 0; k < n; k++)
			out_lit(&o, i < 2 ? "(?:" : "(");
		out_lit(&o, "a");
		for (size_t k = 0; k < n; k++)
			out_lit(&o, i == 1 ? "b*)" : ")");
		assert_int_equal(accepts((struct str){o.p, o.n}), i != 3);
	}
	out_release(&o);
}

TEST(rx_error_says_what_and_where)
{
	static const struct {
		struct str pattern;
		const char *text, *lines;
	} rows[] = {
		{S("ab(?=c)"), "invalid or unsupported Perl syntax: `(?=`", "  ab(?=c)\n    ^\n"},
		{S("a(?<!b)"), "invalid named capture: `(?<!b)`", "  a(?<!b)\n   ^\n"},
		{S("ab\\Z"), "invalid escape sequence: `\\Z`", "  ab\\Z\n    ^\n"},
		{S("a++"), "invalid nested repetition operator: `++`", "  a++\n   ^\n"},
		{S("(a)(b"), "missing closing )", "  (a)(b\n     ^\n"},
		{S("a)"), "unexpected )", "  a)\n   ^\n"},
		{S("x[a"), "missing closing ]: `[a`", "  x[a\n   ^\n"},
		{S("x[z-a]"), "invalid character class range: `z-a`", "  x[z-a]\n    ^\n"},
		{S("ab\\"), "trailing backslash at end of expression", "  ab\\\n    ^\n"},
		{S("(*T).f"), "missing argument to repetition operator: `*`", "  (*T).f\n   ^\n"},
		{S("\xc3\xa9\t\0*["), "missing closing ]: `[`",
			"  \xc3\xa9\\t\\x00*[\n          ^\n"},
		{S("\n*\xff"), "invalid UTF-8", "  \\n*\\xff\n     ^\n"},
		{S("[\x01-\x00]"), "invalid character class range: `\\x01-\\x00`",
			"  [\\x01-\\x00]\n   ^\n"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct rx *rx = NULL;
		struct err err = {0};

		assert_row(!rx_new(rows[i].pattern, &rx, &err), rows[i].pattern.p);
		assert_null(rx);
		assert_string_equal(err.text, rows[i].text);
		assert_string_equal(err.lines, rows[i].lines);
	}
	rx_free(NULL);
}

/* Whatever the pattern, the window has at most 60 columns and the mark is in it. */
TEST(rx_error_shows_a_window_of_a_long_pattern)
{
	static const char *const units[] = {"a", "\xc3\xa9", "\x01", "\xe2\x80\xae",
		"\xf0\x9f\x98\x80"};

	for (size_t i = 0; i < LENGTH(units) * 3; i++) {
		struct out o = {0};
		struct rx *rx = NULL;
		struct err err = {0};
		const char *line_end, *mark;

		for (int k = 0; k < 200 + (i / LENGTH(units) == 1 ? 200 : 0); k++)
			out_lit(&o,
				k == (i < LENGTH(units) ? 3 : 200) ? "[z-a]"
								   : units[i % LENGTH(units)]);
		if (i / LENGTH(units) == 2)
			out_lit(&o, "[z-a]");
		assert_false(rx_new((struct str){o.p, o.n}, &rx, &err));
		line_end = strchr(err.lines, '\n');
		mark = strchr(err.lines, '^');
		assert_non_null(line_end);
		assert_non_null(mark);
		assert_in_range(out_width((struct str){err.lines, (size_t)(line_end - err.lines)}),
			30, 66);
		assert_in_range(mark - line_end - 1, 2, 36);
		assert_string_equal(mark, "^\n");
		out_release(&o);
	}
}

TEST(rx_quote_makes_a_pattern_that_matches_itself)
{
	static const struct str names[] = {S(""), S("main"), S("net/http.(*conn).serve"),
		S("std::vector<int, (x)[3]>::operator[](int) const"), S("a\\Qb\\E^$|{2}?+*."),
		S("a\0b\n"), S("caf\xc3\xa9"), S("bad\xff\xc3")};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct str inner = rx_quote(&a, names[i]);
		struct str parts[] = {STR("^"), inner, STR("$")};

		assert_row(matches(arena_join(&a, parts, 3, STR("")), names[i]), names[i].p);
		assert_row(!matches(arena_join(&a, parts, 3, STR("")), STR("mbin")), names[i].p);
	}
	assert_string_equal(rx_quote(&a, STR("(*T).f")).p, "\\(\\*T\\)\\.f");
	arena_release(&a);
}

int test_base_rx(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rx_takes_what_re2_takes),
		cmocka_unit_test(rx_refuses_what_re2_refuses),
		cmocka_unit_test(rx_refuses_what_only_pcre_has),
		cmocka_unit_test(rx_refuses_escapes_in_classes_that_re2_has_not),
		cmocka_unit_test(rx_refuses_hexadecimal_escapes_without_two_digits),
		cmocka_unit_test(rx_repeats_a_thousand_times_at_most),
		cmocka_unit_test(rx_takes_repeated_empty_matches),
		cmocka_unit_test(rx_matches_as_re2),
		cmocka_unit_test(rx_dot_matches_a_byte_that_is_no_utf8),
		cmocka_unit_test(rx_may_match_again_and_again),
		cmocka_unit_test(rx_time_is_linear_however_repetitions_nest),
		cmocka_unit_test(rx_sets_count_as_often_as_they_are_written),
		cmocka_unit_test(rx_that_takes_too_many_steps_is_an_error),
		cmocka_unit_test(rx_forgets_states_and_goes_on),
		cmocka_unit_test(rx_takes_an_alternation_of_thousands),
		cmocka_unit_test(rx_is_too_large_is_said_with_the_limit),
		cmocka_unit_test(rx_nests_as_deep_as_go_does),
		cmocka_unit_test(rx_error_says_what_and_where),
		cmocka_unit_test(rx_error_shows_a_window_of_a_long_pattern),
		cmocka_unit_test(rx_quote_makes_a_pattern_that_matches_itself),
	};

	return cmocka_run_group_tests_name("base: rx", tests, NULL, NULL);
}

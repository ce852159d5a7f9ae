/*
 * base-rx.c: tests of regular expressions: RE2's language and no more, its matches, its limits.
 *
 * Go's regexp package, which pprof uses, was asked about every row.
 */
#include "base-tests.h"
#include "unit.h"

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

/* Backtracking takes 2^n steps for these; the answer is an error in bounded time. */
TEST(rx_that_takes_too_many_steps_is_an_error)
{
	static const char *const patterns[] = {"^(a*)*b$", "^(a|aa)+$", "(a+)+c", "(.*)*x{3}$"};
	char subject[5001];

	memset(subject, 'a', sizeof(subject));
	subject[sizeof(subject) - 1] = '!';
	for (size_t i = 0; i < LENGTH(patterns); i++) {
		struct rx *rx = NULL;
		struct err err = {0};
		bool hit = true;

		assert_true(rx_new(str_from_c(patterns[i]), &rx, &err));
		if (rx_match(rx, (struct str){subject, sizeof(subject)}, &hit, &err))
			assert_row(!hit, patterns[i]); /* the engine saw at once that it cannot */
		else
			assert_says(&err, "too many steps");
		rx_free(rx);
	}
}

TEST(rx_catastrophic_pattern_is_an_error)
{
	struct rx *rx = NULL;
	struct err err = {0};
	bool hit = true;

	assert_true(rx_new(STR("^(a|aa)+$"), &rx, &err));
	assert_false(rx_match(rx, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
		&hit, &err));
	assert_says(&err, "too many steps");
	assert_true(hit); /* untouched */
	rx_free(rx);
}

TEST(rx_error_says_what_and_where)
{
	static const struct {
		const char *pattern, *says;
	} rows[] = {
		{"ab(?=c)", "look-ahead at byte 2"},
		{"a(?<!b)", "look-behind at byte 1"},
		{"ab\\Z", "\\Z at byte 2"},
		{"a++", "at byte 2"},
		{"(a", "at byte 2"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct rx *rx = NULL;
		struct err err = {0};

		assert_row(!rx_new(str_from_c(rows[i].pattern), &rx, &err), rows[i].pattern);
		assert_null(rx);
		assert_says(&err, rows[i].says);
	}
	rx_free(NULL);
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
		cmocka_unit_test(rx_that_takes_too_many_steps_is_an_error),
		cmocka_unit_test(rx_catastrophic_pattern_is_an_error),
		cmocka_unit_test(rx_error_says_what_and_where),
	};

	return cmocka_run_group_tests_name("base: rx", tests, NULL, NULL);
}

/*
 * base-text.c: tests of text and numbers: str, num, path, out, err.
 */
#include "base-tests.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/glyph.h"
#include "base/num.h"
#include "base/out.h"
#include "base/path.h"

TEST(str_cmp_is_bytewise)
{
	/* Each is less than the next. */
	static const struct str rising[] = {S(""), S("\0"), S("A"), S("a"), S("a\0"), S("aa"),
		S("ab"), S("b"), S("\x80"), S("\xff")};

	for (size_t i = 0; i < LENGTH(rising); i++) {
		for (size_t k = 0; k < LENGTH(rising); k++) {
			int c = str_cmp(rising[i], rising[k]);

			assert_true(i < k ? c < 0 : i > k ? c > 0 : c == 0);
			assert_true(str_eq(rising[i], rising[k]) == (i == k));
		}
	}
	assert_int_equal(str_cmp((struct str){NULL, 0}, STR("")), 0);
}

TEST(str_starts_and_ends)
{
	static const struct {
		const char *s, *with;
		bool starts, ends;
	} rows[] = {
		{"main.go", "main", true, false},
		{"main.go", ".go", false, true},
		{"main.go", "", true, true},
		{"main", "main", true, true},
		{"ma", "main", false, false},
		{"", "", true, true},
		{"", "x", false, false},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str s = str_from_c(rows[i].s), with = str_from_c(rows[i].with);

		assert_row(str_starts(s, with) == rows[i].starts, rows[i].s);
		assert_row(str_ends(s, with) == rows[i].ends, rows[i].s);
	}
}

TEST(str_find_gives_the_length_for_what_is_not_there)
{
	static const struct {
		struct str s, needle;
		size_t from, at;
	} rows[] = {
		{S("abcabc"), S("bc"), 0, 1},
		{S("abcabc"), S("bc"), 1, 1},
		{S("abcabc"), S("bc"), 2, 4},
		{S("abcabc"), S("bc"), 5, 6},
		{S("abcabc"), S("x"), 0, 6},
		{S("abc"), S("abcd"), 0, 3},
		{S("abc"), S(""), 2, 2},
		{S("abc"), S("c"), 100, 3},
		{S("a\0b"), S("\0b"), 0, 1},
		{S(""), S("a"), 0, 0},
		{{NULL, 0}, S("a"), 0, 0},
		{{NULL, 0}, S(""), 0, 0},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(str_find(rows[i].s, rows[i].needle, rows[i].from), rows[i].at);
	assert_int_equal(str_find_last(STR("a/b/c"), '/'), 3);
	assert_int_equal(str_find_last(STR("abc"), '/'), 3);
	assert_int_equal(str_find_last((struct str){NULL, 0}, '/'), 0);
}

TEST(str_parts_clip_to_what_is_there)
{
	struct str s = STR("abcdef");

	assert_str(str_from(s, 2), STR("cdef"));
	assert_str(str_from(s, 6), STR(""));
	assert_str(str_from(s, 100), STR(""));
	assert_str(str_sub(s, 1, 2), STR("bc"));
	assert_str(str_sub(s, 4, SIZE_MAX), STR("ef"));
	assert_str(str_sub(s, 9, 9), STR(""));
	assert_str(str_sub((struct str){NULL, 0}, 1, 1), STR(""));
}

TEST(str_trim_takes_white_space_off_both_ends)
{
	assert_str(str_trim(STR("  a b \t\r\n\v\f")), STR("a b"));
	assert_str(str_trim(STR(" \n ")), STR(""));
	assert_str(str_trim(STR("")), STR(""));
	assert_str(str_trim(STR("\xa0x\0")), STR("\xa0x\0")); /* ASCII only */
}

TEST(str_split_gives_every_part_also_empty_ones)
{
	static const struct {
		const char *s;
		size_t n;
		const char *parts[4];
	} rows[] = {
		{"a,b", 2, {"a", "b"}},
		{"a,,b", 3, {"a", "", "b"}},
		{"a,", 2, {"a", ""}},
		{",", 2, {"", ""}},
		{"", 1, {""}},
		{"abc", 1, {"abc"}},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str rest = str_from_c(rows[i].s), part;
		size_t n = 0;

		while (str_split(&rest, ',', &part)) {
			assert_row(n < rows[i].n, rows[i].s);
			assert_str_c(part, rows[i].parts[n++]);
		}
		assert_row(n == rows[i].n, rows[i].s);
	}
}

TEST(str_blank_length_knows_the_blanks_of_unicode)
{
	static const unsigned blanks[] = {9, 10, 11, 12, 13, 32, 0x85, 0xa0, 0x1680, 0x2000, 0x2001,
		0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028,
		0x2029, 0x202f, 0x205f, 0x3000};
	size_t next = 0;

	for (unsigned c = 0; c < 0x10000; c++) {
		char text[3];
		size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
		bool blank = next < LENGTH(blanks) && blanks[next] == c;

		text[0] = (char)(n == 1 ? c : n == 2 ? 0xc0 | c >> 6 : 0xe0 | c >> 12);
		text[1] = (char)(0x80 | (n == 2 ? c & 0x3f : c >> 6 & 0x3f));
		text[2] = (char)(0x80 | (c & 0x3f));
		assert_int_equal(str_blank_length((struct str){text, n}), blank ? n : 0);
		next += blank;
	}
	assert_int_equal(next, LENGTH(blanks));
	assert_int_equal(str_blank_length(STR("")), 0);
	assert_int_equal(str_blank_length(STR("\xc2")), 0);
	assert_int_equal(str_blank_length(STR("\xa0")), 0);
}

TEST(str_word_skips_white_space)
{
	struct str rest = STR(" \ttop  -cum\n>out "), word;

	assert_true(str_word(&rest, &word));
	assert_str(word, STR("top"));
	assert_true(str_word(&rest, &word));
	assert_str(word, STR("-cum"));
	assert_true(str_word(&rest, &word));
	assert_str(word, STR(">out"));
	assert_false(str_word(&rest, &word));
	rest = STR("   ");
	assert_false(str_word(&rest, &word));
}

/* What Go's strconv.ParseInt(s, 0, 64) and strconv.Atoi make of it. */
TEST(num_int_reads_what_go_reads)
{
	enum { FLAG = 1, ATOI = 2, BOTH = 3 };
	static const struct {
		const char *s;
		int by; /* who takes it */
		int64_t base0, base10;
	} rows[] = {
		{"0", BOTH, 0, 0},
		{"-0", BOTH, 0, 0},
		{"00", BOTH, 0, 0},
		{"+7", BOTH, 7, 7},
		{"017", BOTH, 15, 17},
		{"08", ATOI, 0, 8},
		{"0x1F", FLAG, 31, 0},
		{"0X1f", FLAG, 31, 0},
		{"-0x10", FLAG, -16, 0},
		{"0b101", FLAG, 5, 0},
		{"0B11", FLAG, 3, 0},
		{"0o17", FLAG, 15, 0},
		{"0O17", FLAG, 15, 0},
		{"0_7", FLAG, 7, 0},
		{"0x_1", FLAG, 1, 0},
		{"0x1_F", FLAG, 31, 0},
		{"0b_1", FLAG, 1, 0},
		{"1_000", FLAG, 1000, 0},
		{"1_0_0", FLAG, 100, 0},
		{"_1", 0, 0, 0},
		{"1_", 0, 0, 0},
		{"0_", 0, 0, 0},
		{"1__0", 0, 0, 0},
		{"0x", 0, 0, 0},
		{"0xg", 0, 0, 0},
		{"0b2", 0, 0, 0},
		{"9223372036854775807", BOTH, INT64_MAX, INT64_MAX},
		{"9223372036854775808", 0, 0, 0},
		{"-9223372036854775808", BOTH, INT64_MIN, INT64_MIN},
		{"-9223372036854775809", 0, 0, 0},
		{"99999999999999999999999999", 0, 0, 0},
		{"", 0, 0, 0},
		{"-", 0, 0, 0},
		{"+", 0, 0, 0},
		{"--1", 0, 0, 0},
		{"+-1", 0, 0, 0},
		{" 1", 0, 0, 0},
		{"1 ", 0, 0, 0},
		{"1e3", 0, 0, 0},
		{"ten", 0, 0, 0},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str s = str_from_c(rows[i].s);
		int64_t v = 77;

		assert_row(num_int(s, 0, &v) == ((rows[i].by & FLAG) != 0), rows[i].s);
		assert_row(v == (rows[i].by & FLAG ? rows[i].base0 : 77), rows[i].s);
		v = 77;
		assert_row(num_int(s, 10, &v) == ((rows[i].by & ATOI) != 0), rows[i].s);
		assert_row(v == (rows[i].by & ATOI ? rows[i].base10 : 77), rows[i].s);
	}
}

TEST(num_uint_has_no_sign_and_64_bits)
{
	uint64_t v = 0;

	assert_true(num_uint(STR("18446744073709551615"), 10, &v));
	assert_true(v == UINT64_MAX);
	assert_true(num_uint(STR("0xffffffffffffffff"), 0, &v));
	assert_false(num_uint(STR("18446744073709551616"), 10, &v));
	assert_false(num_uint(STR("-1"), 10, &v));
	assert_false(num_uint(STR("+1"), 10, &v));
}

/* As strconv.ParseFloat(s, 64), but for hexadecimal ones. */
TEST(num_float_reads_what_go_reads)
{
	static const struct {
		const char *s;
		bool ok;
		double v;
	} rows[] = {
		{"1", true, 1},
		{"1.5", true, 1.5},
		{".5", true, 0.5},
		{"5.", true, 5},
		{"+1", true, 1},
		{"00012", true, 12},
		{"-1e3", true, -1000},
		{"1e-3", true, 0.001},
		{"1E5", true, 1e5},
		{"1e-400", true, 0},
		{"inf", true, INFINITY},
		{"-Inf", true, -INFINITY},
		{"+INF", true, INFINITY},
		{"infinity", true, INFINITY},
		{"1e400", false, 0},
		{"-1e400", false, 0},
		{"infin", false, 0},
		{"nan(1)", false, 0},
		{"", false, 0},
		{".", false, 0},
		{"-", false, 0},
		{" 1", false, 0},
		{"1 ", false, 0},
		{"1e", false, 0},
		{"1e+", false, 0},
		{"e5", false, 0},
		{"1f", false, 0},
		{"1,5", false, 0},
		{"--1", false, 0},
		{"0x1p-2", true, 0.25},
		{"-0X1.8P3", true, -12},
		{"0x.8p1", true, 1},
		{"0x_1_0p1", true, 32},
		{"0xfp0", true, 15},
		{"0x1", false, 0},
		{"0x1p", false, 0},
		{"0xp1", false, 0},
		{"1p3", false, 0},
		{"0x1__0p1", false, 0},
		{"00x1p1", false, 0},
	};
	double v = 77;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		v = 77;
		assert_row(num_float(str_from_c(rows[i].s), &v) == rows[i].ok, rows[i].s);
		assert_row(v == (rows[i].ok ? rows[i].v : 77), rows[i].s);
	}
	assert_true(num_float(STR("NaN"), &v));
	assert_true(isnan(v));
	assert_false(num_float(STR("1\0"), &v));
	assert_false(num_float(STR("1\0x"), &v));
}

TEST(num_float_takes_underscores_between_digits_as_go)
{
	double v = 0;

	assert_true(num_float(STR("1_000.5"), &v));
	assert_true(v == 1000.5);
	assert_false(num_float(STR("1__0"), &v));
	assert_false(num_float(STR("_1"), &v));
	assert_false(num_float(STR("1_"), &v));
}

TEST(num_float_has_no_limit_of_length)
{
	double v = 0;

	assert_true(num_float(STR("0.0000000000000000000000000000000000000000000000000000000000000"
				  "0000000001"),
		&v));
	assert_true(v == 1e-71);
}

TEST(num_float_knows_no_sign_of_nan)
{
	double v = 0;

	assert_false(num_float(STR("-nan"), &v));
	assert_false(num_float(STR("+nan"), &v));
}

TEST(num_bool_takes_gos_words)
{
	static const char *const yes[] = {"1", "t", "T", "true", "TRUE", "True"};
	static const char *const no[] = {"0", "f", "F", "false", "FALSE", "False"};
	static const char *const neither[] = {"", "yes", "no", "tRUE", "2", "true ", "tr"};

	for (size_t i = 0; i < LENGTH(yes); i++) {
		bool v = false;

		assert_row(num_bool(str_from_c(yes[i]), &v) && v, yes[i]);
		assert_row(num_bool(str_from_c(no[i]), &v) && !v, no[i]);
	}
	for (size_t i = 0; i < LENGTH(neither); i++) {
		bool v = true;

		assert_row(!num_bool(str_from_c(neither[i]), &v) && v, neither[i]);
	}
}

/* As fmt.Sprint prints a float64. */
TEST(num_format_is_the_shortest_that_reads_back)
{
	static const struct {
		double v;
		const char *s;
	} rows[] = {
		{0, "0"},
		{1, "1"},
		{-1.5, "-1.5"},
		{100, "100"},
		{0.1, "0.1"},
		{0.1 + 0.2, "0.30000000000000004"},
		{1.0 / 3, "0.3333333333333333"},
		{0.005, "0.005"},
		{0.0001, "0.0001"},
		{1e-05, "1e-05"},
		{0.00012, "0.00012"},
		{123456, "123456"},
		{1e21, "1e+21"},
		{1e22, "1e+22"},
		{5e-324, "5e-324"},
		{1.7976931348623157e308, "1.7976931348623157e+308"},
		{INFINITY, "+Inf"},
		{-INFINITY, "-Inf"},
	};
	char buf[32];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		num_format(rows[i].v, buf);
		assert_string_equal(buf, rows[i].s);
	}
	num_format((double)NAN, buf);
	assert_string_equal(buf, "NaN");
}

/* fmt.Sprint prints a float64 as %g, which has an exponent where there are more than six digits. */
TEST(num_format_has_an_exponent_from_a_million_on_as_go)
{
	static const struct {
		double v;
		const char *s;
	} rows[] = {
		{1000000, "1e+06"},
		{1234567, "1.234567e+06"},
		{2097152, "2.097152e+06"},
		{123456789, "1.23456789e+08"},
		{12345678.5, "1.23456785e+07"},
		{1e20, "1e+20"},
	};
	char buf[32];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		num_format(rows[i].v, buf);
		assert_string_equal(buf, rows[i].s);
	}
}

/* As filepath.Base. */
TEST(path_base_is_gos)
{
	static const char *const rows[][2] = {
		{"", "."},
		{".", "."},
		{"..", ".."},
		{"/", "/"},
		{"//", "/"},
		{"///a//", "a"},
		{"a", "a"},
		{"a/", "a"},
		{"a/b", "b"},
		{"/a", "a"},
		{"a//b/", "b"},
		{"./a", "a"},
		{"/..", ".."},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(path_base(str_from_c(rows[i][0])), rows[i][1]);
}

/* The table of Go's path/filepath tests, and names that only look like "..". */
static const char *const clean_rows[][2] = {
	{"", "."},
	{"abc", "abc"},
	{"abc/def", "abc/def"},
	{"a/b/c", "a/b/c"},
	{".", "."},
	{"..", ".."},
	{"../..", "../.."},
	{"../../abc", "../../abc"},
	{"/abc", "/abc"},
	{"/", "/"},
	{"abc/", "abc"},
	{"abc/def/", "abc/def"},
	{"a/b/c/", "a/b/c"},
	{"./", "."},
	{"../", ".."},
	{"../../", "../.."},
	{"/abc/", "/abc"},
	{"abc//def//ghi", "abc/def/ghi"},
	{"//abc", "/abc"},
	{"///abc", "/abc"},
	{"//abc//", "/abc"},
	{"abc//", "abc"},
	{"abc/./def", "abc/def"},
	{"/./abc/def", "/abc/def"},
	{"abc/.", "abc"},
	{"abc/def/ghi/../jkl", "abc/def/jkl"},
	{"abc/def/../ghi/../jkl", "abc/jkl"},
	{"abc/def/..", "abc"},
	{"abc/def/../..", "."},
	{"/abc/def/../..", "/"},
	{"abc/def/../../..", ".."},
	{"/abc/def/../../..", "/"},
	{"abc/def/../../../ghi/jkl/../../../mno", "../../mno"},
	{"/../abc", "/abc"},
	{"abc/./../def", "def"},
	{"abc//./../def", "def"},
	{"abc/../../././../def", "../../def"},
	{"...", "..."},
	{"a/...", "a/..."},
	{"/...", "/..."},
	{"a/..b", "a/..b"},
	{"a/b..", "a/b.."},
	{"..a", "..a"},
	{"a/.b", "a/.b"},
	{"/a/../", "/"},
	{"/..", "/"},
	{"/../..", "/"},
	{"a/../b", "b"},
};

TEST(path_clean_is_gos)
{
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(clean_rows); i++)
		assert_str_c(path_clean(&a, str_from_c(clean_rows[i][0])), clean_rows[i][1]);
	arena_release(&a);
}

TEST(path_is_clean_when_cleaning_changes_nothing)
{
	for (size_t i = 0; i < LENGTH(clean_rows); i++) {
		struct str path = str_from_c(clean_rows[i][0]);

		assert_row(path_is_clean(path) == str_eq_c(path, clean_rows[i][1]),
			clean_rows[i][0]);
	}
}

TEST(path_clean_gives_a_clean_path_itself)
{
	struct arena a = {0};
	struct str path = STR("/src/main.c");

	assert_ptr_equal(path_clean(&a, path).p, path.p);
	assert_int_equal(a.used, 0);
	arena_release(&a);
}

static struct str written(const struct out *o)
{
	return (struct str){o->p, o->n};
}

/* What a name may hold and how a terminal sees it. */
TEST(out_str_escapes_what_could_move_the_cursor)
{
	static const struct {
		struct str s, shown;
	} rows[] = {
		{S("main.f"), S("main.f")},
		{S("tab\tline\nreturn\r"), S("tab\\tline\\nreturn\\r")},
		{S("\x1b[31mred"), S("\\x1b[31mred")},
		{S("nul\0bell\a"), S("nul\\x00bell\\x07")},
		{S("\x7f"), S("\\x7f")},
		{S("gr\xc3\xbc\xc3\x9f"), S("gr\xc3\xbc\xc3\x9f")},
		{S("\xe2\x82\xac \xf0\x9f\x99\x82"), S("\xe2\x82\xac \xf0\x9f\x99\x82")},
		{S("c1 \xc2\x9b"
		   "31m"),
			S("c1 \\x9b31m")},
		{S("\xc2\x80\xc2\x9f\xc2\xa0"), S("\\x80\\x9f\xc2\xa0")},
		{S("raw \x9b"), S("raw \\x9b")},
		{S("\xff\xfe"), S("\\xff\\xfe")},
		{S("cut \xe2\x82"), S("cut \\xe2\\x82")},
		{S("overlong \xc0\xaf \xe0\x80\xaf"), S("overlong \\xc0\\xaf \\xe0\\x80\\xaf")},
		{S("surrogate \xed\xa0\x80"), S("surrogate \\xed\\xa0\\x80")},
		{S("\xf4\x90\x80\x80"), S("\\xf4\\x90\\x80\\x80")},
		{S("\xf4\x8f\xbf\xbf"), S("\xf4\x8f\xbf\xbf")},
		/* Another order than the text's, ends of lines, nothing to be seen. */
		{S("a\xe2\x80\xae"
		   "b\xe2\x80\xac"),
			S("a\\u202eb\\u202c")},
		{S("\xe2\x81\xa6\xe2\x81\xa9"), S("\\u2066\\u2069")},
		{S("\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c"), S("\\u200e\\u200f\\u061c")},
		{S("\xe2\x80\xa8\xe2\x80\xa9"), S("\\u2028\\u2029")},
		{S("\xe2\x80\x8b\xef\xbb\xbf"), S("\\u200b\\ufeff")},
		{S("\xf3\xa0\x81\x81"), S("\\U000e0041")},
		/* Letters of Persian and others need these two. */
		{S("\xe2\x80\x8c\xe2\x80\x8d"), S("\xe2\x80\x8c\xe2\x80\x8d")},
		{S(""), S("")},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out terminal = {.terminal = true}, file = {0};

		out_str(&terminal, rows[i].s);
		out_str(&file, rows[i].s);
		assert_str(written(&terminal), rows[i].shown);
		assert_str(written(&file), rows[i].s);
		out_release(&terminal);
		out_release(&file);
	}
}

TEST(out_our_own_text_is_never_escaped)
{
	struct out o = {.terminal = true};

	out_lit(&o, "a\tb\n");
	out_fmt(&o, "%s\n", "c\td");
	out_bytes(&o, "\x1b", 1);
	assert_str(written(&o), STR("a\tb\nc\td\n\x1b"));
	out_release(&o);
	assert_true(o.terminal);
}

TEST(out_pad_counts_code_points)
{
	static const struct {
		struct str s;
		int width;
		const char *padded;
	} rows[] = {
		{S("abc"), 5, "  abc"},
		{S("abc"), -5, "abc  "},
		{S("abc"), 3, "abc"},
		{S("abcdef"), 3, "abcdef"},
		{S("abcdef"), -3, "abcdef"},
		{S("abc"), 0, "abc"},
		{S("gr\xc3\xbcn"), 6, "  gr\xc3\xbcn"},
		{S("\xe2\x82\xac"), -3, "\xe2\x82\xac  "},
		{S("\xff\xff"), 4, "  \xff\xff"},
		{S(""), 2, "  "},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};

		out_pad(&o, rows[i].s, rows[i].width);
		assert_str_c(written(&o), rows[i].padded);
		out_release(&o);
	}
	assert_int_equal(out_width(STR("a\xc3\xbc\xff\xe2\x82")), 5);
}

TEST(out_fill_of_nothing_in_an_empty_buffer)
{
	struct out o = {0};

	out_fill(&o, 'x', 0);
	out_bytes(&o, NULL, 0);
	out_lit(&o, "");
	assert_int_equal(o.n, 0);
	out_fill(&o, 'x', 3);
	assert_str(written(&o), STR("xxx"));
	out_release(&o);
}

TEST(out_fmt_takes_any_length)
{
	struct out o = {0};

	for (int i = 0; i < 100; i++) {
		size_t before = o.n;

		out_fmt(&o, "%0*d", i * 37 + 1, i % 10);
		assert_int_equal(o.n, before + (size_t)i * 37 + 1);
		assert_int_equal(o.p[o.n - 1], '0' + i % 10);
	}
	out_clear(&o);
	assert_int_equal(o.n, 0);
	out_release(&o);
}

TEST(out_heat_colours_by_share)
{
	static const struct {
		double share;
		const char *text;
	} rows[] = {
		{1, "\033[1;31mx\033[0m"},
		{-0.25, "\033[1;31mx\033[0m"},
		{0.1, "\033[1;31mx\033[0m"},
		{0.03, "\033[1mx\033[0m"},
		{0.005, "x"},
		{0, "\033[2mx\033[0m"},
		{NAN, "\033[2mx\033[0m"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		for (int color = 0; color < 2; color++) {
			struct out o = {.color = color};

			out_heat(&o, rows[i].share);
			out_lit(&o, "x");
			out_plain(&o);
			assert_row(str_eq_c((struct str){o.p, o.n}, color ? rows[i].text : "x"),
				rows[i].text);
			out_release(&o);
		}
	}
}

TEST(out_change_colours_by_sign)
{
	static const struct {
		double share;
		const char *text;
	} rows[] = {
		{1, "\033[1;31mx\033[0m"},
		{-1, "\033[1;32mx\033[0m"},
		{0.03, "\033[1;31mx\033[0m"},
		{0.01, "\033[31mx\033[0m"},
		{-0.01, "\033[32mx\033[0m"},
		{0.001, "\033[2mx\033[0m"},
		{-0.001, "\033[2mx\033[0m"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {.color = true};

		out_change(&o, rows[i].share);
		out_lit(&o, "x");
		out_plain(&o);
		assert_row(str_eq_c(written(&o), rows[i].text), rows[i].text);
		out_release(&o);
	}
}

/* What terminals show of a text, and how wide. */
TEST(glyph_columns_are_those_of_terminals)
{
	static const struct {
		struct str s;
		size_t columns;
	} rows[] = {
		{S(""), 0}, {S("main.f"), 6}, {S("gr\xc3\xbc\xc3\x9f"), 4},
		{S("e\xcc\x81"), 1},                /* an accent of its own */
		{S("\xe6\xbc\xa2\xe5\xad\x97"), 4}, /* Chinese */
		{S("\xed\x95\x9c"), 2},             /* Korean */
		{S("\xf0\x9f\x99\x82"), 2},         /* a picture */
		{S("\t\n\r"), 6},                   /* \t\n\r */
		{S("\x1b[m"), 6},                   /* \x1b[m */
		{S("\xff"), 4},                     /* \xff */
		{S("\xe2\x80\xae"), 6},             /* \u202e */
		{S("\xf3\xa0\x81\x81"), 10},        /* \U000e0041 */
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {.terminal = true};

		assert_int_equal(glyph_columns(rows[i].s), rows[i].columns);
		out_str(&o, rows[i].s);
		assert_int_equal(out_columns(written(&o)), rows[i].columns);
		out_release(&o);
	}
}

TEST(out_write_writes_all_of_it_or_says_why)
{
	struct err err;
	char buf[16];
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_true(out_write(fds[1], STR("a report\n"), &err));
	assert_int_equal(read(fds[0], buf, sizeof(buf)), 9);
	assert_memory_equal(buf, "a report\n", 9);
	close(fds[0]);
	close(fds[1]);
	assert_false(out_write(fds[1], STR("a report\n"), &err));
	assert_says(&err, "Bad file descriptor");
}

/* Keeps what it is given; fails when there is no room for more. */
struct keeper {
	struct out_sink sink;
	struct out kept;
	size_t room;
};

static bool keep(struct out_sink *sink, struct str bytes, struct err *err)
{
	struct keeper *k = (struct keeper *)sink;

	if (k->kept.n + bytes.n > k->room)
		return err_set(err, "no room");
	out_bytes(&k->kept, bytes.p, bytes.n);
	return true;
}

/* Also where the sink has the row's beginning already. */
TEST(out_columns_left_counts_the_row)
{
	struct keeper k = {.sink = {.write = keep}, .room = SIZE_MAX};
	struct out o = {.columns = 20, .color = true, .sink = &k.sink}, any = {0};
	struct err err;

	assert_true(out_columns_left(&any) == SIZE_MAX);
	assert_int_equal(out_columns_left(&o), 20);
	out_lit(&o, "a line\n12345");
	assert_int_equal(out_columns_left(&o), 15);
	out_heat(&o, 1);
	out_lit(&o, "\xe6\xbc\xa2");
	out_plain(&o);
	assert_int_equal(out_columns_left(&o), 13);
	assert_true(out_flush(&o, &err));
	assert_int_equal(out_columns_left(&o), 13);
	out_fill(&o, ' ', 8);
	assert_true(out_flush(&o, &err));
	assert_int_equal(out_columns_left(&o), 5);
	out_fill(&o, ' ', 8);
	assert_int_equal(out_columns_left(&o), 0);
	out_lit(&o, "\n12");
	assert_int_equal(out_columns_left(&o), 18);
	out_release(&o);
	out_release(&k.kept);
}

TEST(out_sink_gets_all_bytes_in_order)
{
	struct keeper k = {.sink = {.write = keep}, .room = SIZE_MAX};
	struct out o = {.sink = &k.sink}, same = {0};
	struct err err;

	for (int i = 0; i < 50000; i++) {
		out_fmt(&o, "line %d of a large report\n", i);
		out_fmt(&same, "line %d of a large report\n", i);
	}
	assert_true(o.n < same.n / 2); /* most of it has left */
	assert_true(out_flush(&o, &err));
	assert_str(written(&k.kept), written(&same));
	out_release(&o);
	out_release(&same);
	out_release(&k.kept);
}

TEST(out_sink_that_failed_gets_no_more)
{
	struct keeper k = {.sink = {.write = keep}, .room = 100};
	struct out o = {.sink = &k.sink};
	struct err err = {0};

	for (int i = 0; i < 500000; i++)
		out_lit(&o, "a line of a large report\n");
	assert_true(o.n < (size_t)4 << 20);
	k.room = SIZE_MAX;
	assert_false(out_flush(&o, &err));
	assert_says(&err, "no room");
	assert_int_equal(k.kept.n, 0);
	out_release(&o);
}

TEST(err_wrap_puts_where_in_front_of_what)
{
	struct err err;

	assert_false(err_set(&err, "line %d", 7));
	assert_string_equal(err.text, "line 7");
	assert_false(err_wrap(&err, "%s", "a.pb.gz"));
	assert_false(err_wrap(&err, "loading"));
	assert_string_equal(err.text, "loading: a.pb.gz: line 7");
}

TEST(err_keeps_its_kind_until_it_is_set_again)
{
	struct err err;

	err_set(&err, "no objdump");
	assert_int_equal(err.kind, ERR_OTHER);
	assert_false(err_mark(&err, ERR_NOT_INSTALLED));
	err_wrap(&err, "disasm");
	err_append(&err, ": install it");
	assert_string_equal(err.text, "disasm: no objdump: install it");
	assert_int_equal(err.kind, ERR_NOT_INSTALLED);
	err_set(&err, "stopped");
	assert_int_equal(err.kind, ERR_OTHER);
}

TEST(err_texts_too_long_are_cut_with_dots)
{
	struct err err;
	size_t room = sizeof(err.text) - 1;

	err_set(&err, "%0*d", (int)room, 1);
	assert_int_equal(strlen(err.text), room);
	assert_int_equal(err.text[room - 1], '1'); /* it fits */
	err_wrap(&err, "file");
	assert_int_equal(strlen(err.text), room);
	assert_memory_equal(err.text, "file: 000", 9);
	assert_string_equal(err.text + room - 3, "...");
	err_set(&err, "%0*d", (int)room + 1, 1);
	assert_int_equal(strlen(err.text), room);
	assert_string_equal(err.text + room - 3, "...");
	err_set(&err, "why");
	err_wrap(&err, "%0*d", (int)room + 100, 1);
	assert_int_equal(strlen(err.text), room);
	assert_string_equal(err.text + room - 3, "...");
}

TEST(err_print_is_safe_for_a_terminal)
{
	struct err err;
	char buf[64] = "";
	FILE *f = tmpfile();

	assert_non_null(f);
	err_set(&err, "%s: no such file", "a\x1b[2J\n");
	err_print(&err, f);
	rewind(f);
	assert_true(fread(buf, 1, sizeof(buf) - 1, f) > 0);
	assert_string_equal(buf, "cprof: a\\x1b[2J\\n: no such file\n");
	fclose(f);
}

int test_base_text(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(str_cmp_is_bytewise),
		cmocka_unit_test(str_starts_and_ends),
		cmocka_unit_test(str_find_gives_the_length_for_what_is_not_there),
		cmocka_unit_test(str_parts_clip_to_what_is_there),
		cmocka_unit_test(str_trim_takes_white_space_off_both_ends),
		cmocka_unit_test(str_split_gives_every_part_also_empty_ones),
		cmocka_unit_test(str_blank_length_knows_the_blanks_of_unicode),
		cmocka_unit_test(str_word_skips_white_space),
		cmocka_unit_test(num_int_reads_what_go_reads),
		cmocka_unit_test(num_uint_has_no_sign_and_64_bits),
		cmocka_unit_test(num_float_reads_what_go_reads),
		cmocka_unit_test(num_float_takes_underscores_between_digits_as_go),
		cmocka_unit_test(num_float_has_no_limit_of_length),
		cmocka_unit_test(num_float_knows_no_sign_of_nan),
		cmocka_unit_test(num_bool_takes_gos_words),
		cmocka_unit_test(num_format_is_the_shortest_that_reads_back),
		cmocka_unit_test(num_format_has_an_exponent_from_a_million_on_as_go),
		cmocka_unit_test(path_base_is_gos),
		cmocka_unit_test(path_clean_is_gos),
		cmocka_unit_test(path_is_clean_when_cleaning_changes_nothing),
		cmocka_unit_test(path_clean_gives_a_clean_path_itself),
		cmocka_unit_test(out_str_escapes_what_could_move_the_cursor),
		cmocka_unit_test(out_our_own_text_is_never_escaped),
		cmocka_unit_test(out_pad_counts_code_points),
		cmocka_unit_test(out_fill_of_nothing_in_an_empty_buffer),
		cmocka_unit_test(out_fmt_takes_any_length),
		cmocka_unit_test(out_heat_colours_by_share),
		cmocka_unit_test(out_change_colours_by_sign),
		cmocka_unit_test(glyph_columns_are_those_of_terminals),
		cmocka_unit_test(out_columns_left_counts_the_row),
		cmocka_unit_test(out_write_writes_all_of_it_or_says_why),
		cmocka_unit_test(out_sink_gets_all_bytes_in_order),
		cmocka_unit_test(out_sink_that_failed_gets_no_more),
		cmocka_unit_test(err_wrap_puts_where_in_front_of_what),
		cmocka_unit_test(err_keeps_its_kind_until_it_is_set_again),
		cmocka_unit_test(err_texts_too_long_are_cut_with_dots),
		cmocka_unit_test(err_print_is_safe_for_a_terminal),
	};

	return cmocka_run_group_tests_name("base: text", tests, NULL, NULL);
}

/*
 * base-json.c: tests of json-in.c and json-string.c: what a text gives, and what an error says.
 */
#include "base-tests.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/json-in.h"
#include "base/json-out.h"
#include "base/mem.h"

TEST(json_gives_what_an_object_holds)
{
	struct str text = STR(
		"{ \"name\": \"oven\", \"old\": {\"a\": [1, {}]}, \"sizes\": [3, -4],\n"
		"  \"on\": true, \"off\": false, \"none\": null, \"share\": 0.5 }\n");
	struct arena a = {0};
	struct json_in in;
	struct json_number share = {0};
	struct str key, name = {0};
	bool on = false, off = true;
	struct err err = {0};
	int64_t sizes[2] = {0};
	size_t n = 0;

	json_in_open(&in, text, &a);
	assert_true(json_in_object(&in));
	while (json_in_key(&in, &key))
		if (str_eq_c(key, "name"))
			json_in_string(&in, &name);
		else if (str_eq_c(key, "sizes"))
			for (json_in_array(&in); json_in_element(&in);)
				json_in_int(&in, &sizes[n++ % LENGTH(sizes)]);
		else if (str_eq_c(key, "on"))
			json_in_bool(&in, &on);
		else if (str_eq_c(key, "off"))
			json_in_bool(&in, &off);
		else if (str_eq_c(key, "none"))
			json_in_null(&in);
		else if (str_eq_c(key, "share"))
			json_in_number(&in, &share);
		else
			json_in_skip(&in);
	assert_true(json_in_close(&in, &err));
	assert_string_equal(err.text, "");
	assert_str_c(name, "oven");
	assert_int_equal(n, 2);
	assert_int_equal(sizes[0], 3);
	assert_int_equal(sizes[1], -4);
	assert_true(on && !off);
	assert_true(share.d == 0.5 && !share.is_int);
	arena_release(&a);
}

/* An int64_t holds the ends of its range; what is beyond them, or has a point or an exponent, is a double. */
TEST(json_numbers_are_integers_where_they_can)
{
	static const struct {
		const char *text;
		bool is_int;
		int64_t i;
		double d;
	} rows[] = {
		{"0", true, 0, 0},
		{"-0", true, 0, 0},
		{"9223372036854775807", true, INT64_MAX, 0x1p63},
		{"-9223372036854775808", true, INT64_MIN, -0x1p63},
		{"9223372036854775808", false, 0, 0x1p63},
		{"1.0", false, 0, 1},
		{"1e3", false, 0, 1000},
		{"-1.5E-1", false, 0, -0.15},
		{"1e-999", false, 0, 0},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct json_in in;
		struct json_number v = {.i = 7};
		struct err err = {0};

		json_in_open(&in, str_from_c(rows[i].text), NULL);
		assert_row(json_in_number(&in, &v), rows[i].text);
		assert_row(json_in_close(&in, &err), rows[i].text);
		assert_row(v.is_int == rows[i].is_int && v.i == rows[i].i && v.d == rows[i].d,
			rows[i].text);
	}
}

TEST(json_strings_lose_their_escapes)
{
	static const struct {
		struct str text, want;
	} rows[] = {
		{S("\"\""), S("")},
		{S("\"plain \xc3\xa4 \x7f\""), S("plain \xc3\xa4 \x7f")},
		{S("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), S("\"\\/\b\f\n\r\t")},
		{S("\"a\\u0000b\""), S("a\0b")},
		{S("\"\\u007f\\u0080\\u07ff\\u0800\\uffff\""),
			S("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf")},
		{S("\"\\ud83d\\uDE00\""), S("\xf0\x9f\x98\x80")},
		{S("\"\\udbff\\udfff\""), S("\xf4\x8f\xbf\xbf")},
		/* Half a pair: the first, the second, two firsts, a first and a letter, the wrong order. */
		{S("\"\\ud83d\""), S("\xef\xbf\xbd")},
		{S("\"\\ude00x\""), S("\xef\xbf\xbdx")},
		{S("\"\\ud83d\\ud83d\\ude00\""), S("\xef\xbf\xbd\xf0\x9f\x98\x80")},
		{S("\"\\ud83d\\u0041\""),
			S("\xef\xbf\xbd"
			  "A")},
		{S("\"\\ud83d\\\\ude00\""), S("\xef\xbf\xbd\\ude00")},
		{S("\"\\ude00\\ud83d\""), S("\xef\xbf\xbd\xef\xbf\xbd")},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct json_in in;
		struct str got = {0};
		struct err err = {0};

		json_in_open(&in, rows[i].text, &a);
		assert_row(json_in_string(&in, &got), rows[i].text.p);
		assert_row(json_in_close(&in, &err), rows[i].text.p);
		assert_str(got, rows[i].want);
	}
	arena_release(&a);
}

/* What is wrong with a text, found by json_in_skip. */
TEST(json_errors_say_where_and_what)
{
	static const struct {
		struct str text;
		const char *says;
	} rows[] = {
		{S(""), "1:1: expected a value, found the end of the text"},
		{S(" \n\t x"), "2:3: expected a value, found 'x'"},
		{S("\0"), "1:1: expected a value, found byte 0x00"},
		{S("\xef\xbb\xbf]"), "1:1: expected a value, found ']'"},
		{S("[1,]"), "1:4: expected a value, found ']'"},
		{S("[1 2]"), "1:4: expected ',' or ']', found '2'"},
		{S("[1}"), "1:3: expected ',' or ']', found '}'"},
		{S("[\"\xc3\xa4\xf0\x9f\x98\x80\" x"), "1:7: expected ',' or ']', found 'x'"},
		{S("{1:2}"), "1:2: expected a key in quotation marks, or '}', found a number"},
		{S("{\"a\":1,}"), "1:8: expected a key in quotation marks, found '}'"},
		{S("{\"a\" 1}"), "1:6: expected ':', found '1'"},
		{S("{\"a\":1"), "1:7: expected ',' or '}', found the end of the text"},
		{S("1 \n2"), "2:1: expected the end of the text, found a number"},
		{S("01"), "1:2: expected the end of the text, found a number"},
		{S("-"), "1:2: expected a digit, found the end of the text"},
		{S("1."), "1:3: expected a digit, found the end of the text"},
		{S("1e+"), "1:4: expected a digit, found the end of the text"},
		{S("+1"), "1:1: expected a value, found '+'"},
		{S(".5"), "1:1: expected a value, found '.'"},
		{S("NaN"), "1:1: expected a value, found 'N'"},
		{S("nul"), "1:1: expected true, false or null, found 'n'"},
		{S("'a'"), "1:1: expected a value, found '''"},
		{S("\"a"),
			"1:3: expected '\"' at the end of the string, found the end of the text"},
		{S("\"a\n\""), "1:3: expected no control character in a string, found byte 0x0a"},
		{S("\"\\x\""), "1:3: expected one of \"\\/bfnrtu behind the backslash, found 'x'"},
		{S("\"\\"),
			"1:3: expected one of \"\\/bfnrtu behind the backslash, found the end of the text"},
		{S("\"\\u12g4\""), "1:6: expected four hexadecimal digits behind \\u, found 'g'"},
		{S("\"\xff\""), "1:2: expected UTF-8, found byte 0xff"},
		{S("\"\xed\xa0\x80\""), "1:2: expected UTF-8, found byte 0xed"},
		{S("\"\xc3"), "1:2: expected UTF-8, found byte 0xc3"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct json_in in;
		struct err err = {0};

		json_in_open(&in, rows[i].text, NULL);
		json_in_skip(&in);
		assert_false(json_in_close(&in, &err));
		assert_string_equal(err.text, rows[i].says);
	}
}

/* The value that is there is named; the outputs stay, and so does the first error. */
TEST(json_errors_of_kind_stay)
{
	struct arena a = {0};
	struct json_in in;
	struct str s = STR("before");
	struct err err = {0};
	int64_t i = 5;

	json_in_open(&in, STR("[\n [1.5]"), &a);
	assert_true(json_in_array(&in) && json_in_element(&in));
	assert_int_equal(json_in_kind(&in), JSON_ARRAY);
	assert_false(json_in_string(&in, &s));
	assert_false(json_in_array(&in) || json_in_element(&in) || json_in_int(&in, &i));
	assert_false(json_in_key(&in, &s) || json_in_skip(&in) || json_in_fail(&in, "later"));
	assert_int_equal(json_in_kind(&in), JSON_NONE);
	assert_false(json_in_close(&in, &err));
	assert_string_equal(err.text, "2:2: expected a string, found an array");
	assert_str_c(s, "before");
	assert_int_equal(i, 5);
	arena_release(&a);
}

TEST(json_errors_of_the_caller_are_at_the_value)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{"  70000 ", "1:3: a port is at most 65535"},
		{" 1.5", "1:2: expected a whole number from -2^63 to 2^63-1"},
		{"\n-1e999", "2:1: the number is too large"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct json_in in;
		struct err err = {0};
		int64_t port = 0;

		json_in_open(&in, str_from_c(rows[i].text), NULL);
		if (json_in_int(&in, &port) && port > 65535)
			json_in_fail(&in, "a port is at most %d", 65535);
		assert_false(json_in_close(&in, &err));
		assert_string_equal(err.text, rows[i].says);
	}
}

/* As deep as is allowed, and one level more. */
TEST(json_depth_has_a_limit)
{
	static char text[2 * JSON_DEPTH_MAX + 2];

	for (size_t depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
		struct json_in in;
		struct err err = {0};
		bool ok;

		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		json_in_open(&in, (struct str){text, 2 * depth}, NULL);
		json_in_skip(&in);
		ok = json_in_close(&in, &err);
		assert_true(ok == (depth == JSON_DEPTH_MAX));
		assert_string_equal(err.text,
			ok ? "" : "1:4097: nested more than 4096 levels deep");
	}
}

/* Gives a text in pieces, each time at another place of memory, and drops what may be dropped. */
struct pieces {
	struct str rest;
	size_t size;
	char *held;
};

static bool more_pieces(void *data, size_t done, struct str *text, size_t *dropped)
{
	struct pieces *p = data;
	struct str piece = str_sub(p->rest, 0, p->size);
	char *held = mem_zeroed(text->n - done + piece.n + 1, 1);

	memcpy(held, text->p + done, text->n - done);
	memcpy(held + text->n - done, piece.p, piece.n);
	free(p->held);
	p->held = held;
	p->rest = str_from(p->rest, piece.n);
	*text = (struct str){held, text->n - done + piece.n};
	*dropped = done;
	return piece.n != 0;
}

/* Writes what the text has, as far as it can be read, and the error. */
static void put_all(struct json_in *in, struct out *o)
{
	struct json_number number = {0};
	struct str s = {0};
	struct err err = {0};

	for (json_in_array(in); json_in_element(in);) {
		enum json_kind kind = json_in_kind(in);

		if (kind == JSON_STRING && json_in_string(in, &s))
			json_put_string(o, s);
		else if (kind == JSON_NUMBER && json_in_number(in, &number))
			out_fmt(o, "%g ", number.d);
		else if (kind == JSON_OBJECT)
			for (json_in_object(in); json_in_key(in, &s); json_in_skip(in))
				json_put_string(o, s);
		else
			json_in_skip(in);
	}
	json_in_close(in, &err);
	out_lit(o, err.text);
}

TEST(json_of_a_stream_is_the_same)
{
	static const char *const texts[] = {
		"\xef\xbb\xbf [1.5e3, -20 ,0, true,false , null,\"a\\u00fc\\n\",\"\xe2\x82\xac\", {\"k\\\"\" : [1,{}] , \"l\":2} ] ",
		"[\n12,\n\"\xc3\xbc\" x]", "[\"open", "[\"\\ud83d\\u", "[\"\xe2\x82", "[tru", "[1",
		"[1] 2", "[{\"key\"", "[-]", ""};

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct arena a = {0};
		struct out whole = {0};
		struct json_in in;

		json_in_open(&in, str_from_c(texts[i]), &a);
		put_all(&in, &whole);
		for (size_t size = 1; size < 9; size++) {
			struct pieces p = {.rest = str_from_c(texts[i]), .size = size};
			struct str want = {whole.p, whole.n}, got;
			struct out o = {0};

			json_in_stream(&in, STR(""), (struct json_source){more_pieces, &p}, &a);
			put_all(&in, &o);
			got = (struct str){o.p, o.n};
			assert_str(got, want);
			out_release(&o);
			free(p.held);
		}
		out_release(&whole);
		arena_release(&a);
	}
}

int test_base_json(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_gives_what_an_object_holds),
		cmocka_unit_test(json_numbers_are_integers_where_they_can),
		cmocka_unit_test(json_strings_lose_their_escapes),
		cmocka_unit_test(json_errors_say_where_and_what),
		cmocka_unit_test(json_errors_of_kind_stay),
		cmocka_unit_test(json_errors_of_the_caller_are_at_the_value),
		cmocka_unit_test(json_depth_has_a_limit),
		cmocka_unit_test(json_of_a_stream_is_the_same),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}

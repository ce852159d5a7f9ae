/*
 * json-in.c: Reads JSON: where values begin and end, numbers, errors. Strings are in json-string.c.
 */
#include "base/json-in.h"

#include <assert.h>
#include <stdarg.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/json-string.h"
#include "base/num.h"

#define BYTE_ORDER_MARK STR("\xef\xbb\xbf")

/* The longest escape, \uXXXX, and the longest of words. A shorter rest of the text may be cut off. */
enum { ESCAPE_MAX = 6, WORD_MAX = 5 };

/* Moves the place of which line and column are known on to byte `to`. */
static void count_to(struct json_in *in, size_t to)
{
	struct str passed = str_sub(in->text, in->counted, to - in->counted), line;

	in->counted = to;
	for (bool first = true; str_split(&passed, '\n', &line); first = false) {
		in->line += !first;
		in->column = first ? in->column : 1;
		for (size_t i = 0; i < line.n; i++)
			in->column += ((unsigned char)line.p[i] & 0xc0) != 0x80;
	}
}

/* Reads on, and keeps what begins at in->start. False: the text ends here. */
static bool more(struct json_in *in)
{
	size_t dropped = 0;
	bool more;

	if (in->source.more == NULL || in->failed)
		return false;
	count_to(in, in->start);
	more = in->source.more(in->source.data, in->start, &in->text, &dropped);
	assert(dropped <= in->start);
	in->start -= dropped;
	in->counted -= dropped;
	in->at -= dropped;
	if (in->at <= in->text.n)
		return more;
	in->at = in->start = in->counted = 0;
	in->failed = true;
	return err_set(&in->err, "the text cannot be read on");
}

/* Whether there is a byte at in->at. */
static inline bool has_byte(struct json_in *in)
{
	return in->at < in->text.n || more(in);
}

/* Puts the line and column of byte `at` in front of the error, which becomes the one of `in`. */
static bool fail_at(struct json_in *in, size_t at)
{
	count_to(in, at);
	in->failed = true;
	return err_wrap(&in->err, "%zu:%zu", in->line, in->column);
}

bool json_in_fail(struct json_in *in, const char *fmt, ...)
{
	struct arena scratch = {0};
	struct str text;
	va_list ap;

	if (in->failed)
		return false;
	va_start(ap, fmt);
	text = arena_vfmt(&scratch, fmt, ap);
	va_end(ap);
	err_set(&in->err, "%s", text.p);
	arena_release(&scratch);
	return fail_at(in, in->start);
}

static bool is_next(struct json_in *in, char c)
{
	return has_byte(in) && in->text.p[in->at] == c;
}

static bool is_digit_next(struct json_in *in)
{
	return has_byte(in) && ascii_is_digit(in->text.p[in->at]);
}

static void skip_space(struct json_in *in)
{
	while (is_next(in, ' ') || is_next(in, '\n') || is_next(in, '\t') || is_next(in, '\r'))
		in->at++;
}

static enum json_kind kind_here(struct json_in *in)
{
	switch (has_byte(in) ? in->text.p[in->at] : '\0') {
	case 'n':
		return JSON_NULL;
	case 't':
	case 'f':
		return JSON_BOOL;
	case '"':
		return JSON_STRING;
	case '[':
		return JSON_ARRAY;
	case '{':
		return JSON_OBJECT;
	case '-':
		return JSON_NUMBER;
	default:
		return is_digit_next(in) ? JSON_NUMBER : JSON_NONE;
	}
}

static const char *const kind_names[] = {
	[JSON_NONE] = "a value",
	[JSON_NULL] = "null",
	[JSON_BOOL] = "true or false",
	[JSON_NUMBER] = "a number",
	[JSON_STRING] = "a string",
	[JSON_ARRAY] = "an array",
	[JSON_OBJECT] = "an object",
};

/* Fails because something else than `what` is at in->at, where a value of kind `found` begins, or none. */
static bool expected(struct json_in *in, const char *what, enum json_kind found)
{
	unsigned char c = in->at < in->text.n ? (unsigned char)in->text.p[in->at] : 0;

	if (in->failed)
		return false;
	if (in->at >= in->text.n)
		err_set(&in->err, "expected %s, found the end of the text", what);
	else if (found != JSON_NONE)
		err_set(&in->err, "expected %s, found %s", what, kind_names[found]);
	else if (c > ' ' && c < 0x7f)
		err_set(&in->err, "expected %s, found '%c'", what, c);
	else
		err_set(&in->err, "expected %s, found byte 0x%02x", what, c);
	return fail_at(in, in->at);
}

void json_in_open(struct json_in *in, struct str text, struct arena *arena)
{
	json_in_stream(in, text, (struct json_source){0}, arena);
}

void json_in_stream(struct json_in *in, struct str text, struct json_source source,
	struct arena *arena)
{
	in->text = text;
	in->source = source;
	in->arena = arena;
	in->at = 0;
	in->start = 0;
	in->counted = 0;
	in->line = 1;
	in->column = 1;
	while (in->text.n < BYTE_ORDER_MARK.n && more(in))
		;
	if (str_starts(in->text, BYTE_ORDER_MARK))
		in->at = in->start = in->counted = BYTE_ORDER_MARK.n;
	in->depth = 0;
	in->state = JSON_VALUE;
	in->failed = false;
	in->err = (struct err){0};
}

enum json_kind json_in_kind(struct json_in *in)
{
	if (in->failed)
		return JSON_NONE;
	skip_space(in);
	return kind_here(in);
}

/* Whether a value of this kind comes next, which the caller then reads; JSON_NONE stands for any kind. */
static bool begin(struct json_in *in, enum json_kind kind)
{
	enum json_kind found = json_in_kind(in);

	assert(in->failed || in->state == JSON_VALUE);
	if (found == JSON_NONE || (kind != JSON_NONE && found != kind))
		return expected(in, kind_names[kind], found);
	in->start = in->at;
	in->state = JSON_AFTER;
	return true;
}

/* Enters an object or array, at its first byte. */
static bool enter(struct json_in *in)
{
	if (in->depth == JSON_DEPTH_MAX)
		return json_in_fail(in, "nested more than %d levels deep", JSON_DEPTH_MAX);
	in->closers[in->depth++] = in->text.p[in->at++] == '{' ? '}' : ']';
	in->state = JSON_FIRST;
	return true;
}

bool json_in_object(struct json_in *in)
{
	return begin(in, JSON_OBJECT) && enter(in);
}

bool json_in_array(struct json_in *in)
{
	return begin(in, JSON_ARRAY) && enter(in);
}

/* Goes on to the next key or element of what is open. False: it has ended and is left, or an error. */
static bool next_member(struct json_in *in)
{
	char closer;

	if (in->failed)
		return false;
	assert(in->depth > 0 && in->state != JSON_VALUE);
	closer = in->closers[in->depth - 1];
	skip_space(in);
	if (is_next(in, closer)) {
		in->at++;
		in->depth--;
		in->state = JSON_AFTER;
		return false;
	}
	if (in->state == JSON_AFTER) {
		if (!is_next(in, ','))
			return expected(in, closer == '}' ? "',' or '}'" : "',' or ']'", JSON_NONE);
		in->at++;
		skip_space(in);
	}
	in->state = JSON_VALUE;
	return true;
}

/* Passes over a string at in->at, which begins with its quotation mark. */
static bool pass_string(struct json_in *in, struct json_span *span)
{
	in->start = in->at;
	do
		in->at = json_string_span(in->text, in->start, span);
	while (span->expected != NULL && in->at + ESCAPE_MAX > in->text.n && more(in));
	return span->expected == NULL || expected(in, span->expected, JSON_NONE);
}

/* What the string means that begins at in->start; the text may have moved since it was passed. */
static struct str string_of(struct json_in *in, const struct json_span *span)
{
	struct str raw = str_sub(in->text, in->start + 1, span->raw.n);

	return span->escaped ? json_string_unescape(in->arena, raw) : raw;
}

/* Reads a key and the colon behind it. With key NULL they are only checked. */
static bool next_key(struct json_in *in, struct str *key)
{
	bool first = in->state == JSON_FIRST;
	struct json_span span;

	if (!next_member(in))
		return false;
	if (!is_next(in, '"'))
		return expected(in,
			first ? "a key in quotation marks, or '}'" : "a key in quotation marks",
			kind_here(in));
	if (!pass_string(in, &span))
		return false;
	skip_space(in);
	if (!is_next(in, ':'))
		return expected(in, "':'", JSON_NONE);
	in->at++;
	if (key != NULL)
		*key = string_of(in, &span);
	return true;
}

bool json_in_key(struct json_in *in, struct str *key)
{
	assert(in->failed || (in->depth > 0 && in->closers[in->depth - 1] == '}'));
	return next_key(in, key);
}

bool json_in_element(struct json_in *in)
{
	assert(in->failed || (in->depth > 0 && in->closers[in->depth - 1] == ']'));
	return next_member(in);
}

/* Reads true, false or null, of which in->at is the first letter; v is whether it was true. */
static bool read_word(struct json_in *in, bool *v)
{
	static const struct str words[] = {{"true", 4}, {"false", 5}, {"null", 4}};
	struct str rest;

	while (in->text.n - in->at < WORD_MAX && more(in))
		;
	rest = str_from(in->text, in->at);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_starts(rest, words[i])) {
			in->at += words[i].n;
			*v = i == 0;
			return true;
		}
	return expected(in, "true, false or null", JSON_NONE);
}

bool json_in_null(struct json_in *in)
{
	bool unused;

	return begin(in, JSON_NULL) && read_word(in, &unused);
}

bool json_in_bool(struct json_in *in, bool *v)
{
	return begin(in, JSON_BOOL) && read_word(in, v);
}

/* Passes over digits, of which there must be one. */
static bool read_digits(struct json_in *in)
{
	if (!is_digit_next(in))
		return expected(in, "a digit", JSON_NONE);
	while (is_digit_next(in))
		in->at++;
	return true;
}

/* Passes over a number; *whole is whether it has neither a fraction nor an exponent. */
static bool read_number(struct json_in *in, bool *whole)
{
	in->at += is_next(in, '-');
	if (is_next(in, '0'))
		in->at++; /* nothing but a point or an exponent may follow */
	else if (!read_digits(in))
		return false;
	*whole = true;
	if (is_next(in, '.')) {
		in->at++;
		*whole = false;
		if (!read_digits(in))
			return false;
	}
	if (is_next(in, 'e') || is_next(in, 'E')) {
		in->at++;
		*whole = false;
		in->at += is_next(in, '+') || is_next(in, '-');
		return read_digits(in);
	}
	return true;
}

bool json_in_number(struct json_in *in, struct json_number *v)
{
	struct json_number n = {0};
	struct str digits;
	bool whole;

	if (!begin(in, JSON_NUMBER) || !read_number(in, &whole))
		return false;
	digits = str_sub(in->text, in->start, in->at - in->start);
	n.is_int = whole && num_int(digits, 10, &n.i);
	if (n.is_int)
		n.d = (double)n.i;
	else if (!num_float(digits, &n.d))
		return json_in_fail(in, "the number is too large");
	*v = n;
	return true;
}

bool json_in_int(struct json_in *in, int64_t *v)
{
	struct json_number n = {0};

	if (!json_in_number(in, &n))
		return false;
	if (!n.is_int)
		return json_in_fail(in, "expected a whole number from -2^63 to 2^63-1");
	*v = n.i;
	return true;
}

bool json_in_string(struct json_in *in, struct str *v)
{
	struct json_span span;

	if (!begin(in, JSON_STRING) || !pass_string(in, &span))
		return false;
	*v = string_of(in, &span);
	return true;
}

/* Passes over a value, or enters it where it is an object or array. */
static bool pass(struct json_in *in)
{
	struct json_span span;
	bool unused;

	if (!begin(in, JSON_NONE))
		return false;
	switch (kind_here(in)) {
	case JSON_STRING:
		return pass_string(in, &span);
	case JSON_NUMBER:
		return read_number(in, &unused);
	case JSON_ARRAY:
	case JSON_OBJECT:
		return enter(in);
	case JSON_NULL:
	case JSON_BOOL:
	case JSON_NONE:
		break;
	}
	return read_word(in, &unused);
}

bool json_in_skip(struct json_in *in)
{
	size_t outside = in->depth;

	do {
		if (in->depth == outside || /* the value itself */
			(in->closers[in->depth - 1] == '}' ? next_key(in, NULL) : next_member(in)))
			pass(in);
	} while (!in->failed && in->depth > outside);
	return !in->failed;
}

bool json_in_close(struct json_in *in, struct err *err)
{
	assert(in->failed || (in->depth == 0 && in->state == JSON_AFTER));
	skip_space(in);
	if (!in->failed && has_byte(in))
		expected(in, "the end of the text", kind_here(in));
	return !in->failed || err_set(err, "%s", in->err.text);
}

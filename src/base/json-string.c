/*
 * json-string.c: Finds the end of a JSON string, and replaces its escapes.
 */
#include "base/json-string.h"

#include <stdint.h>

#include "base/ascii.h"

enum { NOT_A_CHARACTER = 0xfffd };

/* What may stand behind a backslash, besides u, and the byte that it means. */
static const char letters[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

/* The byte that a letter behind a backslash means, or 0 for none. */
static char letter_means(char c)
{
	for (size_t i = 0; i + 1 < sizeof(letters); i += 2)
		if (letters[i] == c)
			return letters[i + 1];
	return 0;
}

/* Passes over the escape whose backslash is at *at. Returns NULL, or what should be at *at. */
static const char *pass_escape(struct str text, size_t *at)
{
	size_t digits;

	++*at;
	if (*at < text.n && letter_means(text.p[*at]) != 0) {
		++*at;
		return NULL;
	}
	if (*at == text.n || text.p[*at] != 'u')
		return "one of \"\\/bfnrtu behind the backslash";
	++*at;
	for (digits = 4; digits > 0 && *at < text.n && ascii_is_hex(text.p[*at]); digits--)
		++*at;
	return digits == 0 ? NULL : "four hexadecimal digits behind \\u";
}

size_t json_string_span(struct str text, size_t at, struct json_span *span)
{
	size_t begin = ++at;

	*span = (struct json_span){0};
	while (at < text.n && span->expected == NULL && text.p[at] != '"') {
		if (text.p[at] == '\\') {
			span->escaped = true;
			span->expected = pass_escape(text, &at);
		} else if ((unsigned char)text.p[at] < ' ') {
			span->expected = "no control character in a string";
		} else {
			size_t n = str_utf8_length(str_from(text, at));

			at += n;
			if (n == 0)
				span->expected = "UTF-8";
		}
	}
	if (span->expected != NULL)
		return at;
	if (at == text.n) {
		span->expected = "'\"' at the end of the string";
		return at;
	}
	span->raw = str_sub(text, begin, at - begin);
	return at + 1;
}

/* The number that four hexadecimal digits are. */
static uint32_t four_digits(const char *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++)
		v = v * 16 + (uint32_t)ascii_hex_value(p[i]);
	return v;
}

/* Writes a character's UTF-8 to p. Returns the bytes: 1 to 4. */
static size_t put_utf8(char *p, uint32_t code)
{
	size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};

	for (size_t i = n - 1; i > 0; i--) {
		p[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	p[0] = (char)(marks[n] | code);
	return n;
}

/* Takes \uXXXX, or two of them that are a surrogate pair, off the front of *rest. Returns the character. */
static uint32_t take_code(struct str *rest)
{
	uint32_t code = four_digits(rest->p + 2), low;

	*rest = str_from(*rest, 6);
	if (code < 0xd800 || code > 0xdfff)
		return code;
	if (code > 0xdbff || !str_starts(*rest, STR("\\u")))
		return NOT_A_CHARACTER;
	low = four_digits(rest->p + 2);
	if (low < 0xdc00 || low > 0xdfff)
		return NOT_A_CHARACTER;
	*rest = str_from(*rest, 6);
	return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
}

struct str json_string_unescape(struct arena *a, struct str raw)
{
	char *bytes = arena_raw(a, raw.n, 1); /* no escape is shorter than what it means */
	size_t n = 0;

	while (raw.n > 0) {
		if (raw.p[0] != '\\') {
			bytes[n++] = raw.p[0];
			raw = str_from(raw, 1);
		} else if (raw.p[1] == 'u') {
			n += put_utf8(bytes + n, take_code(&raw));
		} else {
			bytes[n++] = letter_means(raw.p[1]);
			raw = str_from(raw, 2);
		}
	}
	return (struct str){bytes, n};
}

/*
 * json-out.c: Writes JSON values to a buffer.
 */
#include "base/json-out.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/base64.h"
#include "base/glyph.h"

static void put_code(struct out *o, uint32_t code)
{
	if (code >= 0x10000) {
		code -= 0x10000;
		out_fmt(o, "\\u%04x\\u%04x", 0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff));
	} else {
		out_fmt(o, "\\u%04x", code);
	}
}

/* Writes what stands for a byte below U+0020, a quotation mark or a backslash. */
static void put_escape(struct out *o, char c)
{
	static const char letters[] = "\bb\ff\nn\rr\tt\"\"\\\\";

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2)
		if (letters[i] == c) {
			char text[2] = {'\\', letters[i + 1]};

			out_bytes(o, text, sizeof(text));
			return;
		}
	put_code(o, (unsigned char)c);
}

static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

/* Writes one character that is not plain. Returns its bytes; *ok becomes false where they are no UTF-8. */
static size_t put_character(struct out *o, struct str s, bool *ok)
{
	size_t n = str_utf8_length(s);
	struct glyph g;

	if (n == 0) {
		out_lit(o, "\xef\xbf\xbd");
		*ok = false;
		return 1;
	}
	if (n == 1 && s.p[0] != 0x7f) {
		put_escape(o, s.p[0]);
		return 1;
	}
	g = glyph_first(s);
	if (o->terminal && g.escaped)
		put_code(o, g.code);
	else
		out_bytes(o, s.p, n);
	return n;
}

bool json_put_string(struct out *o, struct str text)
{
	size_t plain = 0, i = 0;
	bool ok = true;

	out_bytes(o, "\"", 1);
	while (i < text.n) {
		if (is_plain(text.p[i])) {
			i++;
			continue;
		}
		if (i > plain)
			out_bytes(o, text.p + plain, i - plain);
		i += put_character(o, str_from(text, i), &ok);
		plain = i;
	}
	if (plain < text.n)
		out_bytes(o, text.p + plain, text.n - plain);
	out_bytes(o, "\"", 1);
	return ok;
}

void json_put_base64(struct out *o, struct str bytes)
{
	out_bytes(o, "\"", 1);
	base64_put(o, bytes);
	out_bytes(o, "\"", 1);
}

void json_put_key(struct out *o, const char *key)
{
	out_lit(o, "\"");
	out_lit(o, key);
	out_lit(o, "\":");
}

void json_put_int(struct out *o, int64_t v)
{
	char buf[24], *at = buf + sizeof(buf);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		*--at = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		*--at = '-';
	out_bytes(o, at, (size_t)(buf + sizeof(buf) - at));
}

void json_put_hex(struct out *o, uint64_t v)
{
	out_fmt(o, "\"0x%" PRIx64 "\"", v);
}

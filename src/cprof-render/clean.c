/*
 * clean.c: drops control bytes from DOT text, escapes &, mends UTF-8 and cuts long strings.
 */
#include "cprof-render/clean.h"

/* A string is cut when so many of its bytes stand without a backslash or a quote between them. */
enum { CLEAN_RUN_MAX = 8000 };

static bool is_dropped(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

/* U+FFFE and U+FFFF are UTF-8, but may not stand in XML. */
static bool is_no_xml(struct str s)
{
	return s.n >= 3 && memcmp(s.p, "\xef\xbf", 2) == 0 && (unsigned char)s.p[2] >= 0xbe;
}

/* The character that s begins with, as it goes to `o`. Returns how many bytes of s it takes. */
static size_t clean_one(struct str s, struct out *o)
{
	size_t n = str_utf8_length(s);

	if (n == 0 || is_no_xml(s)) {
		out_lit(o, "\xef\xbf\xbd");
		return n ? n : 1;
	}
	if (s.p[0] == '&')
		out_lit(o, "&amp;");
	else
		out_bytes(o, s.p, n);
	return n;
}

void clean_dot(struct str dot, struct out *o)
{
	bool quoted = false, escaped = false; /* in a string; behind a backslash in it */
	size_t run = o->n;                    /* where the part of it began that is not cut */

	for (size_t i = 0; i < dot.n;) {
		char c = dot.p[i];

		/* Bytes that will be dropped do not come between a backslash and what it is for. */
		if (is_dropped((unsigned char)c)) {
			i++;
			continue;
		}
		if (quoted && !escaped && o->n - run > CLEAN_RUN_MAX) {
			out_lit(o, "\\\n");
			run = o->n;
		}
		if (c == '"' && !escaped)
			quoted = !quoted;
		escaped = quoted && c == '\\' && !escaped;
		if (c == '"' || c == '\\')
			run = o->n;
		i += clean_one(str_from(dot, i), o);
	}
}

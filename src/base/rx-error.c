/*
 * rx-error.c: marks the mistake in a pattern, for the error message.
 */
#include <stdint.h>

#include "base/out.h"
#include "base/rx-internal.h"

enum {
	EXCERPT_MAX = 40, /* columns of the pattern that an error repeats */
	WINDOW = 60,      /* columns of the pattern that are shown */
};

/* Escapes s from `from` on, in at most n columns. Returns where that ends. */
static size_t escape(struct out *o, struct str s, size_t from, size_t n)
{
	size_t columns = 0;

	while (from < s.n) {
		size_t before = o->n, length;
		uint32_t code;

		length = rx_decode(str_from(s, from), &code, NULL);
		out_str(o, str_sub(s, from, length));
		columns += out_width((struct str){o->p + before, o->n - before});
		if (columns > n) {
			o->n = before;
			break;
		}
		from += length;
	}
	return from;
}

/* The columns that s takes when it is escaped. */
static size_t columns_of(struct str s)
{
	struct out o = {.terminal = true};
	size_t n;

	escape(&o, s, 0, SIZE_MAX);
	n = out_width((struct str){o.p, o.n});
	out_release(&o);
	return n;
}

/* Where the window begins that shows `at`: at most half of it lies before. */
static size_t window_begin(struct str s, size_t at)
{
	size_t from = at;

	for (size_t n = 0; from > 0 && n < WINDOW / 2; n++)
		do
			from--;
		while (from > 0 && ((unsigned char)s.p[from] & 0xc0) == 0x80);
	while (columns_of(str_sub(s, from, at - from)) > WINDOW / 2)
		from += str_utf8_length(str_from(s, from)); /* what was read so far is UTF-8 */
	return from;
}

bool rx_show(struct err *err, struct str p, size_t at)
{
	struct out lines = {.terminal = true};
	size_t from = 0, end, column;

	out_lit(&lines, "  ");
	end = escape(&lines, p, 0, WINDOW);
	if (end < p.n) {
		from = window_begin(p, at);
		out_clear(&lines);
		out_lit(&lines, from > 0 ? "  .." : "  ");
		end = escape(&lines, p, from, WINDOW);
	}
	column = (from > 0 ? 4 : 2) + columns_of(str_sub(p, from, at - from));
	out_lit(&lines, end < p.n ? "..\n" : "\n");
	out_fill(&lines, ' ', column);
	out_lit(&lines, "^\n");
	err_show(err, (struct str){lines.p, lines.n});
	out_release(&lines);
	return false;
}

void rx_append_excerpt(struct err *err, struct str s)
{
	struct out o = {.terminal = true};
	size_t end = escape(&o, s, 0, EXCERPT_MAX);

	err_append(err, "`%.*s%s`", STR_ARG(((struct str){o.p, o.n})), end < s.n ? ".." : "");
	out_release(&o);
}

size_t rx_decode(struct str s, uint32_t *code, bool *ok)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = p[0] < 0x80 ? 1 : str_utf8_length(s);

	if (ok != NULL)
		*ok = n != 0;
	if (n <= 1) {
		*code = n ? p[0] : 0xfffd;
		return 1;
	}
	*code = p[0] & (0xffu >> (n + 1));
	for (size_t i = 1; i < n; i++)
		*code = *code << 6 | (p[i] & 0x3f);
	return n;
}

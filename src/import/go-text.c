/*
 * go-text.c: takes the lines of Go's texts about goroutines and stacks apart.
 */
#include "import/go-text.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "import/scan.h"

static struct str skip_blanks(struct str s)
{
	while (s.n != 0 && ascii_is_blank(s.p[0]))
		s = str_from(s, 1);
	return s;
}

/* Takes the longest run without blanks off the front. */
static struct str take_word(struct str *s)
{
	struct str word = *s;
	size_t n = 0;

	while (n < s->n && !ascii_is_blank(s->p[n]))
		n++;
	word.n = n;
	*s = skip_blanks(str_from(*s, n));
	return word;
}

bool import_go_place(struct str s, struct str *file, int64_t *line)
{
	size_t at = str_find_last(s, ':'), n = 0;

	if (at == s.n || at == 0)
		return false;
	while (at + 1 + n < s.n && ascii_is_digit(s.p[at + 1 + n]))
		n++;
	if (at + 1 + n < s.n && !ascii_is_blank(s.p[at + 1 + n]))
		return false;
	if (!num_int(str_sub(s, at + 1, n), 10, line))
		return false;
	*file = str_sub(s, 0, at);
	return true;
}

bool import_go_symbol_line(struct str line, struct import_go_symbol *s)
{
	struct import_go_symbol found = {0};
	uint64_t offset;
	struct str rest;
	size_t plus;

	if (!str_starts(line, STR("#\t0x")))
		return false;
	rest = str_from(line, 2);
	if (!num_uint(take_word(&rest), 0, &found.address))
		return false;
	if (rest.n == 0) {
		*s = found;
		return true;
	}
	/* Names of generic functions may have blanks; a tab ends the name and its offset. */
	for (plus = 0; plus < rest.n; plus++) {
		if (rest.p[plus] == '\t')
			break;
	}
	found.function = str_sub(rest, 0, plus);
	rest = skip_blanks(str_from(rest, plus));
	plus = str_find_last(found.function, '+');
	if (plus == 0 || plus == found.function.n ||
		!num_uint(str_trim(str_from(found.function, plus + 1)), 0, &offset) ||
		!import_go_place(rest, &found.file, &found.line))
		return false;
	found.function.n = plus;
	*s = found;
	return true;
}

bool import_go_labels_line(struct str line, struct str *pairs)
{
	static const struct str begin = {"# labels:", 9};

	if (!str_starts(line, begin))
		return false;
	*pairs = skip_blanks(str_from(line, begin.n));
	return pairs->n != 0 && pairs->p[0] == '{';
}

/* Reads n hexadecimal digits as a number. False when there are fewer. */
static bool take_hex(struct str s, size_t n, uint32_t *v)
{
	*v = 0;
	if (s.n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int digit = ascii_hex_value(s.p[i]);

		if (digit < 0)
			return false;
		*v = *v << 4 | (uint32_t)digit;
	}
	return true;
}

/*
 * Writes code point c as UTF-8. Returns how many bytes, at most 4; 0 when there is no such
 * character.
 */
static size_t put_rune(char *to, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static const struct escape {
	char letter, byte;
	unsigned digits; /* of the number that follows, instead of a byte */
} escapes[] = {
	{'a', '\a', 0},
	{'b', '\b', 0},
	{'f', '\f', 0},
	{'n', '\n', 0},
	{'r', '\r', 0},
	{'t', '\t', 0},
	{'v', '\v', 0},
	{'\\', '\\', 0},
	{'"', '"', 0},
	{'\'', '\'', 0},
	{'x', 0, 2},
	{'u', 0, 4},
	{'U', 0, 8},
};

/*
 * Unquotes what follows a backslash: writes to `to` (never more than the escape is long) and takes
 * it off the front of *s. False for an escape that Go does not write.
 */
static bool take_escape(struct str *s, char *to, size_t *n)
{
	for (size_t i = 0; i < ARRAY_LEN(escapes) && s->n != 0; i++) {
		const struct escape *e = &escapes[i];
		uint32_t v;

		if (e->letter != s->p[0])
			continue;
		if (!take_hex(str_from(*s, 1), e->digits, &v))
			return false;
		if (e->digits == 0 || e->digits == 2) {
			to[(*n)++] = e->digits == 0 ? e->byte : (char)v;
		} else {
			size_t length = put_rune(to + *n, v);

			if (length == 0)
				return false;
			*n += length;
		}
		*s = str_from(*s, 1 + e->digits);
		return true;
	}
	return false;
}

/* Takes a quoted string, as Go's %q writes it, off the front of *s. */
static bool take_quoted(struct arena *a, struct str *s, struct str *text)
{
	struct str rest = skip_blanks(*s);
	size_t end = 1, n = 0;
	bool plain = true;
	char *to;

	if (rest.n == 0 || rest.p[0] != '"')
		return false;
	for (; end < rest.n && rest.p[end] != '"'; end++) {
		if (rest.p[end] == '\\') {
			plain = false;
			end++;
		}
	}
	if (end >= rest.n)
		return false;
	*text = str_sub(rest, 1, end - 1);
	*s = str_from(rest, end + 1);
	if (plain)
		return true;
	to = arena_alloc(a, text->n);
	for (rest = *text; rest.n != 0;) {
		char c = rest.p[0];

		rest = str_from(rest, 1);
		if (c != '\\')
			to[n++] = c;
		else if (!take_escape(&rest, to, &n))
			return false;
	}
	*text = (struct str){to, n};
	return true;
}

bool import_go_pair(struct arena *a, struct str *pairs, struct str *key, struct str *value)
{
	struct str rest = *pairs, k, v;

	if (rest.n == 0 || (rest.p[0] != '{' && rest.p[0] != ','))
		return false;
	rest = str_from(rest, 1);
	if (!take_quoted(a, &rest, &k))
		return false;
	rest = skip_blanks(rest);
	if (rest.n == 0 || rest.p[0] != ':')
		return false;
	rest = str_from(rest, 1);
	if (!take_quoted(a, &rest, &v))
		return false;
	*pairs = skip_blanks(rest);
	*key = k;
	*value = v;
	return true;
}

bool import_go_header(struct str line, struct str *inside)
{
	static const struct str word = {"goroutine ", 10};
	struct str rest;
	size_t open;

	/* Most lines are not a first line. */
	if (line.n == 0 || line.p[0] != 'g')
		return false;
	rest = str_trim(line);
	if (!import_take(&rest, word) || import_take_run(&rest, ascii_is_digit).n == 0 ||
		!str_ends(rest, STR("]:")))
		return false;
	/* A crash has addresses in between: gp=0xc000002380 m=0 mp=0x5a3f40. */
	open = str_find(rest, STR(" ["), 0);
	if (open == rest.n || rest.p[0] != ' ')
		return false;
	*inside = str_sub(rest, open + 2, rest.n - open - 4);
	return true;
}

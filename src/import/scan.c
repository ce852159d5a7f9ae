/*
 * scan.c: takes the parts of a line of text, by hand, in one pass, so that no line can make it
 * slow.
 */
#include "import/scan.h"
#include "base/array.h"
#include "base/ascii.h"

bool import_is_text(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if (c < 0x20 && (c < '\t' || c > '\r') && c != '\033')
			return false;
	}
	return true;
}

/* White space of Unicode beyond ASCII, as UTF-8; U+2000 to U+200A stand as the first. */
static const struct str wide_spaces[] = {
	{"\xc2\x85", 2},
	{"\xc2\xa0", 2},
	{"\xe1\x9a\x80", 3},
	{"\xe2\x80\x80", 3},
	{"\xe2\x80\xa8", 3},
	{"\xe2\x80\xa9", 3},
	{"\xe2\x80\xaf", 3},
	{"\xe2\x81\x9f", 3},
	{"\xe3\x80\x80", 3},
};

/* The length of the wide space that s begins or ends with, or 0. */
static size_t wide_space(struct str s, bool at_end)
{
	for (size_t n = 2; n <= 3 && n <= s.n; n++) {
		struct str part = at_end ? str_from(s, s.n - n) : str_sub(s, 0, n);

		for (size_t i = 0; i < ARRAY_LEN(wide_spaces); i++)
			if (str_eq(part, wide_spaces[i]))
				return n;
		if (n == 3 && str_starts(part, STR("\xe2\x80")) &&
			(unsigned char)part.p[2] >= 0x80 && (unsigned char)part.p[2] <= 0x8a)
			return n;
	}
	return 0;
}

struct str import_trim(struct str s)
{
	size_t n;

	do {
		s = str_trim(s);
		n = wide_space(s, false);
		s = str_from(s, n);
		if (n == 0) {
			n = wide_space(s, true);
			s.n -= n;
		}
	} while (n != 0);
	return s;
}

bool import_blank(struct str line)
{
	line = import_trim(line);
	return line.n == 0 || line.p[0] == '#';
}

bool import_is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool import_is_stack(int c)
{
	return c == ' ' || c == 'x' || ascii_is_lower_hex(c);
}

struct str import_take_run(struct str *s, bool (*is)(int c))
{
	struct str run = {s->p, 0};

	while (run.n < s->n && is(s->p[run.n]))
		run.n++;
	*s = str_from(*s, run.n);
	return run;
}

static bool is_blank(int c)
{
	return c == ' ';
}

struct str import_take_spaces(struct str *s)
{
	return import_take_run(s, is_blank);
}

bool import_take(struct str *s, struct str lit)
{
	bool there = str_starts(*s, lit);

	if (there)
		*s = str_from(*s, lit.n);
	return there;
}

/*
 * scan.c: what the readers of old text formats share: lines, character classes, numbers.
 *
 * In: the text of a struct import. Out: pieces of it, which it owns. pprof describes the formats by
 * regular expressions of Go; here they are read by hand, in one pass, so no line can make it slow.
 * The one thing to get wrong: there are three notions of white space. RE2's \s has no \v, Go's
 * TrimSpace knows Unicode's, and some places want ' ' alone.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "import/reader.h"

bool import_next(struct import *im)
{
	struct str rest = str_from(im->text, im->at);
	size_t n = str_find(rest, STR("\n"), 0);

	im->line = (struct str){im->text.p, 0};
	if (rest.n == 0)
		return false;
	im->line = str_sub(rest, 0, n);
	im->at += n < rest.n ? n + 1 : n;
	im->line_number++;
	if (str_ends(im->line, STR("\r")))
		im->line.n--;
	return true;
}

bool import_is_text(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if (c < 0x20 && (c < '\t' || c > '\r') && c != '\033')
			return false;
	}
	return true;
}

static bool fail_at_line(const struct import *im, struct err *err, const char *what)
{
	if (!import_is_text(im->line))
		what = "from here on it is no text: another file is appended, or it is damaged; cut it "
		       "off before this line";
	return err_set(err, "%s, line %llu: %s", im->form->name,
		(unsigned long long)im->line_number, what);
}

enum import_result import_fail(const struct import *im, struct err *err, const char *what)
{
	fail_at_line(im, err, what);
	return IMPORT_FAILED;
}

enum import_result import_not_mine(const struct import *im, struct err *err, const char *what)
{
	fail_at_line(im, err, what);
	return IMPORT_NOT_MINE;
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

void import_skip_blank(struct import *im)
{
	while (import_next(im))
		if (!import_blank(im->line))
			return;
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

bool import_add_addresses(struct import *im, struct str s, enum import_landing land)
{
	for (size_t at = str_find(s, STR("0x"), 0); at < s.n; at = str_find(s, STR("0x"), 0)) {
		struct str digits;
		uint64_t address;

		s = str_from(s, at + 2);
		digits = import_take_run(&s, ascii_is_lower_hex);
		if (digits.n == 0)
			continue;
		if (!num_uint(digits, 16, &address))
			return false;
		if (land == LAND_ON_CALLS ||
			(land == LAND_ON_CALLS_BUT_LEAF && import_open_frames(im) != 0))
			address--;
		import_add_frame(im, address);
	}
	return true;
}

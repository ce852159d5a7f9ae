/*
 * scan.c: what the readers of old text formats share: lines, character classes, numbers.
 *
 * In: the text of a struct legacy. Out: pieces of it, which it owns. pprof describes the formats by
 * regular expressions of Go; here they are read by hand, in one pass, so no line can make it slow.
 * The one thing to get wrong: there are three notions of white space. RE2's \s has no \v, Go's
 * TrimSpace knows Unicode's, and some places want ' ' alone.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "import/reader.h"

bool legacy_next(struct legacy *l)
{
	struct str rest = str_from(l->text, l->at);
	size_t n = str_find(rest, STR("\n"), 0);

	l->line = (struct str){l->text.p, 0};
	if (rest.n == 0)
		return false;
	l->line = str_sub(rest, 0, n);
	l->at += n < rest.n ? n + 1 : n;
	l->line_number++;
	if (str_ends(l->line, STR("\r")))
		l->line.n--;
	return true;
}

bool legacy_is_text(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if (c < 0x20 && (c < '\t' || c > '\r') && c != '\033')
			return false;
	}
	return true;
}

static bool fail_at_line(const struct legacy *l, struct err *err, const char *what)
{
	if (!legacy_is_text(l->line))
		what = "from here on it is no text: another file is appended, or it is damaged; cut it "
		       "off before this line";
	return err_set(err, "%s, line %llu: %s", l->form->name, (unsigned long long)l->line_number,
		what);
}

enum legacy_result legacy_fail(const struct legacy *l, struct err *err, const char *what)
{
	fail_at_line(l, err, what);
	return LEGACY_FAILED;
}

enum legacy_result legacy_not_mine(const struct legacy *l, struct err *err, const char *what)
{
	fail_at_line(l, err, what);
	return LEGACY_NOT_MINE;
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

struct str legacy_trim(struct str s)
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

bool legacy_blank(struct str line)
{
	line = legacy_trim(line);
	return line.n == 0 || line.p[0] == '#';
}

void legacy_skip_blank(struct legacy *l)
{
	while (legacy_next(l))
		if (!legacy_blank(l->line))
			return;
}

bool legacy_is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool legacy_is_stack(int c)
{
	return c == ' ' || c == 'x' || ascii_is_lower_hex(c);
}

struct str legacy_run(struct str *s, bool (*is)(int c))
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

struct str legacy_spaces(struct str *s)
{
	return legacy_run(s, is_blank);
}

bool legacy_take(struct str *s, struct str lit)
{
	bool there = str_starts(*s, lit);

	if (there)
		*s = str_from(*s, lit.n);
	return there;
}

bool legacy_add_addresses(struct legacy *l, struct str s, enum legacy_land land)
{
	for (size_t at = str_find(s, STR("0x"), 0); at < s.n; at = str_find(s, STR("0x"), 0)) {
		struct str digits;
		uint64_t address;

		s = str_from(s, at + 2);
		digits = legacy_run(&s, ascii_is_lower_hex);
		if (digits.n == 0)
			continue;
		if (!num_uint(digits, 16, &address))
			return false;
		if (land == LAND_ON_CALLS ||
			(land == LAND_ON_CALLS_BUT_LEAF && legacy_open_frames(l) != 0))
			address--;
		legacy_add_frame(l, address);
	}
	return true;
}

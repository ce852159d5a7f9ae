/*
 * str.c: compares, searches, cuts and splits strings.
 */
#include "base/str.h"
#include "base/array.h"
#include "base/ascii.h"

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	const char *hit;

	if (from > s.n)
		return s.n;
	if (needle.n == 0)
		return from;
	if (s.n - from < needle.n)
		return s.n;
	hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : s.n;
}

size_t str_find_last(struct str s, char c)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == c)
			return i - 1;
	return s.n;
}

struct str str_from(struct str s, size_t from)
{
	if (from >= s.n)
		return (struct str){s.n ? s.p + s.n : s.p, 0};
	return (struct str){s.p + from, s.n - from};
}

struct str str_sub(struct str s, size_t from, size_t n)
{
	s = str_from(s, from);
	if (s.n > n)
		s.n = n;
	return s;
}

struct str str_trim(struct str s)
{
	while (s.n && ascii_is_space(s.p[s.n - 1]))
		s.n--;
	while (s.n && ascii_is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

bool str_split(struct str *rest, char sep, struct str *part)
{
	const char *hit;

	if (rest->p == NULL)
		return false;
	hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (hit == NULL) {
		*part = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*part = str_sub(*rest, 0, (size_t)(hit - rest->p));
	*rest = (struct str){hit + 1, rest->n - part->n - 1};
	return true;
}

bool str_word(struct str *rest, struct str *word)
{
	size_t n = 0;

	while (rest->n && ascii_is_space(rest->p[0]))
		*rest = str_from(*rest, 1);
	if (rest->n == 0)
		return false;
	while (n < rest->n && !ascii_is_space(rest->p[n]))
		n++;
	*word = str_sub(*rest, 0, n);
	*rest = str_from(*rest, n);
	return true;
}

size_t str_utf8_length(struct str s)
{
	unsigned char p[4] = {0};
	size_t n;

	memcpy(p, s.p, s.n < 4 ? s.n : 4);
	n = p[0] < 0x80       ? 1
		: p[0] < 0xc2 ? 0
		: p[0] < 0xe0 ? 2
		: p[0] < 0xf0 ? 3
		: p[0] < 0xf5 ? 4
			      : 0;
	if (n == 0 || n > s.n)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
		(p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

size_t str_blank_length(struct str s)
{
	static const char *const blanks[] = {"\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", /* U+1680 */
		"\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83", /* U+2000 ... */
		"\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
		"\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
		"\xe2\x81\x9f", "\xe3\x80\x80"};

	if (s.n != 0 && ascii_is_space(s.p[0]))
		return 1;
	if (s.n == 0 || ((unsigned char)s.p[0] & 0x80) == 0)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(blanks); i++)
		if (str_starts(s, str_from_c(blanks[i])))
			return strlen(blanks[i]);
	return 0;
}

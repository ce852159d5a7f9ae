/*
 * str.h: a view of bytes that somebody else owns.
 *
 * A struct str is a pointer and a length. It may hold any byte, NUL as well, and nobody promises a NUL behind
 * its end. It is valid as long as the owner of the bytes says. The empty string may have a NULL pointer.
 */
#ifndef CPROF_BASE_STR_H
#define CPROF_BASE_STR_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A string literal as a struct str. */
#define STR(lit) ((struct str){(lit), sizeof(lit) - 1})

/*
 * The two arguments of "%.*s" that print s, which is evaluated more than once. Note: as with %s, this ends at
 * a NUL byte; and what is longer than INT_MAX bytes is cut there.
 */
#define STR_ARG(s) (int)((s).n < INT_MAX ? (s).n : INT_MAX), (s).p != NULL ? (s).p : ""

/* The bytes of a C string; NULL gives the empty string. */
static inline struct str str_from_c(const char *c)
{
	return (struct str){c, c ? strlen(c) : 0};
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_eq_c(struct str a, const char *c)
{
	return str_eq(a, str_from_c(c));
}

/* Bytewise order, as strcmp: negative, zero or positive. */
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* The position of needle in s at or after `from`, or s.n when it is not there. */
size_t str_find(struct str s, struct str needle, size_t from);

/* The position of the last c in s, or s.n when it is not there. */
size_t str_find_last(struct str s, char c);

/* The part of s that begins at `from`; and at most n bytes of it. Both are shorter, or empty, where s ends. */
struct str str_from(struct str s, size_t from);
struct str str_sub(struct str s, size_t from, size_t n);

/* s without white space (ASCII) at both ends. */
struct str str_trim(struct str s);

/*
 * Takes the part before the next `sep` off the front of *rest. Returns false when there is no part left:
 *	while (str_split(&rest, ',', &part))
 * "a,,b" gives "a", "", "b"; "a," gives "a" and ""; "" gives one empty part.
 * *rest must have a non-NULL p before the first call.
 */
bool str_split(struct str *rest, char sep, struct str *part);

/*
 * The length of the well-formed UTF-8 sequence that s, which is not empty, begins with (1 to 4), or
 * 0 when there is none: no overlong forms, no surrogates, nothing over U+10FFFF.
 */
size_t str_utf8_length(struct str s);

/*
 * The length of the white-space character that s begins with, or 0 when it begins with another. White space
 * is what Go's unicode.IsSpace says: that of ASCII, U+0085, no-break spaces and those of other scripts.
 */
size_t str_blank_length(struct str s);

/* Takes the next word (separated by ASCII white space) off the front of *rest. */
bool str_word(struct str *rest, struct str *word);

#endif

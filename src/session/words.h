/*
 * words.h: a line of the console as statements, and a statement as words.
 *
 * What has a meaning of its own stands between blanks: `;` between two statements, `|` before a
 * shell command. So regular expressions are typed as they are: `peek main|runtime` is one, and so is
 * `top a;b`. A word, or a value behind `=`, may be in single or double quotes, which may hold
 * blanks; a backslash before the quote is the quote itself, any other backslash is what it is.
 */
#ifndef CPROF_SESSION_WORDS_H
#define CPROF_SESSION_WORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* White space between words, as everywhere in ASCII. */
static inline bool words_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * Takes a statement off the front of *rest, which has a non-NULL p before the first call. False when
 * nothing is left. The rest of a line behind a `|` belongs to its statement. A statement may be
 * empty; one that begins with # is a comment, and so is empty.
 */
bool words_statement(struct str *rest, struct str *statement);

struct word {
	struct str text; /* without its quotes */
	bool quoted;     /* all of it: neither a number, nor a redirection, nor `-` */
};

/* Takes a word off the front of *rest. *there is whether there was one. Fails for a lone quote. */
bool words_next(struct arena *a, struct str *rest, struct word *word, bool *there, struct err *err);

/*
 * Where the last word begins, which may still be without the quote at its end; the end of s where s
 * is empty or ends with a blank.
 */
size_t words_last(struct str s);

/* How many bytes of the value are quoted text that it begins with; value.n + 1 when that does not end. */
size_t words_quoted(struct str value);

/* The value as it is typed, in quotes where it would be read otherwise without them. */
struct str words_quote(struct arena *a, struct str value);

/* A value without its quotes, if it is all in quotes. */
bool words_value(struct arena *a, struct str value, struct str *bare, struct err *err);

#endif

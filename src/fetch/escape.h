/*
 * escape.h: percent escapes and queries, for url.c and index-page.c.
 *
 * In: parts of a URL. Out: the same with or without escapes, in the caller's arena. The rules are those of
 * Go's net/url, which pprof writes URLs with. The trap: a '+' is a blank in a query, and nowhere else.
 */
#ifndef CPROF_FETCH_ESCAPE_H
#define CPROF_FETCH_ESCAPE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"

/* What may stand in any part of a URL as it is: letters, digits and -._~ (RFC 3986, unreserved). */
bool url_is_plain(char c);

/* Appends s, escaping all but what is plain or in `also`; with plus a blank becomes one. */
void url_escape(struct out *o, struct str s, const char *also, bool plus);

/*
 * Escapes undone; with plus also '+'. False when one of them is not followed by two hexadecimal digits.
 */
bool url_unescape(struct arena *a, struct str s, bool plus, struct str *out);

/* What is in front of the first c; what is behind it goes to *rest, and *found says if there is one. */
struct str url_cut(struct str s, struct str c, struct str *rest, bool *found);

/*
 * A query written anew, with its '?': the pairs by key, escaped as Go's url.Values.Encode does, those that
 * are none left out. With wanted > 0 it replaces what is said of `seconds`. *seconds is what the query
 * says in the end, 0 when it says nothing of use; more than max is of no use.
 */
struct str url_query(struct arena *a, struct str query, int64_t wanted, int64_t max,
	int64_t *seconds);

#endif

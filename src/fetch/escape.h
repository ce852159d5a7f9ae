/*
 * escape.h: encodes and decodes percent escapes and queries of URLs.
 *
 * The rules are those of Go's net/url, with which pprof writes URLs. Results are in the caller's
 * arena.
 * Note: '+' means a blank in a query, and nowhere else.
 */
#ifndef CPROF_FETCH_ESCAPE_H
#define CPROF_FETCH_ESCAPE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"

/*
 * True for what no part of a URL needs to escape: letters, digits and -._~ (RFC 3986, unreserved).
 */
bool url_is_plain(char c);

/*
 * Appends s and escapes all but plain characters and those in `also`. With `plus` a blank becomes
 * '+'.
 */
void url_escape(struct out *o, struct str s, const char *also, bool plus);

/*
 * Decodes the escapes of s, and with `plus` '+' as well. False when a '%' is not followed by two
 * hexadecimal digits.
 */
bool url_unescape(struct arena *a, struct str s, bool plus, struct str *out);

/*
 * Returns what is before the first `c`, or all of s. *rest is what is behind it; *found is whether
 * there is one.
 */
struct str url_cut(struct str s, struct str c, struct str *rest, bool *found);

/*
 * Rewrites a query and returns it with its '?'. Pairs are sorted by key and escaped as by Go's
 * url.Values.Encode; what is no pair is left out. With wanted > 0 the value of `seconds` becomes
 * `wanted`. *seconds is the value of `seconds` in the result, or 0 when there is none between 1 and
 * max.
 */
struct str url_query(struct arena *a, struct str query, int64_t wanted, int64_t max,
	int64_t *seconds);

#endif

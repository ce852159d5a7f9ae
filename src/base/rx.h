/*
 * rx.h: regular expressions, with the meaning that they have in Go's package regexp.
 *
 * pprof uses that package. Its syntax is RE2's (https://github.com/google/re2/wiki/Syntax): no back
 * references, no look-around. A text is UTF-8; a byte that is none counts as U+FFFD. Categories,
 * scripts and case are those of Unicode 15.0, as in Go 1.26.
 *
 * A search only tells whether there is a match. It takes time linear in the text, whatever the expression,
 * once the states that it needs are built; an expression that needs too many of them is an error and not a
 * hang. The expressions that are errors, and the messages, are Go's, with two exceptions: a pattern has at
 * most 1,000,000 bytes, and where alternatives begin alike, Go counts one level more or less towards its
 * limit of 1000 levels.
 */
#ifndef CPROF_BASE_RX_H
#define CPROF_BASE_RX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct rx;

/*
 * Compiles the pattern; the caller frees *rx with rx_free. The error is Go's message. The pattern with a mark
 * under the mistake stands below it (err_show), so callers need not repeat the pattern.
 */
bool rx_new(struct str pattern, struct rx **rx, struct err *err);

/*
 * Searches for a match anywhere in s; *hit is whether there is one. Fails when it takes too long, and after a
 * Ctrl-C (interrupt.h). Note: one thread at a time; a search adds states to rx.
 */
bool rx_match(struct rx *rx, struct str s, bool *hit, struct err *err);

/* Frees it; NULL is allowed. */
void rx_free(struct rx *rx);

/*
 * The pattern that matches s literally, in the arena. No pattern may hold invalid UTF-8: such a byte becomes
 * \x{fffd}, which matches it.
 */
struct str rx_quote(struct arena *a, struct str s);

#endif

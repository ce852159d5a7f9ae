/*
 * rx.h: regular expressions, with the meaning that they have in Go's package regexp.
 *
 * pprof uses that package. Its syntax is RE2's (https://github.com/google/re2/wiki/Syntax): no back
 * references, no look-around. A text is UTF-8; a byte that is none counts as U+FFFD. Categories,
 * scripts and case are those of Unicode 15.0, as in Go 1.26.
 *
 * Only whether there is a match is told. Time is linear in the text, whatever the expression, once the
 * states that it needs are there; an expression that needs very many of them is an error and not a
 * hang. What is refused, and in which words, is Go's too, with two exceptions: a pattern has at most
 * 1,000,000 bytes, and where alternatives begin alike, at the limit of 1000 levels, Go counts one level
 * more or less.
 */
#ifndef CPROF_BASE_RX_H
#define CPROF_BASE_RX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct rx;

/*
 * Compiles pattern; *rx is for rx_free. The error says what is wrong, in Go's words; below it stand the
 * pattern and a mark under the place (err_show), so callers need not repeat the pattern.
 */
bool rx_new(struct str pattern, struct rx **rx, struct err *err);

/*
 * Looks for a match anywhere in s; *hit is whether there is one. Fails when it takes too long, and
 * after a Ctrl-C (interrupt.h). Not for two threads at once: it keeps what it learns in rx.
 */
bool rx_match(struct rx *rx, struct str s, bool *hit, struct err *err);

/* NULL is allowed. */
void rx_free(struct rx *rx);

/*
 * The pattern that matches s literally, in the arena. A byte that is no UTF-8, which no pattern may
 * hold, becomes \x{fffd}, which matches it.
 */
struct str rx_quote(struct arena *a, struct str s);

#endif

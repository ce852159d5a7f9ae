/*
 * rx.h: regular expressions, in the one place that knows the engine.
 *
 * The language is RE2's (https://github.com/google/re2/wiki/Syntax), as in pprof: matches are
 * unanchored, leftmost-first, over UTF-8 where a byte that is none counts as U+FFFD.
 * The engine is PCRE2; what it has beyond RE2 (back references, look-around, possessive
 * quantifiers, verbs) is refused, so that a pattern that works here works there. A match that
 * needs too many steps is an error and never a hang.
 */
#ifndef CPROF_BASE_RX_H
#define CPROF_BASE_RX_H

#include "base/err.h"
#include "base/str.h"

struct rx;

/* Compiles pattern; *rx is for rx_free. The error says what is wrong and where in the pattern. */
bool rx_new(struct str pattern, struct rx **rx, struct err *err);

/*
 * Looks for a match anywhere in s; *hit is whether there is one. Fails when it takes too long, and
 * after a Ctrl-C (interrupt.h).
 */
bool rx_match(struct rx *rx, struct str s, bool *hit, struct err *err);

/* NULL is allowed. */
void rx_free(struct rx *rx);

#endif

/*
 * matcher.h: Regular expressions over interned strings. Inside view/ only.
 *
 * Each distinct string is matched once, and the answer is remembered.
 */
#ifndef CPROF_VIEW_MATCHER_H
#define CPROF_VIEW_MATCHER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/rx.h"

/* The value of one option. A zero-initialized matcher is "not given" and matches nothing. */
struct matcher {
	const char *option; /* for messages */
	struct str pattern;
	struct rx *rx; /* NULL: not given */
	const struct intern *strings;
	signed char *known; /* by str_id: 1 matches, -1 does not, 0 is not known yet */
	bool pruning;       /* match the name as profile_prune_name simplifies it */
	struct err *err;    /* where the first failure of matching goes; the caller sets both */
	bool *failed;
};

/*
 * Compiles the value of an option. An empty pattern is "not given". `known` is in the arena; the
 * caller ends the matcher with matcher_release. Fails if the pattern is no regular expression.
 */
bool matcher_init(struct matcher *m, struct arena *a, const struct intern *strings,
	const char *option, struct str pattern, struct err *err);

/* Whether the string matches. False if the option is not given, or once matching has failed. */
bool matcher_hits(struct matcher *m, str_id id);

void matcher_release(struct matcher *m);

#endif

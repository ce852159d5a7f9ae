/*
 * scope.h: what the words of a line may refer to, and where what a line sets is kept.
 */
#ifndef CPROF_COMMAND_SCOPE_H
#define CPROF_COMMAND_SCOPE_H

#include "base/arena.h"
#include "base/notes.h"
#include "config/config.h"
#include "profile/profile.h"

/* A name for lines. */
struct alias {
	struct str name, lines;
};

struct line_scope {
	struct arena *arena;           /* for what lasts as long as the statement's request */
	struct arena *life;            /* for the texts of options that assignments set */
	struct config *config;         /* what assignments change */
	const struct profile *profile; /* whose names are known; all zero: none is loaded */
	const struct alias *aliases;
	size_t n_aliases;
	const struct notes *notes; /* gets what the user should know of how a line was read */
};

#endif

/*
 * scope.h: what the words of a line can refer to, and where a line's settings go.
 */
#ifndef CPROF_COMMAND_SCOPE_H
#define CPROF_COMMAND_SCOPE_H

#include "base/arena.h"
#include "base/notes.h"
#include "config/config.h"
#include "profile/profile.h"

/* A name for one or more statements. */
struct alias {
	struct str name, lines;
};

/* The pointers are the caller's, and valid while a line is read. */
struct line_scope {
	struct arena *arena;           /* for the results: as long as the request */
	struct arena *life;            /* for the texts of options that are set */
	struct config *config;         /* what assignments change */
	const struct profile *profile; /* for names and sample types; all zero: none is loaded */
	const struct alias *aliases;
	size_t n_aliases;
	const struct notes *notes; /* get what the user should know of how a line was read */
};

#endif

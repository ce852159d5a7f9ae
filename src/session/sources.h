/*
 * sources.h: what the session's profile is made of: sources, and a base they are compared with.
 *
 * What was read stays as it was read; the profile that reports see is made of it anew whenever it
 * changes. Whatever fails changes nothing.
 */
#ifndef CPROF_SESSION_SOURCES_H
#define CPROF_SESSION_SOURCES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/lists.h"
#include "profile/draft.h"
#include "session/servers.h"

struct shell;

/* Profiles of one kind, merged. On the heap, because others point into it. */
struct side {
	struct arena arena;     /* of the draft */
	struct draft draft;     /* as it was read; empty once it became what is shown */
	struct str_list names;  /* of those that could be read; their text is the session's */
	bool remote;            /* some of it came from a server */
	struct servers servers; /* which may know its symbols */
};

/* What is shown, and what it was made of. All zero: nothing yet. */
struct sources {
	struct str_list names, base_names;
	struct side *source, *base; /* base: NULL without one. Both NULL when nothing is kept */
	struct arena arena;         /* of what is shown */
	bool marked;                /* the base is the 100% (-diff_base) */
	bool keep;                  /* for more comparisons later on */
};

void sources_release(struct sources *s);

/*
 * Reads what the command line names and makes it the session's profile. `keep` what was read, for
 * the functions below. When the one name asks for a server's list of profiles, that is printed
 * instead, and s->listed is set.
 */
bool sources_load(struct shell *s, bool keep, struct err *err);

/*
 * Makes what `new` holds the session's, in place of what that has; sides may be of both. Whether or not
 * it fails, nothing of `new` is the caller's any more.
 */
bool sources_show(struct shell *s, struct sources *new, struct err *err);

/* Compares with a base from now on; no names: with none. */
bool sources_compare(struct shell *s, struct str_list names, bool marked, struct err *err);

/* Merges more in. */
bool sources_add(struct shell *s, struct str_list names, struct err *err);

/*
 * Folders, separated by ':', where binaries are looked for. Like pprof, the user's own folder where
 * PPROF_BINARY_PATH names none.
 */
struct str sources_binaries_path(struct arena *a);

/* Whether a source was standard input. */
bool sources_took_stdin(const struct sources *s);

/* Reads all of it again. */
bool sources_reload(struct shell *s, struct err *err);

#endif

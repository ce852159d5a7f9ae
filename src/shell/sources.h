/*
 * sources.h: loads what the command line and the console name, as the flags say, into the shell's store.
 *
 * Whatever fails changes nothing.
 */
#ifndef CPROF_SHELL_SOURCES_H
#define CPROF_SHELL_SOURCES_H

#include "base/err.h"
#include "base/lists.h"
#include "load/load.h"

struct command;
struct shell;

/*
 * Loads what the command line names, for one report. NULL: for the console, and what was read is kept for the
 * functions below. When the one name asks for a server's list of profiles, that is printed instead, and s->listed
 * is set.
 */
bool sources_load(struct shell *s, const struct command *report, struct err *err);

/*
 * For a report that reads its profiles itself: sets the names of both sides, in s->store.from, as sources_load does,
 * and reads nothing.
 */
bool sources_take_sides(struct shell *s, const struct command *report, struct err *err);

/* How profiles are loaded, as the flags say. `keep`: see load-options.h. */
struct load_options sources_options(const struct shell *s, bool keep);

/* Makes sure that s->store.whole is there, where a comparison needs it. */
bool sources_make_whole(struct shell *s, struct err *err);

/* Shows what load_replace makes of `new`, which is the caller's no more. */
bool sources_show(struct shell *s, struct load_result *new, struct err *err);

/* Compares with a base from now on; no names: with none. */
bool sources_compare(struct shell *s, struct str_list names, bool marked, struct err *err);

/* Merges more in. */
bool sources_add(struct shell *s, struct str_list names, struct err *err);

/* Compares other sides from now on. */
bool sources_set_sides(struct shell *s, const struct load_sides *sides, struct err *err);

/* Reads all of it again. What `ahead` has is taken from there; NULL: nothing. */
bool sources_reload(struct shell *s, const struct load_ahead *ahead, struct err *err);

#endif

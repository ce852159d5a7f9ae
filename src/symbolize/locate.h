/*
 * locate.h: where on this machine the binaries of a profile are.
 *
 * In: a draft that was just loaded, and the folders to look in. Out: its mappings have the names
 * of the files that were found, those of the others stay. The rules, and the order of what is tried,
 * are pprof's (locateBinaries in internal/driver/fetch.go). What was looked for once is remembered:
 * a thousand profiles of one service cost one search. What you would get wrong: names and build IDs
 * come from the profile and may be anything. Only regular files are opened, a build ID is part of a
 * path only when it is hexadecimal, and no ".." leads out of a folder that is searched.
 */
#ifndef CPROF_SYMBOLIZE_LOCATE_H
#define CPROF_SYMBOLIZE_LOCATE_H

#include "base/arena.h"
#include "base/mem.h"
#include "base/notes.h"
#include "profile/draft.h"

/* Names of files, in the order in which they are to be tried. */
struct candidates {
	VEC(struct str) list; /* each with a NUL byte behind its end; the bytes are in the arena */
};

/*
 * Adds what a mapping's file may be called below the folder `dir`; either may be empty. Reads the
 * folder of the build ID, if there is one. The list is the caller's to free.
 */
void locate_candidates(struct arena *a, struct str dir, struct str file, struct str build_id,
	struct candidates *c);

struct locator;

/*
 * search_path: folders with ':' between them, as PPROF_BINARY_PATH has them. notes are told of files that were left
 * alone; they must live as long as the locator; NULL: nobody listens. Never NULL; freed with locate_free. Not for two
 * threads at the same time.
 */
struct locator *locate_new(struct str search_path, const struct notes *notes);
void locate_free(struct locator *l);

/* Looks for all binaries of a draft, and names its mappings after the files. */
void locate_binaries(struct locator *l, struct draft *d);

#endif

/*
 * locate.h: searches the binaries of a profile on this machine.
 *
 * In: a draft that was just loaded, and the folders to search. Out: mappings whose file was found get its
 * name; the others keep theirs. The rules and the order of the search are pprof's (locateBinaries in
 * internal/driver/fetch.go). Results are remembered: a thousand profiles of one service cost one search.
 * Note: names and build IDs come from the profile and may be anything. Only regular files are opened, a build
 * ID becomes part of a path only when it is hexadecimal, and no ".." leads out of a folder that is searched.
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
 * search_path: folders with ':' between them, as PPROF_BINARY_PATH has them. notes are told of files that
 * were left alone; they must live as long as the locator; NULL: nobody listens. Never NULL; freed with
 * locate_free. Not for two threads at the same time.
 */
struct locator *locate_new(struct str search_path, const struct notes *notes);
void locate_free(struct locator *l);

/* Looks for all binaries of a draft, and names its mappings after the files. */
void locate_binaries(struct locator *l, struct draft *d);

#endif

/*
 * replace.h: writing files so that nothing is lost: a file is whole, or as it was.
 *
 * The new file is written beside the old one, flushed and renamed. When anything fails before that, or
 * a signal ends cprof, the old file is untouched and the new one is gone. As users of git and of editors
 * expect:
 * - a symbolic link stays one: the file that it leads to is written, and made where it is not there;
 * - a file keeps its mode, and its owner and group where we may give them; a new one gets `mode` less the umask;
 * - of a file with several names (hard links) the one that was given gets the new contents, the others
 *   keep the old ones;
 * - what is no regular file (a device, a pipe, a terminal) is opened and written as it is, and so are
 *   /dev/stdout and the like; standard output goes on where it was;
 * - a file that may be written in a folder where none may be made is written in place; only there the old
 *   contents are gone when writing fails.
 */
#ifndef CPROF_BASE_REPLACE_H
#define CPROF_BASE_REPLACE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

struct replace {
	int fd;               /* to write to; replace_close closes it */
	char *path;           /* as it was given, for errors; on the heap, as the others */
	char *target;         /* what it leads to; NULL: fd is it */
	char *temp;           /* beside the target; NULL: fd is it */
	struct cleanup *made; /* what was created, or NULL */
	off_t size;           /* what is kept of the target when writing fails; -1: it is not cut */
};

/* Begins a new version of the file. On failure err says "PATH: why" and there is nothing to close. */
bool replace_open(struct replace *r, const char *path, mode_t mode, struct err *err);

/* Opens the file to write at its end; it is created where there is none. */
bool replace_append(struct replace *r, const char *path, mode_t mode, struct err *err);

/* Creates the file; a file that is there is an error, for which errno is EEXIST. */
bool replace_new(struct replace *r, const char *path, mode_t mode, struct err *err);

/*
 * Ends it: with `keep` what was written takes its place, else all is as it was before. False with
 * err when it was to be kept and cannot be: then all is as before, too. Closes the descriptor.
 */
bool replace_close(struct replace *r, bool keep, struct err *err);

#endif

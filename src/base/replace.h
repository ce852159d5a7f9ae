/*
 * replace.h: writes files so that no contents are lost: a file is complete, or as it was before.
 *
 * The new file is written beside the old one, flushed and renamed. When anything fails before that, or
 * a signal ends cprof, the old file is untouched and the new one is removed. As users of git and of editors
 * expect:
 * - A symbolic link stays a link: the file that it points to is written, and created if it does not exist.
 * - A file keeps its mode, and its owner and group where we may set them. A new file gets `mode` without the
 *   bits of the umask.
 * - Of a file with several names (hard links), the given name gets the new contents, and the others keep the
 *   old ones.
 * - What is no regular file (a device, a pipe, a terminal) is opened and written directly, and so are
 *   /dev/stdout and the like. Standard output is written from where it stands.
 * - A file that we may write, in a folder where we may create none, is written in place. Note: only then are
 *   the old contents lost when writing fails.
 */
#ifndef CPROF_BASE_REPLACE_H
#define CPROF_BASE_REPLACE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

struct replace {
	int fd;               /* write to it; replace_close closes it */
	char *path;           /* as given, for errors; on the heap, as the next two */
	char *target;         /* the file that it leads to; NULL: written directly */
	char *temp;           /* the new file beside it; NULL: written directly */
	struct cleanup *made; /* the file that was created, or NULL */
	off_t size;           /* cut the target to this when writing fails; -1: leave it */
};

/* Begins a new version of the file. On failure the error is "PATH: why", and there is nothing to close. */
bool replace_open(struct replace *r, const char *path, mode_t mode, struct err *err);

/* Opens the file for writing at its end, and creates it if it does not exist. */
bool replace_append(struct replace *r, const char *path, mode_t mode, struct err *err);

/* Creates the file. That it exists is an error, with errno EEXIST. */
bool replace_new(struct replace *r, const char *path, mode_t mode, struct err *err);

/*
 * Closes the descriptor. With `keep` the new version takes the place of the old one; else the file is as it
 * was before. Returns false with an error when it could not keep the new version: the file is as before then,
 * too.
 */
bool replace_close(struct replace *r, bool keep, struct err *err);

#endif

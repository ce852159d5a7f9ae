/*
 * file.h: opens and reads files whose names somebody else chose, without waiting for ever.
 */
#ifndef CPROF_BASE_FILE_H
#define CPROF_BASE_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * Opens a regular file for reading and returns its descriptor, which the caller closes. Other kinds of file
 * are not opened: opening a device may have an effect, and opening a pipe may wait. Returns -1 with errno set
 * when it fails; EINVAL means that it is no regular file. *st is zeroed when nothing has that name.
 */
int file_open_regular(const char *path, struct stat *st);

enum file_kinds {
	FILE_REGULAR, /* regular files alone */
	FILE_ASKED, /* pipes and terminals as well: the user has just named it, as in -x <(command) */
};

/*
 * Reads a whole file of at most `max` bytes into the arena. Devices and folders are an error; /dev/null is an
 * empty file. Reading a pipe fails when nobody opens it for writing within some seconds, when no bytes come
 * for longer than that, and after a Ctrl-C (interrupt.h). The error does not name the file.
 */
bool file_read(struct arena *a, const char *path, size_t max, enum file_kinds kinds,
	struct str *bytes, struct err *err);

/*
 * Opens those of the descriptors 0, 1 and 2 that were closed when the process started. Otherwise a file that
 * we open would get such a number, and receive what is meant for standard output or standard error. Reading
 * and writing these descriptors stays an error.
 */
void file_take_standard(void);

/* True when the path is a regular file or does not exist. The error does not name it. */
bool file_may_be_made(const char *path, struct err *err);

/* True when the path is a regular file that we may read; else errno says why not. */
bool file_is_readable(const char *path);

/* True when the path is below HOME and HOME does not exist: it is not to be created. */
bool file_home_is_missing(const char *path);

#endif

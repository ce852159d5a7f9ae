/*
 * file.h: opening and reading files whose names somebody else chose, so that nothing waits without end.
 */
#ifndef CPROF_BASE_FILE_H
#define CPROF_BASE_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * Opens a regular file for reading; the caller closes it. Anything else is not even opened, because
 * opening a device may do something and opening a pipe may wait. -1 with errno set when it cannot be
 * opened, EINVAL when it is no regular file; *st is zeroed when nothing is there.
 */
int file_open_regular(const char *path, struct stat *st);

enum file_kinds {
	FILE_REGULAR, /* files alone */
	FILE_ASKED, /* pipes and terminals as well: the user has just named it, as in -x <(command) */
};

/*
 * Reads a whole file of at most `max` bytes into the arena. Devices and folders are refused; /dev/null is
 * an empty file. A pipe is given up when nobody opens it for writing within some seconds, or nothing comes
 * for longer; Ctrl-C ends the waiting (interrupt.h). err does not name the file.
 */
bool file_read(struct arena *a, const char *path, size_t max, enum file_kinds kinds,
	struct str *bytes, struct err *err);

/*
 * Opens descriptors 0, 1 and 2 where whoever started us left them closed, so that no file of ours gets one
 * of them and with it what is meant for standard output or standard error. Using them stays an error.
 */
void file_take_standard(void);

/* True when a regular file has this name, or nothing has it; err does not name it. */
bool file_may_be_made(const char *path, struct err *err);

/* True when there is a regular file of this name that may be read, else errno says why not. */
bool file_is_readable(const char *path);

/* True when the path is below HOME, and there is no such folder: nobody wants it made. */
bool file_home_is_missing(const char *path);

#endif

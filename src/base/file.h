/*
 * file.h: opening files whose names somebody else chose.
 */
#ifndef CPROF_BASE_FILE_H
#define CPROF_BASE_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

/*
 * Opens a regular file for reading; the caller closes it. Anything else is not even opened, because
 * opening a device may do something and opening a pipe may wait. -1 with errno set when it cannot be
 * opened, EINVAL when it is no regular file; *st is zeroed when nothing is there.
 */
int file_open_regular(const char *path, struct stat *st);

/* True when the path is below HOME, and there is no such folder: nobody wants it made. */
bool file_home_is_missing(const char *path);

#endif

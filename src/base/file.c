/*
 * file.c: opens files whose names somebody else chose.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int file_open_regular(const char *path, struct stat *st)
{
	int fd = -1;

	*st = (struct stat){0};
	if (stat(path, st) != 0)
		return -1;
	if (S_ISREG(st->st_mode))
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	else
		errno = EINVAL;
	/* It may be another file by now. */
	if (fd >= 0 && (fstat(fd, st) != 0 || !S_ISREG(st->st_mode))) {
		close(fd);
		errno = EINVAL;
		return -1;
	}
	return fd;
}

bool file_home_is_missing(const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home != NULL ? strlen(home) : 0;
	struct stat st;

	return n != 0 && strncmp(path, home, n) == 0 && (path[n] == '/' || home[n - 1] == '/') &&
		(stat(home, &st) != 0 || !S_ISDIR(st.st_mode));
}

/*
 * file.c: opens and reads files, and gives up on pipes that nobody writes to.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/out.h"

enum {
	NO_WRITER_MS = 3000, /* how long a pipe is waited for that nobody writes to */
	SILENT_MS = 10000,   /* and one that nothing comes from */
	LOOK_MS = 100,       /* how often a wait looks whether it is to be given up */
	PIECE = 64 * 1024,   /* bytes that are read at once */
};

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

static bool is_null(const struct stat *st)
{
	struct stat null;

	return S_ISCHR(st->st_mode) && stat("/dev/null", &null) == 0 && null.st_rdev == st->st_rdev;
}

static bool is_welcome(const struct stat *st, enum file_kinds kinds)
{
	return S_ISREG(st->st_mode) || is_null(st) ||
		(kinds == FILE_ASKED && (S_ISFIFO(st->st_mode) || S_ISCHR(st->st_mode)));
}

static const char *kind_of(const struct stat *st)
{
	return S_ISDIR(st->st_mode)     ? "a directory"
		: S_ISFIFO(st->st_mode) ? "a pipe"
		: S_ISSOCK(st->st_mode) ? "a socket"
					: "a device";
}

/* Opens it; no device but a terminal is opened, and nothing is waited for. */
static bool open_welcome(const char *path, enum file_kinds kinds, int *fd, struct stat *st,
	struct err *err)
{
	*fd = -1;
	if (stat(path, st) != 0)
		return err_set(err, "%s", strerror(errno));
	if (is_welcome(st, kinds)) {
		*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
		if (*fd < 0 || fstat(*fd, st) != 0)
			return err_set(err, "%s", strerror(errno));
	}
	if (!is_welcome(st, kinds) || (S_ISCHR(st->st_mode) && !is_null(st) && !isatty(*fd)))
		return err_set(err, "%s, not a file that can be read", kind_of(st));
	return true;
}

/* A pipe or a terminal that is read. */
struct listening {
	int fd;
	bool is_pipe;
	bool writer;   /* there is one, or was */
	bool left;     /* and will be none any more */
	int64_t since; /* clock_ms of what came last */
};

/* Waits a moment for more. False when it is given up. */
static bool listen_on(struct listening *l, struct err *err)
{
	struct pollfd fd = {.fd = l->fd, .events = POLLIN};
	int64_t silent = clock_ms() - l->since;

	if (interrupted())
		return err_set(err, "stopped");
	if (l->is_pipe && !l->writer && silent > NO_WRITER_MS)
		return err_set(err, "a pipe that nobody writes to");
	if (l->is_pipe && silent > SILENT_MS)
		return err_set(err, "a pipe that sent nothing for %d s", SILENT_MS / 1000);
	/* Without a writer some systems say at once that there is nothing. */
	if (poll(&fd, 1, LOOK_MS) > 0 && (fd.revents & POLLHUP) != 0)
		l->left = true;
	return true;
}

/* Reads a piece; *n is 0 at the end. */
static bool read_piece(struct listening *l, char *to, size_t cap, size_t *n, struct err *err)
{
	for (;;) {
		bool last = l->left || l->writer || !l->is_pipe;
		ssize_t got = read(l->fd, to, cap);

		if (got > 0 || (got == 0 && last)) {
			l->writer = true;
			l->since = clock_ms();
			*n = (size_t)got;
			return true;
		}
		if (got < 0 && errno != EAGAIN && errno != EINTR)
			return err_set(err, "%s", strerror(errno));
		l->writer |= got < 0 && errno == EAGAIN;
		if (!listen_on(l, err))
			return false;
	}
}

static bool read_all(struct listening *l, struct out *all, size_t max, struct err *err)
{
	size_t n = 0;

	do {
		if (!read_piece(l, out_room(all, PIECE), PIECE, &n, err))
			return false;
		out_used(all, n);
	} while (n != 0 && all->n <= max);
	if (all->n <= max)
		return true;
	return max < 1 << 20 ? err_set(err, "the file is larger than %zu kB", max >> 10)
			     : err_set(err, "the file is larger than %zu MB", max >> 20);
}

bool file_read(struct arena *a, const char *path, size_t max, enum file_kinds kinds,
	struct str *bytes, struct err *err)
{
	struct listening l = {.since = clock_ms()};
	struct out all = {0};
	struct stat st;
	bool ok = open_welcome(path, kinds, &l.fd, &st, err);

	l.is_pipe = ok && S_ISFIFO(st.st_mode);
	ok = ok && read_all(&l, &all, max, err);
	if (l.fd >= 0)
		close(l.fd);
	if (ok)
		*bytes = arena_str(a, (struct str){all.p, all.n});
	out_release(&all);
	return ok;
}

void file_take_standard(void)
{
	int fd;

	/* A new descriptor is the lowest that is free. */
	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd < STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

bool file_may_be_made(const char *path, struct err *err)
{
	struct stat st;

	return stat(path, &st) != 0 || S_ISREG(st.st_mode) ||
		err_set(err, "%s, not a file", kind_of(&st));
}

bool file_is_readable(const char *path)
{
	struct stat st;
	int fd = file_open_regular(path, &st);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool file_home_is_missing(const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home != NULL ? strlen(home) : 0;
	struct stat st;

	return n != 0 && strncmp(path, home, n) == 0 && (path[n] == '/' || home[n - 1] == '/') &&
		(stat(home, &st) != 0 || !S_ISDIR(st.st_mode));
}

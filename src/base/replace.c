/*
 * replace.c: writes a file beside the old one and renames it.
 */
#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/out.h"

enum {
	LINKS_MAX = 40, /* links that lead to links, as in the kernel */
	NAMES_MAX = 1000,
};

static char *copy_of(const char *s)
{
	char *copy = strdup(s);

	if (copy == NULL)
		mem_exhausted();
	return copy;
}

static bool fails(const char *path, struct err *err)
{
	int failure = errno;

	if (failure == EINTR && interrupted())
		return err_set(err, "stopped");
	err_set(err, "%s: %s", path, strerror(failure));
	errno = failure;
	return false;
}

/* Names of open files, behind which there is no file to replace. */
static bool is_open_file(const char *path)
{
	return strncmp(path, "/dev/fd/", 8) == 0 || strncmp(path, "/dev/std", 8) == 0 ||
		strncmp(path, "/proc/", 6) == 0;
}

/* The folder that a path is in, with its slash; "" for the current one. */
static struct str folder_of(struct str path)
{
	size_t slash = str_find_last(path, '/');

	return slash < path.n ? str_sub(path, 0, slash + 1) : STR("");
}

/* Follows links; *open is true when they lead to an open file. In the arena; NULL with errno set. */
static const char *follow(struct arena *a, const char *path, bool *open)
{
	char *to = arena_raw(a, PATH_MAX + 1, 1);
	struct stat st;

	for (int i = 0; i < LINKS_MAX; i++) {
		struct str folder = folder_of(str_from_c(path));
		ssize_t n;

		*open = is_open_file(path);
		if (*open || lstat(path, &st) != 0 || !S_ISLNK(st.st_mode))
			return path;
		n = readlink(path, to, PATH_MAX);
		if (n < 0)
			return NULL;
		to[n] = '\0';
		path = to[0] == '/' ? arena_c(a, str_from_c(to))
				    : arena_fmt(a, "%.*s%s", STR_ARG(folder), to).p;
	}
	errno = ELOOP;
	return NULL;
}

/* Our own descriptor of what is standard output or standard error, or -1. */
static int own_output(const struct stat *st)
{
	struct stat out;

	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if ((fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY && fstat(fd, &out) == 0 &&
			out.st_dev == st->st_dev && out.st_ino == st->st_ino)
			return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	return -1;
}

/* As the old file is: its owner, group and mode. What its group may do is not for another one. */
static void take_after(int fd, const struct stat *old)
{
	mode_t mode = old->st_mode & 0777;
	struct stat st;

	if (fstat(fd, &st) != 0)
		return;
	if ((st.st_uid != old->st_uid || st.st_gid != old->st_gid) &&
		fchown(fd, old->st_uid, old->st_gid) != 0 && st.st_gid != old->st_gid &&
		fchown(fd, (uid_t)-1, old->st_gid) != 0)
		mode = (mode & ~(mode_t)070) | (mode & 07) << 3;
	if (fchmod(fd, mode) != 0)
		errno = 0; /* then it is the owner's alone */
}

/* Creates a file beside the target. */
static bool open_beside(struct replace *r, const char *target, mode_t mode)
{
	struct str folder = folder_of(str_from_c(target));
	struct arena scratch = {0};
	const char *name = target;

	errno = EEXIST;
	for (int i = 0; r->made == NULL && i < NAMES_MAX && errno == EEXIST; i++) {
		name = arena_fmt(&scratch, "%.*s.cprof-%ld-%d", STR_ARG(folder), (long)getpid(), i)
			       .p;
		r->made = cleanup_new_file(name, mode, &r->fd);
	}
	if (r->made != NULL) {
		r->temp = copy_of(name);
		r->target = copy_of(target);
	}
	arena_release(&scratch);
	return r->made != NULL;
}

/* The target is there, a regular file. */
static bool open_over(struct replace *r, const char *target, const struct stat *st)
{
	/* Whoever may not write to it may not replace it. */
	int old = open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (old < 0)
		return false;
	if (open_beside(r, target, 0600)) {
		close(old);
		take_after(r->fd, st);
		return true;
	}
	if ((errno == EACCES || errno == EPERM || errno == EROFS) && ftruncate(old, 0) == 0) {
		r->fd = old;
		return true;
	}
	close(old);
	return false;
}

static bool open_any(struct arena *a, struct replace *r, const char *path, mode_t mode)
{
	bool is_open = false, exists;
	const char *target;
	struct stat st;

	exists = stat(path, &st) == 0;
	if (!exists && errno != ENOENT)
		return false;
	if (exists && (r->fd = own_output(&st)) >= 0)
		return true;
	target = follow(a, path, &is_open);
	if (target == NULL)
		return false;
	if (is_open || (exists && !S_ISREG(st.st_mode))) {
		r->fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
		return r->fd >= 0;
	}
	return exists ? open_over(r, target, &st) : open_beside(r, target, mode);
}

static bool opened(struct replace *r, const char *path, bool ok, struct err *err)
{
	if (!ok)
		return fails(path, err);
	r->path = copy_of(path);
	return true;
}

bool replace_open(struct replace *r, const char *path, mode_t mode, struct err *err)
{
	struct arena scratch = {0};
	bool ok;

	*r = (struct replace){.fd = -1, .size = -1};
	ok = open_any(&scratch, r, path, mode);
	arena_release(&scratch);
	return opened(r, path, ok, err);
}

bool replace_new(struct replace *r, const char *path, mode_t mode, struct err *err)
{
	*r = (struct replace){.fd = -1, .size = -1};
	r->made = cleanup_new_file(path, mode, &r->fd);
	return opened(r, path, r->made != NULL, err);
}

bool replace_append(struct replace *r, const char *path, mode_t mode, struct err *err)
{
	struct stat st;

	*r = (struct replace){.size = -1};
	r->fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
	if (r->fd < 0 && errno == ENOENT)
		r->made = cleanup_new_file(path, mode, &r->fd);
	if (r->made != NULL)
		fcntl(r->fd, F_SETFL, O_APPEND);
	/* A link that leads nowhere yet, or a file of a moment ago. */
	else if (r->fd < 0 && errno == EEXIST)
		r->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, mode);
	if (r->fd >= 0 && fstat(r->fd, &st) == 0 && S_ISREG(st.st_mode))
		r->size = st.st_size;
	return opened(r, path, r->fd >= 0, err);
}

/* Where the target is a mount, or another's in a folder like /tmp, its name cannot be taken. */
static bool copy_over(const struct replace *r, struct err *err)
{
	int to = open(r->target, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
	char piece[16384];
	ssize_t n = -1;
	bool ok = to >= 0 && lseek(r->fd, 0, SEEK_SET) == 0;

	while (ok && (n = read(r->fd, piece, sizeof(piece))) > 0)
		ok = out_write(to, (struct str){piece, (size_t)n}, err);
	if (n != 0 && (n < 0 || !ok))
		ok = n > 0 ? err_wrap(err, "%s", r->path) : fails(r->path, err);
	if (to >= 0 && close(to) != 0 && ok)
		ok = fails(r->path, err);
	return ok;
}

static bool put_in_place(struct replace *r, struct err *err)
{
	if (fsync(r->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
		return fails(r->path, err);
	if (rename(r->temp, r->target) == 0) {
		cleanup_keep(r->made);
		r->made = NULL;
		return true;
	}
	if (errno == EBUSY || errno == EPERM || errno == EACCES || errno == EXDEV)
		return copy_over(r, err);
	return fails(r->path, err);
}

/* Takes what was appended away again, unless somebody else has appended more. */
static void cut_off(const struct replace *r)
{
	off_t end = lseek(r->fd, 0, SEEK_CUR);
	struct stat st;

	if (fstat(r->fd, &st) == 0 && st.st_size == end && end > r->size &&
		ftruncate(r->fd, r->size) != 0)
		errno = 0; /* then it stays */
}

bool replace_close(struct replace *r, bool keep, struct err *err)
{
	bool ok = true;

	if (keep && r->temp != NULL)
		ok = put_in_place(r, err);
	if (!keep && r->size >= 0)
		cut_off(r);
	if (close(r->fd) != 0 && keep && ok && r->temp == NULL)
		ok = fails(r->path, err);
	if (keep && ok && r->temp == NULL)
		cleanup_keep(r->made); /* a new file under its own name */
	else
		cleanup_remove(r->made);
	free(r->path);
	free(r->temp);
	free(r->target);
	*r = (struct replace){.fd = -1, .size = -1};
	return ok;
}

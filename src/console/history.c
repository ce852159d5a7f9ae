/*
 * history.c: keeps typed lines in a file that several consoles may write at a time.
 */
#include "console/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/home.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/replace.h"

/* A file longer than this is not ours. */
enum { FILE_MAX = 16 << 20, LINE_MAX_KEPT = 4096 };

/* Locks the file; waits at most 3 seconds. Others hold the lock only while they write. */
static bool lock(int fd)
{
	const struct timespec pause = {.tv_nsec = 10000000};

	for (int tries = 0; tries < 300; tries++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

/*
 * Makes the file private to its owner, if it is our own file under its only name: a link may lead to
 * another's file.
 */
static void keep_private(const char *path, int fd, const struct stat *st)
{
	struct stat at;

	if ((st->st_mode & 077) != 0 && lstat(path, &at) == 0 && S_ISREG(at.st_mode) &&
		at.st_ino == st->st_ino && at.st_nlink == 1 && at.st_uid == geteuid() &&
		fchmod(fd, 0600) != 0)
		errno = 0; /* it stays as it was */
}

/* Opens and locks the file; -1: that failed. *stale: another file took its name before it was locked. */
static int open_once(const char *path, int flags, bool *stale)
{
	int fd = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
	struct stat st, now;

	*stale = false;
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= FILE_MAX && lock(fd)) {
		*stale = stat(path, &now) != 0 || now.st_dev != st.st_dev ||
			now.st_ino != st.st_ino;
		if (!*stale) {
			keep_private(path, fd, &st);
			return fd;
		}
	}
	close(fd);
	return -1;
}

/* Opens and locks the file that has the name now; -1: that failed. */
static int open_file(const char *path, int flags)
{
	bool stale = path != NULL;
	int fd = -1;

	for (int tries = 0; tries < 20 && stale; tries++)
		fd = open_once(path, flags, &stale);
	return fd;
}

/* Reads the rest of the file. */
static struct str read_text(struct arena *a, int fd)
{
	struct out text = {0};
	struct str s;
	ssize_t n;

	while ((n = read(fd, out_room(&text, 1 << 16), 1 << 16)) > 0)
		out_used(&text, (size_t)n);
	s = arena_str(a, (struct str){text.p, text.n});
	out_release(&text);
	return s;
}

bool history_keeps(struct str line)
{
	return line.n != 0 && line.n <= LINE_MAX_KEPT && line.p[0] != ' ' && line.p[0] != '\t' &&
		memchr(line.p, '\n', line.n) == NULL && memchr(line.p, '\0', line.n) == NULL;
}

/* The last of each equal lines, and of those the last HISTORY_LINES. In the arena. */
static struct str *choose_lines(struct arena *a, struct str text, size_t *n)
{
	VEC(struct str) lines = {0};
	struct str line, *kept = arena_array(a, struct str, HISTORY_LINES);
	struct intern seen;
	size_t first = HISTORY_LINES;

	while (str_split(&text, '\n', &line))
		*vec_add(&lines) = line;
	intern_init(&seen, a, NULL);
	for (size_t i = lines.n; i-- > 0 && first > 0;) {
		if (!history_keeps(lines.p[i]) || intern_find(&seen, lines.p[i]) != 0)
			continue;
		intern_own(&seen, lines.p[i]);
		kept[--first] = lines.p[i];
	}
	intern_release(&seen);
	free(lines.p);
	*n = HISTORY_LINES - first;
	return kept + first;
}

void history_read(const char *path, void (*add)(const char *line))
{
	struct arena scratch = {0};
	int fd = open_file(path, O_RDONLY);
	struct str *lines;
	size_t n;

	if (fd < 0)
		return;
	lines = choose_lines(&scratch, read_text(&scratch, fd), &n);
	close(fd);
	for (size_t i = 0; i < n; i++)
		add(arena_c(&scratch, lines[i]));
	arena_release(&scratch);
}

void history_append(const char *path, struct str line)
{
	struct arena scratch = {0};
	struct str parts[2] = {line, STR("\n")};
	struct err ignored;
	int fd;

	if (path == NULL || !home_make(path, &ignored))
		return;
	fd = open_file(path, O_WRONLY | O_APPEND | O_CREAT);
	if (fd < 0)
		return;
	out_write(fd, arena_join(&scratch, parts, 2, STR("")), &ignored);
	close(fd);
	arena_release(&scratch);
}

/* Others who wait for the lock of the old file see then that it is not the one any more. */
static void write_anew(const char *path, struct str text)
{
	struct replace file;
	struct err ignored;

	if (replace_open(&file, path, 0600, &ignored))
		replace_close(&file, out_write(file.fd, text, &ignored), &ignored);
}

void history_tidy(const char *path)
{
	struct arena scratch = {0};
	struct str *lines, text, whole;
	int fd = open_file(path, O_RDWR);
	size_t n;

	if (fd < 0)
		return;
	text = read_text(&scratch, fd);
	lines = choose_lines(&scratch, text, &n);
	whole = arena_join(&scratch, lines, n, STR("\n"));
	if (n != 0) {
		struct str parts[2] = {whole, STR("\n")};

		whole = arena_join(&scratch, parts, 2, STR(""));
	}
	if (!str_eq(whole, text))
		write_anew(path, whole);
	close(fd);
	arena_release(&scratch);
}

/*
 * history.c: see history.h.
 */
#include "console/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/mem.h"
#include "base/out.h"
#include "session/home.h"

/* Longer files are none of ours. */
enum { FILE_MAX = 16 << 20, LINE_MAX_KEPT = 4096 };

/* Others hold the lock for as long as it takes to write a line. */
static bool lock(int fd)
{
	const struct timespec pause = {.tv_nsec = 10000000};

	for (int tries = 0; tries < 20; tries++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

/* The file, locked, or -1. */
static int open_file(const char *path, int flags)
{
	struct stat st;
	int fd = path != NULL ? open(path, flags | O_CLOEXEC | O_NONBLOCK, 0600) : -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_MAX || !lock(fd)) {
		close(fd);
		return -1;
	}
	if ((st.st_mode & 077) != 0 && fchmod(fd, 0600) != 0)
		errno = 0; /* it is not ours; then so be it */
	return fd;
}

/* All there is from here on. */
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

/* Of equal lines the last, and of those the last HISTORY_LINES, in the arena. */
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

/* What is left is never longer, so nothing is lost that was not written over. */
void history_tidy(const char *path)
{
	struct arena scratch = {0};
	struct str *lines, text, whole;
	struct err ignored;
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
	if (!str_eq(whole, text) && lseek(fd, 0, SEEK_SET) == 0 && out_write(fd, whole, &ignored) &&
		ftruncate(fd, (off_t)whole.n) != 0)
		lseek(fd, 0, SEEK_SET); /* lines are twice in it: the next one will see to that */
	close(fd);
	arena_release(&scratch);
}

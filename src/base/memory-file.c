/*
 * memory-file.c: Makes files by memfd_create. Linux tells their names: /proc/self/fd/N leads to "/memfd:NAME (deleted)".
 */
#include "base/memory-file.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FOLDER "/proc/self/fd/"
#define BEFORE "/memfd:"
#define BEHIND " (deleted)"

enum { NAME_MAX_BYTES = 200, LINK_MAX = 512 };

int memory_file_new(struct str name, struct err *err)
{
	struct arena scratch = {0};
	struct str end = str_from(name, name.n > NAME_MAX_BYTES ? name.n - NAME_MAX_BYTES : 0);
	int fd = memfd_create(arena_c(&scratch, end), MFD_CLOEXEC);

	if (fd < 0)
		err_set(err, "no file in memory: %s", strerror(errno));
	arena_release(&scratch);
	return fd;
}

struct str memory_file_path(struct arena *a, int fd)
{
	return arena_fmt(a, FOLDER "%d", fd);
}

struct str memory_file_name(struct arena *a, struct str path)
{
	struct arena scratch = {0};
	char text[LINK_MAX];
	struct str link = {text, 0}, name = STR("");
	ssize_t n = -1;

	if (str_starts(path, STR(FOLDER)))
		n = readlink(arena_c(&scratch, path), text, sizeof(text));
	link.n = n > 0 ? (size_t)n : 0;
	if (str_starts(link, STR(BEFORE)) && str_ends(link, STR(BEHIND)))
		name = arena_str(a,
			str_sub(link, strlen(BEFORE), link.n - strlen(BEFORE) - strlen(BEHIND)));
	arena_release(&scratch);
	return name;
}

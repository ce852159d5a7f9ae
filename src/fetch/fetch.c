/*
 * fetch.c: see fetch.h.
 */
#include "fetch/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input.h"

static bool load(struct arena *a, int fd, const struct fetch_spec *spec, struct profile *p,
	struct err *err)
{
	struct input_fd in;
	struct builder b;
	bool ok;

	input_fd_init(&in, fd);
	builder_init(&b, a);
	ok = profile_decode(&b, &in.in, &spec->limits, err) &&
		builder_finish(&b, &spec->edits, p, err);
	builder_release(&b);
	return ok;
}

bool fetch_file(struct arena *a, struct str name, const struct fetch_spec *spec, struct profile *p,
	struct err *err)
{
	const char *path = arena_c(a, name);
	struct stat st;
	bool ok;
	int fd;

	if (strlen(path) != name.n)
		return err_set(err, "%s: a file name cannot hold a NUL byte", path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && str_find(name, STR("://"), 0) < name.n)
		return err_set(err, "%s: profiles from URLs are not implemented yet", path);
	if (fd < 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return err_set(err, "%s: a directory; name a profile in it", path);
	}
	ok = load(a, fd, spec, p, err);
	close(fd);
	return ok || err_wrap(err, "%s", path);
}

/*
 * source.c: opens files, standard input and URLs as a struct input.
 */
#include "fetch/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory-file.h"

void source_of(struct arena *a, struct str name, const struct url_options *ask, struct source *s)
{
	struct stat st;

	*s = (struct source){.kind = SOURCE_FILE, .name = arena_str(a, name)};
	s->path = s->name.p;
	if (str_eq(name, STR("-"))) {
		s->kind = SOURCE_STDIN;
		s->name = STR("standard input");
	} else if (name.n == 0) {
		s->kind = SOURCE_BAD;
		err_set(&s->err, "the name of a profile is empty");
	} else if (strlen(s->path) != name.n) {
		s->kind = SOURCE_BAD;
		err_set(&s->err, "%s: a file name cannot hold a NUL byte", s->path);
	} else if (stat(s->path, &st) != 0) {
		enum url_kind kind = url_parse(a, s->name, ask, &s->request, &s->err);

		if (kind == URL_BAD)
			s->kind = SOURCE_BAD;
		if (kind != URL_OK)
			return;
		s->kind = s->request.is_index ? SOURCE_INDEX : SOURCE_URL;
		s->name = s->request.shown;
		s->progress.seconds = s->request.seconds != 0 ? s->request.seconds
							      : s->request.usual;
	} else {
		struct str in_memory = memory_file_name(a, name);

		if (in_memory.n != 0)
			s->name = in_memory;
	}
}

static bool open_file(struct source *s, struct err *err)
{
	struct stat st;
	/* Not to wait for a writer here, where nobody looks whether it is to be given up. */
	int fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return err_set(err, "%s", strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return err_set(err, "a directory; name a profile in it");
	}
	input_fd_init(&s->fd, fd);
	return true;
}

bool source_open(struct source *s, const struct http_options *ask, struct input **in,
	struct err *err)
{
	switch (s->kind) {
	case SOURCE_BAD:
		*err = s->err;
		return false;
	case SOURCE_URL:
	case SOURCE_INDEX:
		s->http = http_open(&s->request, ask, &s->progress, err);
		if (s->http == NULL)
			return false;
		*in = http_input(s->http);
		return true;
	case SOURCE_STDIN:
		input_fd_init(&s->fd, STDIN_FILENO);
		break;
	case SOURCE_FILE:
		if (!open_file(s, err))
			return false;
		break;
	}
	*in = &s->fd.in;
	return true;
}

void source_close(struct source *s)
{
	if (s->kind == SOURCE_FILE)
		close(s->fd.fd);
	if (source_is_remote(s))
		http_close(s->http);
	s->http = NULL;
}

bool source_again(const struct source *s)
{
	struct stat st;

	return s->kind == SOURCE_FILE && stat(s->path, &st) == 0 && S_ISREG(st.st_mode);
}

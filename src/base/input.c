/*
 * input.c: see input.h.
 */
#include "base/input.h"

#include <errno.h>
#include <unistd.h>

static bool mem_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct input_mem *m = (struct input_mem *)in;

	(void)err;
	*n = cap < m->left.n ? cap : m->left.n;
	if (*n)
		memcpy(buf, m->left.p, *n);
	m->left = str_from(m->left, *n);
	return true;
}

void input_mem_init(struct input_mem *m, struct str bytes)
{
	*m = (struct input_mem){.in = {mem_read}, .left = bytes};
}

static bool fd_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct input_fd *f = (struct input_fd *)in;
	ssize_t got;

	do
		got = read(f->fd, buf, cap);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_set(err, "%s", strerror(errno));
	*n = (size_t)got;
	return true;
}

void input_fd_init(struct input_fd *f, int fd)
{
	*f = (struct input_fd){.in = {fd_read}, .fd = fd};
}

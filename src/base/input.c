/*
 * input.c: reads bytes from memory and from file descriptors, and gives up waiting after a Ctrl-C.
 */
#include "base/input.h"

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"

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
	*m = (struct input_mem){.in = {mem_read, INPUT_NO_WAKE}, .left = bytes};
}

/* How often a wait looks whether it is to be given up. */
enum { LOOK_MS = 100 };

/* Waits until there is something to read; false when it is to be given up. */
static bool wait_readable(const struct input_fd *f)
{
	struct pollfd fds[2] = {{.fd = f->fd, .events = POLLIN},
		{.fd = f->in.wake, .events = POLLIN}};

	while (poll(fds, 2, LOOK_MS) <= 0 || (fds[0].revents == 0 && fds[1].revents == 0))
		if (interrupted())
			return false;
	return fds[1].revents == 0;
}

static bool fd_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct input_fd *f = (struct input_fd *)in;
	ssize_t got;

	if (f->ended) {
		*n = 0;
		return true;
	}
	do {
		if (f->waits && !wait_readable(f))
			return err_set(err, "stopped");
		got = read(f->fd, buf, cap);
	} while (got < 0 && (errno == EINTR || (errno == EAGAIN && f->waits)));
	if (got < 0)
		return err_set(err, "%s", strerror(errno));
	*n = (size_t)got;
	f->ended = got == 0;
	return true;
}

void input_fd_init(struct input_fd *f, int fd)
{
	struct stat st;

	*f = (struct input_fd){.in = {fd_read, INPUT_NO_WAKE}, .fd = fd};
	f->waits = fstat(fd, &st) == 0 && !S_ISREG(st.st_mode);
}

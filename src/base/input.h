/*
 * input.h: where bytes come from, one chunk after the other.
 *
 * A reader pulls; nothing is held but what it asked for. The makers fill in `read` and embed the
 * struct as their first member.
 */
#ifndef CPROF_BASE_INPUT_H
#define CPROF_BASE_INPUT_H

#include "base/err.h"
#include "base/str.h"

enum { INPUT_NO_WAKE = -1 };

struct input {
	/* Reads up to cap bytes to buf; *n is how many, 0 at the end. */
	bool (*read)(struct input *in, void *buf, size_t cap, size_t *n, struct err *err);
	/* A descriptor, or INPUT_NO_WAKE: what waits for bytes gives up when it can be read from. */
	int wake;
};

/* Bytes in memory, which the caller keeps. */
struct input_mem {
	struct input in;
	struct str left;
};
void input_mem_init(struct input_mem *m, struct str bytes);

/*
 * A file descriptor, which the caller closes. Waiting for a pipe ends with "stopped" after a Ctrl-C
 * (interrupt.h).
 */
struct input_fd {
	struct input in;
	int fd;
	bool waits; /* it is no file, so that there may be nothing to read yet */
	bool ended; /* behind its end a terminal waits for more */
};
void input_fd_init(struct input_fd *f, int fd);

#endif

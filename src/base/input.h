/*
 * input.h: a source of bytes, read one chunk after the other.
 *
 * The reader asks for each chunk, and an input buffers nothing beyond it. A kind of input embeds the struct
 * as its first member and fills in `read`.
 */
#ifndef CPROF_BASE_INPUT_H
#define CPROF_BASE_INPUT_H

#include "base/err.h"
#include "base/str.h"

enum { INPUT_NO_WAKE = -1 };

struct input {
	/* Reads up to cap bytes into buf. *n is how many it read; 0 at the end. */
	bool (*read)(struct input *in, void *buf, size_t cap, size_t *n, struct err *err);
	/* A descriptor, or INPUT_NO_WAKE. When it becomes readable, a read that waits gives up. */
	int wake;
};

/* Reads bytes in memory, which the caller owns and keeps as long as it reads. */
struct input_mem {
	struct input in;
	struct str left;
};
void input_mem_init(struct input_mem *m, struct str bytes);

/*
 * Reads a file descriptor, which the caller closes. A read that waits for a pipe fails with "stopped" after a
 * Ctrl-C (interrupt.h).
 */
struct input_fd {
	struct input in;
	int fd;
	bool waits; /* a pipe or terminal: a read may wait */
	bool ended; /* read returned the end; a terminal would wait for more */
};
void input_fd_init(struct input_fd *f, int fd);

#endif

/*
 * sigpipe.h: no SIGPIPE while a library writes to connections.
 *
 * TLS libraries write to connections that the other side has closed, and a program must not die of it.
 * The signal is held back on the calling thread alone, because others may want it.
 */
#ifndef CPROF_FETCH_SIGPIPE_H
#define CPROF_FETCH_SIGPIPE_H

#include <signal.h>
#include <stdbool.h>

struct sigpipe_held {
	sigset_t was;
	bool pending; /* there was one before */
};

/* In pairs on one thread; what came between them is gone. */
void sigpipe_hold(struct sigpipe_held *q);
void sigpipe_release(const struct sigpipe_held *q);

#endif

/*
 * sigpipe.h: holds back SIGPIPE while a library writes to connections.
 *
 * TLS libraries write to connections that the other side has closed, and cprof must not die of
 * that. The signal is held back on the calling thread only, because other threads may want it.
 */
#ifndef CPROF_FETCH_SIGPIPE_H
#define CPROF_FETCH_SIGPIPE_H

#include <signal.h>
#include <stdbool.h>

struct sigpipe_held {
	sigset_t was;
	bool pending; /* one was pending before */
};

/* Call both on the same thread. A SIGPIPE between them is discarded. */
void sigpipe_hold(struct sigpipe_held *q);
void sigpipe_release(const struct sigpipe_held *q);

#endif

/*
 * quiet.h: no SIGPIPE while a library writes to connections.
 *
 * TLS libraries write to connections that the other side has closed, and a program must not die of it.
 * The signal is held back on the calling thread alone, because others may want it.
 */
#ifndef CPROF_FETCH_QUIET_H
#define CPROF_FETCH_QUIET_H

#include <signal.h>
#include <stdbool.h>

struct quiet {
	sigset_t was;
	bool pending; /* there was one before */
};

/* In pairs on one thread; what came between them is gone. */
void quiet_begin(struct quiet *q);
void quiet_end(const struct quiet *q);

#endif

/*
 * selfpipe.h: turns signals into bytes of a pipe, so that a poll() loop can wait for them.
 */
#ifndef CPROF_BASE_SELFPIPE_H
#define CPROF_BASE_SELFPIPE_H

#include <signal.h>
#include <stdbool.h>

#include "base/err.h"

/*
 * While it is open, the end of a child makes `wake` readable, and SIGPIPE is ignored. Note: signals
 * belong to the whole process, so only one may be open at a time.
 */
struct selfpipe {
	int wake;                                /* the end to wait for */
	int tell;                                /* the end that the handlers write to */
	bool catches;                            /* SIGINT */
	struct sigaction interrupt, child, pipe; /* what they did before */
	sigset_t mask;
};

/*
 * Opens it. With `interrupts`, SIGINT makes `wake` readable and does nothing else, unless it was
 * ignored. False where there is no descriptor left.
 */
bool selfpipe_open(struct selfpipe *s, bool interrupts, struct err *err);

/* Empties `wake`, without waiting. True when there was a SIGINT. */
bool selfpipe_heard(struct selfpipe *s);

/*
 * Closes it: signals do what they did before. True when there was a SIGINT that nobody has heard
 * of.
 */
bool selfpipe_close(struct selfpipe *s);

#endif

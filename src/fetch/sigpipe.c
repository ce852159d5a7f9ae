/*
 * sigpipe.c: blocks SIGPIPE on one thread, and takes back what came.
 */
#include "fetch/sigpipe.h"

static bool pipe_pending(void)
{
	sigset_t set;

	sigpending(&set);
	return sigismember(&set, SIGPIPE) == 1;
}

void sigpipe_hold(struct sigpipe_held *q)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, &q->was);
	q->pending = pipe_pending();
}

void sigpipe_release(const struct sigpipe_held *q)
{
	sigset_t set;
	int signal;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	if (!q->pending && pipe_pending())
		sigwait(&set, &signal);
	pthread_sigmask(SIG_SETMASK, &q->was, NULL);
}

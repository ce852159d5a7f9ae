/*
 * selfpipe.c: handlers of SIGCHLD and SIGINT that write to a pipe.
 */
#include "base/selfpipe.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "base/child.h"

/* The write end of the pipe that is open. A signal handler has no other way to find it. */
static volatile sig_atomic_t tell = -1;

static void on_signal(int number)
{
	int was = errno;
	char c = number == SIGINT;

	/* A pipe that is full has been told enough. */
	if (write(tell, &c, 1) < 0)
		errno = 0;
	errno = was;
}

static void catch_signals(struct selfpipe *s, bool interrupts)
{
	struct sigaction hear = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigset_t set;

	sigemptyset(&hear.sa_mask);
	sigemptyset(&ignore.sa_mask);
	tell = s->tell;
	sigaction(SIGPIPE, &ignore, &s->pipe);
	/* Also when it was ignored, in which case children would vanish unseen. */
	sigaction(SIGCHLD, &hear, &s->child);
	sigaction(SIGINT, NULL, &s->interrupt);
	s->catches = interrupts && s->interrupt.sa_handler != SIG_IGN;
	if (s->catches)
		sigaction(SIGINT, &hear, NULL);
	/* Who started us may have left it blocked. */
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	pthread_sigmask(SIG_UNBLOCK, &set, &s->mask);
}

bool selfpipe_open(struct selfpipe *s, bool interrupts, struct err *err)
{
	int fds[2];

	if (!child_pipe(fds, err))
		return false;
	*s = (struct selfpipe){.wake = fds[0], .tell = fds[1]};
	child_no_wait(s->wake);
	child_no_wait(s->tell);
	catch_signals(s, interrupts);
	return true;
}

bool selfpipe_heard(struct selfpipe *s)
{
	bool interrupt = false;
	char said[64];
	ssize_t n;

	while ((n = read(s->wake, said, sizeof(said))) > 0 || (n < 0 && errno == EINTR))
		for (ssize_t i = 0; i < n; i++)
			interrupt |= said[i] != 0;
	return interrupt;
}

bool selfpipe_close(struct selfpipe *s)
{
	bool interrupt;

	pthread_sigmask(SIG_SETMASK, &s->mask, NULL);
	if (s->catches)
		sigaction(SIGINT, &s->interrupt, NULL);
	sigaction(SIGCHLD, &s->child, NULL);
	sigaction(SIGPIPE, &s->pipe, NULL);
	interrupt = selfpipe_heard(s);
	tell = -1;
	child_close(&s->wake);
	child_close(&s->tell);
	return interrupt;
}

/*
 * child.h: starting a program without a shell, and waiting for it so that Ctrl-C ends the waiting.
 *
 * A child gets three descriptors and no other, SIGPIPE as it is by default, no blocked signals, and a PATH
 * without relative folders (program.h).
 * A signal that ends cprof ends it, too (cleanup.h).
 * But for those in the foreground it is never in our process group, so that Ctrl-C in a terminal comes
 * to us alone, and what becomes of the child is decided in one place.
 */
#ifndef CPROF_BASE_CHILD_H
#define CPROF_BASE_CHILD_H

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/out.h"

struct child_spec {
	char *const *argv; /* argv[0] is the program's path: program.h finds it */
	int fds[3];        /* what becomes its stdin, stdout and stderr */
	bool session;      /* in a session of its own, else in a process group */
	bool foreground;   /* in our process group: it shares the terminal, and Ctrl-C, with us */
	char *const *env;  /* its environment; NULL: ours */
};

/* Starts it. False with errno set when it cannot be started, also when there is no such program. */
bool child_start(const struct child_spec *spec, pid_t *pid);

/* True when it has ended. It stays a zombie, so that its id and its group remain its own. */
bool child_ended(pid_t pid);

/* Waits for the end and takes the status of waitpid; 0 when somebody else has taken it. */
int child_reap(pid_t pid);

/* A pipe, [0] to read from: close-on-exec and away from the standard descriptors. */
bool child_pipe(int fds[2], struct err *err);

/* Closes *fd unless it is -1, which it becomes. */
void child_close(int *fd);

/*
 * Reads once what a child wrote, as much as a pipe holds. False when there is nothing for now, or no
 * more; then the descriptor is closed.
 */
bool child_take(int *fd, struct out *o);

/*
 * While a watch is open, SIGINT (unless it was ignored) and the end of a child only make `wake`
 * readable, and SIGPIPE is ignored. There may be one at a time.
 */
struct watch {
	int wake, tell; /* a pipe */
	bool catches;   /* SIGINT */
	struct sigaction interrupt, child, pipe;
	sigset_t mask;
};

bool watch_open(struct watch *w, struct err *err);

/* Empties `wake`. True when a SIGINT was among what it was told. */
bool watch_heard(struct watch *w);

/* Waits until `wake` is readable, at most `ms` (-1: for ever), and returns what watch_heard does. */
bool watch_wait(struct watch *w, int ms);

/* All is as before. True when a SIGINT came that nobody has heard of. */
bool watch_close(struct watch *w);

#endif

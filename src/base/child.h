/*
 * child.h: the system calls of the process engine (process.h): starts a program, and takes its end.
 *
 * A child gets three descriptors and no other, SIGPIPE as it is by default, no blocked signals, and
 * a PATH without relative folders (program.h). But for those in the foreground it is never in our
 * process group: so Ctrl-C in a terminal comes to us alone, and the engine decides what becomes of
 * the child.
 */
#ifndef CPROF_BASE_CHILD_H
#define CPROF_BASE_CHILD_H

#include <sys/types.h>

#include "base/err.h"
#include "base/out.h"
#include "base/process.h"

struct child_spec {
	char *const *argv; /* argv[0] is the path of the program; NULL ends them */
	char *const *env;  /* its environment; NULL: ours */
	enum process_place place;
	int fds[3]; /* what becomes its standard input, output and error */
};

/*
 * Starts it, and registers it with cleanup.h, so that a signal that ends cprof ends it. False with
 * errno set when it cannot be started, also when there is no such program.
 */
bool child_start(const struct child_spec *spec, pid_t *pid);

/* True when it has ended. It stays a zombie, so that its id and its group's remain its own. */
bool child_ended(pid_t pid);

/* Waits for the end and takes the status of waitpid; 0 when somebody else has taken it. */
int child_reap(pid_t pid);

/* A pipe, [0] to read from: close-on-exec and away from the standard descriptors. */
bool child_pipe(int fds[2], struct err *err);

/* Opens /dev/null for reading and writing: close-on-exec and away from the standard descriptors. */
bool child_null(int *fd, struct err *err);

/* From here on reading or writing fails with EAGAIN instead of waiting. */
void child_no_wait(int fd);

/* Closes *fd unless it is -1, which it becomes. */
void child_close(int *fd);

/*
 * Reads once what a child wrote, as much as a pipe holds. False when there is nothing for now, or
 * no more; then the descriptor is closed.
 */
bool child_take(int *fd, struct out *o);

#endif

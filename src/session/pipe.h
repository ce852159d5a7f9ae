/*
 * pipe.h: reports that go to a command of the shell: what stands behind a `|`, or a pager.
 *
 * The command is the user's own words, and so the one thing that is given to a shell: /bin/sh, as
 * popen does. It has the terminal, and Ctrl-C there is for it: until it has ended, SIGINT does not end cprof. It may end
 * before it has read everything; that and its exit status are no failures of ours.
 */
#ifndef CPROF_SESSION_PIPE_H
#define CPROF_SESSION_PIPE_H

#include <signal.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct pipe_to {
	pid_t pid;
	int fd; /* its standard input; -1: it reads no more */
	struct sigaction interrupt, pipe;
};

/* Starts the command; pipe_close must follow. */
bool pipe_open(struct pipe_to *p, struct str command, struct err *err);

/* Gives it bytes. What it does not want is dropped. */
bool pipe_write(struct pipe_to *p, struct str bytes, struct err *err);

/* Ends its input and waits until it has ended. True when it was Ctrl-C that ended it. */
bool pipe_close(struct pipe_to *p);

/*
 * Runs a command of the shell, or $SHELL where it is empty, and waits for it: *status is that of waitpid.
 * It has the terminal; where standard input is none, its input is empty, as lines of the console are read
 * from there.
 */
bool pipe_shell(struct str command, int *status, struct err *err);

/*
 * The command that shows a text on the terminal of standard output, or an empty string when it needs
 * none: it fits, the terminal is dumb, or $PAGER is set to nothing.
 */
struct str pipe_pager(struct arena *a, struct str text);

#endif

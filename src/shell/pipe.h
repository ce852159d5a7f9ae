/*
 * pipe.h: runs commands of the shell: what a report is piped to, pagers, and what stands behind a
 * `!`.
 *
 * The command is the user's own words, and so the one thing that is given to a shell: /bin/sh, as
 * popen does. It has the terminal, and Ctrl-C there is for it: until it has ended, SIGINT does not
 * end cprof. It may end before it has read everything; that and its exit status are no failures of
 * ours.
 */
#ifndef CPROF_SHELL_PIPE_H
#define CPROF_SHELL_PIPE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/process.h"
#include "base/str.h"

/* Starts the command, to be written to with process_stream_write; pipe_close must follow. */
bool pipe_open(struct process_stream *p, struct str command, struct err *err);

/* Ends its input and waits until it has ended. True when it was Ctrl-C that ended it. */
bool pipe_close(struct process_stream *p);

/*
 * Runs a command, or $SHELL where it is empty, and waits for its end: *status is that of waitpid.
 * Where standard input is no terminal, the command's input is empty, because lines of the console
 * are read from there.
 */
bool pipe_shell(struct str command, int *status, struct err *err);

/*
 * The command that shows a text on the terminal of standard output, or an empty string when it
 * needs none: the text fits, the terminal is dumb, or $PAGER is set to nothing. In the arena, or
 * static.
 */
struct str pipe_pager(struct arena *a, struct str text);

#endif

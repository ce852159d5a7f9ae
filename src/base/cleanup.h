/*
 * cleanup.h: removes temporary files and ends running programs when a signal ends cprof.
 *
 * A hangup, SIGTERM, Ctrl-C and the like end a process at once. So whoever makes a temporary file
 * or starts a program registers it here, in the same step. When such a signal comes, a handler
 * - ends the programs: with SIGKILL those that lead a process group; with SIGHUP or SIGTERM viewers
 *   and what has the terminal, which can put things in order then;
 * - removes the files, and gives the terminal the settings that it had;
 * - ends cprof by the same signal, so that whoever started cprof sees that signal.
 * Everything else has been written by then: the history, line by line.
 */
#ifndef CPROF_BASE_CLEANUP_H
#define CPROF_BASE_CLEANUP_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/str.h"

/*
 * A registered file. cleanup_keep or cleanup_remove ends it; both take NULL and do nothing then.
 */
struct cleanup;

/*
 * Installs the handler for the signals that are not ignored: after nohup, SIGHUP stays ignored.
 * From here on a limit of the size of files (ulimit -f) makes write fail and raises no signal.
 * Things can be registered without this call, too.
 */
void cleanup_catch_signals(void);

/*
 * Each creates something temporary and registers it. NULL with errno set when it cannot be created.
 * *fd is open for reading and writing, and the caller closes it.
 *
 * A file at `path`, which must not exist.
 */
struct cleanup *cleanup_new_file(const char *path, mode_t mode, int *fd);

/*
 * A file of a new name, as mkostemps: `path` ends with XXXXXX and `suffix` more bytes, and is
 * filled in.
 */
struct cleanup *cleanup_temp_file(char *path, int suffix, int *fd);

/* Forgets it: it is not temporary any more, or is gone. */
void cleanup_keep(struct cleanup *c);

/* Removes the file, and forgets it. */
void cleanup_remove(struct cleanup *c);

/* How a program is ended. */
enum cleanup_child {
	CLEANUP_GROUP = 1, /* it leads a process group: SIGKILL to all of the group */
	CLEANUP_SESSION,   /* it leads a session: SIGHUP or SIGTERM to all of the group */
	CLEANUP_JOB,       /* it is in our process group and has our terminal: SIGHUP or SIGTERM */
};

/*
 * Holds back the signals above on the calling thread, and lets them come again: so none comes
 * between the start of a program and its registration, and the handler in another thread waits for
 * that. *before is the thread's signal mask until then. Note: nothing between them may take long.
 */
void cleanup_hold(sigset_t *before);
void cleanup_unhold(const sigset_t *before);

/*
 * Registers a running program; and forgets it, before its end is taken and its id may be another's.
 */
void cleanup_child_runs(pid_t pid, enum cleanup_child how);
void cleanup_child_ended(pid_t pid);

/*
 * For a child by fork, before it does anything else, with signals held back: what is registered is
 * its parent's, and it has no terminal. The handler above takes the place of an editor's, which
 * would not end the child.
 */
void cleanup_forget(void);

/* Remembers the settings that the terminal has now, for the handler to restore. */
void cleanup_terminal(int fd);

enum { CLEANUP_SCREEN_MAX = 512 };

/*
 * What the handler writes to that terminal first, to leave a full screen: at most CLEANUP_SCREEN_MAX bytes. Until
 * it is called with an empty text, the terminal is also given back when cprof crashes (SIGABRT, SIGSEGV and the
 * like).
 */
void cleanup_screen(struct str bytes);

#endif

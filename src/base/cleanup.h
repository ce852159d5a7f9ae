/*
 * cleanup.h: what must be gone when a signal ends cprof: temporary files, and programs that it runs.
 *
 * A hangup, SIGTERM, Ctrl-C and the like end a process at once. So whoever makes a temporary file or
 * starts a program registers it here, in the same step; when such a signal comes, a handler
 * - ends the programs: those in a process group of their own with SIGKILL, viewers and what has the
 *   terminal with SIGHUP or SIGTERM, so that they can put it in order;
 * - removes the files and folders, and gives the terminal the settings that it had;
 * - ends cprof by the same signal, so that whoever started it sees that.
 * Everything else has been written by then: the history, line by line.
 */
#ifndef CPROF_BASE_CLEANUP_H
#define CPROF_BASE_CLEANUP_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* One thing that is registered. Ended by cleanup_keep or cleanup_remove, which take NULL as well. */
struct cleanup;

/*
 * Installs the handler, for signals that are not ignored: after nohup, SIGHUP stays so. A limit of the
 * size of files (ulimit -f) is an error of write from here on, and no signal. Without this call things
 * can be registered all the same.
 */
void cleanup_catch_signals(void);

/*
 * Creates a file that was not there, or one of a new name: the last six bytes of `path` before its
 * `suffix` bytes are XXXXXX, as for mkostemps. *fd is open for reading and writing and the caller's.
 * NULL with errno set when that fails.
 */
struct cleanup *cleanup_new_file(const char *path, mode_t mode, int *fd);
struct cleanup *cleanup_temp_file(char *path, int suffix, int *fd);

/* Makes a folder of a new name, as mkdtemp. */
struct cleanup *cleanup_temp_folder(char *path);

/* It is not temporary any more, or not there. */
void cleanup_keep(struct cleanup *c);

/* Removes it: the file, or the folder with all that is in it. */
void cleanup_remove(struct cleanup *c);

/* How a program is ended. */
enum cleanup_child {
	CLEANUP_GROUP = 1, /* it leads a process group, of which nothing is to be left */
	CLEANUP_SESSION,   /* it leads a session that may want to put something in order */
	CLEANUP_JOB,       /* it is in our process group and shares our terminal */
};

/* Between these two no signal of the calling thread comes between starting a program and its row. */
void cleanup_hold(sigset_t *before);
void cleanup_unhold(const sigset_t *before);

/* A program runs; and it is about to be waited for, after which its id may be another's. */
void cleanup_child_runs(pid_t pid, enum cleanup_child how);
void cleanup_child_ended(pid_t pid);

/* The terminal as it is now is how it is to be left. */
void cleanup_terminal(int fd);

#endif

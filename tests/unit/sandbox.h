/*
 * sandbox.h: a folder for tests that start programs, with a copy of the test's own program in it, so
 * that what is looked for beside it can be put there.
 *
 * The tests run with the folder as the current one. Its name is absolute.
 */
#ifndef CPROF_TESTS_UNIT_SANDBOX_H
#define CPROF_TESTS_UNIT_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Calls tests() in the copy, bin/test of a new folder, which is removed. For main. */
int sandbox_run(int argc, char **argv, int (*tests)(void));

/* Makes or replaces a shell script. Its PATH is the system's. */
void sandbox_script(const char *path, const char *body);

/* Makes a folder. */
void sandbox_folder(const char *path);

/* Reads a file, of which `text` takes `size` bytes with the NUL. False when there is none. */
bool sandbox_read(const char *path, char *text, size_t size);

/* As sandbox_read for a file that will be there soon. */
void sandbox_wait(const char *path, char *text, size_t size);

/* The number in a file that will be there soon, which is then removed. */
pid_t sandbox_wait_pid(const char *path);

/* Waits until there is no such process, or only what is left of it. False if it goes on. */
bool sandbox_gone(pid_t pid);

/* Is the process there, and no zombie? */
bool sandbox_lives(pid_t pid);

/* How many descriptors this process has. */
int sandbox_fds(void);

/* Milliseconds of a clock. */
int64_t sandbox_clock(void);

#endif

/*
 * files.h: a folder for the targets that read files. It is made when it is first asked for, and gone at the end of
 * the program.
 */
#ifndef CPROF_TESTS_FUZZ_FILES_H
#define CPROF_TESTS_FUZZ_FILES_H

#include "base/arena.h"
#include "base/str.h"

/* The folder's path. */
const char *files_folder(void);

/* Writes a file in the folder, in place of what it had. Returns its path, which is valid until the next call. */
const char *files_write(const char *name, struct str bytes);

/* All of a file, in the arena. */
struct str files_read(struct arena *a, const char *path);

#endif

/*
 * memory-file.h: files that are in memory alone, and have a path by which this process can read them.
 */
#ifndef CPROF_BASE_MEMORY_FILE_H
#define CPROF_BASE_MEMORY_FILE_H

#include "base/arena.h"
#include "base/err.h"

/*
 * Makes an empty file that is called `name`, of which at most the last 200 bytes count. Returns its descriptor, which
 * the caller closes; then the file is gone. Children by fork share it. Returns -1 when it cannot be made.
 */
int memory_file_new(struct str name, struct err *err);

/* The path of such a file, in the arena. Each open of it reads from the start. */
struct str memory_file_path(struct arena *a, int fd);

/* The name of the file that has such a path, in the arena; empty: it is the path of no such file. */
struct str memory_file_name(struct arena *a, struct str path);

#endif

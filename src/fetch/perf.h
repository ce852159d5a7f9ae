/*
 * perf.h: converts a file of perf record to a profile with the program perf_to_profile.
 *
 * That program, of github.com/google/perf_data_converter, reads perf's format; cprof does not. Like
 * pprof, cprof runs it where it is installed.
 */
#ifndef CPROF_FETCH_PERF_H
#define CPROF_FETCH_PERF_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* The first bytes of perf's files. */
#define PERF_MAGIC "PERFILE2"
enum { PERF_MAGIC_SIZE = sizeof(PERF_MAGIC) - 1 };

/*
 * Converts the file at path. *fd becomes a descriptor of the profile, open for reading, which the
 * caller closes; the profile's file is removed already. Conversion may take minutes, which the
 * caller should tell the user before. After `seconds` (0: never) the program is ended, with all
 * that it started. Ctrl-C ends it with "stopped", and then does what it does elsewhere. One file is
 * converted at a time: other threads wait.
 */
bool perf_convert(struct arena *a, const char *path, int64_t seconds, int *fd, struct err *err);

/* True when perf_to_profile is there; else perf_convert fails and says what to install. */
bool perf_can_convert(void);

#endif

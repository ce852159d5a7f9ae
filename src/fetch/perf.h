/*
 * perf.h: what perf record wrote, made into a profile by another program.
 *
 * perf_to_profile, of github.com/google/perf_data_converter, knows perf's format; we do not. Like pprof,
 * cprof runs it where it is installed.
 */
#ifndef CPROF_FETCH_PERF_H
#define CPROF_FETCH_PERF_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* What perf's files begin with. */
#define PERF_MAGIC "PERFILE2"
enum { PERF_MAGIC_SIZE = sizeof(PERF_MAGIC) - 1 };

/*
 * Converts the file at path. *fd is the profile, open for reading; the file is gone and the
 * descriptor is the caller's. It may take minutes, which the caller should say before; after `seconds`
 * (0: never) the program is ended, with all that it started. Ctrl-C ends it, and then does what it does
 * elsewhere. Other threads wait with theirs.
 */
bool perf_convert(struct arena *a, const char *path, int64_t seconds, int *fd, struct err *err);

/* True when there is a program that converts; else perf_convert fails, saying what to install. */
bool perf_can_convert(void);

#endif

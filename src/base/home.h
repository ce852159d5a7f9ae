/*
 * home.h: finds and reads the user's own files, as the XDG base directory specification says.
 */
#ifndef CPROF_BASE_HOME_H
#define CPROF_BASE_HOME_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

/*
 * The path of a file below $XDG_CONFIG_HOME/cprof (by default ~/.config/cprof), or below
 * $XDG_STATE_HOME/cprof (~/.local/state/cprof); NULL where neither variable nor HOME says where.
 */
const char *home_config(struct arena *a, const char *name);
const char *home_state(struct arena *a, const char *name);

/* A file's name, or a list of them with ':' between, as the shell would read it: ~/ is $HOME/. */
struct str home_expand(struct arena *a, struct str paths);

/* Makes the folders above a path, readable by their owner alone; but not a HOME that is not there. */
bool home_make(const char *path, struct err *err);

/* A text file of at most 1 MiB, in the arena; see file_read. */
bool home_read(struct arena *a, const char *path, enum file_kinds kinds, struct str *text,
	struct err *err);

#endif

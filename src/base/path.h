/*
 * path.h: file names as text. Nothing here looks at the file system.
 *
 * The rules are those of Go's path/filepath on Unix, because names in reports are printed as
 * pprof prints them.
 */
#ifndef CPROF_BASE_PATH_H
#define CPROF_BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

/* What follows the last '/' (trailing ones aside); "." for an empty path, "/" for only slashes. */
struct str path_base(struct str path);

/* True when path_clean would give the same bytes. */
bool path_is_clean(struct str path);

/*
 * The shortest equal path: no "//", no ".", no "dir/..", no trailing "/"; "." for an empty one.
 * Gives `path` itself, or a new string in the arena.
 */
struct str path_clean(struct arena *a, struct str path);

#endif

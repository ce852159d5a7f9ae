/*
 * path.h: file names as text. No function here looks at the file system.
 *
 * The rules are those of Go's path/filepath on Unix, because names in reports are printed as
 * pprof prints them.
 */
#ifndef CPROF_BASE_PATH_H
#define CPROF_BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

/* The part behind the last '/', without trailing slashes; "." for an empty path, "/" for slashes alone. */
struct str path_base(struct str path);

/* The path without the " (deleted)" that Linux adds to the name of a file that was deleted or replaced. */
struct str path_undeleted(struct str path);

/* True when the path begins with a Windows drive: "C:\\" or "C:/". */
bool path_has_drive(struct str path);

/* True when path_clean would return the same bytes. */
bool path_is_clean(struct str path);

/*
 * The shortest equal path: no "//", no ".", no "dir/..", no trailing "/"; "." for an empty one.
 * Returns `path` itself, or a new string in the arena.
 */
struct str path_clean(struct arena *a, struct str path);

/*
 * A source file's name without the folders in front that are of no interest: one of the prefixes in
 * `trim_path`; or, where trim_path is empty, everything up to and with the name of a directory of
 * `source_path`. Both are lists separated by ':'. The rule is pprof's trimPath. Returns a part of `path`.
 */
struct str path_trim(struct str path, struct str trim_path, struct str source_path);

#endif

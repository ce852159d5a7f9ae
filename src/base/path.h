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

/* Without the " (deleted)" that Linux puts behind the name of a file that is gone or was replaced. */
struct str path_undeleted(struct str path);

/* True when it begins with a drive of Windows: "C:\\" or "C:/". */
bool path_has_drive(struct str path);

/* True when path_clean would give the same bytes. */
bool path_is_clean(struct str path);

/*
 * The shortest equal path: no "//", no ".", no "dir/..", no trailing "/"; "." for an empty one.
 * Gives `path` itself, or a new string in the arena.
 */
struct str path_clean(struct arena *a, struct str path);

/*
 * What is left of a source file's name when what is in front of it is cut off: everything up to
 * the name of one of the directories of `source_path`, where trim_path is empty, else one of the
 * prefixes in `trim_path`; both lists are separated by ':'. The rule is pprof's trimPath.
 * Gives a part of `path`.
 */
struct str path_trim(struct str path, struct str trim_path, struct str source_path);

#endif

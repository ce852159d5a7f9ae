/*
 * program.h: finds programs in PATH.
 *
 * Only the absolute folders of PATH count. An empty entry, "." and other relative entries mean the
 * current folder, whose files may be anybody's: no program is run from there unless the user names
 * it by a path. The rules are those of Go's exec.LookPath:
 * - a name without a slash is looked up in PATH; without PATH there are no programs;
 * - a name with a slash is a path, absolute or relative, and stays as it is.
 */
#ifndef CPROF_BASE_PROGRAM_H
#define CPROF_BASE_PROGRAM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* True when the path is a file, not a folder, that may be executed. */
bool program_is(const char *path);

/* DIR/NAME in the arena where that is a program, or NULL. */
char *program_in(struct arena *a, struct str dir, struct str name);

/*
 * The path of the program `name`, in the arena, or NULL when there is none. When there is one only
 * in a folder that does not count, *relative becomes true; else it is untouched. It may be NULL.
 */
char *program_find(struct arena *a, struct str name, bool *relative);

/* What an error says then, behind the program's name. */
#define PROGRAM_RELATIVE \
	"is only in the current folder or in one that PATH names relative to it, and nothing is run " \
	"from there: put an absolute folder into PATH"

/*
 * The value of PATH for programs that we start, because these look for others: without the folders
 * that do not count. In the arena; NULL when PATH can stay as it is.
 */
char *program_clean_path(struct arena *a);

#endif

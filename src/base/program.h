/*
 * program.h: finding programs in PATH.
 *
 * Only the absolute folders of PATH count. An empty entry, "." and other relative ones mean the current
 * folder, and what lies there may be anybody's: nothing is run from it unless somebody asks for it by a
 * path. The rules are those of Go's exec.LookPath:
 * - a name without a slash is looked up in PATH; without PATH there are no programs;
 * - a name with a slash is a path, absolute or relative, and stays as it is: ./NAME was meant.
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
 * The path to run a program by, in the arena, or NULL. *relative may be NULL; it is set to true, and is
 * untouched otherwise, when there is such a program only in a folder that does not count.
 */
char *program_find(struct arena *a, struct str name, bool *relative);

/* What an error says of the latter, behind the program's name. */
#define PROGRAM_RELATIVE \
	"is only in the current folder or in one that PATH names relative to it, and nothing is run " \
	"from there: put an absolute folder into PATH"

/*
 * PATH for programs that are started, which look for others: without the folders that do not count. In
 * the arena; NULL when it can stay as it is.
 */
char *program_clean_path(struct arena *a);

#endif

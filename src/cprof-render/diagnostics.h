/*
 * diagnostics.h: what the user is told, and what Graphviz says.
 *
 * Graphviz and the libraries behind it write to stderr as they like. Here every line there means
 * something (a note, or why there is no image), so stderr is taken from them: what Graphviz says
 * through its own channel is kept and asked for, and everything else is lost. A crash for want of memory
 * is such a line, too.
 */
#ifndef CPROF_CPROF_RENDER_DIAGNOSTICS_H
#define CPROF_CPROF_RENDER_DIAGNOSTICS_H

#include "base/err.h"
#include "base/str.h"

/* Once, before Graphviz is used. From here on only the functions below write to stderr. */
void diagnostics_open(void);

/* Prints a line. Control bytes in it are escaped. */
void diagnostics_line(const char *text);

/*
 * The first thing that Graphviz called an error, and the first of any kind that contains `part`;
 * without "Error: ", one line, empty when there is none.
 */
struct str diagnostics_error(void);
struct str diagnostics_with(struct str part);

/* True when there is so little memory left that something may have failed for want of it. */
bool diagnostics_lack_memory(void);

/* Prints why there is no image, unless `err` is NULL. Until then an exit() in a library prints it. */
void diagnostics_close(const struct err *err);

#endif

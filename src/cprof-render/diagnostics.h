/*
 * diagnostics.h: prints notes and errors for the user, and keeps what Graphviz reports.
 *
 * Graphviz and its libraries write to standard error as they like. For cprof each line there has a
 * meaning: a note, or the reason why there is no image. So this takes standard error away from
 * them. It keeps what Graphviz reports through its own callback, and drops everything else. A crash
 * for lack of memory becomes such a line, too.
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

/*
 * Prints why there is no image, unless `err` is NULL. Until then an exit() in a library prints it.
 */
void diagnostics_close(const struct err *err);

#endif

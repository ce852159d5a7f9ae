/*
 * fit.h: Shortens names and label values so that they fit in the row of a terminal.
 *
 * What does not fit is shortened in its middle, where FIT_MARK then stands; the console takes the
 * mark for any text when such a name is given to a command. The order in which parts of a name go:
 *
 *	example.com/shop/internal/jobs.(*Pool[go.shape.int,go.shape.string]).work
 *	example.com/shop/internal/jobs.(*Pool[..]).work    arguments in brackets, the longest first
 *	example.com/..jobs.(*Pool[..]).work                the path of the package, or the namespaces
 *	..(*Pool[..]).work                                 the package, too
 *	(*Po..).work                                       and the end of the type
 *
 * Columns are those of a terminal that shows the text escaped (base/glyph.h).
 */
#ifndef CPROF_TABLE_FIT_H
#define CPROF_TABLE_FIT_H

#include "table/table.h"

#define FIT_MARK ".."

/* Below so many columns nothing is shortened: nobody would recognize it. */
enum { FIT_LEAST = 8 };

/* A text, at most so many columns of it: its begin and its end. A part of the arena, or the text. */
struct str fit_text(struct arena *a, struct str text, size_t columns);

/* A function's name without what is in brackets, whatever there is room for: jobs.(*Pool[..]).work */
struct str fit_without_arguments(struct arena *a, struct str name);

/* A function's name, as above. */
struct str fit_name(struct arena *a, struct str name, size_t columns);

/*
 * A frame's text: its address stays whole, its file keeps its last part, the function gets the
 * rest.
 */
struct str fit_frame(struct arena *a, const struct table_frame *f, size_t columns);

/* "function place", where the first n bytes are the function. */
struct str fit_place(struct arena *a, struct str text, size_t n, size_t columns);

#endif

/*
 * fit.h: names and label values that fit in the row of a terminal. Inside report/ only.
 *
 * What does not fit is shortened in its middle, where FIT_MARK then stands; the console takes the mark
 * for any text when such a name is given to a command. The order in which parts of a name go:
 *
 *	example.com/shop/internal/jobs.(*Pool[go.shape.int,go.shape.string]).work
 *	example.com/shop/internal/jobs.(*Pool[..]).work    arguments in brackets, the longest first
 *	example.com/..jobs.(*Pool[..]).work                the path of the package, or the namespaces
 *	..(*Pool[..]).work                                 the package, too
 *	(*Po..).work                                       and the end of the type
 *
 * Columns are those of a terminal that shows the text escaped (base/glyph.h).
 */
#ifndef CPROF_REPORT_FIT_H
#define CPROF_REPORT_FIT_H

#include "graph/nodes.h"
#include "report/report.h"

#define FIT_MARK ".."

/* Below so many columns nothing is shortened: nobody would recognize it. */
enum { FIT_LEAST = 8 };

/* A text, at most so many columns of it: its begin and its end. A part of the arena, or the text. */
struct str fit_text(struct arena *a, struct str text, size_t columns);

/* A function's name, as above. */
struct str fit_name(struct arena *a, struct str name, size_t columns);

/*
 * A node's name (node_name): its address is whole, its file keeps its last part, the function gets the
 * rest.
 */
struct str fit_node(struct arena *a, const struct nodes *nodes, node_id id, size_t columns);

/*
 * Prints the name of a node as the last cell of a row: shortened where `o` says how wide rows may be and
 * the name would not fit. `name` is the node's whole name; `behind` is our own text after it, such as
 * " (inline)", and stays whole.
 */
void report_put_name(struct report *r, struct out *o, const struct nodes *nodes, node_id id,
	struct str name, const char *behind);

/* The same for "function place", where the first n bytes are the function. */
void report_put_place(struct report *r, struct out *o, struct str text, size_t n);

/* Prints a label's value as the last cell of a row, in the same way. */
void report_put_last(struct report *r, struct out *o, struct str text);

#endif

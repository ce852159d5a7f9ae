/*
 * bound.h: drawing a large graph in bounded time and size.
 *
 * Layout time grows with the number of edges and, far more, with labels on those that cross many
 * ranks. Up to BOUND_PLAIN edges nothing is done, and the image is that of `dot`.
 */
#ifndef CPROF_CPROF_RENDER_BOUND_H
#define CPROF_CPROF_RENDER_BOUND_H

#include <gvc.h>
#include <stdbool.h>

enum {
	BOUND_PLAIN = 300,   /* up to so many edges nothing is changed */
	BOUND_LABELS = 5000, /* up to so many edges they have their labels */
};

/* Before the layout. Prints a note when something will be missing from the image. */
void bound_layout(Agraph_t *g);

/* After the layout. Prints a note when there are labels that have no place. */
void bound_check_labels(Agraph_t *g);

/* True for formats that are made of pixels. */
bool bound_is_bitmap(const char *format);

/* After the layout, for a bitmap. Prints a note when the resolution is lowered. */
void bound_pixels(Agraph_t *g);

#endif

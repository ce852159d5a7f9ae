/*
 * bound.h: keeps the time and the size of the image of a large graph within bounds.
 *
 * Layout time grows with the ranks that edges span (ranks.h), and far more where these edges have labels.
 * Up to BOUND_PLAIN edges that span BOUND_PLAIN_RANKS nothing is done, and the image is that of `dot`.
 */
#ifndef CPROF_CPROF_RENDER_BOUND_H
#define CPROF_CPROF_RENDER_BOUND_H

#include <gvc.h>
#include <stdbool.h>

enum {
	BOUND_PLAIN = 300,         /* edges up to which nothing is changed */
	BOUND_PLAIN_RANKS = 1000,  /* ranks that they may span together then */
	BOUND_CURVE_RANKS = 10000, /* ranks that edges may span together to be drawn as curves */
	BOUND_LABELS = 5000,       /* edges up to which edges have labels */
};

/* Call it before the layout. It prints a note when something will be missing from the image. */
void bound_layout(Agraph_t *g);

/* Call it after the layout. It prints a note when there are labels that got no place. */
void bound_check_labels(Agraph_t *g);

/* True for formats that are made of pixels. */
bool bound_is_bitmap(const char *format);

/*
 * Lowers the resolution of a bitmap that would be too large, and prints a note then. Call it after
 * the layout.
 */
void bound_pixels(Agraph_t *g);

#endif

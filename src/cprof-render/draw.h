/*
 * draw.h: one image by Graphviz.
 */
#ifndef CPROF_CPROF_RENDER_DRAW_H
#define CPROF_CPROF_RENDER_DRAW_H

#include <stdio.h>

#include "base/err.h"

/*
 * Draws the DOT text, as clean_dot makes it, a C string, to `image`. To be called once in a process:
 * Graphviz keeps what it has until that ends. A failure leaves a part of an image in `image`.
 */
bool draw(const char *dot, const char *format, FILE *image, struct err *err);

#endif

/*
 * draw.h: draws one image with Graphviz.
 */
#ifndef CPROF_CPROF_RENDER_DRAW_H
#define CPROF_CPROF_RENDER_DRAW_H

#include <stdio.h>

#include "base/err.h"

/*
 * Writes an image of the DOT text, a C string that clean_dot has cleaned, to `image`. False with
 * the reason in err; `image` may have a part of an image then. Note: call it once in a process,
 * because Graphviz releases nothing before that ends.
 */
bool draw(const char *dot, const char *format, FILE *image, struct err *err);

#endif

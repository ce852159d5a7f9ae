/*
 * render.h: a picture of a graph: DOT in, image out, through the program cprof-render.
 *
 * Layout is the part that can explode, and Graphviz can neither be interrupted nor trusted to come
 * back, so every picture is drawn by a process of its own, which ends with it. While it draws, an
 * interrupt (Ctrl-C) ends it and not cprof.
 */
#ifndef CPROF_RENDER_RENDER_H
#define CPROF_RENDER_RENDER_H

#include <stdint.h>

#include "base/err.h"
#include "base/out.h"

struct render_spec {
	const char *format; /* what cprof-render is asked for: svg, png, pdf, ps, gif */
	int64_t seconds;    /* it is ended after so many; 0 or less: never */
	bool dressed;       /* an SVG to look at in a browser: with the script of svg.js */
};

/*
 * Draws the DOT text and adds the image to `image`. What the user should know of it besides ("drawn
 * at 60 dpi ...") is added to `notes`, a line each. On failure nothing is added to `image`, no
 * process is left, and err is one line that says what to do.
 */
bool render_image(const struct render_spec *spec, struct str dot, struct out *image,
	struct out *notes, struct err *err);

/*
 * Adds the SVG as Graphviz writes it to `o`, with our script and style in it, so that it can be
 * moved, searched and explored in a browser without a network, and is the plain graph elsewhere.
 */
void svg_dress(struct str svg, struct out *o);

#endif

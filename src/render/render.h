/*
 * render.h: makes an image of a DOT text with the program cprof-render.
 *
 * The time of a layout can explode, and Graphviz can neither be interrupted nor trusted to return.
 * So each picture is drawn by a process of its own (base/process.h). While that runs, Ctrl-C ends
 * it and not cprof.
 */
#ifndef CPROF_RENDER_RENDER_H
#define CPROF_RENDER_RENDER_H

#include <stdint.h>

#include "base/err.h"
#include "base/out.h"

struct render_spec {
	const char *format; /* the argument of cprof-render: svg, png, pdf, ps, gif */
	int64_t seconds;    /* after which drawing is ended; 0 or less: never */
	struct str data;    /* JSON: an SVG is dressed with it (svg_dress); empty: no */
};

/*
 * Draws the DOT text and appends the image to `image`. Notes for the user ("drawn at 60 dpi ...")
 * are appended to `notes`, a line each. On failure nothing is appended, no process is left, and err
 * is one line that says what to do; after Ctrl-C that is "stopped". Without the program it is
 * ERR_NOT_INSTALLED.
 */
bool render_image(const struct render_spec *spec, struct str dot, struct out *image,
	struct out *notes, struct err *err);

/*
 * Appends an SVG of Graphviz to `o` with our style, our script and its data in it. In a browser,
 * without a network, the user can move, search and explore it; elsewhere it is the plain graph.
 * `data` is the graph as JSON (report/picture-rows.h); it may hold any names. What is no SVG is
 * appended as it is.
 */
void svg_dress(struct str svg, struct str data, struct out *o);

#endif

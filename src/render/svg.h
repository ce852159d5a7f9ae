/*
 * svg.h: Holds the script and the style that svg_dress adds to a picture.
 *
 * Their sources are svg.js and svg.css. At build time scripts/embed turns these into C, and checks
 * that they can stand in an SVG as they are.
 */
#ifndef CPROF_RENDER_SVG_H
#define CPROF_RENDER_SVG_H

#include "base/str.h"

extern const struct str svg_script;
extern const struct str svg_style;

#endif

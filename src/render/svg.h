/*
 * svg.h: the script and the style that svg_dress puts into a picture.
 *
 * They are files of their own, svg.js and svg.css; scripts/embed makes C of them at build time and
 * sees to it that they can stand in an SVG as they are.
 */
#ifndef CPROF_RENDER_SVG_H
#define CPROF_RENDER_SVG_H

#include "base/str.h"

extern const struct str svg_script;
extern const struct str svg_style;

#endif

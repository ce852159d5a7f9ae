/*
 * flame-svg.h: The colours of a flame graph as a picture. For report/ only.
 */
#ifndef CPROF_REPORT_FLAME_SVG_H
#define CPROF_REPORT_FLAME_SVG_H

#include "base/out.h"
#include "flame/flame-hue.h"

/* Steps of colour in a comparison: a class "m1" to "m8" for more, "l1" to "l8" for less, "m0" for no change. */
enum { SVG_STEPS = 8 };

/*
 * Writes the style element. A group that `used` says, by its number, gets the class "gN". With `compared` there are
 * the classes of steps instead. Colours are for light and for dark surroundings (prefers-color-scheme).
 */
void flame_svg_put_style(struct out *o, const struct flame_groups *groups, const bool *used,
	bool compared);

#endif

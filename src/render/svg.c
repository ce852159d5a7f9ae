/*
 * svg.c: see render.h.
 */
#include "render/render.h"

void svg_dress(struct str svg, struct out *o)
{
	out_bytes(o, svg.p, svg.n);
}

/*
 * clean.h: changes DOT text so that Graphviz makes well-formed XML of it.
 */
#ifndef CPROF_CPROF_RENDER_CLEAN_H
#define CPROF_CPROF_RENDER_CLEAN_H

#include "base/out.h"
#include "base/str.h"

/*
 * Appends the DOT text to `o` without what Graphviz would copy into an SVG that is not well-formed
 * then, and without what Graphviz would take for something else:
 * - control bytes are dropped, but for newline and tab; bytes that are no UTF-8 become U+FFFD;
 * - & becomes &amp;, so that what looks like an entity ("&lt;", "&#0;") appears literally. A bare &
 *   in a label, a tooltip, an id or a name gives the bytes in an SVG that `dot` gives. HTML-like
 *   labels lose their entities; cprof writes no such labels;
 * - long strings are cut into lines that end with a backslash: Graphviz's scanner takes no more
 *   than 16 KB at a time.
 */
void clean_dot(struct str dot, struct out *o);

#endif

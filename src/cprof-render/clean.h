/*
 * clean.h: DOT text that Graphviz makes well-formed images of.
 */
#ifndef CPROF_CPROF_RENDER_CLEAN_H
#define CPROF_CPROF_RENDER_CLEAN_H

#include "base/out.h"
#include "base/str.h"

/*
 * Adds the DOT text to `o` with everything taken out that Graphviz would pass on into an SVG that is
 * no XML any more, or read as something else than it says:
 * - control bytes but newline and tab are dropped, and bytes that are no UTF-8 become U+FFFD;
 * - & becomes &amp;, so that what looks like an entity ("&lt;", "&#0;") comes out literally. A bare &
 *   in a label, a tooltip, an id or a name gives the bytes in an SVG that `dot` gives. HTML-like labels
 *   lose their entities; cprof writes no such labels;
 * - long strings are cut into lines that end with a backslash: Graphviz's scanner takes no more than
 *   16 KB at a time.
 */
void clean_dot(struct str dot, struct out *o);

#endif

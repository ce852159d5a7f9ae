/*
 * links.h: links that cannot break out of an SVG.
 */
#ifndef CPROF_CPROF_RENDER_LINKS_H
#define CPROF_CPROF_RENDER_LINKS_H

#include <gvc.h>

/*
 * Writes what may not stand in a URL ("<>\ and space) as %22 and so on in all links of the graph.
 * Graphviz 2.42 puts them into an SVG as they are, where a " ends the attribute; what follows a
 * backslash would be replaced by a name, which may hold anything.
 */
void links_clean(Agraph_t *g);

#endif

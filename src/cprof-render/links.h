/*
 * links.h: makes links safe, so that none can break out of an SVG.
 */
#ifndef CPROF_CPROF_RENDER_LINKS_H
#define CPROF_CPROF_RENDER_LINKS_H

#include <gvc.h>

/*
 * Percent-encodes what may not stand in a URL (" < > \ and space) in all links of the graph.
 * Graphviz 2.42 copies links into an SVG as they are, where a " ends the attribute. It replaces
 * what follows a backslash by a name, which may hold anything.
 */
void links_clean(Agraph_t *g);

#endif

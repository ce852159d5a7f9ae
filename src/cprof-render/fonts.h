/*
 * fonts.h: are there any?
 */
#ifndef CPROF_CPROF_RENDER_FONTS_H
#define CPROF_CPROF_RENDER_FONTS_H

#include <stdbool.h>

/*
 * True when Graphviz has looked for fonts and there are none: it then leaves out all text without a
 * word. To be asked once it has measured a text.
 */
bool fonts_missing(void);

#endif

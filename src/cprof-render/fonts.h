/*
 * fonts.h: tells whether the machine has any fonts.
 */
#ifndef CPROF_CPROF_RENDER_FONTS_H
#define CPROF_CPROF_RENDER_FONTS_H

#include <stdbool.h>

/*
 * True when Graphviz has looked for fonts and has found none: then it leaves out all text and does
 * not say so. Note: the answer is right only after Graphviz has measured a text.
 */
bool fonts_missing(void);

#endif

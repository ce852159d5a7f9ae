/*
 * html.h: text that is not ours, in HTML. Inside report/ only.
 */
#ifndef CPROF_REPORT_HTML_H
#define CPROF_REPORT_HTML_H

#include "base/out.h"

/*
 * Adds the text to `o`, at most `max` bytes of it: no control bytes but tabs, no broken UTF-8, nothing that is
 * markup, also in attributes between quotes, or that turns the direction of what follows. `scratch` is
 * the caller's, to be used again and released; what is in it does not matter.
 */
void html_put(struct out *o, struct out *scratch, struct str text, size_t max);

#endif

/*
 * html.h: Writes foreign text into HTML. For report/ only.
 */
#ifndef CPROF_REPORT_HTML_H
#define CPROF_REPORT_HTML_H

#include "base/out.h"

/*
 * Writes the text, at most `max` bytes of it, so that it is text wherever it stands, also in an
 * attribute between quotes: markup is escaped, and so are control bytes but tabs, bytes that are no
 * UTF-8, and characters that change the direction of writing. `scratch` is memory of the caller,
 * who may give it again and releases it at the end; its content is overwritten.
 */
void html_put(struct out *o, struct out *scratch, struct str text, size_t max);

#endif

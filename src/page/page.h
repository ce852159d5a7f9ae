/*
 * page.h: Holds the script and the style of a page with a flame graph.
 *
 * The script is made of the modules *.js, in the order of src/meson.build; scripts/embed joins them. It reads the
 * bytes that flame/flame-data.h describes, which the page holds.
 */
#ifndef CPROF_PAGE_PAGE_H
#define CPROF_PAGE_PAGE_H

#include "base/str.h"

extern const struct str page_script;
extern const struct str page_style;

#endif

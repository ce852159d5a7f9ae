/*
 * source-url.h: source files that a profile names by URLs, as Node and bundlers do. Inside objfile/ only.
 *
 *	file:///app/src/a.mjs   file://C:/app/a.mjs   file:/app/a.mjs
 *	webpack://shop/./src/a.js?1a2b   webpack-internal:///./src/a.js   http://localhost:3000/src/a.js
 */
#ifndef CPROF_OBJFILE_SOURCE_URL_H
#define CPROF_OBJFILE_SOURCE_URL_H

#include "base/arena.h"
#include "base/str.h"

struct source_url {
	struct str host; /* or the bundler's name of the program; may be empty */
	struct str path; /* absolute for file: alone, "C:/x" included */
};

/* Splits a URL. False when the name is none. The parts are views of `name` and are not cleaned. */
bool source_url_parse(struct str name, struct source_url *url);

/* The name without its query, which is what follows the first '?'. */
struct str source_url_without_query(struct str name);

/* The name with "%20" and the like decoded: a string in the arena, or `name` itself without any. */
struct str source_url_decoded(struct arena *a, struct str name);

#endif

/*
 * web-query.h: Reads the query of an address into options, and writes it in one form.
 *
 * The names of parameters are those of pprof (the `url` of an option in options.def), so that links of both open in
 * both. Like pprof, the first of several values counts, an empty one is none, and unknown names mean nothing here.
 */
#ifndef CPROF_WEB_WEB_QUERY_H
#define CPROF_WEB_WEB_QUERY_H

#include "base/arena.h"
#include "base/err.h"
#include "config/config.h"

struct web_pair {
	struct str name, value; /* unescaped */
};

struct web_query {
	struct web_pair *pairs; /* in the order given */
	size_t n;
};

enum { WEB_QUERY_MAX = 1000 }; /* pairs that are read */

/*
 * Reads what is behind the '?'. Like in Go's net/url, pairs with a damaged escape or a ';' are left out. All is in
 * the arena.
 */
void web_query_read(struct web_query *q, struct arena *a, struct str text);

/* The value of a parameter; empty if there is none. */
struct str web_query_get(const struct web_query *q, const char *name);

/* Sets the options that the query names. The error names the parameter, and leaves the config as it was. */
bool web_query_config(const struct web_query *q, struct arena *a, struct config *config,
	struct err *err);

/*
 * Returns the parameters that set what differs from the defaults, as "f=a&n=5", sorted as pprof sorts them; in the
 * arena. Empty: nothing differs.
 */
struct str web_query_text(struct arena *a, const struct config *config);

/*
 * Returns the options that differ from `base`, as "name=value\n" in the order of the table, in the arena: the same
 * text for queries that mean the same.
 */
struct str web_query_key(struct arena *a, const struct config *config, const struct config *base);

#endif

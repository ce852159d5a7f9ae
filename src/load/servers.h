/*
 * servers.h: remembers the servers that profiles came from, and asks them for symbols.
 *
 * Profiles are added as they are fetched. The lists belong to their owner (servers_release); their strings are in
 * the arena they were added with.
 */
#ifndef CPROF_LOAD_SERVERS_H
#define CPROF_LOAD_SERVERS_H

#include "base/mem.h"
#include "fetch/url.h"
#include "load/load-options.h"
#include "profile/draft.h"
#include "symbolize/symbolize.h"

/* All zero: none. */
struct servers {
	VEC(struct url_request) asked;
	VEC(struct symbol_source) mappings;
};

/* Remembers where the mappings of p, which have names, came from. */
void servers_add(struct servers *to, struct arena *a, const struct profile *p,
	const struct url_request *from);

/* Adds all of `from`. */
void servers_join(struct servers *to, struct arena *a, const struct servers *from);

void servers_release(struct servers *servers);

/*
 * Symbolizes a draft as the options say; the servers may be asked. `known` has what was found before, and gets
 * what is found; NULL: that is not kept.
 */
void servers_symbolize(const struct servers *servers, struct draft *d, const struct load_options *o,
	struct known_symbols *known);

#endif

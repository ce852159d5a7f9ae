/*
 * servers.h: the servers that profiles came from, which may know their symbols.
 *
 * In: profiles as they are fetched. Out: what symbolize.h needs to know of where each mapping came
 * from. The lists are their owner's (servers_release), their strings in the arena they were added
 * with.
 */
#ifndef CPROF_SESSION_SERVERS_H
#define CPROF_SESSION_SERVERS_H

#include "base/mem.h"
#include "fetch/url.h"
#include "profile/profile.h"
#include "symbolize/symbolize.h"

struct shell;

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

/* Symbolizes a draft as the flags say; the servers may be asked. */
void shell_symbolize(struct shell *s, struct draft *d, const struct servers *servers);

#endif

/*
 * guard.h: Decides whether a request may be answered, by its head alone.
 *
 * Any page that the user's browser shows can send requests to this machine. So a server for one user has to look who
 * asks: the name in Host must be one of ours, or else a name that somebody points at this machine would make foreign
 * pages count as ours; and only our own pages may change something. Nothing here depends on a connection, so that all
 * of it can be fuzzed.
 */
#ifndef CPROF_WEB_GUARD_H
#define CPROF_WEB_GUARD_H

#include "base/lists.h"

/* What the server goes by: the names by which it may be asked. */
struct web_site {
	struct str host;         /* that of -http */
	struct str machine;      /* the name of this machine */
	struct str_list aliases; /* those of -http_host */
	bool is_loopback;        /* only this machine can connect */
	struct str token;        /* who does not know it gets nothing; empty: none */
};

struct web_header {
	struct str name, value;
};

/* A request as it was received. The texts are the caller's. */
struct web_head {
	struct str method, target; /* the target is as it was sent, with its query */
	const struct web_header *headers;
	size_t n_headers;
};

/* What a request wants. */
enum web_use {
	WEB_READS_PAGE, /* a page, which links from anywhere may open */
	WEB_READS_DATA, /* what only our own pages, and no browser's other pages, may read */
	WEB_CHANGES,    /* saves or loads something */
	WEB_SENDS,      /* sends a profile */
};

/* Why a request is refused. A status of HTTP, and a sentence for the user: a constant. */
struct web_refusal {
	int status;
	const char *why;
};

/* The value of a header, whatever its case; empty if there is none. *n is how often it was sent, or is NULL. */
struct str guard_header(const struct web_head *head, const char *name, size_t *n);

/* Whether the head is well formed and asks one of our names. False with *refusal set. */
bool guard_head(const struct web_site *site, const struct web_head *head,
	struct web_refusal *refusal);

/* Whether such a request may do that. False with *refusal set. Call it after guard_head. */
bool guard_use(const struct web_head *head, enum web_use use, struct web_refusal *refusal);

/* Whether the request knows the token: `given`, or its cookie. True where the site has none. The time that it takes
 * tells nothing about the token. */
bool guard_token(const struct web_site *site, const struct web_head *head, struct str given);

/* The name of the cookie with the token. */
#define GUARD_COOKIE "cprof_token"

#endif

/*
 * web-internal.h: The server's state, shared by the files that serve: connections, answers under way, requests.
 *
 *	web-server.c    starting and stopping, turns of the loop, and what libmicrohttpd calls
 *	web-pending.c   answers that children make, and who waits for them
 *	web-exchange.c  a request, from its head to its answer
 *	web-changes.c   what happens when something else is loaded or set
 */
#ifndef CPROF_WEB_WEB_INTERNAL_H
#define CPROF_WEB_WEB_INTERNAL_H

#include "base/wait.h"
#include "web/guard.h"
#include "web/listen.h"
#include "web/web-fetch.h"
#include "web/web-replies.h"
#include "web/web-report.h"
#include "web/web-routes.h"
#include "web/web-sources.h"

enum {
	WEB_TOKEN_BYTES = 16,
	WEB_CHILDREN_MAX = 2,               /* that make reports, and as many that fetch */
	WEB_BODY_MAX = 64 * 1024,           /* bytes that a request may send, but for a profile */
	WEB_UPLOAD_MAX = 256 * 1024 * 1024, /* bytes of a profile */
};

#define WEB_SOURCES_FULL "There are too many profiles to compare with. Start cprof again."

struct web_server;

/* A request, from its first line to its answer. The library keeps it for its connection. */
struct web_exchange {
	struct web_server *server;
	struct MHD_Connection *connection;
	struct arena arena;
	struct web_head head;
	bool begun; /* its head was looked at */
	struct web_route route;
	struct str query; /* as it was sent */
	struct web_query parameters;
	size_t n_body;             /* bytes that it has sent behind the head */
	int upload;                /* the file in memory that they go to; 0: they are not kept */
	struct web_pending *waits; /* the answer that it waits for; NULL: none */
	bool listens;              /* it waits for a change */
	int64_t until;             /* when it is answered without one, by clock_ms */
	struct web_exchange *next; /* of those that wait for the same */
	bool gone;                 /* the one who asked has closed the connection */
	struct web_reply *reply;   /* to be sent; NULL: not yet there */
};

/* An answer that is being made, or waits for its turn. */
struct web_pending {
	struct web_pending *next;
	struct arena arena;
	struct web_report report;
	struct web_fetch *fetch; /* to be done instead of a report; NULL: there is a report */
	struct str key;
	struct web_job job; /* pid 0: not started */
	bool ready;         /* there is something to read from it */
	bool is_old;        /* something else is loaded since it was asked for */
	struct web_exchange *waiting;
};

struct web_server {
	const struct web_host *host;
	struct wait_hook turns; /* waits for what the server waits for, and serves it */
	struct microhttpd http;
	struct web_address address;
	char machine[256]; /* the name of this host, for the site */
	struct web_site site;
	bool is_beside; /* as in struct web_options */
	char token[2 * WEB_TOKEN_BYTES + 1];
	struct listener listener;
	struct MHD_Daemon *daemons[LISTEN_MAX];
	struct web_replies replies;
	struct web_pending *pending; /* in the order in which they came */
	struct web_sources sources;
	struct web_exchange *listening; /* those who wait for a change */
	unsigned changes;               /* of the store, as it was looked at */
	struct out options;             /* those that were set then */
};

/* --- web-exchange.c */

/* Looks at a head that is complete: where the request is refused, sets x->reply. */
void web_exchange_begin(struct web_exchange *x);

/* Takes bytes of what follows the head. */
void web_exchange_take(struct web_exchange *x, struct str bytes);

/* Finds the answer to a request that is complete: sets x->reply, or has the request wait. */
void web_exchange_answer(struct web_exchange *x);

void web_exchange_free(struct web_exchange *x);

/* Makes x->reply say what is wrong: as a page to people, else as JSON. */
void web_exchange_fail(struct web_exchange *x, int status, const char *why);

/* --- web-pending.c */

/* Has the request wait for the report, which a child makes. `report` and `key` are in its arena. */
void web_pending_wait(struct web_exchange *x, const struct web_report *report, struct str key);

/* Has the request wait until what it orders is done. Takes over `fetch`. */
void web_pending_wait_fetch(struct web_exchange *x, struct web_fetch *fetch, struct str key);

/* Something else is loaded: what is under way is for those who wait for it, and nobody else. */
void web_pending_are_old(struct web_server *s);

/* The request does not want its answer any more. A child that nobody waits for is ended. */
void web_pending_leave(struct web_exchange *x);

/* Starts children for answers that wait for their turn. */
void web_pending_start(struct web_server *s);

/* Takes what children have made, where `ready` is set, and ends those that are late. */
void web_pending_serve(struct web_server *s);

/* Answers all that wait with an error. */
void web_pending_stop(struct web_server *s);

/* --- web-changes.c. What is loaded and set has a number, s->replies.generation. */

/* Has the request wait until the number is not the one that it has seen, but not for ever. */
void web_changes_wait(struct web_exchange *x, struct str seen);

/* The request does not wait any more, if it did. */
void web_changes_leave(struct web_exchange *x);

/* Notes what is loaded and set. */
void web_changes_begin(struct web_server *s);

/* Looks whether something else is: then no answer from before is given any more, and all who wait for it are told. */
void web_changes_look(struct web_server *s);

/* Answers those who have waited long. */
void web_changes_serve(struct web_server *s);

/* Answers all who wait. */
void web_changes_stop(struct web_server *s);

#endif

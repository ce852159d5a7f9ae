/*
 * web-internal.h: The server's state, shared by the files that serve: connections, answers under way, requests.
 *
 *	web-server.c    starting and stopping, turns of the loop, and what libmicrohttpd calls
 *	web-pending.c   answers that children make, and who waits for them
 *	web-exchange.c  a request, from its head to its answer
 */
#ifndef CPROF_WEB_WEB_INTERNAL_H
#define CPROF_WEB_WEB_INTERNAL_H

#include "base/wait.h"
#include "web/guard.h"
#include "web/listen.h"
#include "web/web-replies.h"
#include "web/web-report.h"

enum {
	WEB_TOKEN_BYTES = 16,
	WEB_CHILDREN_MAX = 2,
	WEB_BODY_MAX = 64 * 1024, /* bytes that a request may send */
};

struct web_server;

/* A request, from its first line to its answer. The library keeps it for its connection. */
struct web_exchange {
	struct web_server *server;
	struct MHD_Connection *connection;
	struct arena arena;
	struct web_head head;
	struct out body;           /* what it sends, up to WEB_BODY_MAX */
	bool begun;                /* its head was looked at */
	struct web_pending *waits; /* the answer that it waits for; NULL: none */
	struct web_exchange *next; /* of those that wait for the same */
	bool gone;                 /* the one who asked has closed the connection */
	struct web_reply *reply;   /* to be sent; NULL: not yet there */
};

/* An answer that is being made, or waits for its turn. */
struct web_pending {
	struct web_pending *next;
	struct arena arena;
	struct web_report report;
	struct str key;
	struct web_job job; /* pid 0: not started */
	bool ready;         /* there is something to read from it */
	struct web_exchange *waiting;
};

struct web_server {
	const struct web_host *host;
	struct wait_hook turns; /* waits for what the server waits for, and serves it */
	struct microhttpd http;
	struct web_address address;
	char machine[256]; /* the name of this host, for the site */
	struct web_site site;
	char token[2 * WEB_TOKEN_BYTES + 1];
	struct listener listener;
	struct MHD_Daemon *daemons[LISTEN_MAX];
	struct web_replies replies;
	struct web_pending *pending; /* in the order in which they came */
};

/* --- web-exchange.c */

/* Finds the answer to a request whose head is complete: sets x->reply, or has the request wait. */
void web_exchange_answer(struct web_exchange *x);

/* Makes x->reply say what is wrong: as a page to people, else as JSON. */
void web_exchange_fail(struct web_exchange *x, int status, const char *why);

/* --- web-pending.c */

/* Has the request wait for the report, which a child makes. `report` and `key` are in its arena. */
void web_pending_wait(struct web_exchange *x, const struct web_report *report, struct str key);

/* The request does not want its answer any more. A child that nobody waits for is ended. */
void web_pending_leave(struct web_exchange *x);

/* Starts children for answers that wait for their turn. */
void web_pending_start(struct web_server *s);

/* Takes what children have made, where `ready` is set, and ends those that are late. */
void web_pending_serve(struct web_server *s);

/* Answers all that wait with an error. */
void web_pending_stop(struct web_server *s);

#endif

/*
 * web-fetch.h: Loads again, or adds a source, on the order of a page. What is on a server is fetched by a child first.
 */
#ifndef CPROF_WEB_WEB_FETCH_H
#define CPROF_WEB_WEB_FETCH_H

#include "load/ahead.h"
#include "web/web-job.h"
#include "web/web.h"

struct web_server;

/* What is to be done. Its files and texts are its own. */
struct web_fetch {
	struct arena arena;
	struct load_options options;
	struct load_ahead ahead; /* empty: nothing is on a server */
	struct str name; /* of the source to be added; empty: what is loaded is loaded again */
	const struct web_host *host;
	int before; /* the file in memory for what is loaded now; 0: that is not kept */
};

/* Returns a new one on the heap, or NULL. An empty name: to load again. */
struct web_fetch *web_fetch_new(const struct web_host *host, struct str name, struct err *err);

/* Fetches, for web_job_start. `context` is a struct web_fetch. */
void web_fetch_make(void *context, struct web_answer *answer);

/* Does it, when all is fetched. The answer says what came of it, and is an error where it failed. */
void web_fetch_take(struct web_server *s, struct web_fetch *f, struct web_answer *answer);

void web_fetch_free(struct web_fetch *f);

#endif

/*
 * web.h: The web interface: pages that show what is loaded, and the data behind them.
 *
 * It serves one user on this machine, and is asked by pages in a browser. A page asks for the same reports as the
 * command line, and gets the same bytes as with -json. One thread waits for connections and for children, which make
 * the reports (web-job.h).
 */
#ifndef CPROF_WEB_WEB_H
#define CPROF_WEB_WEB_H

#include "base/lists.h"
#include "load/ahead.h"
#include "session/run.h"

struct wait_hook;

/* What the interface needs of whoever starts it. It must outlive the server. */
struct web_host {
	void *context; /* for the functions */
	const struct store *store;
	const struct config *config; /* the options that a query changes for one request */
	struct str tools;            /* where objdump is */

	/* The store gets what the command needs. It is called before each request. */
	bool (*prepare)(void *context, const struct command *command, struct err *err);

	/* How sources are loaded. */
	struct load_options (*load_options)(void *context);

	/* The store gets other sides. It is called in a child. */
	bool (*compare)(void *context, const struct load_sides *sides, struct err *err);

	/* All that is loaded is loaded again. What is on servers has been fetched, into `ahead`. */
	bool (*reload)(void *context, const struct load_ahead *ahead, struct err *err);

	/*
	 * Opens an address in the user's browser, unless that is not wanted, and returns at once. `secret`: nobody else
	 * may see the address, as in a list of processes.
	 */
	void (*browse)(void *context, struct str url, bool secret);

	/* Prints a line for the user. */
	void (*say)(void *context, struct str line);
};

/* What the user asks for. */
struct web_options {
	const char *asked;       /* what stood before the address: "-http=" or "http " */
	struct str address;      /* [host]:[port] */
	struct str_list aliases; /* -http_host: more names by which the server may be asked */
	bool has_token;          /* -http_token */
	bool is_beside;          /* the host's options may change: addresses do not repeat them */
};

/* Whether a server can do what the options say. Call it before anything is loaded. */
bool web_check(const struct web_options *options, struct err *err);

/* A server that listens. */
struct web_server;

/*
 * Listens, says where, and opens that in the browser. NULL when it cannot listen, or there is no library for it. The
 * texts of the options must outlive the server.
 */
struct web_server *web_open(const struct web_host *host, const struct web_options *options,
	struct err *err);

/* It answers only while the thread that waits has this hook (base/wait.h). It is the server's. */
const struct wait_hook *web_hook(const struct web_server *s);

/* Says once more where it is. */
void web_tell(const struct web_server *s);

/* Ends reports under way and stops listening. The hook must not be in use any more. Takes NULL and does nothing then. */
void web_close(struct web_server *s);

/* Opens a server, and serves until SIGINT. */
bool web_serve(const struct web_host *host, const struct web_options *options, struct err *err);

#endif

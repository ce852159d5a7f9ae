/*
 * http.h: a profile from a server, as bytes that come when they are read.
 *
 * In: a request (url.h) and what the flags say of how to ask. Out: a struct input whose read drives the
 * transfer; nothing happens between reads, and no more than 256 KiB wait for the next one. Bytes are
 * given as the server sends them, compressed or not. Each transfer is its own: several may run on
 * several threads. Note: that the server refuses is seen by the first read, not by http_open.
 *
 * Errors do not name the source, the caller does. Redirects are followed (10, to http:// and https://
 * alone); what is secret (headers, token) and `insecure` are for the first server: another scheme, host
 * or port gets none of it. A redirect from https:// to http:// is told by struct http_progress.
 */
#ifndef CPROF_FETCH_HTTP_H
#define CPROF_FETCH_HTTP_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/input.h"
#include "fetch/url.h"

/* What the flags say. The strings are C strings too, and stay the caller's; empty: not given. */
struct http_ask {
	struct str tls_cert, tls_key, tls_ca; /* files */
	struct str bearer_file;               /* a file, read for each request */
	const struct str *headers;            /* as "Name: value" */
	size_t n_headers;
};

/*
 * What of it can be wrong before anything is asked; the error names the flag. A certificate without its
 * key and a key without its certificate are wrong, as in pprof (internal/transport).
 */
bool http_check(const struct http_ask *ask, struct err *err);

/* Bytes of an address that a message shows. */
enum { HTTP_SHOWN_MAX = 300 };

/*
 * How far a transfer is, for another thread to look at. Zero-initialized is "not begun"; it must live
 * as long as the transfer. `seconds` is set before the transfer begins.
 */
struct http_progress {
	_Atomic uint64_t bytes;   /* of the body, so far */
	_Atomic int64_t began_ms; /* when, by the monotonic clock; 0: not yet */
	int64_t seconds;          /* for which the server collects; 0: not known */
	/*
	 * Set when a redirect led from https:// to http://; then `led_to` is the address, a C string, which
	 * does not change any more.
	 */
	_Atomic bool unencrypted;
	char led_to[HTTP_SHOWN_MAX + 1];
};

/*
 * "3 s left of 5 s" while the server collects, then "received 1.2 MB", or "waiting 7 s" as long as nothing
 * comes; empty before the transfer begins. Returns the length.
 */
enum { HTTP_PROGRESS_MAX = 64 };
size_t http_progress_text(const struct http_progress *p, char text[HTTP_PROGRESS_MAX]);

/*
 * The line for the user where a redirect led from https:// to http://, in the arena; else an empty string.
 * `name` is what was asked for.
 */
struct str http_unencrypted_text(struct arena *a, const struct http_progress *p, struct str name);

struct http;

/*
 * Makes ready to ask; NULL when that cannot be done. r and ask may be gone afterwards. progress may be
 * NULL.
 */
struct http *http_open(const struct url_request *r, const struct http_ask *ask,
	struct http_progress *progress, struct err *err);

/* Belongs to h. A read fails with "stopped" after Ctrl-C (base/interrupt.h), 0.1 s later at most. */
struct input *http_input(struct http *h);

/* Also in the middle. */
void http_close(struct http *h);

#endif

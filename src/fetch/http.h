/*
 * http.h: reads a profile from a server, as a struct input.
 *
 * Reading drives the transfer: between reads nothing happens, and at most 256 KiB wait for the next
 * read. Bytes come as the server sends them, compressed or not. Transfers are independent: several
 * may run on several threads. Note: a refusal of the server is an error of the first read, not of
 * http_open.
 *
 * Errors do not name the source; the caller adds it. Up to 10 redirects are followed, to http://
 * and https:// only. Secrets (headers, token) and `insecure` are for the first server: another
 * scheme, host or port gets none of them. struct http_progress tells of a redirect from https:// to
 * http://.
 */
#ifndef CPROF_FETCH_HTTP_H
#define CPROF_FETCH_HTTP_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/input.h"
#include "fetch/url.h"

/* Values of the flags. Strings end with a NUL byte and stay the caller's; empty means not given. */
struct http_options {
	struct str tls_cert, tls_key, tls_ca; /* files */
	struct str bearer_file;               /* a file, read for each request */
	const struct str *headers;            /* as "Name: value" */
	size_t n_headers;
};

/*
 * Checks the values before anything is sent; the error names the flag. Like in pprof
 * (internal/transport), a certificate without its key is an error, and so is a key without its
 * certificate.
 */
bool http_check(const struct http_options *ask, struct err *err);

/* The most bytes of an address that a message shows. */
enum { HTTP_SHOWN_MAX = 300 };

/*
 * How far a transfer is. Another thread may read it meanwhile. Zero-initialized is "not begun". The
 * caller keeps it as long as the transfer, and sets `seconds` before.
 */
struct http_progress {
	_Atomic uint64_t bytes;   /* of the body, so far */
	_Atomic int64_t began_ms; /* the clock_ms when it began; 0: not yet */
	int64_t seconds;          /* that the server collects; 0: not known */
	/*
	 * Whether a redirect led from https:// to http://. Then `led_to`, a C string, is where, and
	 * stays so.
	 */
	_Atomic bool unencrypted;
	char led_to[HTTP_SHOWN_MAX + 1];
};

/*
 * Writes the line of progress: "3 s left of 5 s" while the server collects, then "received 1.2 MB",
 * or "waiting 7 s" while nothing comes; "" before the transfer begins. Returns its length.
 */
enum { HTTP_PROGRESS_MAX = 64 };
size_t http_progress_text(const struct http_progress *p, char text[HTTP_PROGRESS_MAX]);

/*
 * Returns a warning, in the arena, where a redirect led from https:// to http://; else an empty
 * string. `name` is the source.
 */
struct str http_unencrypted_text(struct arena *a, const struct http_progress *p, struct str name);

struct http;

/*
 * Prepares a transfer, which http_close ends. NULL with the reason in err. `r` and `ask` are not
 * used afterwards; `progress` may be NULL.
 */
struct http *http_open(const struct url_request *r, const struct http_options *ask,
	struct http_progress *progress, struct err *err);

/*
 * Returns the input, which h owns. At most 0.1 s after interrupted() is true, a read fails with
 * "stopped".
 */
struct input *http_input(struct http *h);

/* True when the whole answer has come, and was no refusal. */
bool http_is_whole(const struct http *h);

/* Ends the transfer, also in the middle, and frees h. */
void http_close(struct http *h);

#endif

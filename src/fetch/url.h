/*
 * url.h: makes a request for a server of a source's name, when there is no file of that name.
 *
 * Nothing here uses the network or the file system. Strings of results are in the caller's arena,
 * with a NUL byte behind their end. Most names that are no URL name a missing file: URL_NONE is no
 * error, and the caller says what is wrong with the file.
 *
 * The rules are pprof's (adjustURL in internal/driver/fetch.go, and Go's net/url below it): a name
 * like host:port/path gets http://, the query's pairs are sorted by key and encoded again, and
 * -seconds replaces the query's. Beyond pprof: unix:SOCKET:PATH, the page that lists profiles,
 * pyroscope+http://, and errors for what clearly is a URL but cannot be fetched.
 */
#ifndef CPROF_FETCH_URL_H
#define CPROF_FETCH_URL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* The values of -seconds and -timeout; below 1: not given. */
struct url_options {
	int64_t seconds, timeout;
};

/* The largest value of -seconds and -timeout. */
enum { URL_SECONDS_MAX = INT32_MAX };

struct url_request {
	struct str shown;  /* for messages: as the source, but without a password */
	struct str url;    /* to fetch: http:// or https:// */
	struct str socket; /* path of the socket to connect to; empty: the URL's host */
	bool insecure;     /* trust any certificate */
	bool is_index; /* the answer is no profile, but the list of them (index-page.h, pyroscope.h) */
	int64_t seconds; /* that the server collects, from the query; 0: the query has none */
	int64_t usual;   /* seconds that it collects without that; 0: not known */
	bool is_store;   /* Pyroscope is asked (pyroscope.h): `post` is a message of its API */
	int64_t from_ms, until_ms; /* is_store: the time that is asked for, since 1970 */
	struct str post;           /* the body of a POST; NULL: a GET */
	int64_t timeout_ms;        /* for the whole transfer */
};

enum url_kind {
	URL_NONE, /* no URL: the name of a missing file. *err is untouched */
	URL_BAD,  /* a URL that cannot be fetched: *err says why and names it */
	URL_OK,
};

/* Parses a source's name. *r is set for URL_OK. */
enum url_kind url_parse(struct arena *a, struct str source, const struct url_options *ask,
	struct url_request *r, struct err *err);

/* Formats seconds as Go prints a duration: "5s", "1m30s", "1h0m0s". */
struct str url_duration(struct arena *a, int64_t seconds);

/* Returns the host of an http:// or https:// URL, with the brackets of an IPv6 address. */
struct str url_host(struct str url);

/*
 * Sets *host (as url_host returns it) and *port of an http:// or https:// URL; without a port in
 * the URL that is the scheme's. True when it is https://.
 */
bool url_parts(struct str url, struct str *host, struct str *port);

/* True when both have the same scheme, host and port, so that both may get the same secrets. */
bool url_same_origin(struct str a, struct str b);

/* True for localhost, 127.0.0.0/8 and [::1], which are on this machine. */
bool url_is_loopback(struct str url);

#endif

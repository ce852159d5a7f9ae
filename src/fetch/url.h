/*
 * url.h: what a source's name means when there is no file of that name.
 *
 * In: the name as the user gave it, and what the flags -seconds and -timeout say. Out: the address to
 * ask and how long to wait, all strings in the caller's arena, with a NUL byte behind their end. Nothing
 * here touches the network or the file system. Most names that are no URL are simply those of files that
 * are missing: URL_NONE is no error, and the caller says what is wrong with the file.
 *
 * The rules are pprof's (adjustURL in internal/driver/fetch.go, and Go's net/url below it): a name like
 * host:port/path gets http://, the query's pairs are put in the order of their keys and encoded anew,
 * -seconds replaces what the query says. Ours: unix:SOCKET:PATH, the list of profiles, and errors for
 * what clearly is a URL but cannot be asked for.
 */
#ifndef CPROF_FETCH_URL_H
#define CPROF_FETCH_URL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* What -seconds and -timeout say; below 1: not given. */
struct url_ask {
	int64_t seconds, timeout;
};

/* The largest that -seconds and -timeout may be. */
enum { URL_SECONDS_MAX = INT32_MAX };

struct url_request {
	struct str shown;  /* for people: as the source, but without a password */
	struct str url;    /* for the server: always http:// or https:// */
	struct str socket; /* path of the socket to connect to; empty: the URL's host */
	bool insecure;     /* trust any certificate */
	bool is_index; /* what comes is not a profile but the page that lists them: index-page.h */
	int64_t seconds; /* for which the server collects, as the query says; 0: it does not say */
	int64_t usual;   /* for which it collects without a word in the query; 0: not known */
	struct str
		post; /* what to send; NULL: nothing, it is asked with GET. url_parse leaves it so */
	int64_t timeout_ms; /* after which to give up, for everything together */
};

enum url_kind {
	URL_NONE, /* no URL: a file that is not there. *err is left alone */
	URL_BAD,  /* a URL, but none that can be asked for: see *err, which names it */
	URL_OK,
};

enum url_kind url_parse(struct arena *a, struct str source, const struct url_ask *ask,
	struct url_request *r, struct err *err);

/* "5s", "1m30s", "1h0m0s": seconds as Go prints a duration. */
struct str url_duration(struct arena *a, int64_t seconds);

/* The host of an http:// or https:// URL, in brackets when it is an IPv6 address. */
struct str url_host(struct str url);

/*
 * The host (as url_host gives it) and port of an http:// or https:// URL, also where the port goes without
 * saying. Returns whether it is https://.
 */
bool url_parts(struct str url, struct str *host, struct str *port);

/* True when both are the same scheme, host and port: what is told one, the other may know. */
bool url_same_origin(struct str a, struct str b);

/* True for localhost, 127.0.0.0/8 and [::1]: what goes there does not leave this machine. */
bool url_is_loopback(struct str url);

#endif

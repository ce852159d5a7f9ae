/*
 * proxy.h: finds the proxy that the environment names for a URL.
 *
 * The rules are those of Go (golang.org/x/net/http/httpproxy), which pprof follows: HTTP_PROXY and
 * http_proxy are for http://, HTTPS_PROXY and https_proxy for https://; the first that is not empty
 * counts, upper case first. NO_PROXY or no_proxy lists what is reached directly: host names (with
 * all names below them), ".example.com" or "*.example.com" (only the names below), addresses,
 * networks as 10.0.0.0/8, each with or without a port, or "*" for everything. This machine is
 * always reached directly.
 */
#ifndef CPROF_FETCH_PROXY_H
#define CPROF_FETCH_PROXY_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Returns the URL of the proxy for `url` (http:// or https://), in the arena and with a NUL byte
 * behind it; empty when `url` is reached directly.
 */
struct str proxy_for(struct arena *a, struct str url);

/*
 * True when `list`, a value of NO_PROXY, names the host at that port. An IPv6 host has no brackets.
 */
bool proxy_is_bypassed(struct arena *a, struct str list, struct str host, struct str port);

#endif

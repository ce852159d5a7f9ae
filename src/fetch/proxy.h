/*
 * proxy.h: which proxy the environment names for a URL.
 *
 * The rules are those of Go (golang.org/x/net/http/httpproxy), which pprof follows: HTTP_PROXY and
 * http_proxy are for http://, HTTPS_PROXY and https_proxy for https://; the first that is not empty
 * counts, upper case first. NO_PROXY or no_proxy lists what is asked directly: host names (with all
 * names below them), ".example.com" or "*.example.com" (only the names below), addresses, networks as
 * 10.0.0.0/8, each with or without a port, or "*" for everything. This machine is always asked directly.
 */
#ifndef CPROF_FETCH_PROXY_H
#define CPROF_FETCH_PROXY_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The URL of the proxy that `url` (http:// or https://) is to be asked through, in the arena, with a NUL
 * behind it; empty when it is to be asked directly.
 */
struct str proxy_for(struct arena *a, struct str url);

/* True when `list`, a value of NO_PROXY, names the host at that port. An IPv6 host has no brackets. */
bool proxy_is_bypassed(struct arena *a, struct str list, struct str host, struct str port);

#endif

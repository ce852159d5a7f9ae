/*
 * listen.h: Listens at the address that -http, or the console's http, names.
 */
#ifndef CPROF_WEB_LISTEN_H
#define CPROF_WEB_LISTEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum { LISTEN_MAX = 2 }; /* sockets: localhost has two addresses */

struct web_address {
	struct str
		host; /* without the brackets of an IPv6 address; "localhost" where none is given */
	uint16_t port;     /* 0: any that is free */
	const char *asked; /* what stood before it, for errors: "-http=" or "http " */
	bool is_loopback;  /* only this machine can connect; listen_open sets it */
};

struct listener {
	int fds[LISTEN_MAX];
	size_t n;
	uint16_t port; /* the one that was taken */
};

/*
 * Reads [host]:[port]. Like in pprof, an empty host is localhost, and an empty port any that is free. The error says
 * what is missing. The host is a part of `text`, and `asked` as in struct web_address.
 */
bool listen_parse(const char *asked, struct str text, struct web_address *address, struct err *err);

/*
 * Listens at all addresses of localhost, or at the first one of another host. The error says who may have taken the
 * port. The caller closes the listener.
 */
bool listen_open(struct web_address *address, struct listener *l, struct err *err);
void listen_close(struct listener *l);

/* The host as it stands in a URL, in the arena: with brackets if it is an IPv6 address. */
struct str listen_url_host(struct arena *a, const struct web_address *address);

#endif

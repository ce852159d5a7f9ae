/*
 * listen.c: Reads an address, and listens there.
 */
#include "web/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/num.h"

enum {
	BACKLOG = 64,
	PORT_TRIES =
		16, /* ports that are free at one address of localhost, and taken at the other */
};

static bool parse_port(const char *asked, struct str text, struct str port, uint16_t *to,
	struct err *err)
{
	int64_t value = 0;

	if (port.n != 0 && (!num_int(port, 10, &value) || value < 0 || value > UINT16_MAX))
		return err_set(err, "%s%.*s: \"%.*s\" is no port; ports go up to 65535", asked,
			STR_ARG(text), STR_ARG(port));
	*to = (uint16_t)value;
	return true;
}

bool listen_parse(const char *asked, struct str text, struct web_address *address, struct err *err)
{
	struct web_address made = {.asked = asked};
	struct str host, port;
	size_t colon = text.n;

	while (colon > 0 && text.p[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return err_set(err,
			"%s%.*s: the address has no colon; type %s:%.*s for a port, or %s%.*s: for "
			"a host",
			asked, STR_ARG(text), asked, STR_ARG(text), asked, STR_ARG(text));
	host = str_sub(text, 0, colon - 1);
	port = str_from(text, colon);
	if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = str_sub(host, 1, host.n - 2);
	else if (memchr(host.p, ':', host.n) != NULL)
		return err_set(err, "%s%.*s: put an IPv6 address in brackets: %s[::1]:8080", asked,
			STR_ARG(text), asked);
	made.host = host.n != 0 ? host : STR("localhost");
	if (!parse_port(asked, text, port, &made.port, err))
		return false;
	*address = made;
	return true;
}

static bool is_loopback(const struct sockaddr *a)
{
	const struct sockaddr_in *v4 = (const void *)a;
	const struct sockaddr_in6 *v6 = (const void *)a;

	return a->sa_family == AF_INET ? ntohl(v4->sin_addr.s_addr) >> 24 == 127
				       : IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

static void set_port(struct sockaddr *a, uint16_t port)
{
	if (a->sa_family == AF_INET)
		((struct sockaddr_in *)(void *)a)->sin_port = htons(port);
	else
		((struct sockaddr_in6 *)(void *)a)->sin6_port = htons(port);
}

static uint16_t port_of(int fd)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} a = {.v6 = {0}};
	socklen_t n = sizeof(a);

	if (getsockname(fd, &a.any, &n) != 0)
		return 0;
	return ntohs(a.any.sa_family == AF_INET ? a.v4.sin_port : a.v6.sin6_port);
}

/* Returns a socket that listens; -1 with errno set when there is none. */
static int listen_at(const struct addrinfo *at)
{
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1, why;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (at->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one));
	if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	why = errno;
	close(fd);
	errno = why;
	return -1;
}

/* Takes the same port at each address, as far as this machine has them. False with errno set. */
static bool take_port(const struct addrinfo *list, uint16_t port, size_t most, struct listener *l)
{
	int why = EADDRNOTAVAIL;

	*l = (struct listener){.port = port};
	for (const struct addrinfo *at = list; at != NULL && l->n < most; at = at->ai_next) {
		set_port(at->ai_addr, l->port);
		l->fds[l->n] = listen_at(at);
		if (l->fds[l->n] >= 0) {
			l->port = port_of(l->fds[l->n++]);
			continue;
		}
		why = errno;
		if (why == EADDRINUSE)
			break;
	}
	if (l->n != 0 && why != EADDRINUSE)
		return true;
	listen_close(l);
	errno = why;
	return false;
}

static bool refuse(const struct web_address *address, struct err *err)
{
	if (errno == EADDRINUSE)
		return err_set(err,
			"port %d is in use; type %s: for a free one, or see who has it: "
			"ss -ltnp 'sport = :%d'",
			address->port, address->asked, address->port);
	return err_set(err, "cannot listen at %.*s port %d: %s", STR_ARG(address->host),
		address->port, strerror(errno));
}

bool listen_open(struct web_address *address, struct listener *l, struct err *err)
{
	const struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
	struct arena a = {0};
	struct addrinfo *list = NULL;
	bool local = str_eq(address->host, STR("localhost")), ok = false;
	/* Without a name these are 127.0.0.1 and ::1, as for a browser, whatever /etc/hosts says of localhost. */
	int why = getaddrinfo(local ? NULL : arena_c(&a, address->host), "0", &wanted, &list);

	arena_release(&a);
	if (why != 0)
		return err_set(err, "cannot listen at %.*s: %s", STR_ARG(address->host),
			gai_strerror(why));
	for (int i = 0; i < PORT_TRIES && !ok; i++) {
		ok = take_port(list, address->port, local ? LISTEN_MAX : 1, l);
		if (ok || address->port != 0 || errno != EADDRINUSE)
			break;
	}
	address->is_loopback = true;
	for (const struct addrinfo *at = list; at != NULL; at = at->ai_next)
		address->is_loopback &= is_loopback(at->ai_addr);
	freeaddrinfo(list);
	return ok || refuse(address, err);
}

void listen_close(struct listener *l)
{
	for (size_t i = 0; i < l->n; i++)
		close(l->fds[i]);
	l->n = 0;
}

struct str listen_url_host(struct arena *a, const struct web_address *address)
{
	if (memchr(address->host.p, ':', address->host.n) == NULL)
		return address->host;
	return arena_fmt(a, "[%.*s]", STR_ARG(address->host));
}

/*
 * proxy.c: reads the environment's variables for proxies.
 */
#include "fetch/proxy.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <strings.h>

#include "base/num.h"
#include "fetch/url.h"

/* An address of either family, as 16 bytes: IPv4 is mapped into IPv6, so that both compare. */
struct address {
	unsigned char bytes[16];
	bool is_4;
};

static bool parse_address(struct arena *a, struct str s, struct address *to)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	const char *text = arena_c(a, s);

	*to = (struct address){0};
	to->is_4 = inet_pton(AF_INET, text, to->bytes + sizeof(mapped)) == 1;
	if (to->is_4)
		memcpy(to->bytes, mapped, sizeof(mapped));
	return to->is_4 || inet_pton(AF_INET6, text, to->bytes) == 1;
}

/* True when `entry` is a network such as 10.0.0.0/8; *inside is whether `host` belongs to it. */
static bool is_network(struct arena *a, struct str entry, const struct address *host, bool *inside)
{
	size_t slash = str_find(entry, STR("/"), 0);
	struct address net;
	int64_t bits;

	if (slash == entry.n || !num_int(str_from(entry, slash + 1), 10, &bits) || bits < 0 ||
		!parse_address(a, str_sub(entry, 0, slash), &net) || bits > (net.is_4 ? 32 : 128))
		return false;
	*inside = host != NULL && host->is_4 == net.is_4;
	bits += net.is_4 ? 96 : 0;
	for (int i = 0; i < 16 && *inside; i++, bits -= 8) {
		int kept = bits >= 8 ? 8 : bits <= 0 ? 0 : (int)bits;
		unsigned mask = 0xffU << (8 - kept) & 0xffU;

		*inside = (host->bytes[i] & mask) == (net.bytes[i] & mask);
	}
	return true;
}

static bool same_but_case(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

/* Cuts ":80" off a name or off an address in brackets, and the brackets. */
static struct str split_port(struct str entry, struct str *port)
{
	size_t colon = str_find_last(entry, ':');
	struct str name = str_sub(entry, 0, colon);
	bool brackets = entry.n != 0 && entry.p[0] == '[';

	*port = STR("");
	/* A colon in an address without brackets belongs to the address. */
	if (colon < entry.n &&
		(brackets ? name.n != 0 && name.p[name.n - 1] == ']'
			  : str_find(name, STR(":"), 0) == name.n)) {
		*port = str_from(entry, colon + 1);
		entry = name;
	}
	if (brackets && entry.n > 1 && entry.p[entry.n - 1] == ']')
		entry = str_sub(entry, 1, entry.n - 2);
	return entry;
}

/* "example.com" is itself and all below; ".example.com" and "*.example.com" are what is below. */
static bool covers(struct str name, struct str host)
{
	struct str below;

	if (str_starts(name, STR("*.")))
		name = str_from(name, 1);
	if (name.p[0] != '.' && same_but_case(name, host))
		return true;
	if (name.p[0] == '.')
		name = str_from(name, 1);
	if (host.n <= name.n)
		return false;
	below = str_from(host, host.n - name.n);
	return host.p[host.n - name.n - 1] == '.' && same_but_case(name, below);
}

bool proxy_is_bypassed(struct arena *a, struct str list, struct str host, struct str port)
{
	struct address address, other;
	bool is_address = parse_address(a, host, &address), inside;
	struct str entry;

	while (str_split(&list, ',', &entry)) {
		struct str name, at;

		entry = str_trim(entry);
		if (str_eq(entry, STR("*")))
			return true;
		if (is_network(a, entry, is_address ? &address : NULL, &inside)) {
			if (inside)
				return true;
			continue;
		}
		name = split_port(entry, &at);
		if (name.n == 0 || (at.n != 0 && !str_eq(at, port)))
			continue;
		if (parse_address(a, name, &other)) {
			if (is_address && memcmp(other.bytes, address.bytes, 16) == 0)
				return true;
		} else if (covers(name, host)) {
			return true;
		}
	}
	return false;
}

/* The first of the two variables that is not empty, or an empty string. */
static struct str variable(const char *upper, const char *lower)
{
	const char *value = getenv(upper);

	if (value == NULL || value[0] == '\0')
		value = getenv(lower);
	return str_from_c(value);
}

struct str proxy_for(struct arena *a, struct str url)
{
	struct str host, port, proxy;
	bool tls = url_parts(url, &host, &port);

	/* Note: under CGI a client's header sets HTTP_PROXY, and nobody else does (httpoxy.org). */
	if (tls)
		proxy = variable("HTTPS_PROXY", "https_proxy");
	else
		proxy = variable(getenv("REQUEST_METHOD") ? "" : "HTTP_PROXY", "http_proxy");
	proxy = str_trim(proxy);
	if (proxy.n == 0 || url_is_loopback(url))
		return STR("");
	if (host.n > 1 && host.p[0] == '[')
		host = str_sub(host, 1, host.n - 2);
	if (proxy_is_bypassed(a, variable("NO_PROXY", "no_proxy"), host, port))
		return STR("");
	if (str_find(proxy, STR("://"), 0) == proxy.n)
		return arena_fmt(a, "http://%.*s", STR_ARG(proxy));
	return arena_str(a, proxy);
}

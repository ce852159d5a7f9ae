/*
 * guard.c: Checks the head of a request: its form, the name that it asks, where it comes from, and its token.
 */
#include "web/guard.h"

#include <arpa/inet.h>
#include <strings.h>

#include "base/ascii.h"

enum {
	TARGET_MAX = 64 * 1024,
	HOST_MAX = 255, /* bytes of a name (RFC 1035) */
};

static bool same(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

struct str guard_header(const struct web_head *head, const char *name, size_t *n)
{
	struct str value = STR("");
	size_t found = 0;

	for (size_t i = 0; i < head->n_headers; i++) {
		if (!same(head->headers[i].name, str_from_c(name)))
			continue;
		if (found++ == 0)
			value = head->headers[i].value;
	}
	if (n != NULL)
		*n = found;
	return value;
}

static bool refuse(struct web_refusal *refusal, int status, const char *why)
{
	*refusal = (struct web_refusal){status, why};
	return false;
}

/* Only visible ASCII, as RFC 9112 wants it. */
static bool check_target(struct str target, struct web_refusal *refusal)
{
	if (target.n > TARGET_MAX)
		return refuse(refusal, 414, "The address is longer than 64 kB.");
	if (target.n == 0 || target.p[0] != '/')
		return refuse(refusal, 400, "The address of a request must begin with a slash.");
	for (size_t i = 0; i < target.n; i++)
		if (target.p[i] <= ' ' || ascii_is_control(target.p[i]))
			return refuse(refusal, 400,
				"The address holds a byte that has to be escaped.");
	return true;
}

/* Splits "name:port" or "[address]:port". False when it is neither. The port does not matter. */
static bool split_host(struct str value, struct str *name)
{
	size_t end;

	if (value.n > 0 && value.p[0] == '[') {
		end = str_find(value, STR("]"), 0);
		if (end == value.n)
			return false;
		*name = str_sub(value, 1, end - 1);
		end++;
	} else {
		end = str_find(value, STR(":"), 0);
		*name = str_sub(value, 0, end);
	}
	if (end < value.n && value.p[end] != ':')
		return false;
	for (size_t i = end + 1; i < value.n; i++)
		if (!ascii_is_digit(value.p[i]))
			return false;
	return name->n != 0 && name->n <= HOST_MAX;
}

static bool is_address(struct str name)
{
	char text[HOST_MAX + 1];
	unsigned char address[16];

	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	return strlen(text) == name.n &&
		(inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1);
}

static bool is_ours(const struct web_site *site, struct str name)
{
	if (name.n > 1 && name.p[name.n - 1] == '.')
		name.n--;
	if (same(name, STR("localhost")) || same(name, STR("127.0.0.1")) ||
		same(name, STR("::1")) || same(name, site->host))
		return true;
	for (size_t i = 0; i < site->aliases.n; i++)
		if (same(name, site->aliases.p[i]))
			return true;
	/* From elsewhere this machine is asked by its own name, or by one of its addresses. */
	return !site->is_loopback && (is_address(name) || same(name, site->machine));
}

bool guard_head(const struct web_site *site, const struct web_head *head,
	struct web_refusal *refusal)
{
	size_t hosts, lengths, codings;
	struct str host = guard_header(head, "Host", &hosts), name;

	if (!check_target(head->target, refusal))
		return false;
	guard_header(head, "Content-Length", &lengths);
	guard_header(head, "Transfer-Encoding", &codings);
	if (lengths > 1 || codings > 1 || (lengths != 0 && codings != 0))
		return refuse(refusal, 400, "The request says in two ways how long its body is.");
	if (hosts != 1 || !split_host(host, &name))
		return refuse(refusal, 400, "The request must name one host.");
	if (!is_ours(site, name))
		return refuse(refusal, 421,
			"This server is not known by that name. Use localhost, or start cprof with "
			"-http_host=NAME.");
	return true;
}

/* Whether the request comes from one of our own pages, as far as the browser says. */
static bool is_own_origin(const struct web_head *head)
{
	struct str origin = guard_header(head, "Origin", NULL),
		   host = guard_header(head, "Host", NULL);

	return origin.n == 0 ||
		(str_starts(origin, STR("http://")) && same(str_from(origin, 7), host));
}

static bool is_one_of(struct str value, struct str a, struct str b)
{
	return value.n == 0 || str_eq(value, a) || str_eq(value, b);
}

static bool check_change(const struct web_head *head, struct str site, struct web_refusal *refusal)
{
	if (!str_eq(head->method, STR("POST")) && !str_eq(head->method, STR("DELETE")))
		return refuse(refusal, 405, "Only POST changes something.");
	if (!is_own_origin(head) || !is_one_of(site, STR("same-origin"), STR("none")))
		return refuse(refusal, 403, "Only pages of this server may change something.");
	if (guard_header(head, "X-Cprof", NULL).n == 0)
		return refuse(refusal, 403,
			"A request that changes something needs the header X-Cprof: 1.");
	return true;
}

/* Not a type that a form of any page could send. */
static bool check_type(const struct web_head *head, enum web_use use, struct web_refusal *refusal)
{
	struct str type = guard_header(head, "Content-Type", NULL);

	type = str_trim(str_sub(type, 0, str_find(type, STR(";"), 0)));
	if (use == WEB_SENDS)
		return str_eq(type, STR("application/octet-stream")) ||
			refuse(refusal, 415, "The body has to be application/octet-stream.");
	return str_eq(type, STR("application/json")) ||
		refuse(refusal, 415, "The body has to be application/json.");
}

bool guard_use(const struct web_head *head, enum web_use use, struct web_refusal *refusal)
{
	struct str site = guard_header(head, "Sec-Fetch-Site", NULL);

	if (use == WEB_CHANGES || use == WEB_SENDS)
		return check_change(head, site, refusal) && check_type(head, use, refusal);
	if (!str_eq(head->method, STR("GET")) && !str_eq(head->method, STR("HEAD")))
		return refuse(refusal, 405, "This address can only be read.");
	if (use == WEB_READS_DATA &&
		(str_eq(site, STR("cross-site")) || str_eq(site, STR("same-site")) ||
			!is_own_origin(head)))
		return refuse(refusal, 403, "Only pages of this server may read its data.");
	return true;
}

/* Whether they are equal, in a time that depends on the length of `given` alone. */
static bool same_secret(struct str secret, struct str given)
{
	unsigned char differs = secret.n != given.n;

	for (size_t i = 0; i < given.n; i++)
		differs |= (unsigned char)(given.p[i] ^ secret.p[i % secret.n]);
	return differs == 0;
}

static struct str cookie(const struct web_head *head)
{
	struct str rest = guard_header(head, "Cookie", NULL), one;

	while (rest.p != NULL && str_split(&rest, ';', &one)) {
		one = str_trim(one);
		if (str_starts(one, STR(GUARD_COOKIE "=")))
			return str_from(one, sizeof(GUARD_COOKIE));
	}
	return STR("");
}

bool guard_token(const struct web_site *site, const struct web_head *head, struct str given)
{
	if (site->token.n == 0)
		return true;
	return same_secret(site->token, given.n != 0 ? given : cookie(head));
}

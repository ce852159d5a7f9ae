/*
 * fuzz_web.c: heads of requests to the web interface, and addresses of -http.
 *
 * In: a byte that chooses what the server is, an address up to the first newline, a line METHOD TARGET, and lines
 * NAME: VALUE. A request that is let in must name one of the server's hosts, and one that may change something must
 * be of our own pages; what a query sets is said by its key, and means the same when the key is a query.
 */
#include "broken.h"
#include "fetch/escape.h"
#include "web/guard.h"
#include "web/listen.h"
#include "web/web-query.h"
#include "web/web-routes.h"

enum { HEADERS_MAX = 64 };

static const char token[] = "0123456789abcdef0123456789abcdef";

static struct str next_line(struct str *rest)
{
	struct str line = STR("");

	if (rest->p != NULL)
		str_split(rest, '\n', &line);
	return line;
}

static void try_address(struct str text)
{
	struct web_address address;
	struct err err = {0};
	bool ok = listen_parse("-http=", text, &address, &err);

	fuzz_check_err(ok, &err);
	if (ok && address.host.n == 0)
		fuzz_broken("there is always a host", "none");
}

/* A key, read as a query, has the same key. */
static void check_key(struct arena *a, const struct config *config, struct str key)
{
	struct config defaults, again;
	struct out o = {0};
	struct web_query q;
	struct err err = {0};

	config_init(&defaults);
	again = defaults;
	for (const struct option *option = config_options; option->name != NULL; option++) {
		if (option->url == NULL)
			continue;
		out_fmt(&o, "%s=", option->url);
		url_escape(&o, config_get(a, config, option), "", true);
		out_lit(&o, "&");
	}
	web_query_read(&q, a, (struct str){o.p, o.n});
	if (!web_query_config(&q, a, &again, &err))
		fuzz_broken("what a query has set can be set again", err.text);
	if (!str_eq(web_query_key(a, &again, &defaults), key))
		fuzz_broken("the same options have the same key", arena_c(a, key));
	out_release(&o);
}

static void try_query(struct arena *a, struct str text)
{
	struct config defaults, config;
	struct web_query q;
	struct err err = {0};
	bool ok;

	config_init(&defaults);
	config = defaults;
	web_query_read(&q, a, text);
	ok = web_query_config(&q, a, &config, &err);
	fuzz_check_err(ok, &err);
	if (ok)
		check_key(a, &config, web_query_key(a, &config, &defaults));
	else if (web_query_key(a, &config, &defaults).n != 0)
		fuzz_broken("an error leaves the options as they were", err.text);
}

static void check_host(const struct web_site *site, const struct web_head *head)
{
	struct str host;
	size_t n;

	host = guard_header(head, "Host", &n);
	if (n != 1 || head->target.p[0] != '/')
		fuzz_broken("what is let in has one host and an address", "");
	if (site->is_loopback && str_find(host, STR("evil"), 0) != host.n)
		fuzz_broken("foreign names are not let in", "");
}

static void try_head(struct arena *a, const struct web_site *site, const struct web_head *head)
{
	struct web_refusal refusal = {0};
	size_t mark = str_find(head->target, STR("?"), 0);
	struct web_route route;

	if (!guard_head(site, head, &refusal)) {
		if (refusal.status < 400 || refusal.why == NULL)
			fuzz_broken("a refusal has a reason", "");
		return;
	}
	check_host(site, head);
	route = web_route_find(a, str_sub(head->target, 0, mark));
	if (guard_use(head, WEB_CHANGES, &refusal) &&
		(str_eq(head->method, STR("GET")) || guard_header(head, "X-Cprof", NULL).n == 0))
		fuzz_broken("only our own pages change something", "");
	if (guard_use(head, route.use, &refusal) && guard_token(site, head, STR("")) &&
		site->token.n != 0 && guard_header(head, "Cookie", NULL).n < sizeof(token))
		fuzz_broken("who does not know the token is not let in", "");
	try_query(a, str_from(head->target, mark + 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, line;
	struct web_header headers[HEADERS_MAX];
	struct web_head head = {.headers = headers};
	struct web_site site = {.host = STR("localhost"),
		.machine = STR("machine"),
		.is_loopback = true};
	struct arena a = {0};

	if (size < 2)
		return 0;
	site.is_loopback = (data[0] & 1) == 0;
	site.token = data[0] & 2 ? STR(token) : STR("");
	rest = str_from(rest, 1);
	try_address(next_line(&rest));
	line = next_line(&rest);
	head.method = str_sub(line, 0, str_find(line, STR(" "), 0));
	head.target = str_from(line, head.method.n + 1);
	while (head.n_headers < HEADERS_MAX && (line = next_line(&rest)).n != 0) {
		size_t colon = str_find(line, STR(":"), 0);

		headers[head.n_headers++] = (struct web_header){str_sub(line, 0, colon),
			str_trim(str_from(line, colon + 1))};
	}
	try_head(&a, &site, &head);
	arena_release(&a);
	return 0;
}

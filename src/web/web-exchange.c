/*
 * web-exchange.c: A request, from its head to its answer: whether it is admitted, what it asks for, and who knows that.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/json-out.h"
#include "base/memory-file.h"
#include "base/path.h"
#include "fetch/escape.h"
#include "web/web-files.h"
#include "web/web-internal.h"
#include "web/web-saved.h"
#include "web/web-session.h"

enum { CONNECTIONS_BUSY = 32 }; /* above that, a request is asked to come again */

static void answer_now(struct web_exchange *x, struct web_answer *answer, const char *tag)
{
	x->reply = web_replies_make(&x->server->replies, answer, tag);
}

void web_exchange_fail(struct web_exchange *x, int status, const char *why)
{
	struct str accepts = guard_header(&x->head, "Accept", NULL);
	struct web_answer answer = {0};

	if (str_find(accepts, STR("text/html"), 0) != accepts.n)
		web_file_error(&answer, status, why);
	else
		web_report_fail(&answer, status, why);
	answer_now(x, &answer, NULL);
}

static bool takes_gzip(const struct web_exchange *x)
{
	struct str rest = guard_header(&x->head, "Accept-Encoding", NULL), one;

	while (rest.p != NULL && str_split(&rest, ',', &one)) {
		one = str_trim(one);
		if (str_eq(str_sub(one, 0, str_find(one, STR(";"), 0)), STR("gzip")))
			return str_find(one, STR("q=0"), 0) == one.n ||
				str_find(one, STR("q=0."), 0) != one.n;
	}
	return false;
}

/* Answers from what the browser has, or what is kept. False where neither has it. */
static bool answer_kept(struct web_exchange *x, struct str key)
{
	struct web_replies *replies = &x->server->replies;
	struct web_reply *kept = web_replies_find(replies, key);
	char tag[WEB_TAG_MAX];

	web_replies_tag(replies, key, tag);
	if (str_eq_c(guard_header(&x->head, "If-None-Match", NULL), tag)) {
		x->reply = web_replies_unchanged(replies, tag);
	} else if (kept != NULL) {
		x->reply = web_replies_hold(kept);
	}
	return x->reply != NULL;
}

/* Whether only the user can be the one who asks. A profile may name any file. */
static bool is_trusted(const struct web_server *s)
{
	return s->site.is_loopback || s->site.token.n != 0;
}

static void ask_report(struct web_exchange *x, struct str name, const struct web_query *query)
{
	struct web_report report;
	struct err err;
	struct str key;
	int status;

	if (!web_report_read(&report, &x->arena, x->server->host, &x->server->sources, name, query,
		    &status, &err)) {
		web_exchange_fail(x, status, err.text);
		return;
	}
	if ((report.command->flags & COMMAND_READS_FILES) && !is_trusted(x->server)) {
		web_exchange_fail(x, 403,
			"Others can reach this server, so it shows no files of this machine. Start it with "
			"-http_token.");
		return;
	}
	report.gzip = takes_gzip(x);
	key = web_report_key(&x->arena, &report);
	if (!answer_kept(x, key))
		web_pending_wait(x, &report, key);
}

static void redirect(struct web_exchange *x, struct str to, struct str query)
{
	struct str parts[] = {to, query};

	x->reply = web_replies_redirect(&x->server->replies,
		arena_c(&x->arena, arena_join(&x->arena, parts, 2, STR("?"))), NULL);
}

/* The files are constants, but for the browser they change with each start, as reports do. */
static void send_file(struct web_exchange *x, struct str name)
{
	struct web_replies *replies = &x->server->replies;
	const struct web_file *file = web_file_find(name);
	struct web_answer answer = {.status = 200, .gzip = takes_gzip(x)};
	struct str parts[] = {STR("app"), name, answer.gzip ? STR("gzip") : STR("whole")};
	struct str key = arena_join(&x->arena, parts, ARRAY_LEN(parts), STR("\n"));
	char tag[WEB_TAG_MAX];
	size_t size;

	if (file == NULL) {
		web_exchange_fail(x, 404, "There is no such file.");
		return;
	}
	if (answer_kept(x, key))
		return;
	strncpy(answer.type, file->type, WEB_TYPE_MAX - 1);
	out_bytes(&answer.body, file->text->p, file->text->n);
	if (answer.gzip)
		web_report_compress(&answer);
	size = answer.body.n;
	web_replies_tag(replies, key, tag);
	answer_now(x, &answer, tag);
	web_replies_keep(replies, key, x->reply, size);
}

static void send_session(struct web_exchange *x)
{
	struct web_answer answer = {0};

	web_session_make(x->server, &x->arena, &answer);
	if (takes_gzip(x))
		web_report_compress(&answer);
	answer_now(x, &answer, NULL);
}

/* Like in pprof, `config` is the name, and the other parameters are what is saved under it. */
static void change_saved(struct web_exchange *x, bool put, const struct web_query *query)
{
	struct str name = web_query_get(query, "config");
	struct web_answer answer = {.status = 200, .type = "application/json"};
	struct config config;
	struct err err;
	bool ok;

	config_init(&config);
	if (name.n == 0)
		ok = err_set(&err, "config: the name is missing");
	else if (put)
		ok = web_query_config(query, &x->arena, &config, &err) &&
			web_saved_put(name, &config, &err);
	else
		ok = web_saved_remove(name, &err);
	if (!ok) {
		web_exchange_fail(x, 400, err.text);
		return;
	}
	out_lit(&answer.body, "{}\n");
	answer_now(x, &answer, NULL);
}

/* Does what a page has ordered: at once, or when servers have answered. `name`: see web_fetch_new. */
static void order(struct web_exchange *x, struct str name)
{
	struct str parts[] = {name.n != 0 ? STR("source") : STR("reload"), name};
	struct web_answer answer;
	struct web_fetch *fetch;
	struct err err;

	fetch = web_fetch_new(x->server->host, name, &err);
	if (fetch == NULL) {
		web_exchange_fail(x, 422, err.text);
	} else if (fetch->ahead.files.n != 0 || fetch->before != 0) {
		web_pending_wait_fetch(x, fetch, arena_join(&x->arena, parts, 2, STR("\n")));
	} else {
		web_fetch_take(x->server, fetch, &answer);
		answer_now(x, &answer, NULL);
		web_fetch_free(fetch);
	}
}

static void add_source(struct web_exchange *x, struct str name)
{
	if (name.n == 0)
		web_exchange_fail(x, 400, "name: the name of a profile is missing");
	else if (str_eq(name, STR("-")))
		web_exchange_fail(x, 400, "Standard input cannot be read from a page.");
	else
		order(x, name);
}

/* The profile that was sent is one to compare with, from now on. */
static void add_upload(struct web_exchange *x)
{
	struct web_answer answer = {.status = 200, .type = "application/json"};
	struct web_sources *sources = &x->server->sources;

	if (x->n_body == 0 || x->n_body > WEB_UPLOAD_MAX) {
		web_exchange_fail(x, x->n_body == 0 ? 400 : 413,
			x->n_body == 0
				? "The file is empty."
				: "The file is larger than 256 MB. Name it on the command line.");
	} else if (x->upload == 0 || web_sources_are_full(sources)) {
		web_exchange_fail(x, 507, WEB_SOURCES_FULL);
	} else {
		out_lit(&answer.body, "{\"b\":");
		json_put_string(&answer.body, web_sources_add_file(sources, &x->arena, x->upload));
		out_lit(&answer.body, "}\n");
		x->upload = 0;
		answer_now(x, &answer, NULL);
	}
}

static void follow(struct web_exchange *x, const struct web_route *route, struct str query,
	const struct web_query *q)
{
	switch (route->kind) {
	case ROUTE_REDIRECT:
		redirect(x, route->name, query);
		break;
	case ROUTE_PAGE:
		send_file(x, STR("page.html"));
		break;
	case ROUTE_FILE:
		send_file(x, route->name);
		break;
	case ROUTE_REPORT:
		ask_report(x, route->name, q);
		break;
	case ROUTE_DOWNLOAD:
		ask_report(x, STR("proto"), &(struct web_query){0});
		break;
	case ROUTE_SESSION:
		send_session(x);
		break;
	case ROUTE_SAVE:
	case ROUTE_DELETE:
		change_saved(x, route->kind == ROUTE_SAVE, q);
		break;
	case ROUTE_EVENTS:
		web_changes_wait(x, web_query_get(q, "g"));
		break;
	case ROUTE_RELOAD:
		order(x, STR(""));
		break;
	case ROUTE_SOURCE:
		add_source(x, web_query_get(q, "name"));
		break;
	case ROUTE_UPLOAD:
		add_upload(x);
		break;
	case ROUTE_NOTHING:
		web_exchange_fail(x, 404, "There is no such page. See /ui/.");
		break;
	}
}

static size_t n_connections(const struct web_server *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->listener.n; i++)
		n += s->http.get_daemon_info(s->daemons[i], MHD_DAEMON_INFO_CURRENT_CONNECTIONS)
			     ->num_connections;
	return n;
}

/* The last part of a path, which leads there from the path itself, and the query but for the token. */
static const char *without_token(struct web_exchange *x, struct str path,
	const struct web_query *query)
{
	struct out o = {0};
	const char *address;
	char sep = '?';

	out_lit(&o, "./");
	for (size_t i = path.n; i > 0; i--) {
		if (path.p[i - 1] != '/')
			continue;
		out_bytes(&o, path.p + i, path.n - i);
		break;
	}
	for (size_t i = 0; i < query->n; i++) {
		if (str_eq(query->pairs[i].name, STR("t")))
			continue;
		out_bytes(&o, &sep, 1);
		url_escape(&o, query->pairs[i].name, "", true);
		out_lit(&o, "=");
		url_escape(&o, query->pairs[i].value, "", true);
		sep = '&';
	}
	address = arena_c(&x->arena, (struct str){o.p, o.n});
	out_release(&o);
	return address;
}

/* Refuses what must not be answered. The route is that of the path. False when there is an answer now. */
static bool admit(struct web_exchange *x, const struct web_route *route)
{
	struct web_refusal refusal;

	if (n_connections(x->server) > CONNECTIONS_BUSY) {
		web_exchange_fail(x, 503, "There are too many connections. Close some pages.");
		return false;
	}
	if (!guard_head(&x->server->site, &x->head, &refusal) ||
		!guard_use(&x->head, route->use, &refusal)) {
		web_exchange_fail(x, refusal.status, refusal.why);
		return false;
	}
	if ((route->use == WEB_CHANGES || route->use == WEB_SENDS) && !is_trusted(x->server)) {
		web_exchange_fail(x, 403,
			"Others can reach this server, so it changes nothing. Start it with "
			"-http_token.");
		return false;
	}
	return true;
}

/*
 * The first address of a browser holds the token. It becomes a cookie, and the browser is sent to the same address
 * without it. False where the query has no token.
 */
static bool take_token(struct web_exchange *x, struct str path, const struct web_query *query)
{
	const struct web_site *site = &x->server->site;
	struct str given = web_query_get(query, "t"), cookie;

	if (site->token.n == 0 || given.n == 0 || !guard_token(site, &x->head, given))
		return false;
	cookie = arena_fmt(&x->arena, GUARD_COOKIE "=%.*s; HttpOnly; SameSite=Strict; Path=/",
		STR_ARG(site->token));
	x->reply = web_replies_redirect(&x->server->replies, without_token(x, path, query),
		cookie.p);
	return true;
}

/* Where the bytes of a profile go. A request without one has no place. */
static void open_upload(struct web_exchange *x)
{
	struct str name = web_query_get(&x->parameters, "name");
	struct err ignored;
	int fd;

	if (web_sources_are_full(&x->server->sources))
		return;
	fd = memory_file_new(name.n != 0 ? path_base(name) : STR("upload"), &ignored);
	x->upload = fd > 0 ? fd : 0;
}

void web_exchange_begin(struct web_exchange *x)
{
	struct str target = x->head.target, path;
	size_t mark = str_find(target, STR("?"), 0);

	path = str_sub(target, 0, mark);
	x->query = str_from(target, mark + 1);
	x->route = web_route_find(&x->arena, path);
	if (!admit(x, &x->route))
		return;
	web_query_read(&x->parameters, &x->arena, x->query);
	if (take_token(x, path, &x->parameters))
		return;
	if (!guard_token(&x->server->site, &x->head, STR("")))
		web_exchange_fail(x, 401,
			"Open the address that cprof has printed: it holds a token.");
	else if (x->route.kind == ROUTE_UPLOAD)
		open_upload(x);
}

void web_exchange_take(struct web_exchange *x, struct str bytes)
{
	struct err ignored;

	x->n_body += bytes.n;
	if (x->upload == 0 || x->n_body > WEB_UPLOAD_MAX)
		return;
	if (!out_write(x->upload, bytes, &ignored)) {
		close(x->upload);
		x->upload = 0;
	}
}

void web_exchange_answer(struct web_exchange *x)
{
	if (x->upload == 0 && x->n_body > WEB_BODY_MAX)
		web_exchange_fail(x, 413, "The request is too long.");
	else
		follow(x, &x->route, x->query, &x->parameters);
}

void web_exchange_free(struct web_exchange *x)
{
	web_pending_leave(x);
	web_changes_leave(x);
	web_replies_drop(&x->server->replies, x->reply);
	if (x->upload != 0)
		close(x->upload);
	arena_release(&x->arena);
	free(x);
}

/*
 * web-server.c: Waits for connections and children, and gives each request its answer.
 *
 * libmicrohttpd reads heads and writes answers; each of its daemons is one descriptor to wait for. A request for a
 * report is suspended until its child has ended. Requests for the same answer wait for one child.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "profile/encode.h"
#include "web/listen.h"
#include "web/web-files.h"
#include "web/web-replies.h"
#include "web/web-report.h"
#include "web/web-routes.h"
#include "web/web-session.h"

enum {
	CONNECTIONS_MAX = 64,          /* that the library takes */
	CONNECTIONS_BUSY = 32,         /* above that, a request is asked to come again */
	CONNECTION_MEMORY = 96 * 1024, /* the longest head, and more */
	CONNECTION_SECONDS = 20,
	HEADERS_MAX = 64,
	BODY_MAX = 64 * 1024,
	CHILDREN_MAX = 2,
	REPORT_SECONDS = 60,
	TOKEN_BYTES = 16,
	POLL_MAX = LISTEN_MAX + CHILDREN_MAX + CONNECTIONS_MAX,
};

struct server;

/* A request, from its first line to its answer. The library keeps it for its connection. */
struct exchange {
	struct server *server;
	struct MHD_Connection *connection;
	struct arena arena;
	struct web_head head;
	struct out body;
	bool begun;              /* its head was looked at */
	struct pending *waits;   /* the answer that it waits for; NULL: none */
	struct exchange *next;   /* of those that wait for the same */
	bool gone;               /* the one who asked has closed the connection */
	struct web_reply *reply; /* to be sent; NULL: not yet there */
};

/* An answer that is being made, or waits for its turn. */
struct pending {
	struct pending *next;
	struct arena arena;
	struct web_report report;
	struct str key;
	struct web_job job; /* pid 0: not started */
	bool ready;         /* there is something to read from it */
	struct exchange *waiting;
};

struct server {
	const struct web_host *host;
	struct microhttpd http;
	struct web_site site;
	struct listener listener;
	struct MHD_Daemon *daemons[LISTEN_MAX];
	struct web_replies replies;
	struct pending *pending; /* in the order in which they came */
};

/* --- answers */

static void answer_now(struct exchange *x, struct web_answer *answer, const char *tag)
{
	x->reply = web_replies_make(&x->server->replies, answer, tag);
}

/* Says what is wrong: as a page to people, else as JSON. */
static void answer_error(struct exchange *x, int status, const char *why)
{
	struct str accepts = guard_header(&x->head, "Accept", NULL);
	struct web_answer answer = {0};

	if (str_find(accepts, STR("text/html"), 0) != accepts.n)
		web_file_error(&answer, status, why);
	else
		web_report_fail(&answer, status, why);
	answer_now(x, &answer, NULL);
}

static enum MHD_Result send_reply(struct exchange *x)
{
	struct server *s = x->server;
	enum MHD_Result sent = s->http.queue_response(x->connection, x->reply->status,
		x->reply->response);

	web_replies_drop(&s->replies, x->reply);
	x->reply = NULL;
	return sent;
}

/* --- answers that children make */

static size_t n_children(const struct server *s)
{
	size_t n = 0;

	for (const struct pending *p = s->pending; p != NULL; p = p->next)
		n += p->job.pid != 0;
	return n;
}

static void pending_free(struct server *s, struct pending *p)
{
	struct pending **at = &s->pending;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	web_job_end(&p->job);
	arena_release(&p->arena);
	free(p);
}

/* Gives all who wait for it the answer: the library asks them again for it. */
static void finish(struct server *s, struct pending *p, struct web_answer *answer)
{
	char tag[WEB_TAG_MAX];
	size_t size = answer->body.n;
	bool good = answer->status == MHD_HTTP_OK;
	struct web_reply *reply;

	web_replies_tag(&s->replies, p->key, tag);
	reply = web_replies_make(&s->replies, answer, good ? tag : NULL);
	for (struct exchange *x = p->waiting; x != NULL; x = x->next) {
		x->waits = NULL;
		x->reply = web_replies_hold(reply);
		s->http.resume_connection(x->connection);
	}
	p->waiting = NULL;
	if (good)
		web_replies_keep(&s->replies, p->key, reply, size);
	web_replies_drop(&s->replies, reply);
	pending_free(s, p);
}

static void fail(struct server *s, struct pending *p, int status, const char *why)
{
	struct web_answer answer = {0};

	web_report_fail(&answer, status, why);
	finish(s, p, &answer);
}

/* The first answer that waits for its turn; NULL: there is none, or enough children run. */
static struct pending *next_to_start(const struct server *s)
{
	struct pending *p = n_children(s) < CHILDREN_MAX ? s->pending : NULL;

	while (p != NULL && p->job.pid != 0)
		p = p->next;
	return p;
}

static void start_children(struct server *s)
{
	struct pending *p;
	struct err err;

	while ((p = next_to_start(s)) != NULL)
		if (!s->host->prepare(s->host->context, p->report.command, &err) ||
			!web_job_start(&p->job, web_report_make, &p->report,
				clock_ms() + REPORT_SECONDS * 1000, &err))
			fail(s, p, 500, err.text);
}

static void read_child(struct server *s, struct pending *p)
{
	struct web_answer answer;
	char *why;

	if (!web_job_read(&p->job, &answer))
		return;
	if (answer.type[0] == '\0') { /* no answer, but a sentence */
		why = arena_c(&p->arena, (struct str){answer.body.p, answer.body.n});
		out_release(&answer.body);
		fail(s, p, answer.status, why);
	} else {
		finish(s, p, &answer);
	}
}

/* The request is not interested any more. Whose answer nobody waits for, that child is ended. */
static void stop_waiting(struct exchange *x)
{
	struct pending *p = x->waits;
	struct exchange **at;

	if (p == NULL)
		return;
	for (at = &p->waiting; *at != x; at = &(*at)->next)
		;
	*at = x->next;
	x->waits = NULL;
	x->next = NULL;
	if (p->waiting == NULL)
		pending_free(x->server, p);
}

/* Has the request wait for the answer, which a child makes. `report` and `key` are in its arena. */
static void wait_for(struct exchange *x, const struct web_report *report, struct str key)
{
	struct server *s = x->server;
	struct pending *p, **last;

	for (last = &s->pending; *last != NULL && !str_eq((*last)->key, key); last = &(*last)->next)
		;
	p = *last;
	if (p == NULL) {
		p = *last = mem_zeroed(1, sizeof(*p));
		p->report = *report;
		p->report.regex = arena_str(&p->arena, report->regex);
		config_keep(&p->report.config, &p->arena);
		p->key = arena_str(&p->arena, key);
	}
	x->waits = p;
	x->next = p->waiting;
	p->waiting = x;
	s->http.suspend_connection(x->connection);
}

/* --- requests */

static bool takes_gzip(const struct exchange *x)
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
static bool answer_kept(struct exchange *x, struct str key)
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

static void ask_report(struct exchange *x, struct str name, const struct web_query *query)
{
	struct web_report report;
	struct err err;
	struct str key;
	int status;

	if (!web_report_read(&report, &x->arena, x->server->host, name, query, &status, &err)) {
		answer_error(x, status, err.text);
		return;
	}
	report.gzip = takes_gzip(x);
	key = web_report_key(&x->arena, &report);
	if (!answer_kept(x, key))
		wait_for(x, &report, key);
}

static void redirect(struct exchange *x, struct str to, struct str query)
{
	struct str parts[] = {to, query};

	x->reply = web_replies_redirect(&x->server->replies,
		arena_c(&x->arena, arena_join(&x->arena, parts, 2, STR("?"))), NULL);
}

static void send_file(struct exchange *x, struct str name)
{
	const struct web_file *file = web_file_find(name);
	struct web_answer answer = {.status = 200};

	if (file == NULL) {
		answer_error(x, 404, "There is no such file.");
		return;
	}
	strcpy(answer.type, file->type);
	out_bytes(&answer.body, file->text->p, file->text->n);
	answer_now(x, &answer, NULL);
}

static void send_session(struct exchange *x)
{
	struct web_answer answer = {0};

	web_session_make(x->server->host, &x->arena, &answer);
	answer_now(x, &answer, NULL);
}

static void follow(struct exchange *x, const struct web_route *route, struct str query)
{
	struct web_query q;

	web_query_read(&q, &x->arena, query);
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
		ask_report(x, route->name, &q);
		break;
	case ROUTE_DOWNLOAD:
		ask_report(x, STR("proto"), &(struct web_query){0});
		break;
	case ROUTE_SESSION:
		send_session(x);
		break;
	case ROUTE_SAVE:
	case ROUTE_DELETE:
		answer_error(x, 501, "This version of cprof does not save options yet.");
		break;
	case ROUTE_NOTHING:
		answer_error(x, 404, "There is no such page. See /ui/.");
		break;
	}
}

static size_t n_connections(const struct server *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->listener.n; i++)
		n += s->http.get_daemon_info(s->daemons[i], MHD_DAEMON_INFO_CURRENT_CONNECTIONS)
			     ->num_connections;
	return n;
}

/* Refuses what must not be answered. The route is that of the path. False when there is an answer now. */
static bool admit(struct exchange *x, const struct web_route *route)
{
	struct web_refusal refusal;

	if (n_connections(x->server) > CONNECTIONS_BUSY) {
		answer_error(x, 503, "There are too many connections. Close some pages.");
		return false;
	}
	if (!guard_head(&x->server->site, &x->head, &refusal) ||
		!guard_use(&x->head, route->use, &refusal)) {
		answer_error(x, refusal.status, refusal.why);
		return false;
	}
	if (!guard_token(&x->server->site, &x->head, STR(""))) {
		answer_error(x, 401, "Open the address that cprof has printed: it holds a token.");
		return false;
	}
	return true;
}

static void dispatch(struct exchange *x)
{
	struct str target = x->head.target, path, query;
	size_t mark = str_find(target, STR("?"), 0);
	struct web_route route;

	path = str_sub(target, 0, mark);
	query = str_from(target, mark + 1);
	route = web_route_find(&x->arena, path);
	if (admit(x, &route))
		follow(x, &route, query);
}

/* --- what the library calls */

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name,
	size_t name_n, const char *value, size_t value_n)
{
	struct exchange *x = context;
	struct web_header *headers = (struct web_header *)(uintptr_t)x->head.headers;

	(void)kind;
	headers[x->head.n_headers++] = (struct web_header){arena_str(&x->arena,
								   (struct str){name, name_n}),
		arena_str(&x->arena, (struct str){value != NULL ? value : "", value_n})};
	return x->head.n_headers < HEADERS_MAX ? MHD_YES : MHD_NO;
}

/* Called with the first line of a request. What it returns is the *state of the next function. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
	struct exchange *x = mem_zeroed(1, sizeof(*x));

	x->server = context;
	x->connection = connection;
	x->head.target = arena_str(&x->arena, str_from_c(target));
	return x;
}

/* Called with the head, then with each piece of the body, and at its end. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n_data, void **state)
{
	struct exchange *x = *state;

	(void)context, (void)connection, (void)url, (void)version;
	if (!x->begun) {
		x->begun = true;
		x->head.method = arena_str(&x->arena, str_from_c(method));
		x->head.headers = arena_array(&x->arena, struct web_header, HEADERS_MAX);
		x->server->http.get_connection_values_n(connection, MHD_HEADER_KIND, take_header,
			x);
		return MHD_YES;
	}
	if (*n_data != 0) {
		if (x->body.n + *n_data <= BODY_MAX)
			out_bytes(&x->body, data, *n_data);
		*n_data = 0;
		return MHD_YES;
	}
	if (x->reply == NULL)
		dispatch(x);
	return x->reply != NULL ? send_reply(x) : MHD_YES;
}

static void completed(void *context, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode why)
{
	struct exchange *x = *state;

	(void)context, (void)connection, (void)why;
	if (x == NULL)
		return;
	stop_waiting(x);
	if (x->reply != NULL)
		web_replies_drop(&x->server->replies, x->reply);
	out_release(&x->body);
	arena_release(&x->arena);
	free(x);
	*state = NULL;
}

/* Escapes stay as they are: web-query.h reads them. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context, (void)connection;
	return strlen(text);
}

/* --- the loop */

static void log_nothing(void *context, const char *format, va_list args)
{
	(void)context, (void)format, (void)args;
}

static bool start_daemons(struct server *s, struct err *err)
{
	for (size_t i = 0; i < s->listener.n; i++) {
		s->daemons[i] = s->http.start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0,
			NULL, NULL, handle, s, MHD_OPTION_EXTERNAL_LOGGER, log_nothing, NULL,
			MHD_OPTION_LISTEN_SOCKET, s->listener.fds[i], MHD_OPTION_CONNECTION_LIMIT,
			(unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
			(size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT,
			(unsigned)CONNECTION_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
			MHD_OPTION_URI_LOG_CALLBACK, begin, s, MHD_OPTION_NOTIFY_COMPLETED,
			completed, NULL, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
			MHD_OPTION_END);
		if (s->daemons[i] == NULL)
			return err_set(err, "-http: libmicrohttpd does not start");
	}
	return true;
}

static void stop_daemons(struct server *s)
{
	for (size_t i = 0; i < s->listener.n; i++)
		if (s->daemons[i] != NULL)
			s->http.stop_daemon(s->daemons[i]); /* it closes the socket */
	s->listener.n = 0;
}

static void sooner(int64_t *wait, int64_t ms)
{
	if (ms < *wait)
		*wait = ms > 0 ? ms : 0;
}

/* How many milliseconds nothing is due; -1: until something comes. */
static int wait_time(const struct server *s)
{
	int64_t wait = INT32_MAX, now = clock_ms();
	MHD_UNSIGNED_LONG_LONG ms;

	for (size_t i = 0; i < s->listener.n; i++)
		if (s->http.get_timeout(s->daemons[i], &ms) == MHD_YES)
			sooner(&wait, (int64_t)ms);
	for (const struct pending *p = s->pending; p != NULL; p = p->next)
		if (p->job.pid != 0)
			sooner(&wait, p->job.deadline - now);
	return wait == INT32_MAX ? -1 : (int)wait;
}

static void add_fd(struct pollfd *fds, size_t *n, int fd, short events)
{
	fds[(*n)++] = (struct pollfd){.fd = fd, .events = events};
}

static int socket_of(const struct exchange *x)
{
	return x->server->http
		.get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD)
		->connect_fd;
}

/* What there is to wait for: the daemons, then for each answer under way its child, and those who wait for it. */
static size_t collect(const struct server *s, struct pollfd fds[POLL_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s->listener.n; i++)
		add_fd(fds, &n,
			s->http.get_daemon_info(s->daemons[i], MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
			POLLIN);
	for (const struct pending *p = s->pending; p != NULL; p = p->next) {
		if (p->job.pid != 0)
			add_fd(fds, &n, p->job.fd, POLLIN);
		for (const struct exchange *x = p->waiting; x != NULL && n < POLL_MAX; x = x->next)
			add_fd(fds, &n, socket_of(x), POLLRDHUP);
	}
	return n;
}

static bool has_come(const struct pollfd *fds, size_t n, int fd)
{
	for (size_t i = 0; i < n; i++)
		if (fds[i].fd == fd)
			return fds[i].revents != 0;
	return false;
}

/* Notes what poll has found, before anything changes. */
static void mark(struct server *s, const struct pollfd *fds, size_t n)
{
	for (struct pending *p = s->pending; p != NULL; p = p->next) {
		p->ready = p->job.pid != 0 && has_come(fds, n, p->job.fd);
		for (struct exchange *x = p->waiting; x != NULL; x = x->next)
			x->gone = has_come(fds, n, socket_of(x));
	}
}

/* One who waits and has gone; NULL: there is none. */
static struct exchange *find_gone(const struct server *s)
{
	for (const struct pending *p = s->pending; p != NULL; p = p->next)
		for (struct exchange *x = p->waiting; x != NULL; x = x->next)
			if (x->gone)
				return x;
	return NULL;
}

/* A child that has something to say, or no time left; NULL: there is none. */
static struct pending *find_due(const struct server *s)
{
	int64_t now = clock_ms();
	struct pending *p;

	for (p = s->pending; p != NULL; p = p->next)
		if (p->job.pid != 0 && (p->ready || now >= p->job.deadline))
			break;
	return p;
}

static void serve(struct server *s, const struct pollfd *fds, size_t n)
{
	struct exchange *x;
	struct pending *p;

	mark(s, fds, n);
	/* The library does not look at connections that are suspended. */
	while ((x = find_gone(s)) != NULL) {
		stop_waiting(x);
		answer_error(x, 503, "Nobody waits for this answer.");
		s->http.resume_connection(x->connection);
	}
	while ((p = find_due(s)) != NULL) {
		if (p->ready) {
			p->ready = false;
			read_child(s, p);
		} else {
			fail(s, p, 503,
				"The report took longer than a minute. Ask for less of it.");
		}
	}
	for (size_t i = 0; i < s->listener.n; i++)
		s->http.run(s->daemons[i]);
	start_children(s);
}

/* Until SIGINT, which is let through while waiting and at no other time. */
static void loop(struct server *s)
{
	struct pollfd fds[POLL_MAX];
	sigset_t set, before;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, &before);
	interrupt_catch();
	while (!interrupted()) {
		int ms = wait_time(s);
		const struct timespec wait = {ms / 1000, ms % 1000 * 1000000L};
		size_t n = collect(s, fds);

		if (ppoll(fds, n, ms < 0 ? NULL : &wait, &before) < 0) {
			if (errno != EINTR)
				break;
			continue;
		}
		serve(s, fds, n);
	}
	interrupt_release();
	interrupt_clear();
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static void tell(const struct server *s, const struct web_address *address)
{
	struct arena a = {0};
	struct str url = arena_fmt(&a, "http://%.*s:%d", STR_ARG(listen_url_host(&a, address)),
		s->listener.port);
	struct str parts[] = {STR("Serving web UI on"), url};

	s->host->say(s->host->context, arena_join(&a, parts, 2, STR(" ")));
	if (!address->is_loopback)
		s->host->say(s->host->context,
			STR("Note: whoever reaches this machine can read the profile"));
	arena_release(&a);
}

bool web_serve(const struct web_host *host, const struct web_options *options, struct err *err)
{
	struct server s = {.host = host};
	struct web_address address;
	char machine[256] = "";
	bool ok;

	if (!listen_parse(options->address, &address, err) || !microhttpd_load(&s.http, err) ||
		!listen_open(&address, &s.listener, err))
		return false;
	gethostname(machine, sizeof(machine) - 1);
	s.site = (struct web_site){.host = address.host,
		.machine = str_from_c(machine),
		.aliases = options->aliases,
		.is_loopback = address.is_loopback,
		.token = options->token};
	s.replies.http = &s.http;
	s.replies.is_loopback = address.is_loopback;
	if (getrandom(s.replies.seed, sizeof(s.replies.seed), 0) != sizeof(s.replies.seed))
		return err_set(err, "-http: there are no random numbers: %s", strerror(errno));
	ok = start_daemons(&s, err);
	if (ok) {
		tell(&s, &address);
		loop(&s);
	}
	while (s.pending != NULL)
		fail(&s, s.pending, 503, "The server ends.");
	stop_daemons(&s);
	web_replies_release(&s.replies);
	return ok;
}

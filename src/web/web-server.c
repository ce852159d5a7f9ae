/*
 * web-server.c: Starts and stops the server, waits for connections and children, and calls what answers them.
 *
 * libmicrohttpd reads heads and writes answers; each of its daemons is one descriptor to wait for. A request for a
 * report is suspended until its child has ended.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/wait.h"
#include "web/web-internal.h"

enum {
	CONNECTIONS_MAX = 64,          /* that the library takes */
	CONNECTION_MEMORY = 96 * 1024, /* the longest head, and more */
	CONNECTION_SECONDS = 20,
	HEADERS_MAX = 64,
};

_Static_assert(LISTEN_MAX + 2 * WEB_CHILDREN_MAX + CONNECTIONS_MAX <= WAIT_HOOK_MAX,
	"all can be waited for");

/* --- what the library calls */

static enum MHD_Result send_reply(struct web_exchange *x)
{
	struct web_server *s = x->server;
	enum MHD_Result sent = s->http.queue_response(x->connection, x->reply->status,
		x->reply->response);

	web_replies_drop(&s->replies, x->reply);
	x->reply = NULL;
	return sent;
}

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name,
	size_t name_n, const char *value, size_t value_n)
{
	struct web_exchange *x = context;
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
	struct web_exchange *x = mem_zeroed(1, sizeof(*x));

	x->server = context;
	x->connection = connection;
	x->head.target = arena_str(&x->arena, str_from_c(target));
	return x;
}

/* Called with the head, then with each piece of the body, and at its end. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n_data, void **state)
{
	struct web_exchange *x = *state;

	(void)context, (void)connection, (void)url, (void)version;
	if (!x->begun) {
		x->begun = true;
		x->head.method = arena_str(&x->arena, str_from_c(method));
		x->head.headers = arena_array(&x->arena, struct web_header, HEADERS_MAX);
		x->server->http.get_connection_values_n(connection, MHD_HEADER_KIND, take_header,
			x);
		web_exchange_begin(x);
		return MHD_YES;
	}
	if (*n_data != 0) {
		web_exchange_take(x, (struct str){data, *n_data});
		*n_data = 0;
		return MHD_YES;
	}
	if (x->reply == NULL)
		web_exchange_answer(x);
	return x->reply != NULL ? send_reply(x) : MHD_YES;
}

static void completed(void *context, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode why)
{
	struct web_exchange *x = *state;

	(void)context, (void)connection, (void)why;
	if (x == NULL)
		return;
	web_exchange_free(x);
	*state = NULL;
}

/* Escapes stay as they are: web-query.h reads them. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context, (void)connection;
	return strlen(text);
}

/* --- daemons */

static void log_nothing(void *context, const char *format, va_list args)
{
	(void)context, (void)format, (void)args;
}

static bool start_daemons(struct web_server *s, struct err *err)
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
			return err_set(err, "libmicrohttpd does not start");
	}
	return true;
}

static void stop_daemons(struct web_server *s)
{
	for (size_t i = 0; i < s->listener.n; i++)
		if (s->daemons[i] != NULL)
			s->http.stop_daemon(s->daemons[i]); /* it closes the socket */
		else
			close(s->listener.fds[i]);
	s->listener.n = 0;
}

/* --- turns of the loop */

static void sooner(int64_t *wait, int64_t ms)
{
	if (ms < *wait)
		*wait = ms > 0 ? ms : 0;
}

/* For how many milliseconds nothing is due; -1: until something comes. */
static int wait_time(const struct web_server *s)
{
	int64_t wait = INT32_MAX, now = clock_ms();
	MHD_UNSIGNED_LONG_LONG ms;

	for (size_t i = 0; i < s->listener.n; i++)
		if (s->http.get_timeout(s->daemons[i], &ms) == MHD_YES)
			sooner(&wait, (int64_t)ms);
	for (const struct web_pending *p = s->pending; p != NULL; p = p->next)
		if (p->job.pid != 0)
			sooner(&wait, p->job.deadline - now);
	for (const struct web_exchange *x = s->listening; x != NULL; x = x->next)
		sooner(&wait, x->until - now);
	return wait == INT32_MAX ? -1 : (int)wait;
}

static void add_fd(struct pollfd *fds, size_t *n, int fd, short events)
{
	fds[(*n)++] = (struct pollfd){.fd = fd, .events = events};
}

static int socket_of(const struct web_exchange *x)
{
	return x->server->http
		.get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD)
		->connect_fd;
}

/* What there is to wait for: the daemons, then for each answer under way its child, and those who wait for it. */
static size_t prepare(void *context, struct pollfd *fds, int *ms)
{
	struct web_server *s = context;
	size_t n = 0;

	web_changes_look(s);
	*ms = wait_time(s);
	for (size_t i = 0; i < s->listener.n; i++)
		add_fd(fds, &n,
			s->http.get_daemon_info(s->daemons[i], MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
			POLLIN);
	for (const struct web_pending *p = s->pending; p != NULL; p = p->next) {
		if (p->job.pid != 0)
			add_fd(fds, &n, p->job.fd, POLLIN);
		for (const struct web_exchange *x = p->waiting; x != NULL && n < WAIT_HOOK_MAX;
			x = x->next)
			add_fd(fds, &n, socket_of(x), POLLRDHUP);
	}
	for (const struct web_exchange *x = s->listening; x != NULL && n < WAIT_HOOK_MAX;
		x = x->next)
		add_fd(fds, &n, socket_of(x), POLLRDHUP);
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
static void mark(struct web_server *s, const struct pollfd *fds, size_t n)
{
	for (struct web_pending *p = s->pending; p != NULL; p = p->next) {
		p->ready = p->job.pid != 0 && has_come(fds, n, p->job.fd);
		for (struct web_exchange *x = p->waiting; x != NULL; x = x->next)
			x->gone = has_come(fds, n, socket_of(x));
	}
	for (struct web_exchange *x = s->listening; x != NULL; x = x->next)
		x->gone = has_come(fds, n, socket_of(x));
}

/* One who waits and has gone; NULL: there is none. */
static struct web_exchange *find_gone(const struct web_server *s)
{
	for (const struct web_pending *p = s->pending; p != NULL; p = p->next)
		for (struct web_exchange *x = p->waiting; x != NULL; x = x->next)
			if (x->gone)
				return x;
	for (struct web_exchange *x = s->listening; x != NULL; x = x->next)
		if (x->gone)
			return x;
	return NULL;
}

static void serve(void *context, const struct pollfd *fds, size_t n)
{
	struct web_server *s = context;
	struct web_exchange *x;

	mark(s, fds, n);
	/* The library does not look at connections that are suspended. */
	while ((x = find_gone(s)) != NULL) {
		web_pending_leave(x);
		web_changes_leave(x);
		web_exchange_fail(x, 503, "Nobody waits for this answer.");
		s->http.resume_connection(x->connection);
	}
	web_pending_serve(s);
	web_changes_serve(s);
	for (size_t i = 0; i < s->listener.n; i++)
		s->http.run(s->daemons[i]);
	web_pending_start(s);
}

/* Until SIGINT, which is let through while waiting and at no other time. */
static void loop(struct web_server *s)
{
	const struct wait_hook *before_us = wait_use_hook(&s->turns);
	sigset_t set, before;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, &before);
	while (!interrupted())
		wait_once(NULL, 0, INT64_MAX, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	wait_use_hook(before_us);
}

/* --- starting and stopping */

/*
 * The address that the browser is to open: like in pprof with the options of the command line, as parameters. Beside a
 * console the page would not follow its options then.
 */
static struct str first_page(const struct web_server *s, struct arena *a, struct str url)
{
	struct str query = s->is_beside ? STR("") : web_query_text(a, s->host->config);
	struct str token = s->site.token, parts[3];
	struct str given[] = {query,
		token.n != 0 ? arena_fmt(a, "t=%.*s", STR_ARG(token)) : STR("")};

	parts[0] = url;
	parts[1] = STR("/ui/");
	parts[2] = arena_join(a, given, 2, STR("&"));
	if (parts[2].n != 0)
		parts[1] = STR("/ui/?");
	return arena_join(a, parts, 3, STR(""));
}

/* The address to print: with a token it is the whole one. */
static struct str shown_address(const struct web_server *s, struct arena *a, struct str *page)
{
	struct str url = arena_fmt(a, "http://%.*s:%d", STR_ARG(listen_url_host(a, &s->address)),
		s->listener.port);

	*page = first_page(s, a, url);
	return s->site.token.n != 0 ? *page : url;
}

void web_tell(const struct web_server *s)
{
	struct arena a = {0};
	struct str page;
	struct str parts[] = {STR("Serving web UI on"), shown_address(s, &a, &page)};

	s->host->say(s->host->context, arena_join(&a, parts, 2, STR(" ")));
	arena_release(&a);
}

/* Says where the server is, and opens it. */
static void announce(const struct web_server *s)
{
	struct arena a = {0};
	bool secret = s->site.token.n != 0;
	struct str page;

	shown_address(s, &a, &page);
	web_tell(s);
	s->host->browse(s->host->context, page, secret);
	if (!s->address.is_loopback && !secret)
		s->host->say(s->host->context,
			STR("Whoever reaches this machine can read the profile; -http_token prevents that"));
	arena_release(&a);
}

/* Random bytes for tags, and for the token if there is one. */
static void draw_secrets(struct web_server *s, bool has_token)
{
	uint8_t bytes[WEB_TOKEN_BYTES];

	random_fill(s->replies.seed, sizeof(s->replies.seed));
	random_fill(bytes, sizeof(bytes));
	if (has_token)
		ascii_put_hex(s->token, bytes, WEB_TOKEN_BYTES);
	s->site.token = str_from_c(s->token);
}

bool web_check(const struct web_options *options, struct err *err)
{
	struct web_address address;

	return listen_parse(options->asked, options->address, &address, err);
}

/* What the guard knows the server by. */
static void set_site(struct web_server *s, const struct web_options *options)
{
	gethostname(s->machine, sizeof(s->machine) - 1);
	s->site.host = s->address.host;
	s->site.machine = str_from_c(s->machine);
	s->site.aliases = options->aliases;
	s->site.is_loopback = s->replies.is_loopback = s->address.is_loopback;
}

struct web_server *web_open(const struct web_host *host, const struct web_options *options,
	struct err *err)
{
	struct web_server *s = mem_zeroed(1, sizeof(*s));

	s->host = host;
	s->is_beside = options->is_beside;
	s->replies.http = &s->http;
	s->turns = (struct wait_hook){s, prepare, serve};
	if (!listen_parse(options->asked, options->address, &s->address, err) ||
		!microhttpd_load(&s->http, err) || !listen_open(&s->address, &s->listener, err)) {
		free(s);
		return NULL;
	}
	draw_secrets(s, options->has_token);
	set_site(s, options);
	if (!start_daemons(s, err)) {
		web_close(s);
		return NULL;
	}
	web_changes_begin(s);
	announce(s);
	return s;
}

const struct wait_hook *web_hook(const struct web_server *s)
{
	return &s->turns;
}

void web_close(struct web_server *s)
{
	if (s == NULL)
		return;
	web_pending_stop(s);
	web_changes_stop(s);
	stop_daemons(s);
	web_replies_release(&s->replies);
	web_sources_release(&s->sources);
	free(s);
}

bool web_serve(const struct web_host *host, const struct web_options *options, struct err *err)
{
	struct web_server *s;

	/* Whoever knows where the server is may end it by Ctrl-C. */
	interrupt_catch();
	s = web_open(host, options, err);
	if (s != NULL)
		loop(s);
	web_close(s);
	interrupt_release();
	interrupt_clear();
	return s != NULL;
}

/*
 * http.c: fetches a URL with libcurl, as a struct input.
 *
 * A transfer is one easy handle in a multi handle of its own. read() lets libcurl work until there
 * are bytes: its callbacks fill a buffer, and pause the transfer when that is full. Redirects are
 * followed here and not by libcurl, which would take our headers along to other hosts.
 */
#include "fetch/http.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "fetch/curl.h"
#include "fetch/failure.h"
#include "fetch/http-options.h"
#include "fetch/proxy.h"
#include "fetch/pyroscope.h"
#include "fetch/sigpipe.h"

#ifndef HAVE_CURL

struct http *http_open(const struct url_request *r, const struct http_options *ask,
	struct http_progress *progress, struct err *err)
{
	(void)r;
	(void)ask;
	(void)progress;
	err_set(err,
		"this cprof was built without libcurl and cannot ask servers; fetch the "
		"profile with another program and give the file");
	return NULL;
}

struct input *http_input(struct http *h)
{
	(void)h;
	return NULL;
}

bool http_is_whole(const struct http *h)
{
	(void)h;
	return false;
}

void http_close(struct http *h)
{
	(void)h;
}

#else

enum {
	BUFFER = 256 * 1024,      /* bytes that wait to be read */
	HEADERS_MAX = 256 * 1024, /* bytes, of all answers together */
	LINES_MAX = 4000,         /* of the same; libcurl of 2025 ends at 5000 */
	BODY_MAX = 64 * 1024,     /* of a redirect, which nobody reads */
	TEXT_MAX = 400,           /* of what a server says to a refusal */
	REDIRECTS_MAX = 10,
	SLICE_MS = 100, /* how often Ctrl-C is looked for */
};

struct http {
	struct input in;
	struct arena a;
	const struct curl *curl;
	CURL *easy;
	CURLM *multi;
	struct curl_slist *headers, *plain; /* for the server that was named; for others */
	struct http_progress *progress;
	struct http_progress own_progress; /* where the caller wants none */

	struct str url, at, socket; /* what was asked first, what is asked now */
	struct str post;            /* what is sent, or NULL */
	bool insecure, is_store, has_certificate;
	unsigned redirects;
	int64_t timeout_ms, deadline_ms; /* the latter by the clock, 0 before the first read */

	/* The answer. */
	size_t header_bytes, header_lines;
	size_t body_bytes; /* without a profile's */
	bool headers_too_long, body_cut;
	char phrase[64]; /* "Not Found" */
	char text[TEXT_MAX + 4];
	size_t n_text;
	char reason[CURL_ERROR_SIZE]; /* of a failure, in libcurl's words */

	bool added, paused, ended, failed;
	struct err err;  /* once it has failed */
	size_t from, to; /* the bytes in the buffer */
	char buffer[BUFFER];
};

static bool starts_no_case(const char *s, const char *prefix)
{
	return strncasecmp(s, prefix, strlen(prefix)) == 0;
}

/* --- what libcurl calls */

static long status_of(const struct http *h)
{
	long status = 0;

	h->curl->easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static size_t on_header(char *p, size_t size, size_t count, void *user)
{
	struct http *h = user;
	struct str line = {p, size * count};
	size_t code, phrase;

	h->header_bytes += line.n;
	h->header_lines++;
	h->headers_too_long |= h->header_bytes > HEADERS_MAX || h->header_lines > LINES_MAX;
	if (h->headers_too_long)
		return 0;
	if (!str_starts(line, STR("HTTP/")))
		return line.n;
	/* "HTTP/1.1 404 Not Found" */
	code = str_find(line, STR(" "), 0);
	phrase = str_find(line, STR(" "), code + 1);
	line = str_trim(str_from(line, phrase));
	snprintf(h->phrase, sizeof(h->phrase), "%.*s", STR_ARG(line));
	return size * count;
}

/* Keeps the beginning of what a server says, in one line. */
static void keep_text(struct http *h, struct str s)
{
	for (size_t i = 0; i < s.n && h->n_text < TEXT_MAX; i++) {
		bool blank = ascii_is_space(s.p[i]);

		if (!blank && s.p[i] != '\0')
			h->text[h->n_text++] = s.p[i];
		else if (h->n_text != 0 && h->text[h->n_text - 1] != ' ')
			h->text[h->n_text++] = ' ';
	}
	if (h->n_text == TEXT_MAX)
		memcpy(h->text + TEXT_MAX, "...", 3);
}

static size_t on_body(char *p, size_t size, size_t count, void *user)
{
	struct http *h = user;
	size_t n = size * count;

	if (status_of(h) != 200) {
		keep_text(h, (struct str){p, n});
		h->body_bytes += n;
		h->body_cut = h->body_bytes > BODY_MAX;
		return h->body_cut ? 0 : n;
	}
	if (n > BUFFER - (h->to - h->from)) {
		h->paused = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	if (n > BUFFER - h->to) {
		memmove(h->buffer, h->buffer + h->from, h->to - h->from);
		h->to -= h->from;
		h->from = 0;
	}
	memcpy(h->buffer + h->to, p, n);
	h->to += n;
	atomic_fetch_add(&h->progress->bytes, n);
	return n;
}

/* --- how a transfer ends */

/* Sets why it failed; names the address when it is not the one that was asked for. */
static bool fail(struct http *h, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct http *h, const char *fmt, ...)
{
	char text[768];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	h->failed = true;
	err_set(&h->err, "%s", text);
	if (h->redirects != 0)
		err_wrap(&h->err, "redirected to %.*s", HTTP_SHOWN_MAX, h->at.p);
	return false;
}

/* The error of the system below, as "connection refused". */
static const char *system_error(const struct http *h, char text[80])
{
	long number = 0;

	h->curl->easy_getinfo(h->easy, CURLINFO_OS_ERRNO, &number);
	if (number == 0)
		return h->reason;
	snprintf(text, 80, "%s", strerror((int)number));
	text[0] = ascii_lower(text[0]);
	return text;
}

/*
 * Under TLS 1.3 a server refuses who shows no certificate when the connection already stands, and
 * whether its reason still arrives is chance.
 */
static bool may_want_certificate(const struct http *h, CURLcode code)
{
	return (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR) && !h->has_certificate &&
		status_of(h) == 0 && starts_no_case(h->at.p, "https://");
}

static bool fail_with(struct http *h, CURLcode code)
{
	struct failure w = failure_of_code(code);
	const char *detail = h->reason[0] ? h->reason : h->curl->easy_strerror(code);
	char text[80];

	if (h->headers_too_long)
		return fail(h, "the headers of the answer are more than %d lines or %d kB",
			LINES_MAX, HEADERS_MAX / 1024);
	if (h->body_cut)
		return fail(h, "a redirect comes with more than %d kB of text", BODY_MAX / 1024);
	if (may_want_certificate(h, code))
		return fail(h,
			"the connection broke; does the server want a certificate "
			"(-tls_cert and -tls_key)? %s",
			detail);
	if (w.detail == DETAIL_NONE)
		detail = "";
	if (w.detail == DETAIL_SYSTEM)
		detail = system_error(h, text);
	return fail(h, "%s%s", w.text, detail);
}

/* True when nothing but the server is named. */
static bool is_root(struct str url)
{
	return str_find(url, STR("/"), STR("https://").n) + 1 >= url.n;
}

/* The server's own words are shown when they are text. */
static bool refused(struct http *h, long status)
{
	const char *type = NULL, *phrase = h->phrase[0] ? h->phrase : failure_of_status(status);
	struct err why = {0};
	bool text;

	h->curl->easy_getinfo(h->easy, CURLINFO_CONTENT_TYPE, &type);
	if (h->is_store && pyroscope_refusal((struct str){h->text, h->n_text}, status, &why))
		return fail(h, "%s", why.text);
	text = type != NULL && starts_no_case(type, "text/plain");
	while (h->n_text != 0 && h->n_text < TEXT_MAX && h->text[h->n_text - 1] == ' ')
		h->text[--h->n_text] = '\0';
	return fail(h, "server response: %ld%s%s%s%s%s", status, phrase[0] ? " " : "", phrase,
		text && h->n_text ? " - " : "", text ? h->text : "",
		status == 404 && is_root(h->url)
			? "; a Go program has its profiles at /debug/pprof/"
			: "");
}

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Sets what depends on whether it is still the server that the user named. */
static bool set_address(struct http *h)
{
	bool same = url_same_origin(h->url, h->at);
	bool local = same && h->socket.n != 0;
	const struct curl *c = h->curl;
	long verify = !(h->insecure && same);
	/*
	 * libcurl reads the environment by rules of its own: it gets the proxy, or "" for none,
	 * from us.
	 */
	const char *proxy = local ? "" : proxy_for(&h->a, h->at).p,
		   *socket = local ? h->socket.p : NULL;

	return c->easy_setopt(h->easy, CURLOPT_URL, h->at.p) == CURLE_OK &&
		c->easy_setopt(h->easy, CURLOPT_HTTPHEADER, same ? h->headers : h->plain) ==
		CURLE_OK &&
		c->easy_setopt(h->easy, CURLOPT_PROXY, proxy) == CURLE_OK &&
		c->easy_setopt(h->easy, CURLOPT_NOPROXY, "") == CURLE_OK &&
		(h->socket.n == 0 ||
			c->easy_setopt(h->easy, CURLOPT_UNIX_SOCKET_PATH, socket) == CURLE_OK) &&
		c->easy_setopt(h->easy, CURLOPT_SSL_VERIFYPEER, verify) == CURLE_OK &&
		c->easy_setopt(h->easy, CURLOPT_SSL_VERIFYHOST, verify * 2) == CURLE_OK;
}

static bool begin(struct http *h)
{
	h->n_text = h->body_bytes = 0;
	memset(h->text, 0, sizeof(h->text));
	h->phrase[0] = h->reason[0] = '\0';
	if (!set_address(h) || h->curl->multi_add_handle(h->multi, h->easy) != CURLM_OK)
		return fail(h, "libcurl cannot ask for this");
	h->added = true;
	return true;
}

/* Like Go, what was sent is sent again to where 307 and 308 lead, and there alone. */
static void follow_method(struct http *h, long status)
{
	if (h->post.p == NULL || status == 307 || status == 308)
		return;
	h->post.p = NULL;
	h->curl->easy_setopt(h->easy, CURLOPT_HTTPGET, 1L);
}

/* From here on everybody on the way can read what comes: the user is told. */
static void note_unencrypted(struct http *h, const char *to)
{
	if (atomic_load(&h->progress->unencrypted) || !starts_no_case(h->at.p, "https://") ||
		!starts_no_case(to, "http://"))
		return;
	snprintf(h->progress->led_to, sizeof(h->progress->led_to), "%s", to);
	atomic_store(&h->progress->unencrypted, true);
}

static bool follow(struct http *h, const char *to)
{
	if (h->redirects == REDIRECTS_MAX)
		return fail(h, "this is the %dth redirect, and leads to another", REDIRECTS_MAX);
	note_unencrypted(h, to);
	h->at = arena_str(&h->a, str_from_c(to));
	h->redirects++;
	if (!starts_no_case(to, "http://") && !starts_no_case(to, "https://"))
		return fail(h, "only http:// and https:// are followed");
	return begin(h);
}

static bool finish(struct http *h, CURLcode code)
{
	long status = status_of(h);
	char *to = NULL;

	h->curl->easy_getinfo(h->easy, CURLINFO_REDIRECT_URL, &to);
	to = to != NULL ? arena_c(&h->a, str_from_c(to)) : NULL;
	h->curl->multi_remove_handle(h->multi, h->easy);
	h->added = false;
	if (code == CURLE_WRITE_ERROR && h->body_cut && !is_redirect(status))
		code = CURLE_OK; /* it said enough */
	if (code != CURLE_OK)
		return fail_with(h, code);
	h->ended = status == 200;
	if (h->ended)
		return true;
	if (!is_redirect(status) || to == NULL)
		return refused(h, status);
	follow_method(h, status);
	return follow(h, to);
}

/* --- reading */

/* Lets libcurl do what can be done without waiting. */
static bool work(struct http *h)
{
	const struct CURLMsg *m;
	struct sigpipe_held q;
	CURLMcode code = CURLM_OK;
	int running, left;
	bool ok = true;

	sigpipe_hold(&q);
	if (h->paused) {
		h->paused = false;
		h->curl->easy_pause(h->easy, CURLPAUSE_CONT);
	}
	code = h->curl->multi_perform(h->multi, &running);
	if (code != CURLM_OK)
		ok = fail(h, "%s", h->curl->multi_strerror(code));
	while (ok && (m = h->curl->multi_info_read(h->multi, &left)) != NULL)
		if (m->msg == CURLMSG_DONE)
			ok = finish(h, m->data.result);
	sigpipe_release(&q);
	return ok;
}

/* The milliseconds that are left; 0, and it has failed, when there are none or Ctrl-C was hit. */
static int64_t time_left(struct http *h)
{
	int64_t left = h->deadline_ms - clock_ms();

	if (interrupted()) {
		h->failed = true;
		err_set(&h->err, "stopped");
		return 0;
	}
	if (left > 0)
		return left;
	fail(h, "not done after %.10g s; -timeout gives it more time",
		(double)h->timeout_ms / 1000);
	return 0;
}

static bool wait_more(struct http *h)
{
	struct curl_waitfd wake = {.fd = h->in.wake, .events = CURL_WAIT_POLLIN};
	int64_t left = time_left(h);

	if (left == 0)
		return false;
	h->curl->multi_poll(h->multi, &wake, h->in.wake != INPUT_NO_WAKE,
		left < SLICE_MS ? (int)left : SLICE_MS, NULL);
	return wake.revents == 0 || fail(h, "given up");
}

static bool http_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct http *h = (struct http *)in;

	if (h->deadline_ms == 0) {
		h->deadline_ms = clock_ms() + h->timeout_ms;
		atomic_store(&h->progress->began_ms, clock_ms());
		begin(h);
	}
	if (!h->failed && !h->ended)
		time_left(h); /* also where bytes come so fast that nothing is ever waited for */
	while (!h->failed && h->from == h->to && !h->ended)
		if (work(h) && h->from == h->to && !h->ended)
			wait_more(h);
	/* What came before it failed is of no use: a profile is whole or none. */
	if (h->failed) {
		*err = h->err;
		return false;
	}
	*n = cap < h->to - h->from ? cap : h->to - h->from;
	memcpy(buf, h->buffer + h->from, *n);
	h->from += *n;
	if (h->from == h->to)
		h->from = h->to = 0;
	return true;
}

/* --- making and ending */

static bool set_options(struct http *h)
{
	const struct curl *c = h->curl;
	CURL *e = h->easy;
	long connect_ms = (long)(h->timeout_ms < LONG_MAX ? h->timeout_ms : LONG_MAX);
	/*
	 * Old names, which every version knows. No connection is used twice: libcurl gives up when
	 * servers close several without a word, as they do between redirects.
	 */
	long protocols = CURLPROTO_HTTP | CURLPROTO_HTTPS;

	return c->easy_setopt(e, CURLOPT_PROTOCOLS, protocols) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_FORBID_REUSE, 1L) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, connect_ms) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_USERAGENT, "cprof/" CPROF_VERSION) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_ERRORBUFFER, h->reason) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_HEADERDATA, h) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
		c->easy_setopt(e, CURLOPT_WRITEDATA, h) == CURLE_OK;
}

static bool set_post(struct http *h)
{
	const struct curl *c = h->curl;

	return h->post.p == NULL ||
		(c->easy_setopt(h->easy, CURLOPT_POST, 1L) == CURLE_OK &&
			c->easy_setopt(h->easy, CURLOPT_POSTFIELDSIZE_LARGE,
				(curl_off_t)h->post.n) == CURLE_OK &&
			c->easy_setopt(h->easy, CURLOPT_POSTFIELDS, h->post.p) == CURLE_OK);
}

struct http *http_open(const struct url_request *r, const struct http_options *ask,
	struct http_progress *progress, struct err *err)
{
	const struct curl *c = curl_load(err);
	struct http *h;

	if (c == NULL)
		return NULL;
	h = mem_zeroed(1, sizeof(*h));
	h->in = (struct input){http_read, INPUT_NO_WAKE};
	h->curl = c;
	h->progress = progress != NULL ? progress : &h->own_progress;
	h->url = h->at = arena_str(&h->a, r->url);
	h->socket = arena_str(&h->a, r->socket);
	if (r->post.p != NULL)
		h->post = arena_str(&h->a, r->post);
	h->insecure = r->insecure;
	h->is_store = r->is_store;
	h->has_certificate = ask->tls_cert.n != 0;
	h->timeout_ms = r->timeout_ms;
	h->easy = c->easy_init();
	h->multi = c->multi_init();
	if (h->easy == NULL || h->multi == NULL || !set_options(h) || !set_post(h))
		err_set(err, "libcurl lacks options that cprof needs; it may be too old");
	else if (http_options_tls(c, h->easy, ask, err) &&
		http_options_headers(c, ask, r, &h->headers, err) &&
		http_options_plain(c, r, &h->plain, err))
		return h;
	http_close(h);
	return NULL;
}

struct input *http_input(struct http *h)
{
	return &h->in;
}

bool http_is_whole(const struct http *h)
{
	return h->ended && !h->failed;
}

void http_close(struct http *h)
{
	struct sigpipe_held q;

	sigpipe_hold(&q);
#if LIBCURL_VERSION_NUM >= 0x075700
	/*
	 * Not to wait for a name server that does not answer. Where it is not known, that is all.
	 */
	if (h->easy != NULL && h->added)
		h->curl->easy_setopt(h->easy, CURLOPT_QUICK_EXIT, 1L);
#endif
	if (h->added)
		h->curl->multi_remove_handle(h->multi, h->easy);
	if (h->easy != NULL)
		h->curl->easy_cleanup(h->easy);
	if (h->multi != NULL)
		h->curl->multi_cleanup(h->multi);
	h->curl->slist_free_all(h->headers);
	h->curl->slist_free_all(h->plain);
	sigpipe_release(&q);
	arena_release(&h->a);
	free(h);
}

#endif

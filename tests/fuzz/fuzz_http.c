/*
 * fuzz_http.c: answers of a server: its status, headers and body, redirects, and the page of profiles in it.
 *
 * In: an answer, which a thread here gives to each request over a socket in a folder of its own. Nothing is
 * ever sent elsewhere: answers that may lead to another server are left out, see leads_away.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/ascii.h"
#include "broken.h"
#include "fetch/http.h"
#include "fetch/index-page.h"
#include "files.h"

enum { ANSWER_MAX = 1 << 16, BODY_MAX = 1 << 20, TIMEOUT_MS = 60000 };

static struct sockaddr_un address = {.sun_family = AF_UNIX};

/* What is answered, of which the server makes a copy for each who asks. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char answer[ANSWER_MAX];
static size_t n_answer;

static void set_answer(struct str s)
{
	pthread_mutex_lock(&lock);
	n_answer = s.n < ANSWER_MAX ? s.n : ANSWER_MAX;
	memcpy(answer, s.p, n_answer);
	pthread_mutex_unlock(&lock);
}

static struct str get_answer(char copy[ANSWER_MAX])
{
	size_t n;

	pthread_mutex_lock(&lock);
	n = n_answer;
	memcpy(copy, answer, n);
	pthread_mutex_unlock(&lock);
	return (struct str){copy, n};
}

/* Gives the answer to each who asks. */
static void *serve(void *socket_of)
{
	static char copy[ANSWER_MAX];
	int listener = *(int *)socket_of;

	for (;;) {
		int fd = accept(listener, NULL, NULL);
		struct str left;
		char request[4096];
		ssize_t n = 1;

		if (fd < 0)
			continue;
		left = get_answer(copy);
		/* Requests have no body, and come in one piece. */
		if (read(fd, request, sizeof(request)) > 0)
			while (left.n != 0 && (n = send(fd, left.p, left.n, MSG_NOSIGNAL)) > 0)
				left = str_from(left, (size_t)n);
		close(fd);
	}
	return NULL;
}

static void start_server(void)
{
	static int listener;
	static pid_t started;
	pthread_t thread;

	if (started == getpid())
		return;
	started = getpid();
	snprintf(address.sun_path, sizeof(address.sun_path), "%.90s/socket", files_folder());
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	unlink(address.sun_path);
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
		listen(listener, 16) != 0 || pthread_create(&thread, NULL, serve, &listener) != 0)
		fuzz_broken("there is a server", address.sun_path);
	pthread_detach(thread);
}

/*
 * Whether a header could lead to another server: behind "location" only paths are let through, and no
 * header is one that libcurl acts on by asking elsewhere.
 */
static bool leads_away(struct str s)
{
	static const char word[] = "location";

	for (size_t i = 0; i + sizeof(word) - 1 <= s.n; i++) {
		size_t at = i + sizeof(word) - 1;

		if (strncasecmp(s.p + i, word, sizeof(word) - 1) != 0)
			continue;
		for (; at < s.n && s.p[at] != '\n'; at++) {
			bool slashes = s.p[at] == '/' && at + 1 < s.n && s.p[at + 1] == '/';
			bool colon = s.p[at] == ':' && at != i + sizeof(word) - 1;

			if (slashes || colon || strchr("\\@", s.p[at]) != NULL)
				return true;
		}
	}
	return false;
}

/* Reads the answer to its end, as a profile is, or as the page that lists profiles. */
static void ask(bool page)
{
	const struct http_options flags = {{0}};
	const struct url_request r = {.shown = STR("unix:socket:/"),
		.url = STR("http://localhost/debug/pprof/"),
		.socket = str_from_c(address.sun_path),
		.timeout_ms = TIMEOUT_MS};
	struct index_list list = {0};
	struct arena a = {0};
	struct err err = {0};
	struct http *h = http_open(&r, &flags, NULL, &err);
	char piece[16384];
	size_t n = 1, all = 0;
	bool ok = true;

	if (h == NULL)
		return; /* without libcurl */
	if (page)
		ok = index_page_read(&a, http_input(h), &list, &err);
	while (!page && ok && n != 0 && all < BODY_MAX) {
		ok = http_input(h)->read(http_input(h), piece, sizeof(piece), &n, &err);
		all += n;
	}
	fuzz_check_err(ok, &err);
	if (page && ok) {
		struct out o = {.terminal = true};

		index_page_print(&list, &r, &o);
		fuzz_check_terminal(&o);
		out_release(&o);
	}
	http_close(h);
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};

	if (size == 0 || leads_away(text))
		return 0;
	start_server();
	set_answer(text);
	ask(false);
	ask(true);
	return 0;
}

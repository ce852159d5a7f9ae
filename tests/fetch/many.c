/*
 * many.c: transfers on threads of their own, all at once.
 *
 * In: URLs. Out: a line for each, in their order: how many bytes came, or the error. A URL that ends in
 * "/silent" is woken up through its wake descriptor once it waits; for "/slow" another one is closed in
 * the middle.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "fetch/http.h"

struct transfer {
	const char *source;
	pthread_t thread;
	size_t bytes;
	struct err err;
	bool ok;
	int wake[2];
};

static struct http *open_source(struct transfer *t, struct arena *a, struct http_progress *progress)
{
	const struct url_options ask = {0};
	const struct http_options how = {0};
	struct url_request r;

	if (url_parse(a, str_from_c(t->source), &ask, &r, &t->err) != URL_OK)
		return NULL;
	return http_open(&r, &how, progress, &t->err);
}

static bool read_all(struct transfer *t, struct input *in)
{
	char buf[1000];
	size_t n = 1;

	while (n != 0) {
		if (!in->read(in, buf, sizeof(buf), &n, &t->err))
			return false;
		t->bytes += n;
	}
	return true;
}

static void *run(void *p)
{
	struct transfer *t = p;
	struct http_progress progress = {0};
	struct arena a = {0};
	struct http *h;

	if (str_ends(str_from_c(t->source), STR("/slow"))) {
		char buf[10];
		size_t n;

		h = open_source(t, &a, NULL);
		if (h != NULL && http_input(h)->read(http_input(h), buf, sizeof(buf), &n, &t->err))
			http_close(h);
	}
	h = open_source(t, &a, &progress);
	if (h != NULL) {
		http_input(h)->wake = t->wake[0];
		t->ok = read_all(t, http_input(h));
		t->ok &= !t->ok || progress.bytes == t->bytes;
		http_close(h);
	}
	arena_release(&a);
	return NULL;
}

int main(int argc, char **argv)
{
	struct transfer *all = calloc((size_t)argc, sizeof(*all));
	const struct timespec pause = {.tv_sec = 1};

	for (int i = 1; all != NULL && i < argc; i++) {
		all[i].source = argv[i];
		if (pipe(all[i].wake) != 0 ||
			pthread_create(&all[i].thread, NULL, run, &all[i]) != 0)
			return 1;
	}
	nanosleep(&pause, NULL);
	for (int i = 1; all != NULL && i < argc; i++)
		if (str_ends(str_from_c(argv[i]), STR("/silent")) &&
			write(all[i].wake[1], "", 1) != 1)
			return 1;
	for (int i = 1; all != NULL && i < argc; i++) {
		pthread_join(all[i].thread, NULL);
		if (all[i].ok)
			printf("%zu\n", all[i].bytes);
		else
			printf("%s\n", all[i].err.text);
	}
	free(all);
	return 0;
}

/*
 * stream.c: gives the bytes of a file, inflated, in a window that moves over them.
 *
 * The window grows only with bytes that really come, never with what a length in the file claims.
 */
#include "profile/stream.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/readahead.h"
#include "profile/profile-internal.h"

enum { WINDOW = 256 * 1024 }; /* more than STREAM_HEAD */

/*
 * Small records make large rows, and deflate makes small files of many records alike: a few
 * megabytes could fill the memory. Real profiles take 2 to 20 times their compressed size. What
 * comes without an end, as from a pipe, is bounded as well: real ones take some hundred megabytes.
 */
#define MEMORY_FREE ((uint64_t)96 << 20)
#define MEMORY_MOST ((uint64_t)2 << 30)
enum { MEMORY_EACH = 20 };

struct stream_window {
	struct stream s; /* the first member, so that one is the other */
	struct inflate *inflate;
	struct readahead *ahead;
	struct input *in;
	char *buf;
	size_t cap;
	bool budgeted; /* the tables may not outgrow the input beyond measure */
	char *head;    /* STREAM_HEAD bytes, of which n_head are set: a small file touches few */
	size_t n_head;
};

const char stream_memory_refused[] =
	"takes more memory than real profiles of its size do, or more than 2 GiB; "
	"-max_size=SIZE reads it all the same";

struct stream *stream_open(struct input *in, const struct load_limits *limits)
{
	struct stream_window *w = mem_zeroed(1, sizeof(*w));

	w->inflate = inflate_open(in, limits, NULL);
	w->ahead = readahead_open(inflate_input(w->inflate));
	w->in = readahead_input(w->ahead);
	w->budgeted = limits->max_size == 0;
	w->buf = mem_grow(NULL, &w->cap, WINDOW, 1);
	w->s.p = w->buf;
	w->head = mem_grow(NULL, &(size_t){0}, STREAM_HEAD, 1);
	return &w->s;
}

void stream_close(struct stream *s)
{
	struct stream_window *w = (struct stream_window *)s;

	readahead_close(w->ahead);
	inflate_close(w->inflate);
	free(w->buf);
	free(w->head);
	free(w);
}

/* Keeps those of the n new bytes behind the window's that belong to the head. */
static void keep_head(struct stream_window *w, const char *bytes, size_t n)
{
	if (n > STREAM_HEAD - w->n_head)
		n = STREAM_HEAD - w->n_head;
	memcpy(w->head + w->n_head, bytes, n);
	w->n_head += n;
}

bool stream_read(struct stream *s, size_t want, struct err *err)
{
	struct stream_window *w = (struct stream_window *)s;

	if (s->p != w->buf)
		memmove(w->buf, s->p, s->n);
	s->p = w->buf;
	while (s->n < want && !s->end) {
		size_t got = 0;

		if (s->n == w->cap)
			s->p = w->buf = mem_grow(w->buf, &w->cap, w->cap + 1, 1);
		if (!w->in->read(w->in, w->buf + s->n, w->cap - s->n, &got, err)) {
			s->unreadable = true;
			return false;
		}
		keep_head(w, w->buf + s->n, got);
		s->end = got == 0;
		s->n += got;
	}
	return true;
}

struct str stream_head(const struct stream *s)
{
	const struct stream_window *w = (const struct stream_window *)s;

	return (struct str){w->head, w->n_head};
}

uint64_t stream_memory_limit(const struct stream *s)
{
	const struct stream_window *w = (const struct stream_window *)s;
	uint64_t by_size = MEMORY_FREE + MEMORY_EACH * inflate_total_in(w->inflate);

	if (!w->budgeted)
		return UINT64_MAX;
	return by_size < MEMORY_MOST ? by_size : MEMORY_MOST;
}

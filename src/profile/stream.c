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

enum { WINDOW = 256 * 1024 }; /* at least STREAM_HEAD */

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
	char *head;    /* the first window; NULL: buf is that */
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

/*
 * Moves what was not taken to the begin of a window of at least `cap` bytes. The first window stays as it is:
 * it holds the file's head. So a small file is read without a copy.
 */
static void make_room(struct stream_window *w, size_t cap)
{
	if (w->head == NULL) {
		w->head = w->buf;
		w->cap = 0;
		w->buf = mem_grow(NULL, &w->cap, cap, 1);
		memcpy(w->buf, w->s.p, w->s.n);
	} else {
		memmove(w->buf, w->s.p, w->s.n);
		w->buf = mem_grow(w->buf, &w->cap, cap, 1);
	}
	w->s.p = w->buf;
}

bool stream_read(struct stream *s, size_t want, struct err *err)
{
	struct stream_window *w = (struct stream_window *)s;
	size_t taken = (size_t)(s->p - w->buf), used = taken + s->n;

	if (taken != 0 && used >= STREAM_HEAD && (used > w->cap / 2 || taken + want > w->cap))
		make_room(w, w->cap);
	while (s->n < want && !s->end) {
		size_t got = 0;

		if (s->p + s->n == w->buf + w->cap)
			make_room(w, w->cap + 1);
		used = (size_t)(s->p - w->buf) + s->n;
		if (!w->in->read(w->in, w->buf + used, w->cap - used, &got, err)) {
			s->unreadable = true;
			return false;
		}
		s->end = got == 0;
		s->n += got;
	}
	return true;
}

struct str stream_head(const struct stream *s)
{
	const struct stream_window *w = (const struct stream_window *)s;
	size_t used = (size_t)(s->p - w->buf) + s->n;

	if (w->head != NULL)
		return (struct str){w->head, STREAM_HEAD};
	return (struct str){w->buf, used < STREAM_HEAD ? used : STREAM_HEAD};
}

uint64_t stream_memory_limit(const struct stream *s)
{
	const struct stream_window *w = (const struct stream_window *)s;
	uint64_t by_size = MEMORY_FREE + MEMORY_EACH * inflate_total_in(w->inflate);

	if (!w->budgeted)
		return UINT64_MAX;
	return by_size < MEMORY_MOST ? by_size : MEMORY_MOST;
}

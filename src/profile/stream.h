/*
 * stream.h: the bytes of a file, inflated, of which a part is in memory at a time.
 *
 * In: an input, compressed (gzip, zstd) or plain. Out: its plain bytes in order. Who reads looks at the
 * bytes at hand, asks for more, and takes those it is done with; only what was not taken yet is
 * held. Reading and inflating may run ahead on another thread.
 */
#ifndef CPROF_PROFILE_STREAM_H
#define CPROF_PROFILE_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/input.h"
#include "base/str.h"

/* So many bytes of a file tell what it may be. */
enum { STREAM_HEAD = 64 * 1024 };

/* What loading a file may take, and what it is to leave out. */
struct load_limits {
	uint64_t max_size; /* uncompressed bytes; 0: the default of 4 GiB with a check for bombs */
	bool no_symbols;   /* leave out the functions that texts of old formats may name */
	struct str
		folded_type; /* "TYPE/UNIT" of folded stacks that do not say it; empty: samples/count */
	bool all_frames;     /* keep frames that readers of old formats know for an allocator's */
};

/* Read its members, change none. Made by stream_open. */
struct stream {
	const char *p;   /* the bytes at hand; other bytes when more are asked for */
	size_t n;        /* how many */
	uint64_t offset; /* of *p in the stream */
	bool end;        /* nothing follows the bytes at hand */
	bool unreadable; /* reading has failed: the error is not about what the bytes mean */
};

/* Reads from `in`, which the caller keeps until stream_close. */
struct stream *stream_open(struct input *in, const struct load_limits *limits);
void stream_close(struct stream *s);

/* Makes room and reads. For stream_fill. */
bool stream_read(struct stream *s, size_t want, struct err *err);

/* Makes at least `want` bytes available at hand, or all there are. Fails when reading does. */
static inline bool stream_fill(struct stream *s, size_t want, struct err *err)
{
	return s->n >= want || s->end || stream_read(s, want, err);
}

/* Reads on, behind the bytes at hand, until there is at least one more, or the end. */
static inline bool stream_more(struct stream *s, struct err *err)
{
	return stream_fill(s, s->n + 1, err);
}

/* Passes over n of the bytes at hand. */
static inline void stream_take(struct stream *s, size_t n)
{
	s->p += n;
	s->n -= n;
	s->offset += n;
}

/*
 * The first bytes of the stream, up to STREAM_HEAD of those that were read, taken or not. Valid until
 * stream_close.
 */
struct str stream_head(const struct stream *s);

/*
 * How many bytes the tables made of the stream may take by now; UINT64_MAX when the user has said
 * how large a file may be. It grows with what was read.
 */
uint64_t stream_memory_limit(const struct stream *s);

/* What is said of a file that would take more. */
extern const char stream_memory_refused[];

#endif

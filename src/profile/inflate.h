/*
 * inflate.h: how compressed files are inflated: what profile/'s inflate*.c share.
 *
 * A format (gzip, zstd) is a row of a table: how its members begin, and the functions that inflate
 * one. A file is one or more members (zstd's are called frames), and nothing else. gzip has a row
 * for each library that inflates. Header and trailer of a member are read here, so that errors have
 * the same texts whichever library it is.
 */
#ifndef CPROF_PROFILE_INFLATE_H
#define CPROF_PROFILE_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/input.h"

enum { PACKED_BUF = 64 * 1024, PACKED_BEHIND = 8 };

/* Compressed bytes, of which some are at hand. */
struct packed {
	struct input *from;
	const unsigned char *p; /* the bytes at hand, in buf */
	size_t n;
	_Atomic uint64_t total_in; /* bytes read so far; another thread may ask */
	unsigned char buf[PACKED_BEHIND + PACKED_BUF];
};

/*
 * Reads until at least `want` bytes are at hand, which is at most PACKED_BUF, or all there are. The
 * last PACKED_BEHIND bytes in front of p stay where they are relative to p.
 */
bool inflate_fill(struct packed *in, size_t want, struct err *err);

/* Takes one byte of a header or trailer. Fails when there is none; `name` is the format's. */
bool inflate_take(struct packed *in, const char *name, unsigned char *c, struct err *err);

/* Where inflated bytes go: n bytes of room at p. */
struct room {
	unsigned char *p;
	size_t n;
};

enum inflate_step {
	INFLATE_MORE,   /* the room is full, or more bytes are needed */
	INFLATE_END,    /* of the member */
	INFLATE_FAILED, /* the data is damaged, or reading it failed */
};

/* A library that inflates deflate data, of which gzip's members are made. */
struct deflate {
	/* Returns the state of a new stream, or NULL when the library cannot be had. */
	void *(*open)(struct err *err);

	/* Begins another stream. */
	void (*reset)(void *state);
	void (*close)(void *state);

	/*
	 * Inflates bytes of `in` into `out`, and moves both on. Never reads; it may have bytes to
	 * give when none are at hand. Bytes behind the end of the stream are left in `in`.
	 * INFLATE_FAILED: the data is damaged, and `in` and `out` are of no more use.
	 */
	enum inflate_step (*step)(void *state, struct packed *in, struct room *out);

	/* CRC-32 of gzip, of n more bytes; begins with 0. */
	uint32_t (*crc)(void *state, uint32_t crc, const unsigned char *p, size_t n);
};

/* Reads the members of one format. */
struct inflate_reader {
	/*
	 * Returns the state of a file, or NULL when the library cannot be had; then the other
	 * functions are not called.
	 */
	void *(*open)(const struct deflate *deflate, struct err *err);
	void (*close)(void *state);

	/* Begins a member, of which four bytes or more are at hand unless it is cut off. */
	bool (*begin)(void *state, struct packed *in, struct err *err);

	/* Like the step of struct deflate, but it may read, and says in err why it fails. */
	enum inflate_step (
		*step)(void *state, struct packed *in, struct room *out, struct err *err);
};

struct inflate_format {
	const char *name;     /* as messages have it: "gzip" */
	const char *library;  /* that inflates it: "zlib" */
	uint32_t mask, magic; /* of a member's first four bytes, little-endian */
	const struct inflate_reader *reader;
	const struct deflate *deflate; /* for gzip */
	size_t least; /* files of fewer compressed bytes are not worth the library */
};

/*
 * The formats and libraries that cprof is built with. Of several rows with the same magic the first
 * is used that is worth it and can be had.
 */
extern const struct inflate_format inflate_formats[];
extern const size_t inflate_n_formats;

/*
 * Says that the data of the format is damaged. Returns false. It does not say where, because the
 * libraries do not find the same thing first.
 */
bool inflate_damaged(const char *name, struct err *err);

extern const struct inflate_reader inflate_gzip, inflate_zstd;
extern const struct deflate inflate_zlib, inflate_isal;

#endif

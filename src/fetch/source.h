/*
 * source.h: finds out what the name of a source means, and opens it.
 */
#ifndef CPROF_FETCH_SOURCE_H
#define CPROF_FETCH_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/input.h"
#include "fetch/http.h"

enum source_kind {
	SOURCE_FILE,
	SOURCE_STDIN, /* "-" */
	SOURCE_URL,
	SOURCE_INDEX, /* what a server lists of its profiles */
	SOURCE_BAD,   /* cannot be read; `err` says why */
};

/* source_of makes it; it owns nothing until it is open. */
struct source {
	enum source_kind kind;
	const char *path;           /* SOURCE_FILE */
	struct str name;            /* for messages; without the password of a URL */
	struct url_request request; /* SOURCE_URL and SOURCE_INDEX */
	struct err err;             /* SOURCE_BAD: why, with the name */

	struct input_fd fd; /* once it is open: this or http */
	struct http *http;
	struct http_progress progress;
};

/*
 * Finds out what a name means: a file where there is one of that name, else a URL if it can be one.
 * It opens nothing. Strings are in the arena.
 */
void source_of(struct arena *a, struct str name, const struct url_options *ask, struct source *s);

/* Opens it: *in can be read until source_close. Any thread may call these. */
bool source_open(struct source *s, const struct http_options *ask, struct input **in,
	struct err *err);
void source_close(struct source *s);

/* True when it can be opened a second time and has the same bytes then. */
bool source_again(const struct source *s);

static inline bool source_is_remote(const struct source *s)
{
	return s->kind == SOURCE_URL || s->kind == SOURCE_INDEX;
}

#endif

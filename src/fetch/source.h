/*
 * source.h: one source of a profile: what its name stands for, and its bytes once it is open.
 */
#ifndef CPROF_FETCH_SOURCE_H
#define CPROF_FETCH_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/input.h"
#include "fetch/http.h"

enum source_kind {
	SOURCE_FILE,
	SOURCE_PERF,  /* a file of perf record */
	SOURCE_STDIN, /* "-" */
	SOURCE_URL,
	SOURCE_INDEX, /* the list of a server's profiles */
	SOURCE_BAD,   /* nothing that can be read */
};

/* Made by source_of; owns nothing until it is open. */
struct source {
	enum source_kind kind;
	const char *path;           /* of a file */
	struct str name;            /* for people; never the password in a URL */
	struct url_request request; /* of a URL and an index */
	struct err err;             /* why it is bad, with its name */

	struct input_fd fd; /* once it is open: of these one */
	struct http *http;
	struct http_progress progress;
};

/*
 * What a name stands for: a file, if there is one; else, if it can be, a URL. Opens nothing. Strings are
 * in the arena.
 */
void source_of(struct arena *a, struct str name, const struct url_ask *ask, struct source *s);

/* Opens it; *in is what to read, until source_close. From any thread. */
bool source_open(struct source *s, const struct http_ask *ask, struct input **in, struct err *err);
void source_close(struct source *s);

/* True when it can be read a second time, and has the same bytes then. */
bool source_again(const struct source *s);

static inline bool source_is_remote(const struct source *s)
{
	return s->kind == SOURCE_URL || s->kind == SOURCE_INDEX;
}

#endif

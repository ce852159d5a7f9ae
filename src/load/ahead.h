/*
 * ahead.h: fetches what servers have before it is loaded: by another process, while this one goes on.
 *
 * A server may collect for a minute until it answers. So files in memory are made first; a child by fork, which shares
 * them, fetches into them; and what is loaded then (load-options.h) finds the bytes there.
 */
#ifndef CPROF_LOAD_AHEAD_H
#define CPROF_LOAD_AHEAD_H

#include "base/lists.h"
#include "base/mem.h"
#include "fetch/source.h"
#include "load/load-options.h"

/* A source on a server, and the file for its bytes. */
struct load_fetched {
	struct source source; /* not opened */
	int fd;
};

/* Zero-initialized is empty. */
struct load_ahead {
	VEC(struct load_fetched) files;
};

/* Makes a file for each of the names that is on a server. What fails leaves none. Strings are in the arena. */
bool load_ahead_add(struct load_ahead *ahead, struct arena *a, const struct str_list *names,
	const struct load_options *o, struct err *err);

/* Fetches all of them, at the same time. Fails when one of them does. */
bool load_ahead_fetch(const struct load_ahead *ahead, const struct load_options *o,
	struct err *err);

/*
 * True when there is a file with the bytes of the source, by its name in messages: then *in reads them from the start,
 * until another reads that source. `ahead` may be NULL.
 */
bool load_ahead_open(const struct load_ahead *ahead, struct str name, struct input_fd *in);

/* Closes the files. */
void load_ahead_release(struct load_ahead *ahead);

#endif

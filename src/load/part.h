/*
 * part.h: reads several sources and merges them into one draft.
 *
 * A profile is made of one part, or of two: what is profiled, and the base that it is compared with. The sources of
 * a part are read at the same time, on as many threads as there are processors, and merged in the order given; only
 * a few are in memory at once.
 */
#ifndef CPROF_LOAD_PART_H
#define CPROF_LOAD_PART_H

#include "base/arena.h"
#include "base/err.h"
#include "base/lists.h"
#include "load/load-options.h"
#include "load/servers.h"
#include "profile/draft.h"

/* Zero-initialized is empty. On the heap, because others point into it. */
struct load_part {
	struct arena arena;     /* of the draft */
	struct draft draft;     /* as it was read; empty once it became the profile */
	struct str_list names;  /* of the sources that could be read; their text is the caller's */
	bool remote;            /* some source was a server */
	struct servers servers; /* the servers that it came from, which may know its symbols */
};

/*
 * Reads the sources with these names: files, "-" for standard input, or URLs. Gives mappings
 * the names of the binaries that are found on this machine. Like pprof, of several sources the ones that cannot be
 * read are told and left out; only when none is left, or when they do not fit together, is that an error, and NULL.
 * Errors name the source. `what` is "source" or "base", for notes. Ctrl-C stops waiting for servers, at any time.
 */
struct load_part *load_part_read(const struct str_list *names, const char *what,
	const struct load_options *o, struct err *err);

/* Merges two parts into a new one. They stay as they are. NULL when they do not fit together. */
struct load_part *load_part_merge(const struct load_part *one, const struct load_part *two,
	struct err *err);

/* The name that stands for the whole part in errors; empty when it has none. */
struct str load_part_name(const struct load_part *part);

/* NULL: nothing happens. */
void load_part_free(struct load_part *part);

#endif

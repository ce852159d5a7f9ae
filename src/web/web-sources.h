/*
 * web-sources.h: What a page can compare with: profiles that the command line names, and those that pages have added.
 *
 * A query says it: `b` is the number of a profile of the command line (1 is the first), "u1" the first that a page has
 * added, or that was loaded before, "none" is no base, and without it the base is that of the session; with `swap` the sides change places.
 * One of several profiles of the command line is compared with the others.
 */
#ifndef CPROF_WEB_WEB_SOURCES_H
#define CPROF_WEB_WEB_SOURCES_H

#include "base/mem.h"
#include "base/out.h"
#include "load/load.h"
#include "web/web-query.h"

struct web_source {
	struct str name; /* by which it is read */
	int fd;          /* the file in memory that the name is of; -1: none */
	uint64_t number; /* behind the "u" */
	bool is_before;  /* what was loaded before it was loaded again */
};

/* Profiles that pages have added. Zero-initialized is none. */
struct web_sources {
	struct arena arena;
	VEC(struct web_source) added; /* by number */
	uint64_t last;                /* number given */
};

/* Adds a file in memory, which is the table's now. Returns what `b` is for it, in the arena. */
struct str web_sources_add_file(struct web_sources *sources, struct arena *a, int fd);

/* Adds what has this name, which is read whenever it is asked for. */
struct str web_sources_add_name(struct web_sources *sources, struct arena *a, struct str name);

/* Adds a file in memory with what was loaded before. Of these only the last ones are kept. */
void web_sources_add_before(struct web_sources *sources, int fd);

/* True when nothing more can be added. */
bool web_sources_are_full(const struct web_sources *sources);

/*
 * The sides that a query asks for; `from`: what is loaded. The names are in the arena. False where there is no such
 * source, and err says so.
 */
bool web_sources_sides(const struct web_sources *sources, const struct load_result *from,
	const struct web_query *query, struct arena *a, struct load_sides *sides, struct err *err);

/* True when the sides are not those of the session. */
bool web_sources_differ(const struct load_sides *sides);

/* Writes what can be chosen, as a list of JSON: {"b":"1","name":"..."}. With `anon` the names are numbers. */
void web_sources_put(const struct web_sources *sources, const struct load_result *from, bool anon,
	struct out *o);

void web_sources_release(struct web_sources *sources);

#endif

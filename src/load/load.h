/*
 * load.h: makes one profile of sources.
 *
 * Sources are read, named and merged (part.h), a base is subtracted, and what comes of it is symbolized and pruned.
 * What was read can be kept as it was read: then the profile is made anew of it when the base changes, or when
 * sources are added. Whatever fails changes nothing.
 */
#ifndef CPROF_LOAD_LOAD_H
#define CPROF_LOAD_LOAD_H

#include "load/load-options.h"
#include "load/part.h"

/* What is loaded, and what it was made of. Zero-initialized is "nothing". Free it with load_release. */
struct load_result {
	const struct profile *profile; /* NULL: nothing is loaded */
	const struct profile *whole;   /* made by load_whole; NULL: not yet */
	struct str_list names,
		base_names;       /* of the sources, as given; their text is the caller's */
	struct load_part *source; /* NULL when nothing is kept */
	struct load_part *base;   /* NULL without a base, and when nothing is kept */
	struct arena arena;       /* of the profile, or of a part of it */
	struct arena whole_arena;
	struct known_symbols
		*symbols; /* found so far, for the next change; NULL when nothing is kept */
	int64_t source_nanos, base_nanos; /* how long each was profiled; 0: not known, or no base */
	bool marked;                      /* the base is the 100% (-diff_base) */
	bool fetched;                     /* the last change read something from a server */
};

void load_release(struct load_result *l);

/*
 * Loads the sources of l->names, and subtracts those of l->base_names, if there are any. `l` has nothing else yet
 * but `marked`.
 */
bool load_sources(struct load_result *l, const struct load_options *o, struct err *err);

/* Compares with another base from now on; no names: with none. The names' text must live as long as l. */
bool load_compare(struct load_result *l, struct str_list names, bool marked,
	const struct load_options *o, struct err *err);

/*
 * The profile for reports that show both sides of a comparison: one that has the samples that are the same on both,
 * too. It is the profile itself where none can be left out. Needs what was kept; lives until the next change.
 */
bool load_whole(struct load_result *l, const struct load_options *o, const struct profile **whole,
	struct err *err);

/* What is to be compared: names for a side, or what is there. Zero-initialized: what is there. */
struct load_sides {
	struct str_list source, base; /* empty: as it is */
	bool no_base;                 /* compare with nothing */
	bool swap;                    /* then the sides change places */
};

/* Compares other sides; a base that is named is marked. Needs what was kept. The names' text must live as long as l. */
bool load_set_sides(struct load_result *l, const struct load_sides *sides,
	const struct load_options *o, struct err *err);

/* Merges more sources in. `a` holds the new list of names; their text must live as long as l. */
bool load_add(struct load_result *l, struct arena *a, struct str_list names,
	const struct load_options *o, struct err *err);

/*
 * Reads the sources of l->names again, but not those of the base. Needs what was kept. With `since` the profile is
 * what came since they were read last, and there must be no base; l->source has all of it.
 */
bool load_next(struct load_result *l, bool since, const struct load_options *o, struct err *err);

/* Reads all sources again. Fails when one of them is standard input. */
bool load_again(struct load_result *l, const struct load_options *o, struct err *err);

/*
 * Makes the profile of the parts that `new` has, and puts `new` in the place of l. Parts may be in both. Whether or
 * not it fails, nothing of `new` is the caller's any more.
 */
bool load_replace(struct load_result *l, struct load_result *new, const struct load_options *o,
	struct err *err);

/* True when a source is standard input. */
bool load_took_stdin(const struct load_result *l);

/*
 * The folders where binaries are looked for, separated by ':': those of PPROF_BINARY_PATH, or, like pprof, the
 * user's own folder. Only the first 500 count: *left_out is whether there are more. NULL: nobody asks.
 */
struct str load_binary_folders(struct arena *a, bool *left_out);

/* What a source is called in reports: its name, or its URL without the password. In the arena, or the name itself. */
struct str load_shown_name(struct arena *a, struct str name);

#endif

/*
 * source-search.h: where source files are, beyond where pprof looks. Inside objfile/ only.
 *
 * A search is for one file. The functions that try return true as soon as a file is found, which
 * is read then. Their number is limited, as names in a profile can be long and many.
 */
#ifndef CPROF_OBJFILE_SOURCE_SEARCH_H
#define CPROF_OBJFILE_SOURCE_SEARCH_H

#include "objfile/source-file.h"

/* How many files are tried for one name, once pprof's search is done. */
enum { SOURCE_TRIES = 1000 };

struct source_search {
	struct source_finder *f;
	struct source_file *file; /* filled in when found */
	size_t tries;             /* that are left */
	struct str refused;       /* what was there but could not be read, and why */
};

/* Tries dir/name; the directory "" is for absolute names. */
bool source_try(struct source_search *s, struct str dir, struct str name);

/* Tries name in dir and all directories above it; in all of source_path and above. */
bool source_try_above(struct source_search *s, struct str dir, struct str name);
bool source_try_along(struct source_search *s, struct str name);

/* All of dir/name, which is not a source file. */
bool source_read_small(struct arena *a, struct str dir, struct str name, struct str *text);

/* The directory that dir is in; "/" and "." are in themselves. */
struct str source_dir_above(struct str dir);

/* Looks for the name in all places known. Of a URL that is its path. */
bool source_try_elsewhere(struct source_search *s, struct str name);

/* Where a name leads: from the root of this machine, from some directory, or to a server or bundler. */
enum source_place { SOURCE_ABSOLUTE, SOURCE_RELATIVE, SOURCE_ELSEWHERE };

/* *path is what is looked for: the path of a URL, or the name. */
enum source_place source_wanted_path(struct arena *a, struct str name, struct str *path);

#endif

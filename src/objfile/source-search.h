/*
 * source-search.h: searches source files where pprof does not. Inside objfile/ only.
 *
 * A search is for one file. The source_try functions return true as soon as they have found a file and read
 * it. The number of files that they try is limited, as names in a profile can be long and many.
 */
#ifndef CPROF_OBJFILE_SOURCE_SEARCH_H
#define CPROF_OBJFILE_SOURCE_SEARCH_H

#include "objfile/source-file.h"

/* How many files are tried for one name, after pprof's search. */
enum { SOURCE_TRIES = 1000 };

struct source_search {
	struct source_finder *f;
	struct source_file *file; /* filled in when found */
	size_t tries;             /* how many are left */
	struct str refused;       /* the file that was found but could not be read, and why */
};

/* Tries dir/name. dir is "" for an absolute name. */
bool source_try(struct source_search *s, struct str dir, struct str name);

/* Try `name` in dir and all directories above it; in each directory of source_path and all above it. */
bool source_try_above(struct source_search *s, struct str dir, struct str name);
bool source_try_along(struct source_search *s, struct str name);

/* Reads all of dir/name, a small file that is no source, into the arena. */
bool source_read_small(struct arena *a, struct str dir, struct str name, struct str *text);

/* The parent of a directory; that of "/" and "." is itself. */
struct str source_dir_above(struct str dir);

/* Tries the name, or the path of a URL, in all other directories that are known. */
bool source_try_elsewhere(struct source_search *s, struct str name);

/* Where a name begins: at the root of this machine, at some directory, or at a server or bundler. */
enum source_place { SOURCE_ABSOLUTE, SOURCE_RELATIVE, SOURCE_ELSEWHERE };

/* *path is what to search: the path of a URL, or the name. It is a part of `name` or in the arena. */
enum source_place source_wanted_path(struct arena *a, struct str name, struct str *path);

#endif

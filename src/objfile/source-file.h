/*
 * source-file.h: finding the source files that a profile names, and their lines.
 *
 * In: names as they are in a profile, which come from another machine and are not to be trusted,
 * and the options source_path and trim_path. Out: the lines of the file, or words that say where it
 * was looked for. Files are read once; all of it is in the arena of the finder.
 *
 * A name is looked for as pprof does: when it is absolute after trimming, that file; else in each
 * directory of source_path and in all directories above it. Where that finds nothing, further:
 * under the name that is in the profile, in the main module of a program built with -trimpath, in
 * the Go module cache, the Go root, vendor folders, and under ever shorter ends of the name below
 * the directories of source_path. Of a URL the path is looked for, without its query and decoded
 * where that is needed; what a server or bundler has, below the directories of source_path alone.
 * No name gets out of a directory it is looked for in by "..", and nothing but regular files is
 * ever read.
 */
#ifndef CPROF_OBJFILE_SOURCE_FILE_H
#define CPROF_OBJFILE_SOURCE_FILE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

/* What of the environment matters. The strings are the caller's. */
struct source_env {
	struct str goroot, gopath, gomodcache, home;
	struct str path; /* where a `go` command may be, whose root is then known */
};

/* From the environment of the process. */
void source_env_read(struct source_env *env);

struct source_file {
	struct str name; /* that was asked for, and as it is in the profile */
	struct str recorded;
	struct str path;       /* where it was found; empty when it was not */
	bool elsewhere;        /* not where pprof looks: it may be another version */
	struct str text;       /* all of it */
	const uint32_t *begin; /* of each line in the text; n_lines + 1 */
	uint32_t n_lines;
	struct str missing; /* when it was not found: "NAME is neither in DIR nor above it" */
};

struct go_module {
	struct str dir, path; /* where its go.mod is, and what it calls itself */
};

struct source_finder {
	struct arena *arena;
	struct str source_path, trim_path;
	struct source_env env;
	VEC(struct str) dirs; /* of source_path, clean */
	bool surveyed;        /* the following are filled in */
	VEC(struct go_module) modules;
	VEC(struct str) roots;  /* Go roots */
	VEC(struct str) caches; /* Go module caches */
	struct index by_name;   /* hash of a name -> 1 + position in files */
	uint64_t seed;
	VEC(struct source_file *) files;
};

/*
 * source_path is a list separated by ':'; where the option is empty, the caller's current
 * directory. The strings live as long as the finder. `env` NULL reads the process's.
 */
void source_finder_init(struct source_finder *f, struct arena *a, struct str source_path,
	struct str trim_path, const struct source_env *env);
void source_finder_release(struct source_finder *f);

/*
 * The file of this name; never NULL. `recorded` is the name as it is in the profile where `name`
 * was trimmed, else the same or empty. A name is looked for once.
 */
const struct source_file *source_find(struct source_finder *f, struct str name,
	struct str recorded);

/* A line, counted from 1, without its end. False when there is none. */
bool source_line(const struct source_file *file, int64_t line, struct str *text);

/* The largest file that is read, in bytes. */
enum { SOURCE_MAX = 16 << 20 };

#endif

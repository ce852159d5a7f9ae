/*
 * source-file.h: finds the source files that a profile names, and gives their lines.
 *
 * In: names from a profile, which come from another machine and must not be trusted; the options source_path
 * and trim_path. Out: the lines of the file, or a text that says where it was searched. Each file is read
 * once; all results are in the arena of the finder.
 *
 * The search begins like pprof's: if the trimmed name is absolute, that file; else the name in each directory
 * of source_path and in all directories above it. Where that finds nothing, it goes on: with the name that is
 * in the profile; in the main module of a program built with -trimpath; in the Go module cache, the Go root
 * and vendor folders; with ever shorter ends of the name below the directories of source_path. For a URL it
 * searches the path, without the query and decoded where needed; for a URL of a server or a bundler, below
 * the directories of source_path alone. A ".." in a name never leads out of the directory that is searched,
 * and only regular files are read.
 */
#ifndef CPROF_OBJFILE_SOURCE_FILE_H
#define CPROF_OBJFILE_SOURCE_FILE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

/* The environment that the search uses. The caller owns the strings. */
struct source_env {
	struct str goroot, gopath, gomodcache, home;
	struct str path; /* PATH: where a `go` command is, there is a Go root */
};

/* Fills in the environment of the process. */
void source_env_read(struct source_env *env);

struct source_file {
	struct str name; /* as asked for, and below as it is in the profile */
	struct str recorded;
	struct str path;       /* where it was found; empty when it was not */
	bool elsewhere;        /* found where pprof does not search: it may be another version */
	struct str text;       /* the contents */
	const uint32_t *begin; /* of each line in the text; n_lines + 1 */
	uint32_t n_lines;
	struct str missing; /* when it was not found: "NAME is neither in DIR nor above it" */
};

struct go_module {
	struct str dir, path; /* the directory of its go.mod, and the module path in it */
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
 * source_path is a list separated by ':'; where the option is empty, the caller passes the current directory.
 * The strings must live as long as the finder. With `env` NULL it uses the environment of the process.
 */
void source_finder_init(struct source_finder *f, struct arena *a, struct str source_path,
	struct str trim_path, const struct source_env *env);
void source_finder_release(struct source_finder *f);

/*
 * The file of this name; never NULL, owned by the finder. `recorded` is the name in the profile where `name`
 * was trimmed, else the same or empty. Each name is searched once.
 */
const struct source_file *source_find(struct source_finder *f, struct str name,
	struct str recorded);

/* Line `line` of the file, counted from 1, without its line end. False when there is none. */
bool source_line(const struct source_file *file, int64_t line, struct str *text);

/* The largest file that is read, in bytes. */
enum { SOURCE_MAX = 16 << 20 };

#endif

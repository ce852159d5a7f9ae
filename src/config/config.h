/*
 * config.h: the options of a session and their values.
 *
 * options.def says what there is; it is expanded here into struct config and the table that
 * flags, assignments, listings, help and the manual's check read. A struct config is copied for
 * each command, so that what a command line sets does not persist. Its strings belong to whoever
 * set them (the session's arena, or a constant).
 */
#ifndef CPROF_CONFIG_CONFIG_H
#define CPROF_CONFIG_CONFIG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum option_kind {
	OPTION_BOOL,
	OPTION_INT,
	OPTION_FLOAT,
	OPTION_STRING,
	OPTION_CHOICE,
	OPTION_WORD
};

#define OPTION_TYPE_BOOL bool
#define OPTION_TYPE_INT int64_t
#define OPTION_TYPE_FLOAT double
#define OPTION_TYPE_STRING struct str
#define OPTION_TYPE_CHOICE struct str
#define OPTION_TYPE_WORD struct str

struct config {
#define OPTION(kind, name, def, summary, detail) OPTION_TYPE_##kind name;
#define CHOICE(option, name, summary, detail)
#include "config/options.def"
#undef OPTION
#undef CHOICE
};

struct option {
	const char *name;
	enum option_kind kind;
	size_t offset; /* in struct config */
	const char *def;
	const char *summary, *detail;
};

struct choice {
	const char *option, *name;
	const char *summary, *detail;
};

/* The tables; a row with a NULL name ends them. */
extern const struct option config_options[];
extern const struct choice config_choices[];

/* The defaults. */
void config_init(struct config *c);

/* The row with this name, or NULL. A choice of a WORD has no name of its own and is not found. */
const struct option *config_option(struct str name);
const struct choice *config_choice(struct str name);

/* How values are spelled differs: flags as Go's flag package reads them, the console as pprof's. */
enum config_style { CONFIG_FLAG, CONFIG_CONSOLE };

/*
 * Sets an option. Strings are copied into the arena. The error names the option and what it takes.
 */
bool config_set(struct config *c, struct arena *a, const struct option *o, struct str value,
	enum config_style style, struct err *err);

/* Copies the strings into the arena, where the options are to live longer than them. */
void config_keep(struct config *c, struct arena *a);

/* The value as it would be typed. */
struct str config_get(struct arena *a, const struct config *c, const struct option *o);

/* Sets o to its value in another config. */
void config_copy(struct config *c, const struct config *from, const struct option *o);

/* The names of the choices of o, joined with sep, sorted. */
struct str config_choice_names(struct arena *a, const struct option *o, const char *sep);

#endif

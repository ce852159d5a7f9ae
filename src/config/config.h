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

/*
 * The kinds of options: KIND(name, type of the value, how it is read and written). What is known of a
 * kind stands in the row that config.c makes of this, so that no kind can lack one. From STRING on they
 * are texts.
 */
#define OPTION_KINDS(KIND) \
	KIND(BOOL, bool, bool) \
	KIND(INT, int64_t, int) \
	KIND(FLOAT, double, float) \
	KIND(DIVISOR, double, divisor) /* not 0 */ \
	KIND(SHARE, double, share)     /* 0 to 1 */ \
	KIND(STRING, struct str, text) \
	KIND(REGEX, struct str, regex)     /* of functions, files and binaries */ \
	KIND(KEY_REGEX, struct str, regex) /* of keys of labels */ \
	KIND(LABEL, struct str, label)     /* a filter of labels */ \
	KIND(KEYS, struct str, text)       /* of labels, with ',' between */ \
	KIND(PATH, struct str, text) \
	KIND(PATHS, struct str, text) /* with ':' between */ \
	KIND(TYPE, struct str, text)  /* of samples */ \
	KIND(UNIT, struct str, text) \
	KIND(CHOICE, struct str, choice) \
	KIND(WORD, struct str, choice)

enum option_kind {
#define KIND(name, type, how) OPTION_##name,
	OPTION_KINDS(KIND)
#undef KIND
};

#define KIND(name, type, how) typedef type option_type_##name;
OPTION_KINDS(KIND)
#undef KIND

struct config {
#define OPTION(kind, name, def, summary, detail, see, ...) option_type_##kind name;
#define CHOICE(option, name, summary, detail)
#include "config/options.def"
#undef OPTION
#undef CHOICE
};

/* Lines of the console that show a command or an option at work, at most. */
enum { EXAMPLES_MAX = 3 };

struct option {
	const char *name;
	enum option_kind kind;
	size_t offset; /* in struct config */
	const char *def;
	const char *summary, *detail;
	const char *see;                    /* what to read next: names with ", " between */
	const char *examples[EXAMPLES_MAX]; /* as typed in the console; what is missing is NULL */
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

/*
 * How values are spelled differs: flags as Go's flag package reads them, the console as pprof's. The
 * console also refuses what no report can use: a share over 1, a division by 0, an expression that
 * is none. As flags these are taken, as in pprof, and fail with the report.
 */
enum config_style { CONFIG_FLAG, CONFIG_CONSOLE };

/* True when the value is one of the option's rows of config_choices. */
bool config_is_choice(const struct option *o);

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

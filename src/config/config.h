/*
 * config.h: Table of the options, and a set of values for them.
 *
 * options.def has a row for each option. It is expanded here into struct config, with a field for each
 * option, and into the table config_options, which flags, assignments, completion, lists, help, presets and
 * the manual's check loop over. A command gets a copy of struct config, so that a setting on a command line
 * does not persist. The texts in it belong to whoever set them (the session's arena, or a constant).
 */
#ifndef CPROF_CONFIG_CONFIG_H
#define CPROF_CONFIG_CONFIG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* What the values of an option are: what completion offers, and what is checked when one is set. */
enum option_domain {
	DOMAIN_ANY,            /* numbers and texts: nothing is offered */
	DOMAIN_BOOL,           /* true or false */
	DOMAIN_CHOICES,        /* rows of config_choices */
	DOMAIN_FUNCTION_REGEX, /* a regular expression of functions, files and binaries */
	DOMAIN_KEY_REGEX,      /* a regular expression of label keys */
	DOMAIN_LABELS,         /* what tagfocus takes: key=regexp, or a range of numbers */
	DOMAIN_KEYS,           /* label keys */
	DOMAIN_PATHS,          /* files or folders */
	DOMAIN_SAMPLE_TYPE,
	DOMAIN_UNIT,
};

/*
 * The kinds of options: KIND(name, type in struct config, functions that parse and print it, domain,
 * separator). The separator stands between the names that one value lists; 0: a value is one name.
 */
#define OPTION_KINDS(KIND) \
	KIND(BOOL, bool, bool, BOOL, 0) \
	KIND(INT, int64_t, int, ANY, 0) \
	KIND(FLOAT, double, float, ANY, 0) \
	KIND(DIVISOR, double, divisor, ANY, 0) /* not 0 */ \
	KIND(SHARE, double, share, ANY, 0)     /* 0 to 1 */ \
	KIND(STRING, struct str, text, ANY, 0) \
	KIND(REGEX, struct str, regex, FUNCTION_REGEX, '|') \
	KIND(KEY_REGEX, struct str, regex, KEY_REGEX, '|') \
	KIND(LABEL, struct str, label, LABELS, ',') \
	KIND(KEYS, struct str, text, KEYS, ',') \
	KIND(PATH, struct str, text, PATHS, 0) \
	KIND(PATHS, struct str, text, PATHS, ':') \
	KIND(TYPE, struct str, text, SAMPLE_TYPE, 0) \
	KIND(UNIT, struct str, text, UNIT, 0) \
	KIND(CHOICE, enum choice_id, choice, CHOICES, 0) \
	KIND(WORD, enum choice_id, choice, CHOICES, 0)

enum option_kind {
#define KIND(name, type, how, domain, separator) OPTION_##name,
	OPTION_KINDS(KIND)
#undef KIND
		N_OPTION_KINDS
};

/*
 * The value of a CHOICE or a WORD: SORT_FLAT, GRANULARITY_LINES, COLOR_AUTO. An id is the row in
 * config_choices, counted from 1.
 */
enum choice_id {
	CHOICE_NONE, /* none was chosen, and the option's default is an empty text */
#define OPTION(kind, name, def, ...)
#define CHOICE(option, name, id, ...) id,
#include "config/options.def"
#undef OPTION
#undef CHOICE
	CHOICE_END
};

/* The number of an option's row in config_options: OPT_focus. */
enum option_id {
#define OPTION(kind, name, def, ...) OPT_##name,
#define CHOICE(option, name, id, ...)
#include "config/options.def"
#undef OPTION
#undef CHOICE
	N_OPTIONS
};

#define KIND(name, type, how, domain, separator) typedef type option_type_##name;
OPTION_KINDS(KIND)
#undef KIND

struct config {
#define OPTION(kind, name, def, ...) option_type_##kind name;
#define CHOICE(option, name, id, ...)
#include "config/options.def"
#undef OPTION
#undef CHOICE
};

/* How an option is treated, besides being obeyed. */
enum option_role {
	ROLE_FILTER = 1 << 0, /* it leaves out a part of the profile: reports list it, and tell when
				   it matched nothing */
	ROLE_UNLISTED = 1 << 1, /* a filter that, as in pprof, is neither listed nor told of */
	ROLE_CLEARED = 1 << 2,  /* the line ":" resets it */
	ROLE_UNSAVED = 1 << 3,  /* it is about one report or profile: presets leave it alone */
	ROLE_HOW = 1 << 4,      /* it says how and where a report is shown, not what is in it */
	ROLE_ROWS = 1 << 5, /* it says which rows a report has, in which order, and how values are
				   counted: a view (view/view.h) is the same without it */
};

/* The most examples that a command or an option has. Each is a line of the console. */
enum { EXAMPLES_MAX = 3 };

struct option {
	const char *name;
	enum option_kind kind;
	size_t offset; /* in struct config */
	const char *def;
	unsigned roles;  /* enum option_role */
	const char *url; /* its parameter in the URLs of pprof's web interface; or NULL */
	const char *summary;
	const char *detail;                 /* sentences for help; or NULL */
	const char *see;                    /* names to read next, with ", " between */
	const char *examples[EXAMPLES_MAX]; /* missing ones are NULL */
};

struct choice {
	const char *option, *name;
	const char *summary; /* one line, without a full stop */
	bool flag;           /* of a WORD: the name is a flag all the same */
	const char *ending;  /* of `format`: that of the files which `save` writes so; or NULL */
};

/* The tables; a row with a NULL name ends them. */
extern const struct option config_options[];
extern const struct choice config_choices[];

/* Sets all options to their defaults, whose texts are constants. */
void config_init(struct config *c);

/* Returns the option with this name, or NULL. */
const struct option *config_option(struct str name);

/* Returns the choice that this word of the console selects, or NULL. A value of a WORD is no such word. */
const struct choice *config_choice(struct str name);

/* Returns the choice that this flag selects, or NULL: config_choice(), or a row that says `.flag`. */
const struct choice *config_flag_choice(struct str name);

/* Returns the id of an option of config_options. */
static inline enum option_id config_id(const struct option *o)
{
	return (enum option_id)(o - config_options);
}

/* Returns the choice whose `ending` is the suffix of this path, or NULL. */
const struct choice *config_choice_for_file(struct str path);

/* Returns the option that has this choice. */
const struct option *config_option_of(const struct choice *c);

/* Return what the values of an option are, and the separator of the names that one value lists, or 0. */
enum option_domain config_domain(const struct option *o);
char config_separator(const struct option *o);

/* Returns whether struct config has a struct str for the option. */
bool config_is_text(const struct option *o);

/* Returns the field of such an option, for reading and writing; NULL for any other option. */
struct str *config_text(struct config *c, const struct option *o);

/*
 * How values are spelled differs: flags as Go's flag package reads them, the console as pprof's. The
 * console also refuses what no report can use: a share over 1, a division by 0, a text that is no
 * expression. As flags these are taken, as in pprof, and fail with the report.
 */
enum config_style { CONFIG_FLAG, CONFIG_CONSOLE };

/*
 * Sets an option. Texts are copied into the arena. The error names the option and what it takes, and
 * leaves the config as it was.
 */
bool config_set(struct config *c, struct arena *a, const struct option *o, struct str value,
	enum config_style style, struct err *err);

/* Copies all texts into the arena, where a config is to live longer than they do. */
void config_keep(struct config *c, struct arena *a);

/* Returns the value as a user types it: a text of the config, a constant, or a text in the arena. */
struct str config_get(struct arena *a, const struct config *c, const struct option *o);

/* Returns whether the option has its default. */
bool config_is_default(const struct config *c, const struct option *o);

/* Returns whether the option is a filter that is set and that reports list. */
bool config_is_listed(const struct config *c, const struct option *o);

/*
 * Returns a text in the arena that is the same for two configs if a view is, as far as it depends on options:
 * with the values of all but those that are about rows or about how a report is shown.
 */
struct str config_view_key(struct arena *a, const struct config *c);

/* Sets an option to its default. */
void config_reset(struct config *c, const struct option *o);

/* Returns the names of the options with a role, in the arena: "focus, ignore and hide". */
struct str config_role_names(struct arena *a, enum option_role role);

/* Sets o to its value in another config. Texts are shared. */
void config_copy(struct config *c, const struct config *from, const struct option *o);

/* Returns the names of the choices of o, sorted, separated by sep, in the arena; empty if it has none. */
struct str config_choice_names(struct arena *a, const struct option *o, const char *sep);

#endif

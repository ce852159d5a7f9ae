/*
 * commands.h: the table of reports that a command or flag can ask for.
 *
 * A row says everything about a command; nothing else tests its name. The names, arguments and
 * defaults are pprof's.
 */
#ifndef CPROF_COMMAND_COMMANDS_H
#define CPROF_COMMAND_COMMANDS_H

#include "config/config.h"
#include "render/viewer.h"
#include "report/report.h"

/* What words may follow a command in the console. */
enum command_args {
	ARGS_NONE,
	ARGS_GRAPH,       /* [n] [focus]* [-ignore]* [>file] */
	ARGS_SORTED,      /* also -cum */
	ARGS_REGEX,       /* a regular expression first */
	ARGS_REGEX_COUNT, /* the same, and a number means something */
	ARGS_TAGS,        /* words select labels */
};

/* How a command differs from the options that are set. */
enum command_flags {
	COMMAND_UNTRIMMED = 1 << 0,   /* nodecount, nodefraction and edgefraction do not apply */
	COMMAND_WHOLE_PATHS = 1 << 1, /* file names are not trimmed */
	COMMAND_COUNTED = 1 << 2,     /* though untrimmed, it obeys nodecount */
	COMMAND_COUNTS_ELSE = 1 << 4, /* nodecount is not about nodes */
	COMMAND_DRESSED = 1 << 3,     /* the picture is to be explored in a browser */
	COMMAND_OUTERMOST = 1 << 5,   /* as with noinlines: an address is in one function */
	COMMAND_INLINED = 1 << 6,     /* as without noinlines */
	COMMAND_OWN_FORMAT = 1 << 7,  /* a text, but in a format of its own */
};

/* A report. What is not set is false, 0 or NULL. */
struct command {
	const char *name;
	bool (*report)(struct report *r, struct err *err);
	enum command_args args;
	int nodes;                  /* nodecount where it is -1, from a flag; 0: all */
	int console_nodes;          /* and in the console */
	unsigned flags;             /* enum command_flags */
	enum choice_id granularity; /* always this one; or CHOICE_NONE */
	const char *ending;  /* of the numbered file written instead of a terminal; or NULL */
	const char *picture; /* the report is DOT, to be drawn in this format; or NULL */
	const struct viewer *viewer; /* shows it; or NULL */
	const char *saves;           /* the ending of files that `save` writes with it; or NULL */
	const char *
		values; /* words that its flag takes besides true and false: "text, all"; or NULL */

	/* For help. */
	const char *summary;                /* one line, without a full stop */
	const char *detail;                 /* sentences; or NULL */
	const char *examples[EXAMPLES_MAX]; /* as in struct option */
	const char *see;                    /* names to read next, as "list, peek"; or NULL */
};

/* A row with a NULL name ends it. */
extern const struct command commands[];

/* The row with this name, or NULL. */
const struct command *command_find(struct str name);

/* What may follow the command's name in the console, as help shows it: " [n] [focus]... [>file]". */
const char *command_words(const struct command *c);

/*
 * Reads the value of a report's flag. *on is whether it asks for the report; *word is the regular expression
 * of a report that takes one, else one of the command's values, or empty. On an error both are as they were.
 */
bool command_flag(const struct command *c, struct str value, bool *on, struct str *word,
	struct err *err);

/* The row whose files end as this path does, or NULL. */
const struct command *command_for_file(struct str path);

/* True when the first word behind the command is its regular expression. */
static inline bool command_takes_regex(const struct command *c)
{
	return c->args == ARGS_REGEX || c->args == ARGS_REGEX_COUNT;
}

/* True when what it writes is text for people. */
static inline bool command_is_text(const struct command *c)
{
	return c->ending == NULL && c->picture == NULL && c->viewer == NULL;
}

/* True when the option `format` says how it is written. */
static inline bool command_takes_format(const struct command *c)
{
	return command_is_text(c) && !(c->flags & COMMAND_OWN_FORMAT);
}

/* The options as the command sees them: its own rules on top. */
struct config command_config(const struct command *c, const struct config *config);

#endif

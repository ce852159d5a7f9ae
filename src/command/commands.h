/*
 * commands.h: Table of the commands that print a report.
 *
 * A row is the only place that knows a command: how it is called, which options it overrides, where its
 * output goes, and what help says. No code compares a command's name. Names, arguments and defaults are
 * those of pprof.
 */
#ifndef CPROF_COMMAND_COMMANDS_H
#define CPROF_COMMAND_COMMANDS_H

#include "config/config.h"
#include "render/viewer.h"
#include "report/report.h"

/* The arguments of a command in the console. command_words() has them in the form that help shows. */
enum command_args {
	ARGS_NONE,        /* a redirection only */
	ARGS_GRAPH,       /* a count, words for focus and ignore */
	ARGS_SORTED,      /* the same, and -cum */
	ARGS_LEVELS,      /* as ARGS_GRAPH, but the count sets depth */
	ARGS_REGEX,       /* a regular expression, then words for focus and ignore */
	ARGS_REGEX_COUNT, /* the same, and a count */
	ARGS_TAGS,        /* words for tagfocus and tagignore */
};

/* How a command overrides the options. */
enum command_flags {
	COMMAND_UNTRIMMED = 1 << 0,   /* it ignores nodecount, nodefraction and edgefraction */
	COMMAND_WHOLE_PATHS = 1 << 1, /* it does not trim file names */
	COMMAND_COUNTED = 1 << 2,     /* with COMMAND_UNTRIMMED: it obeys nodecount all the same */
	COMMAND_DRESSED = 1 << 3,     /* the picture gets the script and style for a browser */
	COMMAND_COUNTS_ELSE = 1 << 4, /* nodecount counts levels or stacks, not nodes */
	COMMAND_OUTERMOST = 1 << 5,   /* noinlines is on: an address is in one function */
	COMMAND_INLINED = 1 << 6,     /* noinlines is off */
	COMMAND_OWN_FORMAT = 1 << 7,  /* it writes text, but in a format of its own */
	COMMAND_BOTH_SIDES = 1 << 8, /* of a comparison it shows both sides, not their difference */
	COMMAND_SCREEN = 1 << 9,     /* it fills a terminal, unless text is asked for */
	COMMAND_NEEDS_BASE = 1
		<< 10, /* it compares: of two profiles without a base, the first is it */
	COMMAND_ONE_SIDE = 1 << 11, /* with COMMAND_NEEDS_BASE: one profile alone will do, too */
	COMMAND_EACH = 1
		<< 12, /* it reads its profiles one by one (shell/each.h); its record is not in the table */
	COMMAND_JUNIT = 1 << 13,       /* format=junit is for it alone */
	COMMAND_MARKDOWN = 1 << 14,    /* its text is Markdown already */
	COMMAND_READS_FILES = 1 << 15, /* it shows files of this machine that the profile names */
	COMMAND_NO_SAMPLES = 1
		<< 16, /* it shows no samples: neither types nor filters have an effect */
};

/* One command. All strings are constants. NULL: it has none. */
struct command {
	const char *name;
	bool (*report)(struct report *r, struct err *err);
	enum command_args args;
	int nodes;                       /* count as a flag, where nodecount is -1; 0: all */
	int console_nodes;               /* count in the console, where nodecount is -1; 0: all */
	unsigned flags;                  /* enum command_flags */
	enum choice_id granularity;      /* overrides the option; CHOICE_NONE: does not */
	enum choice_id granularity_else; /* where the option is empty; CHOICE_NONE: functions */
	const char *ending;          /* suffix of the numbered file that a terminal's user gets */
	const char *picture;         /* format in which Graphviz renders the DOT output */
	const struct viewer *viewer; /* program that shows the output */
	const char *saves;           /* suffix of the files that `save` writes with it */
	const char *values; /* words that its flag takes, besides true and false: "text, all" */

	/* For help. */
	const char *summary;                /* one line, without a full stop */
	const char *detail;                 /* sentences */
	const char *examples[EXAMPLES_MAX]; /* lines of the console; a test runs each */
	const char *see;                    /* related names: "list, peek" */
};

/* The reports that the flags -runs and -check ask for, which the console does not have. */
extern const struct command command_runs, command_check, command_series;

/* The table, sorted by name. A row with a NULL name ends it. */
extern const struct command commands[];

/* Returns the command with this name, or NULL. */
const struct command *command_find(struct str name);

/* Returns the arguments of a command as help shows them: " [n] [focus]... [>file]". A constant. */
const char *command_words(const struct command *c);

/*
 * Parses the value of a command's flag. Sets *on to whether the flag asks for the report. Sets *word to the
 * regular expression of a command that takes one, else to the one of `values` that was given, else to an
 * empty text; *word points into value. An error leaves both untouched.
 */
bool command_flag(const struct command *c, struct str value, bool *on, struct str *word,
	struct err *err);

/* Returns the command whose `saves` is the suffix of this path, or NULL. */
const struct command *command_for_file(struct str path);

/* Returns whether the first argument of the command is a regular expression. */
static inline bool command_takes_regex(const struct command *c)
{
	return c->args == ARGS_REGEX || c->args == ARGS_REGEX_COUNT;
}

/* Returns whether the command writes text that a terminal can show. */
static inline bool command_is_text(const struct command *c)
{
	return c->ending == NULL && c->picture == NULL && c->viewer == NULL;
}

/* Returns whether the command obeys the option `format`. */
static inline bool command_takes_format(const struct command *c)
{
	return command_is_text(c) && !(c->flags & COMMAND_OWN_FORMAT);
}

/* True when the options ask for the command's rows in another form than that of the text. */
bool command_gives_data(const struct command *c, const struct config *config);

/* True when the options ask for the command's rows as data for programs, which get all of a list. */
bool command_gives_all(const struct command *c, const struct config *config);

/* Returns the options with the overrides of the command applied. Texts are shared with *config. */
struct config command_config(const struct command *c, const struct config *config);

#endif

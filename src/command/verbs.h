/*
 * verbs.h: the table of the console's commands that are no reports: help, alias, save and others.
 */
#ifndef CPROF_COMMAND_VERBS_H
#define CPROF_COMMAND_VERBS_H

#include "base/str.h"
#include "config/config.h"

/* What the words behind a verb are. Completion needs to know. */
enum verb_words {
	WORDS_NONE,
	WORDS_NAME,    /* a command, verb, option or choice */
	WORDS_ALIAS,   /* an alias, then a line */
	WORDS_UNALIAS, /* an alias */
	WORDS_PATH,
	WORDS_PRESET, /* a preset; PRESET_SAVE or PRESET_DELETE may stand before it */
	WORDS_SHELL,  /* a command of the shell, to the end of the line */
	WORDS_REPORT, /* a report, with its words */
	WORDS_SERVER, /* an address to serve at, or "off" */
};

/* What a verb does. Several verbs may do the same. */
enum verb_id {
	VERB_ADD,
	VERB_ALIAS,
	VERB_BASE,
	VERB_DIFF_BASE,
	VERB_EXPLAIN,
	VERB_HELP,
	VERB_HTTP,
	VERB_OPTIONS,
	VERB_PRESET,
	VERB_QUIT,
	VERB_RELOAD,
	VERB_SAVE,
	VERB_SHELL,
	VERB_SOURCE,
	VERB_UNALIAS,
	VERB_WATCH,
	VERB_END, /* the number of the others */
};

/* A command that is no report. The table does not say what runs it: shell/actions.c does. */
struct verb {
	const char *name;
	enum verb_id id;
	enum verb_words kind;
	const char *words; /* as help shows them, with a blank in front; or "" */
	const char *summary;
	const char *examples[EXAMPLES_MAX]; /* as in struct option */
	const char *see;                    /* names to read next, as "list, peek"; or NULL */
};

/* A row with a NULL name ends it. */
extern const struct verb verbs[];

/* Whether it prints a text and does no more. Then a pipe or a file may follow, as behind a report. */
static inline bool verb_shows(const struct verb *v)
{
	return v->kind == WORDS_NONE || v->kind == WORDS_NAME;
}

/* The row with this name, or NULL. */
const struct verb *verb_find(struct str name);

#endif

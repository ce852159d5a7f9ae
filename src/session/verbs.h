/*
 * verbs.h: the table of what the console can do besides reports.
 */
#ifndef CPROF_SESSION_VERBS_H
#define CPROF_SESSION_VERBS_H

#include "base/err.h"
#include "base/str.h"
#include "config/config.h"

struct session;

/* What the words behind a verb are, for completion. */
enum verb_words {
	WORDS_NONE,
	WORDS_NAME,    /* a command, verb, option or choice */
	WORDS_ALIAS,   /* an alias, then a line */
	WORDS_UNALIAS, /* an alias */
	WORDS_PATH,
	WORDS_PRESET, /* a preset, or PRESET_SAVE or PRESET_DELETE and one */
	WORDS_SHELL,  /* the rest of the line, whatever it is */
};

struct verb {
	const char *name;
	enum verb_words kind;
	const char *words; /* as help shows them, with a blank in front; or "" */
	/* Does it. `words` is what follows the name, trimmed. What it has to say goes to the notes. */
	bool (*run)(struct session *s, struct str words, struct err *err);
	const char *summary;
	const char *examples[EXAMPLES_MAX]; /* as in struct option */
	const char *see;                    /* names to read next, as "list, peek"; or NULL */
};

/* A row with a NULL name ends it. */
extern const struct verb verbs[];

/* The row with this name, or NULL. */
const struct verb *verb_find(struct str name);

#endif

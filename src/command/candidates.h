/*
 * candidates.h: Collects the candidates of a completion, for complete.c.
 *
 * Each source (commands, options, functions, labels, files) offers its names. A name is kept if it begins
 * with the typed text, or contains it if `anywhere` is set, and if there is a way to type it.
 * candidates_finish() sorts the names, drops duplicates and makes the rows of the completion.
 */
#ifndef CPROF_COMMAND_CANDIDATES_H
#define CPROF_COMMAND_CANDIDATES_H

#include "base/mem.h"
#include "command/complete.h"
#include "command/tokenizer.h"

/* How a name is quoted. */
enum candidate_style {
	STYLE_OURS,  /* not at all: it is from our own tables */
	STYLE_WORD,  /* in quotes if the tokenizer would read it differently without them */
	STYLE_REGEX, /* as a regular expression, with backslashes, and quotes if needed */
	STYLE_LABEL, /* as a regular expression in a label filter */
};

/* A candidate before it is quoted. */
struct candidate_name {
	struct str name;
	enum candidate_style style;
	bool open;
};

struct completer {
	const struct line_scope *s;
	struct arena *a;
	struct str line;
	struct completion *c;
	enum tokenizer_place place; /* of the word */
	char quote;                 /* the word begins with it; or 0 */
	char separator;             /* of a list of words, which no name in it may hold; or 0 */
	bool dash;                  /* it is behind a `-`, where there can be no quotes */
	struct str head;            /* the word up to what is completed: "main|" of "main|run" */
	struct str typed;           /* what is completed, without backslashes where it is a regex */
	enum candidate_style style; /* of the candidates that are offered */
	bool anywhere;              /* it may stand anywhere in the name */
	VEC(struct candidate_name) names;
};

/*
 * Offers one name. A name that is not STYLE_OURS is quoted and then read back with the tokenizer; it is
 * dropped if that does not give the same name. Words with control bytes are dropped; a regular expression
 * has "." in place of such a byte.
 */
void candidates_offer(struct completer *k, struct str name);

/* Sources. `before` and `behind` are texts that stand before and behind each name: "focus=". */
void candidates_commands(struct completer *k);                   /* commands and verbs */
void candidates_options(struct completer *k, struct str behind); /* and choices */
void candidates_aliases(struct completer *k);
void candidates_types(struct completer *k, struct str before); /* sample types */
void candidates_first(struct completer *k);                    /* all that a line can begin with */
void candidates_functions(struct completer *k);
void candidates_keys(struct completer *k, struct str behind); /* label keys */
void candidates_texts(struct completer *k, struct str key);   /* of a label key; empty: of all */
void candidates_paths(struct completer *k);

/* Returns a regular expression without its backslashes, in the arena. */
struct str candidates_unescape(struct completer *k, struct str s);

/* Returns a and b as one text, in the arena. */
struct str candidates_joined(struct completer *k, struct str a, struct str b);

/* Makes the rows of the completion from the names that were offered. */
void candidates_finish(struct completer *k);

#endif

/*
 * candidates.h: what TAB can offer, for complete.c.
 *
 * In: what was typed of a word, and how its names are typed. A source of candidates offers each of its
 * names; those stay that have what was typed at the front or, where `anywhere` says so, in them. Out:
 * the completion's rows, sorted, each once, as they are to be typed.
 */
#ifndef CPROF_COMMAND_CANDIDATES_H
#define CPROF_COMMAND_CANDIDATES_H

#include "base/mem.h"
#include "command/complete.h"
#include "command/words.h"

/* How a name is typed. */
enum candidate_style {
	STYLE_OURS,  /* as it is: a name from our own tables */
	STYLE_WORD,  /* in quotes where it would be read as something else without them */
	STYLE_REGEX, /* the same, and with backslashes */
	STYLE_LABEL, /* a regular expression of a filter of labels */
};

/* A name as it is, and how it is typed. */
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
	enum words_place place;     /* of the word */
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
 * A name of any kind; the others are sources of them. Only names of STYLE_OURS are typed as they are. All
 * others are quoted by one function, which reads what it made as the console will: what would not be that
 * name, and nothing else, is not offered. Names with control bytes are none of words, and in expressions
 * these are any character.
 */
void candidates_offer(struct completer *k, struct str name);
void candidates_commands(struct completer *k); /* and verbs */
void candidates_options(struct completer *k, struct str behind);
void candidates_aliases(struct completer *k);
void candidates_types(struct completer *k, struct str before);
void candidates_first(struct completer *k); /* what a line can begin with */
void candidates_functions(struct completer *k);
void candidates_keys(struct completer *k, struct str behind);
void candidates_texts(struct completer *k, struct str key); /* empty: of any key */
void candidates_paths(struct completer *k);

/* The text of a regular expression without its backslashes; and two texts as one. */
struct str candidates_unescape(struct completer *k, struct str s);
struct str candidates_joined(struct completer *k, struct str a, struct str b);

/* Makes the completion of what was offered. */
void candidates_finish(struct completer *k);

#endif

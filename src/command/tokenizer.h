/*
 * tokenizer.h: a line of the console as statements, and a statement as words.
 *
 * The rules of a line:
 *
 * - Statements have a `;` between them. One that begins with `#` is a comment: the rest of the line.
 * - NAME=VALUE, where NAME is an option or a choice, is an assignment. The value is the rest of the
 *   statement, up to ` //:`; so only a `;` between blanks ends it. `focus=a;b` and `focus=a|b` are
 *   expressions.
 * - `!` or `shell`, and the rest of the line, is a command of the shell.
 * - All else is a command and its words. Words have blanks between them (any of Unicode). A word, or a
 *   value behind `=`, may be in single or double quotes, which may hold blanks; a backslash before the
 *   quote is the quote itself, any other backslash is what it is.
 * - `|`, `>`, `>>` and `;` are operators where a word would begin (`top |head`, `top >file`), and directly
 *   behind the command's name (`top|head`), a number (`top 3;tags`) and a word that sets an option
 *   (`top -cum|head`). Inside any other word they are text: `top main|net`, `list operator>>`. Behind a
 *   verb only `;` is an operator, at the beginning of a word.
 * - What follows a `|` is a command of the shell, to the end of the line.
 *
 * Which words of a report are a pasted name is for names.h.
 */
#ifndef CPROF_COMMAND_TOKENIZER_H
#define CPROF_COMMAND_TOKENIZER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "config/config.h"

/* Where a word stands, which says what in it is an operator. */
enum words_place {
	PLACE_FIRST,  /* the command's name */
	PLACE_REPORT, /* the words behind it */
	PLACE_FILE,   /* behind > */
	PLACE_VERB,   /* the words behind a verb */
	PLACE_VALUE,  /* an assignment */
	PLACE_SHELL,  /* what the shell is given */
};

/* s without blanks, of Unicode, at both ends. */
struct str words_trim(struct str s);

/*
 * Takes a statement off the front of *rest, which has a non-NULL p before the first call. False when
 * nothing is left. A statement may be empty.
 */
bool words_statement(struct str *rest, struct str *statement);

/* Takes the first word of a statement, a command's name with its quotes, if any, off the front of *rest. */
bool words_name(struct str *rest, struct str *name);

/* Where the value of the assignment that s is begins; s.n + 1 when it is none. */
size_t words_value_at(struct str s);

struct line_word {
	struct str text;  /* without its quotes */
	bool quoted;      /* all of it: neither a number, nor `-` */
	bool is_operator; /* | > or >> */
};

/* Takes a word off the front of *rest. *there is whether there was one. Fails for a lone quote. */
bool words_next(struct arena *a, struct str *rest, enum words_place place, struct line_word *word,
	bool *there, struct err *err);

/*
 * Where the last word of a statement begins, which may still be without the quote at its end, and its
 * place; the end of s where s ends with a blank or an operator.
 */
size_t words_last(struct str s, enum words_place *place);

/* What a word such as -lines or -nodecount=3 sets: an option, or else a choice. */
struct setting {
	const struct option *option;
	const struct choice *choice;
	struct str value; /* may be in quotes; "true" without one */
};

/* False when the word sets nothing, and so adds to ignore. */
bool words_setting(struct str word, struct setting *setting);

/* The value as it is typed, in quotes where it would be read otherwise without them. */
struct str words_quote(struct arena *a, struct str value);

/* The text in quotes, those within with a backslash. */
struct str words_in_quotes(struct arena *a, struct str text, char quote, bool closed);

/* A value without its comment, and without its quotes, if it is all in quotes. */
bool words_value(struct arena *a, struct str value, struct str *bare, struct err *err);

#endif

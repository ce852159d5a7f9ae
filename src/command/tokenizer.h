/*
 * tokenizer.h: Splits a line of the console into statements, and a statement into words.
 *
 * The rules:
 *
 * - `;` separates statements. A statement that begins with `#` is a comment and takes the rest of the line.
 * - NAME=VALUE is an assignment if NAME is an option or a choice. The value ends with the statement, or at
 *   ` //:`. Only a `;` between blanks ends it: the values of `focus=a;b` and `focus=a|b` are expressions.
 * - `!` or `shell` gives the rest of the line to the shell.
 * - Any other statement is a command and its words, separated by blanks (those of Unicode). A word, or the
 *   value behind its `=`, may be in single or double quotes, which may hold blanks. A backslash before a
 *   quote of that kind makes the quote a part of the word. Any other backslash stands for itself.
 * - `|`, `>`, `>>` and `;` are operators where a word would begin (`top |head`, `top >file`), and directly
 *   behind the command's name (`top|head`), a number (`top 3;tags`) or a word that sets an option
 *   (`top -cum|head`). Inside any other word they are text: `top main|net`, `list operator>>`. Behind a
 *   verb that prints a text they are operators everywhere (`help top|head`). Behind another verb only `;`
 *   is one, and only at the beginning of a word.
 * - What follows a `|` is a command of the shell, up to the end of the line.
 *
 * Note: a name that a user pastes may hold blanks and operators. names.h finds those names first.
 */
#ifndef CPROF_COMMAND_TOKENIZER_H
#define CPROF_COMMAND_TOKENIZER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "config/config.h"

/* Where a word stands. The place decides which of its characters are operators. */
enum tokenizer_place {
	PLACE_FIRST,  /* the name of a command or verb */
	PLACE_REPORT, /* an argument of a command */
	PLACE_FILE,   /* the file behind > or >> */
	PLACE_NAME,   /* an argument of a verb that prints a text */
	PLACE_VERB,   /* an argument of another verb */
	PLACE_VALUE,  /* an assignment */
	PLACE_SHELL,  /* a command of the shell */
};

/* Returns s without the blanks (those of Unicode) at both ends. */
struct str tokenizer_trim(struct str s);

/*
 * Removes the first statement from *rest and sets *statement to it, trimmed; it may be empty. Returns false
 * if no statement is left. Note: rest->p must not be NULL before the first call; NULL marks the end.
 */
bool tokenizer_statement(struct str *rest, struct str *statement);

/* Removes the first word, a name with its quotes if it has any, from *rest. Returns false if there is none. */
bool tokenizer_name(struct str *rest, struct str *name);

/* Returns the offset of the value if s is an assignment NAME=VALUE, else s.n + 1. */
size_t tokenizer_value_at(struct str s);

/* A word or an operator. The text is a part of the statement, or in the arena. */
struct token {
	struct str text; /* without its quotes */
	bool quoted; /* the whole word was in quotes: it is no number, no option and no operator */
	bool is_operator; /* |, > or >> */
};

/* Removes the next word from *rest. *there is whether there was one. Fails if a quote is not closed. */
bool tokenizer_next(struct arena *a, struct str *rest, enum tokenizer_place place,
	struct token *word, bool *there, struct err *err);

/*
 * Returns the offset of the last word of a statement, and sets *place to its place. Its quote may be open.
 * Returns s.n if s ends with a blank or an operator.
 */
size_t tokenizer_last(struct str s, enum tokenizer_place *place);

/* What a word such as -lines or -nodecount=3 sets. One of option and choice is NULL. */
struct token_setting {
	const struct option *option;
	const struct choice *choice;
	struct str value; /* as typed, perhaps in quotes; "true" if the word has none */
};

/* Returns whether the word sets an option. If it does not, -WORD adds to ignore. */
bool tokenizer_setting(struct str word, struct token_setting *setting);

/* Returns the value as an assignment needs it: in quotes if it would read differently without. */
struct str tokenizer_quote(struct arena *a, struct str value);

/* Returns the text in quotes, with backslashes before such quotes in it. `closed` adds the last quote. */
struct str tokenizer_in_quotes(struct arena *a, struct str text, char quote, bool closed);

/* Sets *bare to a value without its comment and its quotes. Fails if a quote is not closed. */
bool tokenizer_value(struct arena *a, struct str value, struct str *bare, struct err *err);

#endif

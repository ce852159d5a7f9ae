/*
 * complete.c: see complete.h.
 *
 * The line is taken apart as session_execute would do it; what is expected at its end follows from
 * the tables of commands, verbs and options. A source of candidates calls candidates_offer() with each of its
 * names; what has been typed so far must be at the front of it or, for functions, anywhere in it.
 */
#include "session/complete.h"

#include <stdlib.h>

#include "base/num.h"
#include "session/candidates.h"
#include "session/presets.h"
#include "session/words.h"

/* Begins a word at `at` of the line: its quote, and what was typed of it. */
static void begin_word(struct completer *k, size_t at, enum style style)
{
	struct str word = str_from(k->line, at);

	k->c->begin = at;
	k->style = style;
	k->quote = 0;
	if (word.n != 0 && !k->dash && (word.p[0] == '"' || word.p[0] == '\'')) {
		k->quote = word.p[0];
		word = str_from(word, 1);
	}
	k->head = STR("");
	k->typed = word;
}

/* Only what is behind the last separator is completed. */
static void split_list(struct completer *k, char separator)
{
	size_t at = separator != 0 ? str_find_last(k->typed, separator) : k->typed.n;

	while (at > 0 && at < k->typed.n && k->style == STYLE_REGEX && k->typed.p[at - 1] == '\\')
		at = str_find_last(str_sub(k->typed, 0, at), separator) < at
			? str_find_last(str_sub(k->typed, 0, at), separator)
			: k->typed.n;
	if (at < k->typed.n) {
		k->head = candidates_joined(k, k->head, str_sub(k->typed, 0, at + 1));
		k->typed = str_from(k->typed, at + 1);
	}
	if (k->style == STYLE_REGEX)
		k->typed = candidates_unescape(k, k->typed);
}

static void regex_word(struct completer *k, size_t at)
{
	begin_word(k, at, STYLE_REGEX);
	split_list(k, '|');
}

/* key=text of tagfocus; a key without its text, as long as there is no `=`. */
static void complete_label(struct completer *k, size_t at, char separator)
{
	size_t equals;
	struct str key;

	begin_word(k, at, STYLE_REGEX);
	equals = str_find(k->typed, STR("="), 0);
	if (equals == k->typed.n) {
		k->style = STYLE_WORD;
		candidates_keys(k, STR("="));
		return;
	}
	key = str_sub(k->typed, 0, equals);
	k->head = str_sub(k->typed, 0, equals + 1);
	k->typed = str_from(k->typed, equals + 1);
	split_list(k, separator);
	candidates_texts(k, key);
}

static void complete_value(struct completer *k, const struct option *o, size_t at)
{
	begin_word(k, at, STYLE_PLAIN);
	switch (o->kind) {
	case OPTION_BOOL:
		candidates_offer(k, STR("false"));
		candidates_offer(k, STR("true"));
		break;
	case OPTION_CHOICE:
	case OPTION_WORD:
		for (const struct choice *c = config_choices; c->name != NULL; c++)
			if (strcmp(c->option, o->name) == 0)
				candidates_offer(k, str_from_c(c->name));
		break;
	case OPTION_REGEX:
		regex_word(k, at);
		candidates_functions(k);
		break;
	case OPTION_KEY_REGEX:
		regex_word(k, at);
		candidates_keys(k, STR(""));
		break;
	case OPTION_KEYS:
		begin_word(k, at, STYLE_WORD);
		split_list(k, ',');
		candidates_keys(k, STR(""));
		break;
	case OPTION_LABEL:
		complete_label(k, at, ',');
		break;
	case OPTION_TYPE:
		begin_word(k, at, STYLE_WORD);
		candidates_types(k, STR(""));
		break;
	case OPTION_PATH:
	case OPTION_PATHS:
		begin_word(k, at, STYLE_WORD);
		split_list(k, o->kind == OPTION_PATHS ? ':' : 0);
		candidates_paths(k);
		break;
	case OPTION_INT:
	case OPTION_FLOAT:
	case OPTION_DIVISOR:
	case OPTION_SHARE:
	case OPTION_STRING:
	case OPTION_UNIT:
		k->c->kind = COMPLETE_NONE;
		break;
	}
}

/* The words that a report takes, between its name and `at`, where the last one begins. */
static void complete_report(struct completer *k, const struct command *c, size_t begin, size_t at)
{
	struct str word = str_from(k->line, at),
		   before = str_trim(str_sub(k->line, begin, at - begin));
	size_t redirection = str_starts(word, STR(">>")) ? 2 : str_starts(word, STR(">")) ? 1 : 0;

	before = str_from(before, words_last(before));
	if (redirection != 0 || str_eq(before, STR(">")) || str_eq(before, STR(">>"))) {
		begin_word(k, at + redirection, STYLE_WORD);
		candidates_paths(k);
		return;
	}
	if (c->args == ARGS_NONE)
		return;
	if (c->args == ARGS_SORTED) {
		begin_word(k, at, STYLE_PLAIN);
		if (k->typed.n != 0)
			candidates_offer(k, STR("-cum"));
		if (k->rows.n != 0) {
			k->c->kind = COMPLETE_NAMES;
			return;
		}
	}
	k->dash = str_starts(word, STR("-"));
	regex_word(k, at + k->dash);
	if (c->args == ARGS_TAGS)
		candidates_keys(k, STR(":"));
	else
		candidates_functions(k);
}

/* Where what follows the word at or behind `at` begins. */
static size_t behind_word(struct completer *k, size_t at)
{
	struct str rest = str_from(k->line, at), word = rest;

	str_word(&rest, &word);
	at = (size_t)(word.p - k->line.p) + word.n;
	while (at < k->line.n && words_blank(k->line.p[at]))
		at++;
	return at;
}

static void complete_verb(struct completer *k, const struct verb *v, size_t begin, size_t at)
{
	struct str before = str_trim(str_sub(k->line, begin, at - begin)), *names;
	size_t n;

	begin_word(k, at, STYLE_WORD);
	k->c->kind = COMPLETE_NAMES;
	switch (v->kind) {
	case WORDS_NONE:
		k->c->kind = COMPLETE_NONE;
		break;
	case WORDS_NAME:
		candidates_commands(k);
		candidates_options(k, STR(""));
		break;
	case WORDS_ALIAS:
		candidates_aliases(k);
		break;
	case WORDS_PATH:
		candidates_paths(k);
		break;
	case WORDS_PRESET:
		n = preset_names(k->s, &names);
		for (size_t i = 0; i < n; i++)
			candidates_offer(k, names[i]);
		if (before.n == 0)
			candidates_offer(k, STR(PRESET_SAVE));
		break;
	}
}

/* The command that a word stands for, also as an alias's first, and with a node count at its end. */
static struct str command_word(struct completer *k, struct str word)
{
	for (size_t i = 0; i < k->s->aliases.n; i++) {
		struct str lines = k->s->aliases.p[i].lines, first;

		if (str_eq(k->s->aliases.p[i].name, word) && str_word(&lines, &first))
			word = first;
	}
	if (command_find(word) == NULL && verb_find(word) == NULL)
		while (word.n != 0 && word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9')
			word.n--;
	return word;
}

/* The option that a statement sets; *value is where its value begins in the line. */
static const struct option *assigned(struct completer *k, size_t begin, size_t *value)
{
	struct str statement = str_from(k->line, begin);
	size_t equals = str_find(statement, STR("="), 0);

	if (equals == statement.n)
		return NULL;
	*value = begin + equals + 1;
	while (*value < k->line.n && words_blank(k->line.p[*value]))
		++*value;
	return config_option(str_trim(str_sub(statement, 0, equals)));
}

/* Behind the name of an alias that is being made: its lines are completed like others. */
static size_t skip_alias(struct completer *k, size_t begin)
{
	for (;;) {
		size_t at = begin + words_last(str_from(k->line, begin)),
		       name = behind_word(k, begin);
		struct str rest = str_from(k->line, begin), word;
		const struct verb *v;

		if (!str_word(&rest, &word) || name >= at)
			return begin;
		v = verb_find(word);
		if (v == NULL || v->kind != WORDS_ALIAS)
			return begin;
		begin = behind_word(k, name);
	}
}

/* A statement that begins at `begin`, and is the last one of the line. */
static void complete_statement(struct completer *k, size_t begin)
{
	struct str rest = str_from(k->line, begin), word = STR("");
	size_t at = begin + words_last(rest), value, behind = behind_word(k, begin);
	const struct option *o;
	const struct command *c;
	const struct verb *v;

	k->c->kind = COMPLETE_NAMES;
	o = assigned(k, begin, &value);
	if (o != NULL) {
		complete_value(k, o, value);
		return;
	}
	if (at == begin || !str_word(&rest, &word)) {
		begin_word(k, begin, STYLE_PLAIN);
		candidates_first(k);
		return;
	}
	word = command_word(k, word);
	c = command_find(word);
	v = verb_find(word);
	k->c->kind = COMPLETE_NONE;
	if (c != NULL)
		complete_report(k, c, behind, at);
	else if (v != NULL)
		complete_verb(k, v, behind, at);
}

/* Where the last statement begins; false when a comment or a shell command is what is there. */
static bool find_statement(struct str line, size_t *begin)
{
	struct str rest = line, statement, word;

	if (line.p == NULL)
		return false;
	do {
		*begin = (size_t)(rest.p - line.p);
		if (!words_statement(&rest, &statement))
			return false;
	} while (rest.p != NULL);
	while (*begin < line.n && words_blank(line.p[*begin]))
		++*begin;
	if (*begin < line.n && line.p[*begin] == '#')
		return false;
	rest = str_from(line, *begin);
	while (str_word(&rest, &word))
		if (str_eq(word, STR("|")))
			return false;
	return true;
}

void session_complete(struct session *s, struct str line, struct completion *c)
{
	struct completer k = {.s = s, .a = &s->command, .line = line, .c = c};
	size_t begin;

	arena_rewind(&s->command);
	*c = (struct completion){.begin = line.n};
	if (find_statement(line, &begin))
		complete_statement(&k, skip_alias(&k, begin));
	candidates_finish(&k);
	free(k.rows.p);
	free(k.names.p);
}

/*
 * complete.c: Finds which kind of name belongs at the end of a line, and asks for its candidates.
 *
 * The line is split with the tokenizer of the console. The tables of commands, verbs and options say what
 * the last word is.
 */
#include "command/complete.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/num.h"
#include "command/candidates.h"
#include "command/commands.h"
#include "command/presets.h"
#include "command/tokenizer.h"
#include "command/verbs.h"

/* Sets the word to be completed: it begins at offset `at` of the line, perhaps with a quote. */
static void begin_word(struct completer *k, size_t at, enum candidate_style style)
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

static bool is_regex(const struct completer *k)
{
	return k->style == STYLE_REGEX || k->style == STYLE_LABEL;
}

/* Narrows the word to what stands behind its last separator; 0: it is no list. */
static void split_list(struct completer *k, char separator)
{
	size_t at = separator != 0 ? str_find_last(k->typed, separator) : k->typed.n;

	k->separator = is_regex(k) ? '\0' : separator;
	while (at > 0 && at < k->typed.n && is_regex(k) && k->typed.p[at - 1] == '\\')
		at = str_find_last(str_sub(k->typed, 0, at), separator) < at
			? str_find_last(str_sub(k->typed, 0, at), separator)
			: k->typed.n;
	if (at < k->typed.n) {
		k->head = candidates_joined(k, k->head, str_sub(k->typed, 0, at + 1));
		k->typed = str_from(k->typed, at + 1);
	}
	if (is_regex(k))
		k->typed = candidates_unescape(k, k->typed);
}

static void regex_word(struct completer *k, size_t at)
{
	begin_word(k, at, STYLE_REGEX);
	split_list(k, '|');
}

/* Completes a label filter: the key up to "=", then the texts that the key has. */
static void complete_label(struct completer *k, size_t at, char separator)
{
	size_t equals;
	struct str key;

	begin_word(k, at, STYLE_LABEL);
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

/* Offers the names that an option's value may have. */
static void complete_names(struct completer *k, const struct option *o)
{
	switch (config_domain(o)) {
	case DOMAIN_ANY:
	case DOMAIN_UNIT:
		k->c->kind = COMPLETE_NONE;
		break;
	case DOMAIN_BOOL:
		candidates_offer(k, STR("false"));
		candidates_offer(k, STR("true"));
		break;
	case DOMAIN_CHOICES:
		for (const struct choice *c = config_choices; c->name != NULL; c++)
			if (strcmp(c->option, o->name) == 0)
				candidates_offer(k, str_from_c(c->name));
		break;
	case DOMAIN_FUNCTION_REGEX:
		candidates_functions(k);
		break;
	case DOMAIN_KEY_REGEX:
	case DOMAIN_KEYS:
		candidates_keys(k, STR(""));
		break;
	case DOMAIN_SAMPLE_TYPE:
		candidates_types(k, STR(""));
		break;
	case DOMAIN_PATHS:
		candidates_paths(k);
		break;
	case DOMAIN_LABELS: /* complete_label's */
		break;
	}
}

/* Returns how names in an option's value are quoted. */
static enum candidate_style style_of(const struct option *o)
{
	enum option_domain domain = config_domain(o);

	if (domain == DOMAIN_FUNCTION_REGEX || domain == DOMAIN_KEY_REGEX)
		return STYLE_REGEX;
	return config_is_text(o) ? STYLE_WORD : STYLE_OURS;
}

static void complete_value(struct completer *k, const struct option *o, size_t at)
{
	if (config_domain(o) == DOMAIN_LABELS) {
		complete_label(k, at, config_separator(o));
		return;
	}
	begin_word(k, at, style_of(o));
	split_list(k, config_separator(o));
	complete_names(k, o);
}

/* Completes an argument of a command; it begins at offset `at`. */
static void complete_report(struct completer *k, const struct command *c, size_t at)
{
	struct str word = str_from(k->line, at);

	if (k->place == PLACE_FILE) {
		begin_word(k, at, STYLE_WORD);
		candidates_paths(k);
		return;
	}
	if (c->args == ARGS_NONE)
		return;
	if (c->args == ARGS_SORTED) {
		begin_word(k, at, STYLE_OURS);
		if (k->typed.n != 0)
			candidates_offer(k, STR("-cum"));
		if (k->names.n != 0) {
			k->c->kind = COMPLETE_NAMES;
			return;
		}
	}
	k->dash = str_starts(word, STR("-"));
	if (c->args == ARGS_TAGS) {
		begin_word(k, at + k->dash, STYLE_LABEL);
		split_list(k, '|');
		candidates_keys(k, STR(":"));
	} else {
		regex_word(k, at + k->dash);
		candidates_functions(k);
	}
}

static void offer_presets(struct completer *k, struct str before)
{
	struct str *names;
	size_t n = preset_names(k->a, &names);

	for (size_t i = 0; i < n; i++)
		if (before.n != 0 ||
			!(str_eq(names[i], STR(PRESET_SAVE)) ||
				str_eq(names[i], STR(PRESET_DELETE))))
			candidates_offer(k, names[i]);
	if (before.n != 0)
		return;
	k->style = STYLE_OURS;
	candidates_offer(k, STR(PRESET_SAVE));
	candidates_offer(k, STR(PRESET_DELETE));
}

static void complete_verb(struct completer *k, const struct verb *v, struct str before, size_t at)
{
	begin_word(k, at, STYLE_WORD);
	k->c->kind = COMPLETE_NAMES;
	switch (v->kind) {
	case WORDS_NONE:
	case WORDS_SHELL:
		k->c->kind = COMPLETE_NONE;
		break;
	case WORDS_NAME:
		candidates_commands(k);
		candidates_options(k, STR(""));
		break;
	case WORDS_ALIAS:
	case WORDS_UNALIAS:
		candidates_aliases(k);
		break;
	case WORDS_PATH:
		candidates_paths(k);
		break;
	case WORDS_REPORT:
		candidates_commands(k);
		break;
	case WORDS_SERVER:
		k->style = STYLE_OURS;
		candidates_offer(k, STR("off"));
		break;
	case WORDS_PRESET:
		offer_presets(k, before);
		break;
	}
}

/* Returns the command's name that a word stands for: resolves an alias, and drops the count of "top10". */
static struct str command_word(struct completer *k, struct str word)
{
	for (size_t i = 0; i < k->s->n_aliases; i++) {
		struct str lines = k->s->aliases[i].lines, first;

		if (str_eq(k->s->aliases[i].name, word) && tokenizer_name(&lines, &first))
			word = first;
	}
	if (command_find(word) == NULL && verb_find(word) == NULL)
		while (word.n != 0 && ascii_is_digit(word.p[word.n - 1]))
			word.n--;
	return word;
}

/* Skips "alias NAME" at the beginning, since the lines of an alias are completed like any other. */
static size_t skip_alias(struct completer *k, size_t begin)
{
	for (;;) {
		struct str rest = str_from(k->line, begin), name;
		const struct verb *v;
		struct token alias;
		struct err ignored;
		bool there;

		if (!tokenizer_name(&rest, &name) || (v = verb_find(name)) == NULL ||
			v->kind != WORDS_ALIAS ||
			!tokenizer_next(k->a, &rest, PLACE_VERB, &alias, &there, &ignored) ||
			!there || rest.n == 0)
			return begin;
		begin = k->line.n - rest.n;
	}
}

/* Completes the last statement of the line, which begins at offset `begin`. */
static void complete_statement(struct completer *k, size_t begin)
{
	struct str statement = str_from(k->line, begin), rest = statement, word = STR("");
	size_t at = begin + tokenizer_last(statement, &k->place);
	const struct option *o;
	const struct command *c;
	const struct verb *v;

	k->c->kind = COMPLETE_NAMES;
	if (k->place == PLACE_SHELL) {
		k->c->kind = COMPLETE_NONE;
		return;
	}
	if (k->place == PLACE_FIRST) {
		begin_word(k, at, STYLE_WORD);
		candidates_first(k);
		return;
	}
	tokenizer_name(&rest, &word);
	if (k->place == PLACE_VALUE)
		word = tokenizer_trim(str_sub(statement, 0, str_find(statement, STR("="), 0)));
	o = config_option(word);
	if (o != NULL) {
		k->place = PLACE_VALUE;
		complete_value(k, o, at);
		return;
	}
	word = command_word(k, word);
	c = command_find(word);
	v = verb_find(word);
	k->c->kind = COMPLETE_NONE;
	if (c != NULL)
		complete_report(k, c, at);
	else if (v != NULL)
		complete_verb(k, v, tokenizer_trim(str_sub(rest, 0, at - (k->line.n - rest.n))),
			at);
}

/* Finds the offset of the last statement. Returns false if it is a comment. */
static bool find_statement(struct str line, size_t *begin)
{
	struct str rest = line, statement, text;

	if (line.p == NULL)
		return false;
	do {
		*begin = (size_t)(rest.p - line.p);
		text = rest;
	} while (tokenizer_statement(&rest, &statement) && rest.p != NULL);
	return !str_starts(tokenizer_trim(text), STR("#"));
}

void complete_line(const struct line_scope *s, struct str line, struct completion *c)
{
	struct completer k = {.s = s, .a = s->arena, .line = line, .c = c};
	size_t begin;

	*c = (struct completion){.begin = line.n};
	if (find_statement(line, &begin))
		complete_statement(&k, skip_alias(&k, begin));
	candidates_finish(&k);
	free(k.names.p);
}

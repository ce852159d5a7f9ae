/*
 * tokenizer.c: Splits a line into statements and words by the rules in tokenizer.h.
 */
#include "command/tokenizer.h"

#include "base/num.h"
#include "base/out.h"
#include "command/verbs.h"

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static size_t skip_blanks(struct str s, size_t i)
{
	size_t n;

	while (i < s.n && (n = str_blank_length(str_from(s, i))) != 0)
		i += n;
	return i;
}

struct str tokenizer_trim(struct str s)
{
	size_t begin = skip_blanks(s, 0), end = begin;

	for (size_t i = begin; i < s.n;) {
		size_t n = str_blank_length(str_from(s, i));

		i += n != 0 ? n : 1;
		if (n == 0)
			end = i;
	}
	return str_sub(s, begin, end - begin);
}

/* Returns the offset behind the quoted text that begins at i; s.n + 1 if the quote is not closed. */
static size_t quoted_end(struct str s, size_t i)
{
	char quote = s.p[i++];

	for (; i < s.n && s.p[i] != quote; i++)
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == quote)
			i++;
	return i + 1;
}

/* Returns the offset of the blank behind the word that begins at i; s.n + 1 if a quote is not closed. */
static size_t plain_end(struct str s, size_t i)
{
	size_t begin = i;

	while (i < s.n && str_blank_length(str_from(s, i)) == 0) {
		if (is_quote(s.p[i]) && (i == begin || s.p[i - 1] == '='))
			i = quoted_end(s, i);
		else
			i++;
	}
	return i;
}

static size_t operator_length(struct str s, size_t i)
{
	if (i >= s.n || strchr("|>;", s.p[i]) == NULL || s.p[i] == '\0')
		return 0;
	return str_starts(str_from(s, i), STR(">>")) ? 2 : 1;
}

/* Returns whether an operator may follow the word without a blank: it is a number, or sets an option. */
static bool is_complete(struct str word)
{
	struct token_setting set;
	int64_t n;

	if (num_int(word, 10, &n))
		return true;
	return tokenizer_setting(word, &set) && (set.option == NULL || !config_is_text(set.option));
}

/* Returns the end of the word or operator that begins at `begin`; s.n + 1 if a quote is not closed. */
static size_t word_end(struct str s, size_t begin, enum tokenizer_place place)
{
	size_t end, i = begin;

	if (place == PLACE_SHELL)
		return s.n;
	if (operator_length(s, begin) != 0 && place != PLACE_VALUE &&
		(place != PLACE_VERB || s.p[begin] == ';'))
		return begin + operator_length(s, begin);
	end = plain_end(s, begin);
	if (end > s.n || (place != PLACE_FIRST && place != PLACE_REPORT && place != PLACE_NAME))
		return end;
	if (is_quote(s.p[begin]))
		i = place == PLACE_FIRST ? quoted_end(s, begin) : end;
	while (i < end && operator_length(s, i) == 0)
		i++;
	if (i < end && place == PLACE_REPORT && !is_complete(str_sub(s, begin, i - begin)))
		return end;
	return i;
}

size_t tokenizer_value_at(struct str s)
{
	size_t equals = str_find(s, STR("="), 0);
	struct str name = tokenizer_trim(str_sub(s, 0, equals));

	if (equals == s.n || (config_option(name) == NULL && config_choice(name) == NULL))
		return s.n + 1;
	return skip_blanks(s, equals + 1);
}

bool tokenizer_name(struct str *rest, struct str *name)
{
	size_t begin = skip_blanks(*rest, 0), end;

	if (begin == rest->n)
		return false;
	end = rest->p[begin] == '!' ? begin + 1 : word_end(*rest, begin, PLACE_FIRST);
	*name = str_sub(*rest, begin, end - begin);
	*rest = str_from(*rest, end);
	return true;
}

static enum tokenizer_place first_place(struct str s, size_t begin)
{
	if (begin < s.n && s.p[begin] == '!')
		return PLACE_SHELL;
	return tokenizer_value_at(s) <= s.n ? PLACE_VALUE : PLACE_FIRST;
}

/* Returns the place of the word that follows a word in this place. */
static enum tokenizer_place next_place(struct str word, enum tokenizer_place place)
{
	const struct verb *verb = verb_find(word);

	if (word.p[0] == '|' && place != PLACE_VALUE && place != PLACE_FIRST)
		return PLACE_SHELL;
	switch (place) {
	case PLACE_FIRST:
		if (verb == NULL)
			return PLACE_REPORT;
		if (verb_shows(verb))
			return PLACE_NAME;
		return verb->kind == WORDS_SHELL     ? PLACE_SHELL
			: verb->kind == WORDS_REPORT ? PLACE_REPORT
						     : PLACE_VERB;
	case PLACE_REPORT:
	case PLACE_NAME:
		return word.p[0] == '>' ? PLACE_FILE : place;
	case PLACE_FILE:
		return word.p[0] == '>' ? PLACE_FILE : PLACE_REPORT;
	case PLACE_VERB:
	case PLACE_VALUE:
	case PLACE_SHELL:
		break;
	}
	return place;
}

bool tokenizer_statement(struct str *rest, struct str *statement)
{
	struct str s = *rest;
	size_t i = skip_blanks(s, 0), end;
	enum tokenizer_place place;

	if (s.p == NULL)
		return false;
	*rest = (struct str){0};
	if (i < s.n && s.p[i] == '#') {
		*statement = STR("");
		return true;
	}
	place = first_place(s, i);
	for (; i < s.n; i = skip_blanks(s, end)) {
		end = word_end(s, i, place);
		if (end > s.n)
			break;
		if (end == i + 1 && s.p[i] == ';' && place != PLACE_SHELL) {
			*statement = tokenizer_trim(str_sub(s, 0, i));
			*rest = str_from(s, end);
			return true;
		}
		place = next_place(str_sub(s, i, end - i), place);
	}
	*statement = tokenizer_trim(s);
	return true;
}

size_t tokenizer_last(struct str s, enum tokenizer_place *place)
{
	size_t i = skip_blanks(s, 0), end;

	*place = first_place(s, i);
	if (*place == PLACE_VALUE)
		return tokenizer_value_at(s);
	while (i < s.n) {
		end = word_end(s, i, *place);
		if (end > s.n || (end == s.n && *place == PLACE_SHELL))
			break;
		if (end == s.n && !(operator_length(s, i) == end - i && *place != PLACE_VERB))
			break;
		*place = next_place(str_sub(s, i, end - i), *place);
		i = skip_blanks(s, end);
	}
	return i;
}

bool tokenizer_setting(struct str word, struct token_setting *set)
{
	size_t dashes = str_starts(word, STR("--")) ? 2 : 1, equals;
	struct str name;

	if (!str_starts(word, STR("-")))
		return false;
	word = str_from(word, dashes);
	equals = str_find(word, STR("="), 0);
	name = str_sub(word, 0, equals);
	*set = (struct token_setting){config_option(name), config_choice(name),
		equals < word.n ? str_from(word, equals + 1) : STR("true")};
	return set->choice != NULL ||
		(set->option != NULL && (equals < word.n || set->option->kind == OPTION_BOOL));
}

/* Returns the text between two quotes, without the backslashes before such quotes. */
static struct str unquote(struct arena *a, struct str s, char quote)
{
	struct out text = {0};
	struct str bare;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == quote)
			i++;
		out_bytes(&text, s.p + i, 1);
	}
	bare = arena_str(a, (struct str){text.p, text.n});
	out_release(&text);
	return bare;
}

struct str tokenizer_in_quotes(struct arena *a, struct str text, char quote, bool closed)
{
	struct out quoted = {0};
	struct str s;

	out_bytes(&quoted, &quote, 1);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == quote)
			out_lit(&quoted, "\\");
		out_bytes(&quoted, text.p + i, 1);
	}
	if (closed)
		out_bytes(&quoted, &quote, 1);
	s = arena_str(a, (struct str){quoted.p, quoted.n});
	out_release(&quoted);
	return s;
}

struct str tokenizer_quote(struct arena *a, struct str value)
{
	bool plain = value.n == 0 || !is_quote(value.p[0]);

	for (size_t i = 0; i < value.n; i++)
		plain = plain && str_blank_length(str_from(value, i)) == 0;
	/* A backslash at the end would take the quote for its own. */
	if ((plain && str_find(value, STR("//:"), 0) == value.n) || value.p[value.n - 1] == '\\')
		return value;
	return tokenizer_in_quotes(a, value, '"', true);
}

/* Returns whether one pair of quotes encloses the whole text. */
static bool is_quoted(struct str text)
{
	return text.n != 0 && is_quote(text.p[0]) && quoted_end(text, 0) == text.n;
}

bool tokenizer_value(struct arena *a, struct str value, struct str *bare, struct err *err)
{
	size_t at = value.n != 0 && is_quote(value.p[0]) ? quoted_end(value, 0) : 0, comment;

	if (at > value.n)
		return err_set(err, "the quote %c is not closed", value.p[0]);
	for (comment = value.n; (at = str_find(value, STR("//:"), at)) < value.n; at++)
		comment = at;
	value = tokenizer_trim(str_sub(value, 0, comment));
	*bare = is_quoted(value) ? unquote(a, str_sub(value, 1, value.n - 2), value.p[0]) : value;
	return true;
}

bool tokenizer_next(struct arena *a, struct str *rest, enum tokenizer_place place,
	struct token *word, bool *there, struct err *err)
{
	size_t begin = skip_blanks(*rest, 0), end;
	struct str text;

	*there = begin < rest->n;
	if (!*there)
		return true;
	end = word_end(*rest, begin, place);
	text = str_sub(*rest, begin, end - begin);
	if (end > rest->n)
		return err_set(err, "a quote is not closed in: %.*s", STR_ARG(text));
	*rest = str_from(*rest, end);
	*word = (struct token){.text = text, .quoted = is_quoted(text)};
	word->is_operator = place != PLACE_VALUE && place != PLACE_VERB &&
		operator_length(text, 0) == text.n;
	if (word->quoted)
		word->text = unquote(a, str_sub(text, 1, text.n - 2), text.p[0]);
	return true;
}

/*
 * words.c: see words.h.
 */
#include "session/words.h"

#include "base/out.h"

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static size_t skip_blanks(struct str s, size_t i)
{
	while (i < s.n && words_blank(s.p[i]))
		i++;
	return i;
}

/* Behind the quoted text that begins at i; s.n + 1 when it does not end. */
static size_t quoted_end(struct str s, size_t i)
{
	char quote = s.p[i++];

	for (; i < s.n && s.p[i] != quote; i++)
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == quote)
			i++;
	return i + 1;
}

/* Behind the word that begins at i, which is not blank; s.n + 1 when its quotes do not end. */
static size_t word_end(struct str s, size_t i)
{
	size_t begin = i;

	while (i < s.n && !words_blank(s.p[i])) {
		if (is_quote(s.p[i]) && (i == begin || s.p[i - 1] == '='))
			i = quoted_end(s, i);
		else
			i++;
	}
	return i;
}

bool words_statement(struct str *rest, struct str *statement)
{
	struct str s = *rest;
	size_t i = 0, end;

	if (s.p == NULL)
		return false;
	for (; (i = skip_blanks(s, i)) < s.n; i = end) {
		if (s.p[i] == '#' && skip_blanks(s, 0) == i) {
			*statement = STR("");
			*rest = (struct str){0};
			return true;
		}
		end = word_end(s, i);
		if (end > s.n || (end == i + 1 && s.p[i] == '|'))
			break;
		if (end == i + 1 && s.p[i] == ';') {
			*statement = str_trim(str_sub(s, 0, i));
			*rest = str_from(s, end);
			return true;
		}
	}
	*statement = str_trim(s);
	*rest = (struct str){0};
	return true;
}

size_t words_last(struct str s)
{
	size_t begin = skip_blanks(s, 0), end;

	while (begin < s.n && (end = word_end(s, begin)) < s.n)
		begin = skip_blanks(s, end);
	return begin;
}

/* The text between two quotes, the backslashes in front of such quotes gone. */
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

size_t words_quoted(struct str value)
{
	return value.n != 0 && is_quote(value.p[0]) ? quoted_end(value, 0) : 0;
}

struct str words_quote(struct arena *a, struct str value)
{
	bool plain = value.n == 0 || !is_quote(value.p[0]);
	struct out quoted = {0};
	struct str text;

	for (size_t i = 0; i < value.n; i++)
		plain = plain && !words_blank(value.p[i]);
	/* A backslash at the end would take the quote for its own. */
	if ((plain && str_find(value, STR("//:"), 0) == value.n) || value.p[value.n - 1] == '\\')
		return value;
	out_lit(&quoted, "\"");
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			out_lit(&quoted, "\\");
		out_bytes(&quoted, value.p + i, 1);
	}
	out_lit(&quoted, "\"");
	text = arena_str(a, (struct str){quoted.p, quoted.n});
	out_release(&quoted);
	return text;
}

bool words_value(struct arena *a, struct str value, struct str *bare, struct err *err)
{
	size_t end;

	*bare = value;
	if (value.n == 0 || !is_quote(value.p[0]))
		return true;
	end = quoted_end(value, 0);
	if (end > value.n)
		return err_set(err, "%c has no counterpart", value.p[0]);
	if (end == value.n)
		*bare = unquote(a, str_sub(value, 1, end - 2), value.p[0]);
	return true;
}

bool words_next(struct arena *a, struct str *rest, struct word *word, bool *there, struct err *err)
{
	size_t begin = skip_blanks(*rest, 0), end;
	struct str text;

	*there = begin < rest->n;
	if (!*there)
		return true;
	end = word_end(*rest, begin);
	if (end > rest->n)
		return err_set(err, "there is a quote without its counterpart in: %.*s",
			(int)(rest->n - begin), rest->p + begin);
	text = str_sub(*rest, begin, end - begin);
	*rest = str_from(*rest, end);
	word->quoted = is_quote(text.p[0]) && quoted_end(text, 0) == text.n;
	word->text = text;
	return !word->quoted || words_value(a, text, &word->text, err);
}

/*
 * names.c: finds texts in the names of the profile, and makes expressions of those that are names.
 */
#include "command/names.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/out.h"
#include "base/path.h"
#include "base/rx.h"
#include "command/tokenizer.h"

/* How a text is found in the names. */
enum found { FOUND_NOT, FOUND_AS_IT_IS, FOUND_SHORTENED, FOUND_BINARY };

/*
 * True for a character with a meaning in regular expressions, but not for the dot, which matches itself,
 * too.
 */
static bool is_special(char c)
{
	return c != '\0' && strchr("\\+*?()|[]{}^$", c) != NULL;
}

static bool any_special(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_special(s.p[i]))
			return true;
	return false;
}

/* A regular expression that matches the text literally. `shortened`: `..` in it matches anything. */
static struct str quote_text(struct arena *a, struct str text, bool shortened)
{
	struct out o = {0};
	struct str regex;
	size_t n;

	for (size_t i = 0; i < text.n; i += n) {
		n = str_utf8_length(str_from(text, i));
		if (shortened && str_starts(str_from(text, i), STR(".."))) {
			out_lit(&o, ".*");
			n = 2;
		} else if (n == 0) {
			out_lit(&o,
				"."); /* a byte that is no UTF-8: an expression cannot contain it */
			n = 1;
		} else {
			if (is_special(text.p[i]) || text.p[i] == '.')
				out_lit(&o, "\\");
			out_bytes(&o, text.p + i, n);
		}
	}
	regex = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return regex;
}

/*
 * A regular expression for the text. "[libc.so]" matches frames that reports call so, and the binary's
 * path.
 */
static struct str quote(struct arena *a, struct str text, enum found how)
{
	struct str parts[3] = {STR("(^|[/[])"), {0}, STR("(\\]|$)")};

	if (how != FOUND_BINARY)
		return quote_text(a, text, how == FOUND_SHORTENED);
	parts[1] = quote_text(a, str_sub(text, 1, text.n - 2), false);
	return arena_join(a, parts, 3, STR(""));
}

/* What names are searched for. */
struct name_search {
	struct str text;
	struct rx *rx;
};

static bool is_part(const struct name_search *k, struct str name)
{
	return str_find(name, k->text, 0) < name.n;
}

static bool is_whole(const struct name_search *k, struct str name)
{
	return str_eq(name, k->text);
}

/* True when the name contains the pieces between `..`, in this order. */
static bool is_shortened(const struct name_search *k, struct str name)
{
	struct str rest = k->text;
	size_t at = 0;

	while (rest.n != 0) {
		size_t n = str_find(rest, STR(".."), 0);

		at = str_find(name, str_sub(rest, 0, n), at);
		if (n != 0 && at >= name.n)
			return false;
		at += n;
		rest = str_from(rest, n + 2);
	}
	return true;
}

/* A match that takes too long counts as one: the error comes when the expression is used. */
static bool is_matched(const struct name_search *k, struct str name)
{
	struct err ignored;
	bool hit = false;

	return !rx_match(k->rx, name, &hit, &ignored) || hit;
}

static bool any_name(const struct line_scope *s,
	bool (*test)(const struct name_search *, struct str), const struct name_search *k)
{
	const struct profile *p = s->profile;

	for (fn_id fn = 1; fn < p->n_functions; fn++)
		if (test(k, profile_str(p, p->functions[fn].name)) ||
			test(k, profile_str(p, p->functions[fn].file)))
			return true;
	for (map_id map = 1; map < p->n_mappings; map++)
		if (test(k, profile_str(p, p->mappings[map].file)))
			return true;
	return false;
}

/* True when the text contains the mark of a shortened name. */
static bool has_mark(struct str text)
{
	return str_find(text, STR(".."), 0) < text.n;
}

/* A text without a letter or a digit does not count as part of a name. */
static bool any_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_digit(s.p[i]) || ascii_is_letter(s.p[i]) || (s.p[i] & 0x80) != 0)
			return true;
	return false;
}

/* "[libc.so]": reports call frames without a name by the last part of their binary's path. */
static bool is_binary(const struct line_scope *s, struct str text)
{
	const struct profile *p = s->profile;
	struct str base;

	if (!str_starts(text, STR("[")) || !str_ends(text, STR("]")))
		return false;
	base = str_sub(text, 1, text.n - 2);
	for (map_id map = 1; map < p->n_mappings; map++)
		if (base.n != 0 && str_eq(path_base(profile_str(p, p->mappings[map].file)), base))
			return true;
	return false;
}

static enum found find(const struct line_scope *s, struct str text)
{
	const struct name_search k = {.text = text};

	if (!any_letter(text))
		return FOUND_NOT;
	if (any_name(s, is_part, &k))
		return FOUND_AS_IT_IS;
	if (is_binary(s, text))
		return FOUND_BINARY;
	return has_mark(text) && any_name(s, is_shortened, &k) ? FOUND_SHORTENED : FOUND_NOT;
}

/* True when the text is a regular expression that matches some name. */
static bool matches(const struct line_scope *s, struct str text)
{
	struct name_search k = {0};
	struct err ignored;
	bool hit;

	if (!rx_new(text, &k.rx, &ignored))
		return false;
	hit = any_name(s, is_matched, &k);
	rx_free(k.rx);
	return hit;
}

/* The text without the "(inline)" that reports write behind a name. */
static struct str without_mark(struct str text)
{
	static const char *const marks[] = {"(inline)", "(partial-inline)"};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		struct str mark = str_from_c(marks[i]), name = str_sub(text, 0, text.n - mark.n);

		if (text.n > mark.n && str_ends(text, mark) && tokenizer_trim(name).n < name.n)
			return tokenizer_trim(name);
	}
	return text;
}

static void tell(const struct line_scope *s, struct str name)
{
	notes_add(s->notes, "%.*s is taken as a name, not as a regular expression", STR_ARG(name));
}

/* The end of the first word at or behind `at`. */
static size_t next_end(struct str s, size_t at)
{
	size_t n;

	while (at < s.n && (n = str_blank_length(str_from(s, at))) != 0)
		at += n;
	while (at < s.n && str_blank_length(str_from(s, at)) == 0)
		at++;
	return at;
}

/* True when the text is a whole name, or a binary in brackets. */
static bool is_row(const struct line_scope *s, struct str name)
{
	return is_binary(s, name) || any_name(s, is_whole, &(struct name_search){.text = name});
}

/*
 * True when the text is to be left as a regular expression: it matches the name as it is, or it can only be
 * an expression. A text with the mark of a shortened name is none.
 */
static bool is_expression(const struct line_scope *s, struct str name, enum found how)
{
	if (str_find(name, STR("\\"), 0) < name.n || name.p[0] == '^' || name.p[name.n - 1] == '$')
		return how != FOUND_SHORTENED && !is_row(s, name);
	if (next_end(name, 0) < name.n || any_special(name))
		return false;
	return how == FOUND_AS_IT_IS;
}

/* The end of the longest run of words that is part of one name; 0: there is none. */
static size_t longest(const struct line_scope *s, struct str rest, bool whole, enum found *how)
{
	size_t best = 0;

	for (size_t at = 0; at < rest.n;) {
		size_t end = next_end(rest, at);
		struct str name = tokenizer_trim(str_sub(rest, 0, end));
		enum found found = end == at ? FOUND_NOT : find(s, name);

		if (found == FOUND_NOT)
			break; /* then longer ones are in no name either */
		if (!whole || is_row(s, name)) {
			best = end;
			*how = found;
		}
		at = end;
	}
	return best;
}

size_t names_pasted(const struct line_scope *s, struct str rest, bool whole, struct str *regex)
{
	enum found how = FOUND_NOT;
	size_t end = longest(s, rest, whole, &how), mark;
	struct str name = tokenizer_trim(str_sub(rest, 0, end));

	if (name.n == 0 || strchr("|>;", name.p[0]) != NULL)
		return 0; /* nothing, or an operator */
	mark = next_end(rest, end);
	mark = without_mark(str_sub(rest, 0, mark)).n < mark &&
			str_eq(tokenizer_trim(without_mark(str_sub(rest, 0, mark))), name)
		? mark
		: end;
	if (is_expression(s, name, how)) {
		*regex = name;
		return mark > end ? mark : 0;
	}
	*regex = quote(s->arena, name, how);
	tell(s, name);
	return mark;
}

struct str names_resolve(const struct line_scope *s, struct arena *a, struct str text)
{
	struct str name = without_mark(text);
	enum found how;

	if (!any_special(text) && !has_mark(text))
		return text;
	how = find(s, name);
	if (how == FOUND_NOT || matches(s, text))
		return text;
	tell(s, name);
	return quote(a, name, how);
}

void names_resolve_options(const struct line_scope *s, struct config *c)
{
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str *value = config_text(c, o);

		if (config_domain(o) == DOMAIN_FUNCTION_REGEX)
			*value = names_resolve(s, s->life, *value);
	}
}

void names_resolve_request(const struct line_scope *s, struct request *q)
{
	names_resolve_options(s, &q->config);
	q->regex = names_resolve(s, s->life, q->regex);
}

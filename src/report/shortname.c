/*
 * shortname.c: Shortens names of functions for the boxes of a picture.
 *
 * The forms that are shortened are those of pprof's graph.ShortenFunctionName: a Go function behind
 * the directories of its package, a Java method behind its packages and before its arguments, a C++
 * method behind its namespaces. Each function here matches what the regular
 * expression there matches, and says what it does not.
 */
#include "base/ascii.h"
#include "report/report.h"

/* The byte at i, or 0 behind the end; names may hold a 0, which is like any other odd byte. */
static char at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : 0;
}

/* The end of the word characters (and of c, unless it is 0) that begin at i. */
static size_t word_end(struct str s, size_t i, char c)
{
	while (i < s.n && (ascii_is_word(s.p[i]) || (c != 0 && s.p[i] == c)))
		i++;
	return i;
}

/* "a/v2/b.F" without the version: the first "/vN" of 2 or more before '/' or '.'. */
static struct str without_version(struct arena *a, struct str s)
{
	if (s.n == 0 || memchr(s.p, '\n', s.n) != NULL)
		return s;
	for (size_t i = str_find(s, STR("/v"), 0); i < s.n; i = str_find(s, STR("/v"), i + 1)) {
		size_t digits = i + 2, end = digits;

		while (ascii_is_digit(at(s, end)))
			end++;
		if (end == digits || s.p[digits] == '0' || (at(s, end) != '.' && at(s, end) != '/'))
			continue;
		if (end - digits > 1 || s.p[digits] > '1') {
			struct str parts[2] = {str_sub(s, 0, i), str_from(s, end)};

			return arena_join(a, parts, 2, STR(""));
		}
	}
	return s;
}

/* package.Function: something without a dot, a dot, and something on the same line. */
static bool is_go_name(struct str s, size_t *end)
{
	size_t dot = str_find(s, STR("."), 0);

	if (dot == 0 || dot + 1 >= s.n || s.p[dot + 1] == '\n')
		return false;
	*end = str_find(s, STR("\n"), dot);
	return true;
}

/* What is behind the last '/' of a path's directories that leaves a Go name. */
static bool short_go(struct str s, struct str *result)
{
	size_t begin = 0, last = 0, end;
	bool found = false;

	/* A directory is made of word characters, dots and dashes. */
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '/' && i > begin) {
			begin = last = i + 1;
			if (is_go_name(str_from(s, last), &end)) {
				*result = str_sub(s, last, end);
				found = true;
			}
		} else if (!ascii_is_word(s.p[i]) && s.p[i] != '.' && s.p[i] != '-') {
			break;
		}
	}
	return found;
}

/* package.package.Class.method, before "(" or the end. */
static bool short_java(struct str s, struct str *result)
{
	size_t i = 0, begin;

	while (ascii_is_lower(at(s, i))) {
		size_t end = word_end(s, i, 0);

		if (at(s, end) != '.')
			return false;
		i = end + 1;
	}
	begin = i;
	if (!ascii_is_upper(at(s, i)))
		return false;
	i = word_end(s, i, '$');
	if (at(s, i++) != '.')
		return false;
	if (str_starts(str_from(s, i), STR("<init>")))
		i += 6;
	else if (ascii_is_lower(at(s, i)))
		i = word_end(s, i, '$');
	else
		return false;
	*result = str_sub(s, begin, i - begin);
	return i == s.n || s.p[i] == '(';
}

/* The end of Class::method at i, or 0 when there is none. */
static size_t cpp_method_end(struct str s, size_t i)
{
	size_t end, close;

	while (at(s, i) == '_')
		i++;
	if (!ascii_is_upper(at(s, i)))
		return 0;
	i = word_end(s, i, 0);
	if (!str_starts(str_from(s, i), STR("::")))
		return 0;
	i += 2;
	i += at(s, i) == '~';
	end = word_end(s, i, 0);
	if (end == i || ascii_is_digit(s.p[i]))
		return 0;
	if (at(s, end) != '<')
		return end;
	close = str_find_last(str_sub(s, 0, str_find(s, STR("\n"), end)), '>');
	return close > end && at(s, close) == '>' ? close + 1 : end;
}

/* The last Class::method behind one namespace or more. */
static bool short_cpp(struct str s, struct str *result)
{
	bool found = false;

	for (size_t i = 0; i < s.n && ascii_is_word(s.p[i]) && !ascii_is_digit(s.p[i]);) {
		size_t end = word_end(s, i, 0), method;

		if (!str_starts(str_from(s, end), STR("::")))
			break;
		i = end + 2;
		method = cpp_method_end(s, i);
		if (method != 0) {
			*result = str_sub(s, i, method - i);
			found = true;
		}
	}
	return found;
}

struct str report_short_name(struct arena *a, struct str name)
{
	const struct str anonymous = STR("(anonymous namespace)::");
	struct str result;

	if (str_starts(name, anonymous))
		name = str_from(name, anonymous.n);
	name = without_version(a, name);
	return short_go(name, &result) || short_java(name, &result) || short_cpp(name, &result)
		? result
		: name;
}

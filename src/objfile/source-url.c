/*
 * source-url.c: takes apart the URLs that a profile names source files by.
 */
#include "objfile/source-url.h"
#include "base/ascii.h"

static bool is_scheme_char(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '+' || c == '-' || c == '.';
}

static bool is_drive(struct str path)
{
	return path.n > 2 && ascii_is_letter(path.p[0]) && path.p[1] == ':' &&
		(path.p[2] == '/' || path.p[2] == '\\');
}

static struct str without_slashes(struct str s)
{
	while (str_starts(s, STR("/")))
		s = str_from(s, 1);
	return s;
}

bool source_url_parse(struct str name, struct source_url *url)
{
	size_t n = 0, slash;
	struct str rest;

	while (n < name.n && is_scheme_char(name.p[n]))
		n++;
	/* A single letter is a drive. */
	if (n < 2 || !ascii_is_letter(name.p[0]) || !str_starts(str_from(name, n), STR(":/")))
		return false;
	*url = (struct source_url){.path = str_from(name, n + 1)};
	rest = str_from(url->path, 2);
	if (str_starts(url->path, STR("//")) && !is_drive(rest)) {
		slash = str_find(rest, STR("/"), 0);
		url->host = str_sub(rest, 0, slash);
		url->path = str_from(rest, slash);
	}
	rest = without_slashes(url->path);
	if (!str_eq(str_sub(name, 0, n), STR("file")) || is_drive(rest))
		url->path = rest;
	return true;
}

struct str source_url_without_query(struct str name)
{
	return str_sub(name, 0, str_find(name, STR("?"), 0));
}

struct str source_url_decoded(struct arena *a, struct str name)
{
	size_t n = 0;
	char *p;

	if (str_find(name, STR("%"), 0) == name.n)
		return name;
	p = arena_raw(a, name.n, 1);
	for (size_t i = 0; i < name.n; i++) {
		int high = -1, low = -1;

		if (name.p[i] == '%' && i + 2 < name.n) {
			high = ascii_hex_value(name.p[i + 1]);
			low = ascii_hex_value(name.p[i + 2]);
		}
		if (high < 0 || low < 0) {
			p[n++] = name.p[i];
			continue;
		}
		p[n++] = (char)(high << 4 | low);
		i += 2;
	}
	return (struct str){p, n};
}

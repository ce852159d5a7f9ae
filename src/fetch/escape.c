/*
 * escape.c: encodes and decodes parts of URLs, and rewrites queries.
 */
#include "fetch/escape.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/num.h"

bool url_is_plain(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || (c != '\0' && strchr("-._~", c) != NULL);
}

bool url_unescape(struct arena *a, struct str s, bool plus, struct str *out)
{
	char *p = arena_raw(a, s.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%') {
			if (s.n - i < 3 || ascii_hex_value(s.p[i + 1]) < 0 ||
				ascii_hex_value(s.p[i + 2]) < 0)
				return false;
			c = (char)(ascii_hex_value(s.p[i + 1]) * 16 + ascii_hex_value(s.p[i + 2]));
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		p[n++] = c;
	}
	p[n] = '\0';
	*out = (struct str){p, n};
	return true;
}

void url_escape(struct out *o, struct str s, const char *also, bool plus)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ' && plus)
			out_lit(o, "+");
		else if (url_is_plain(c) || (c != '\0' && strchr(also, c) != NULL))
			out_bytes(o, &c, 1);
		else
			out_fmt(o, "%%%02X", (unsigned char)c);
	}
}

struct str url_cut(struct str s, struct str c, struct str *rest, bool *found)
{
	size_t at = str_find(s, c, 0);

	*found = at < s.n;
	*rest = str_from(s, *found ? at + 1 : at);
	return str_sub(s, 0, at);
}

struct pair {
	struct str key, value;
	size_t at; /* place in the query */
};

static int by_key(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

static bool is_seconds(const struct pair *p)
{
	return str_eq(p->key, STR("seconds"));
}

/* The pairs of a query, in its order; what is none is left out. */
static size_t read_pairs(struct arena *a, struct str query, struct pair *pairs)
{
	struct str rest = query, part;
	size_t n = 0;

	while (str_split(&rest, '&', &part)) {
		struct str value, key;
		bool found;

		if (part.n == 0 || str_find(part, STR(";"), 0) < part.n)
			continue;
		key = url_cut(part, STR("="), &value, &found);
		if (url_unescape(a, key, true, &pairs[n].key) &&
			url_unescape(a, value, true, &pairs[n].value)) {
			pairs[n].at = n;
			n++;
		}
	}
	return n;
}

static void write_pairs(struct out *o, const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_lit(o, i == 0 ? "?" : "&");
		url_escape(o, pairs[i].key, "", true);
		out_lit(o, "=");
		url_escape(o, pairs[i].value, "", true);
	}
}

struct str url_query(struct arena *a, struct str query, int64_t wanted, int64_t max,
	int64_t *seconds)
{
	size_t n_max = 2, n, kept = 0;
	struct pair *pairs;
	struct out o = {0};

	for (size_t i = 0; i < query.n; i++)
		n_max += query.p[i] == '&';
	pairs = arena_array(a, struct pair, n_max);
	n = read_pairs(a, query.n ? query : STR(""), pairs);
	*seconds = wanted > 0 ? wanted : 0;
	if (wanted > 0) {
		for (size_t i = 0; i < n; i++)
			if (!is_seconds(&pairs[i]))
				pairs[kept++] = pairs[i];
		n = kept; /* below n_max */
		pairs[n].key = STR("seconds");
		pairs[n].value = arena_fmt(a, "%lld", (long long)wanted);
		pairs[n].at = n;
		n++;
	}
	qsort(pairs, n, sizeof(*pairs), by_key);
	for (size_t i = 0; i < n; i++) {
		int64_t v;

		if (!is_seconds(&pairs[i]))
			continue;
		if (wanted <= 0 && num_int(pairs[i].value, 10, &v) && v > 0 && v <= max)
			*seconds = v;
		break; /* the first counts */
	}
	write_pairs(&o, pairs, n);
	query = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return query;
}

/*
 * index-page.c: finds the links to profiles in a server's page, and prints them.
 *
 * No HTML is parsed: links are looked for, and a link is a profile when its text is its address.
 * The text is found again in the list of descriptions.
 */
#include "fetch/index-page.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/interrupt.h"
#include "fetch/escape.h"
#include "fetch/pyroscope.h"
#include "fetch/source.h"

enum { PAGE_MAX = 1024 * 1024, NAME_MAX_BYTES = 200, TEXT_MAX = 300, NAME_WIDTH_MAX = 40 };

/* What Go's page lists beside profiles. */
static const char *const not_profiles[] = {"cmdline", "symbol"};

/* What html.EscapeString of Go writes, and a few that people write. */
static const struct entity {
	const char *name;
	char c;
} entities[] = {
	{"&amp;", '&'},
	{"&lt;", '<'},
	{"&gt;", '>'},
	{"&#34;", '"'},
	{"&#39;", '\''},
	{"&quot;", '"'},
	{"&nbsp;", ' '},
};

/* Text of a page without its entities, and with one blank where there is white space. */
static struct str plain_text(struct arena *a, struct str s)
{
	char *p = arena_raw(a, s.n + 1, 1);
	size_t n = 0;

	s = str_trim(s);
	for (size_t i = 0; i < s.n;) {
		size_t width = 1;
		char c = s.p[i];

		for (size_t k = 0; c == '&' && k < ARRAY_LEN(entities); k++) {
			struct str name = str_from_c(entities[k].name);

			if (str_starts(str_from(s, i), name)) {
				c = entities[k].c;
				width = name.n;
				break;
			}
		}
		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		if (c != ' ' || n == 0 || p[n - 1] != ' ')
			p[n++] = c;
		i += width;
	}
	p[n] = '\0';
	return (struct str){p, n};
}

/* What is between `from` and the next `end`; *at goes behind it, or to the end of the page. */
static struct str until(struct str html, size_t from, const char *end, size_t *at)
{
	struct str e = str_from_c(end);
	size_t stop = str_find(html, e, from);

	*at = stop < html.n ? stop + e.n : html.n;
	return str_sub(html, from, stop - (from < stop ? from : stop));
}

/* A link's address and text. False when there is none at or after *at. */
static bool next_link(struct str html, size_t *at, size_t *begin, struct str *href,
	struct str *text)
{
	struct str tag;

	*begin = str_find(html, STR("<a href="), *at);
	if (*begin == html.n)
		return false;
	tag = until(html, *begin + STR("<a href=").n, ">", at);
	*href = str_trim(tag);
	if (href->n >= 2 && (href->p[0] == '"' || href->p[0] == '\'')) {
		char quote[] = {href->p[0], '\0'};

		*href = str_from(*href, 1);
		*href = str_sub(*href, 0, str_find(*href, str_from_c(quote), 0));
	}
	*text = until(html, *at, "</a>", at);
	return true;
}

/*
 * The digits that stand alone in the table's cell before `end`, nothing of which is before `from`.
 */
static struct str count_before(struct str html, size_t from, size_t end)
{
	struct str row = str_sub(html, from, end - from), cell = STR("<td>"), count = STR("");
	size_t at = str_find(row, STR("<tr"), 0);

	for (size_t next = at; next < row.n; next = str_find(row, STR("<tr"), next + 1))
		at = next;
	row = str_from(row, at < row.n ? at : 0);
	at = str_find(row, cell, 0);
	if (at == row.n)
		return count;
	count = str_from(row, at + cell.n);
	count = str_trim(str_sub(count, 0, str_find(count, STR("<"), 0)));
	for (size_t i = 0; i < count.n; i++)
		if (!ascii_is_digit(count.p[i]))
			return STR("");
	return count.n <= 20 ? count : STR("");
}

static bool is_profile(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(not_profiles); i++)
		if (str_eq_c(name, not_profiles[i]))
			return false;
	return name.n != 0 && name.n <= NAME_MAX_BYTES;
}

/* True when the link is a profile below the page. */
static bool read_row(struct arena *a, struct str href, struct str text, struct index_row *row)
{
	struct str address = plain_text(a, href), plain;
	struct out o = {0};

	address = str_sub(address, 0, str_find(address, STR("?"), 0));
	if (str_starts(address, STR("./")))
		address = str_from(address, 2);
	row->name = plain_text(a, text);
	if (!url_unescape(a, address, false, &plain) || !str_eq(plain, row->name))
		return false;
	if (!is_profile(row->name) || plain.p[0] == '/' || plain.p[0] == '.')
		return false;
	/* Written anew, so that nobody who copies it into a shell gets more than a word. */
	url_escape(&o, plain, "/", false);
	row->link = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return true;
}

/* Finds what the profiles are: "<div class=profile-name>NAME: </div> TEXT</li>". */
static void read_texts(struct arena *a, struct str html, struct index_list *list)
{
	struct str mark = STR("profile-name>");

	for (size_t at = 0, i = 0; (at = str_find(html, mark, at)) < html.n;) {
		struct str name = plain_text(a, until(html, at + mark.n, "</div>", &at));
		struct str text = until(html, at, "</li>", &at);

		if (name.n != 0 && name.p[name.n - 1] == ':')
			name.n--;
		/* Both lists have the same order, so the next is looked at first. */
		for (size_t k = 0; k < list->n; k++, i++) {
			struct index_row *row = &list->rows[i % list->n];

			if (!str_eq(row->name, name))
				continue;
			row->text = plain_text(a, text);
			break;
		}
	}
}

struct index_list index_page_parse(struct arena *a, struct str html)
{
	struct index_list list = {arena_array(a, struct index_row, INDEX_ROWS_MAX), 0};
	struct str href, text;
	size_t at = 0, begin, before = 0;

	html = str_sub(html, 0, PAGE_MAX);
	while (list.n < INDEX_ROWS_MAX && next_link(html, &at, &begin, &href, &text)) {
		struct index_row row = {.count = count_before(html, before, begin)};

		before = at;
		if (read_row(a, href, text, &row))
			list.rows[list.n++] = row;
	}
	if (list.n != 0)
		read_texts(a, html, &list);
	return list;
}

bool index_page_read(struct arena *a, struct input *in, struct index_list *list, struct err *err)
{
	char *page = arena_raw(a, PAGE_MAX, 1);
	struct index_list found;
	size_t n = 0, got = 1;

	while (got != 0 && n < PAGE_MAX) {
		if (!in->read(in, page + n, PAGE_MAX - n, &got, err))
			return false;
		n += got;
	}
	found = index_page_parse(a, (struct str){page, n});
	if (found.n == 0)
		return err_set(err,
			"the page there lists no profiles; name one, as in "
			"HOST:PORT/debug/pprof/heap");
	*list = found;
	return true;
}

/*
 * The line to type. CPU profiles and traces take a while: the address says how long, in quotes for the shell.
 */
static void print_command(struct out *o, const struct url_request *r, const struct index_row *row)
{
	bool waits = (str_eq(row->name, STR("profile")) || str_eq(row->name, STR("trace"))) &&
		str_find(r->shown, STR("'"), 0) == r->shown.n;

	out_lit(o, waits ? "  cprof '" : "  cprof ");
	out_str(o, r->shown);
	out_str(o, row->link);
	out_lit(o, waits ? "?seconds=5'\n" : "\n");
}

void index_page_print(const struct index_list *list, const struct url_request *r, struct out *o)
{
	size_t name = 0, count = 0;

	for (size_t i = 0; i < list->n; i++) {
		size_t width = out_width(list->rows[i].name);

		name = width > name ? width : name;
		count = list->rows[i].count.n > count ? list->rows[i].count.n : count;
	}
	name = name < NAME_WIDTH_MAX ? name : NAME_WIDTH_MAX;
	for (size_t i = 0; i < list->n; i++) {
		const struct index_row *row = &list->rows[i];

		out_pad(o, row->name, -(int)name);
		out_lit(o, " ");
		out_pad(o, row->count, (int)count);
		print_command(o, r, row);
		if (row->text.n != 0) {
			out_lit(o, "    ");
			out_str(o, str_sub(row->text, 0, TEXT_MAX));
			out_lit(o, "\n");
		}
	}
}

bool index_page_list(struct str name, const struct url_options *url,
	const struct http_options *http, bool *is_one, struct out *out, struct err *err)
{
	struct arena scratch = {0};
	struct index_list list = {0};
	struct input *in = NULL;
	struct source s;
	bool ok = true;

	source_of(&scratch, name, url, &s);
	*is_one = s.kind == SOURCE_INDEX;
	if (*is_one) {
		bool caught = interrupt_catch();

		if (s.request.is_store) {
			ok = pyroscope_ask(&s.request, http, out, err);
		} else if ((ok = source_open(&s, http, &in, err))) {
			ok = index_page_read(&scratch, in, &list, err);
			source_close(&s);
			if (ok)
				index_page_print(&list, &s.request, out);
		}
		if (!ok)
			err_wrap(err, "%.*s", STR_ARG(s.name));
		if (caught)
			interrupt_release();
	}
	arena_release(&scratch);
	return ok;
}

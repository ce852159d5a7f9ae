/*
 * fuzz_url.c: names of sources, and the pages that list a server's profiles.
 *
 * In: a byte that chooses -seconds and -timeout, a name up to the first newline, and a page. What a name
 * becomes must be fit to be sent, and mean the same when it is read again; what is printed of a page must be
 * fit for a terminal.
 */
#include <ctype.h>
#include <string.h>

#include "broken.h"
#include "fetch/index-page.h"
#include "fetch/url.h"

/* What is sent is one word and begins as it must; a C string as long as it says. */
static void check_sent(struct str url)
{
	if (!str_starts(url, STR("http://")) && !str_starts(url, STR("https://")))
		fuzz_broken("what is sent is http:// or https://", url.p);
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= 0x20 || url.p[i] == 0x7f)
			fuzz_broken("what is sent has neither blanks nor control bytes", url.p);
	if (strlen(url.p) != url.n)
		fuzz_broken("what is sent is a C string", url.p);
}

/* The request, read again from what it sends, is the same. */
static void check_again(struct arena *a, const struct url_request *r, const struct url_options *ask)
{
	struct url_request again;
	struct err err = {0};

	if (url_parse(a, r->url, ask, &again, &err) != URL_OK)
		fuzz_broken("what is sent is a URL", r->url.p);
	if (!str_eq(again.url, r->url) || again.seconds != r->seconds ||
		again.timeout_ms != r->timeout_ms)
		fuzz_broken("what is sent means the same", r->url.p);
	if (!url_same_origin(r->url, again.url) || url_host(r->url).n == 0)
		fuzz_broken("what is sent has a host", r->url.p);
	url_is_loopback(r->url);
}

static void try_name(struct arena *a, struct str name, const struct url_options *ask)
{
	struct url_request r;
	struct err err = {0};
	enum url_kind kind = url_parse(a, name, ask, &r, &err);

	fuzz_check_err(kind != URL_BAD, &err);
	if (kind != URL_OK)
		return;
	check_sent(r.url);
	if (r.is_store != (r.post.p != NULL))
		fuzz_broken("a store is asked with a message, others are not", r.url.p);
	if (!r.is_store)
		check_again(a, &r, ask);
	if (r.timeout_ms < 1000 || r.seconds < 0)
		fuzz_broken("there is a limit of time", r.url.p);
}

static void try_page(struct arena *a, struct str page)
{
	const struct url_request r = {.shown = STR("http://localhost:6060/debug/pprof/")};
	struct index_list list = index_page_parse(a, page);
	struct out o = {.terminal = true};

	if (list.n > INDEX_ROWS_MAX)
		fuzz_broken("a page has 1000 rows at most", "");
	for (size_t i = 0; i < list.n; i++)
		for (size_t k = 0; k < list.rows[i].link.n; k++)
			if (strchr("%/-._~", list.rows[i].link.p[k]) == NULL &&
				!isalnum((unsigned char)list.rows[i].link.p[k]))
				fuzz_broken("a link is one word of a shell", list.rows[i].link.p);
	index_page_print(&list, &r, &o);
	fuzz_check_terminal(&o);
	out_release(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct url_options asks[] = {{-1, -1}, {5, 0}, {0, 7}, {URL_SECONDS_MAX, 1}};
	struct str rest, name = STR("");
	struct arena a = {0};

	if (size == 0)
		return 0;
	rest = (struct str){(const char *)data + 1, size - 1};
	str_split(&rest, '\n', &name);
	try_name(&a, name, &asks[data[0] % 4]);
	try_page(&a, rest);
	arena_release(&a);
	return 0;
}

/*
 * index-page.h: reads the page on which a server lists its profiles, and prints the list.
 *
 * The page is the HTML of /debug/pprof/ as Go's net/http/pprof writes it, now or in older versions:
 * rows of a table with a number and a link, and then perhaps a list that explains each profile. Its
 * text may be anything, so it is printed with out_str, and at most INDEX_ROWS_MAX rows are kept.
 */
#ifndef CPROF_FETCH_INDEX_PAGE_H
#define CPROF_FETCH_INDEX_PAGE_H

#include "base/arena.h"
#include "base/input.h"
#include "base/out.h"
#include "fetch/http.h"
#include "fetch/url.h"

enum { INDEX_ROWS_MAX = 1000 };

struct index_row {
	struct str name;
	struct str link;  /* behind the list's own address: letters, digits, "-._~/" and escapes */
	struct str count; /* digits; empty: none given */
	struct str text;  /* what it is, in the server's words; may be empty */
};

struct index_list {
	struct index_row *rows;
	size_t n;
};

/*
 * Returns the profiles that the page lists, in the arena: none for other kinds of pages. Links to
 * anything else are left out.
 */
struct index_list index_page_parse(struct arena *a, struct str html);

/* Reads the page and parses it. Fails when there are no profiles in it. */
bool index_page_read(struct arena *a, struct input *in, struct index_list *list, struct err *err);

/* Appends a line for each profile, with the command that fetches it, and below it what it is. */
void index_page_print(const struct index_list *list, const struct url_request *r, struct out *o);

/*
 * When the name stands for a server's list of profiles (:6060), *is_one is set, and the list is fetched and appended
 * to `out`.
 */
bool index_page_list(struct str name, const struct url_options *url,
	const struct http_options *http, bool *is_one, struct out *out, struct err *err);

#endif

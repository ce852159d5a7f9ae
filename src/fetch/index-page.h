/*
 * index-page.h: the page of a server that lists its profiles.
 *
 * In: the HTML of /debug/pprof/ as Go's net/http/pprof writes it, and its older forms: rows of a table
 * with a number and a link, then perhaps a list of what each profile is. Out: the list, in the caller's
 * arena, and lines to print. All of it is the server's text and may be anything: it is printed with
 * out_str, and is no more than INDEX_ROWS_MAX rows.
 */
#ifndef CPROF_FETCH_INDEX_PAGE_H
#define CPROF_FETCH_INDEX_PAGE_H

#include "base/arena.h"
#include "base/input.h"
#include "base/out.h"
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

/* Profiles in the page; pages of other kinds have none. What is offered beside profiles is left out. */
struct index_list index_page_parse(struct arena *a, struct str html);

/* Reads the page and parses it. Fails when there are no profiles in it. */
bool index_page_read(struct arena *a, struct input *in, struct index_list *list, struct err *err);

/* A line for each with the command that fetches it, and what it is below. */
void index_page_print(const struct index_list *list, const struct url_request *r, struct out *o);

#endif

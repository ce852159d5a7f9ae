/*
 * fuzz_pyroscope.c: queries for Pyroscope, its lists and its refusals.
 *
 * In: a query of a URL up to the first newline, then an answer. The message of a query that is understood must be one;
 * what is printed of lists must be fit for a terminal, and each command must ask for its type and service.
 */
#include <string.h>

#include "base/protobuf.h"
#include "broken.h"
#include "fetch/moment.h"
#include "fetch/pyroscope.h"

#define NOW_MS 1790000000000
#define SERVER "pyroscope+http://localhost:4040/"

static void try_query(struct arena *a, struct str query)
{
	struct pyroscope_query q;
	struct err err = {0};
	struct field f = {0};
	struct bytes s;
	bool ok = pyroscope_parse(a, query, 0, NOW_MS, &q, &err);
	int64_t ms = -1;

	fuzz_check_err(ok, &err);
	if (moment_parse(query, NOW_MS, &ms) != (ms >= 0))
		fuzz_broken("a moment is since 1970", "");
	if (!ok)
		return;
	query = pyroscope_message(a, &q);
	s = (struct bytes){(const unsigned char *)query.p,
		(const unsigned char *)query.p + query.n};
	while (s.p < s.end)
		if (!take_field(&s, &f) || f.number > 4)
			fuzz_broken("what is sent is a message", "");
	if (q.from_ms >= q.until_ms || q.from_ms < 0)
		fuzz_broken("there is some time to ask for", "");
}

/* Each command is an address in single quotes; it asks for a type of the list. */
static void check_commands(struct arena *a, struct str text, const struct pyroscope_list *list)
{
	struct str line, type;
	struct url_request r;
	struct err err = {0};
	size_t n = 0;

	while (str_split(&text, '\n', &line)) {
		if (!str_starts(line, STR("  cprof '" SERVER)))
			continue;
		line = str_from(line, STR("  cprof '").n);
		if (str_find(line, STR("'"), 0) + 1 != line.n)
			fuzz_broken("a command is one word in quotes", "");
		line.n--;
		/* The last one is of a service. */
		type = n < list->n_types ? list->types[n] : STR("");
		n++;
		if (url_parse(a, line, &(struct url_options){0}, &r, &err) != URL_OK)
			continue;
		if (type.n != 0 && str_find(type, STR("{"), 0) == type.n &&
			str_eq(type, str_trim(type)) && str_find(r.post, type, 0) == r.post.n)
			fuzz_broken("a command asks for its type", line.p);
	}
}

static void try_list(struct arena *a, struct str answer)
{
	const struct url_request r = {.shown = STR(SERVER)};
	struct pyroscope_list list = {0};
	struct out o = {.terminal = true};

	if (!pyroscope_take_types(a, answer, &list) || list.n_types == 0)
		return;
	pyroscope_take_services(a, answer, &list);
	pyroscope_print(&list, &r, &o);
	fuzz_check_terminal(&o);
	check_commands(a, (struct str){o.p, o.n}, &list);
	out_release(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, query = STR("");
	struct arena a = {0};
	struct err err = {0};

	str_split(&rest, '\n', &query);
	try_query(&a, query);
	try_list(&a, rest);
	fuzz_check_err(!pyroscope_refusal(rest, 400, &err), &err);
	arena_release(&a);
	return 0;
}

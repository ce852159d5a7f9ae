/*
 * web-sources.c: The table of profiles to compare with, and which sides a query means.
 */
#include "web/web-sources.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json-out.h"
#include "base/memory-file.h"
#include "base/num.h"
#include "fetch/source.h"

enum {
	ADDED_MAX = 16, /* profiles that pages may add */
	BEFORE_MAX = 8, /* that were loaded before, and are kept */
};

static struct str add(struct web_sources *sources, struct arena *a, struct str name, int fd)
{
	*vec_add(&sources->added) = (struct web_source){.name = arena_str(&sources->arena, name),
		.fd = fd,
		.number = ++sources->last};
	return arena_fmt(a, "u%" PRIu64, sources->last);
}

/* How many there are of those that were loaded before, or of the others. */
static size_t count(const struct web_sources *sources, bool before)
{
	size_t n = 0;

	for (size_t i = 0; i < sources->added.n; i++)
		n += sources->added.p[i].is_before == before;
	return n;
}

static void drop_oldest_before(struct web_sources *sources)
{
	size_t i = 0;

	while (!sources->added.p[i].is_before)
		i++;
	close(sources->added.p[i].fd);
	sources->added.n--;
	memmove(&sources->added.p[i], &sources->added.p[i + 1],
		(sources->added.n - i) * sizeof(sources->added.p[0]));
}

void web_sources_add_before(struct web_sources *sources, int fd)
{
	struct arena scratch = {0};

	if (count(sources, true) == BEFORE_MAX)
		drop_oldest_before(sources);
	add(sources, &scratch, memory_file_path(&scratch, fd), fd);
	sources->added.p[sources->added.n - 1].is_before = true;
	arena_release(&scratch);
}

struct str web_sources_add_file(struct web_sources *sources, struct arena *a, int fd)
{
	return add(sources, a, memory_file_path(a, fd), fd);
}

struct str web_sources_add_name(struct web_sources *sources, struct arena *a, struct str name)
{
	return add(sources, a, name, -1);
}

bool web_sources_are_full(const struct web_sources *sources)
{
	return count(sources, false) == ADDED_MAX;
}

/* Whether the profiles of the command line can be told apart: several files, which are there to be read again. */
static bool can_part(const struct load_result *from)
{
	const struct url_options none = {0};
	struct arena scratch = {0};
	bool can = from->names.n > 1;

	for (size_t i = 0; i < from->names.n && can; i++) {
		struct source source;

		source_of(&scratch, from->names.p[i], &none, &source);
		can = source_again(&source);
	}
	arena_release(&scratch);
	return can;
}

/* Makes the n-th profile of the command line the base of the others. */
static void part(const struct load_result *from, size_t n, struct arena *a,
	struct load_sides *sides)
{
	for (size_t i = 0; i < from->names.n; i++)
		str_list_add(a, i == n ? &sides->base : &sides->source, from->names.p[i]);
}

/* The base that `b` names. False where there is none. */
static bool find_base(const struct web_sources *sources, const struct load_result *from,
	struct str b, struct arena *a, struct load_sides *sides)
{
	bool is_added = str_starts(b, STR("u"));
	uint64_t n;

	if (!num_uint(str_from(b, is_added), 10, &n) || n == 0)
		return false;
	if (!is_added) {
		if (n > from->names.n || !can_part(from))
			return false;
		part(from, n - 1, a, sides);
		return true;
	}
	for (size_t i = 0; i < sources->added.n; i++)
		if (sources->added.p[i].number == n)
			str_list_add(a, &sides->base, sources->added.p[i].name);
	return sides->base.n != 0;
}

bool web_sources_sides(const struct web_sources *sources, const struct load_result *from,
	const struct web_query *query, struct arena *a, struct load_sides *sides, struct err *err)
{
	struct str b = web_query_get(query, "b"), swap = web_query_get(query, "swap");
	struct load_sides made = {.no_base = str_eq(b, STR("none"))};

	if (swap.n != 0 && !num_bool(swap, &made.swap))
		return err_set(err, "parameter swap: %.*s is neither true nor false",
			STR_ARG(swap));
	if (b.n != 0 && !made.no_base && !find_base(sources, from, b, a, &made))
		return err_set(err, "parameter b: there is no source %.*s to compare with",
			STR_ARG(b));
	*sides = made;
	return true;
}

bool web_sources_differ(const struct load_sides *sides)
{
	return sides->base.n != 0 || sides->no_base || sides->swap;
}

static void put(struct out *o, struct arena *a, bool *first, struct str b, struct str name,
	bool anon)
{
	struct str shown = anon ? arena_fmt(a, "profile %.*s", STR_ARG(b))
				: load_shown_name(a, name);

	out_lit(o, *first ? "{\"b\":" : ",{\"b\":");
	json_put_string(o, b);
	out_lit(o, ",\"name\":");
	json_put_string(o, shown);
	out_lit(o, "}");
	*first = false;
}

void web_sources_put(const struct web_sources *sources, const struct load_result *from, bool anon,
	struct out *o)
{
	struct arena a = {0};
	bool first = true;

	out_lit(o, "[");
	for (size_t i = 0; i < from->names.n && can_part(from); i++)
		put(o, &a, &first, arena_fmt(&a, "%zu", i + 1), from->names.p[i], anon);
	for (size_t i = 0; i < sources->added.n; i++)
		put(o, &a, &first, arena_fmt(&a, "u%" PRIu64, sources->added.p[i].number),
			sources->added.p[i].name, anon);
	out_lit(o, "]");
	arena_release(&a);
}

void web_sources_release(struct web_sources *sources)
{
	for (size_t i = 0; i < sources->added.n; i++)
		if (sources->added.p[i].fd >= 0)
			close(sources->added.p[i].fd);
	free(sources->added.p);
	arena_release(&sources->arena);
	*sources = (struct web_sources){0};
}

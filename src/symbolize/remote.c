/*
 * remote.c: asks the servers that profiles came from for symbols.
 */
#include "symbolize/remote.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/interrupt.h"
#include "base/out.h"
#include "base/path.h"
#include "base/search.h"
#include "symbolize/symbolize-internal.h"

/* --- the texts */

/* Paths of gperftools' own pages, whose symbols are beside them as Go's are. */
static const char *const gperftools[] = {"/pprof/heap", "/pprof/growth", "/pprof/profile",
	"/pprof/pmuprofile", "/pprof/contention"};

struct str remote_symbol_url(struct arena *a, struct str source)
{
	size_t scheme = str_find(source, STR("://"), 0), begin = scheme + 3, end = begin, tail;
	struct str path, name = STR("/../symbolz");

	if (scheme == 0 || scheme >= source.n)
		return STR("");
	while (end < source.n && strchr("/?#", source.p[end]) == NULL)
		end++;
	if (end == begin)
		return STR("");
	for (tail = end; tail < source.n && strchr("?#", source.p[tail]) == NULL;)
		tail++;
	path = str_sub(source, end, tail - end);
	if (str_find(path, STR("/debug/pprof/"), 0) < path.n)
		name = STR("/../symbol");
	for (size_t i = 0; i < ARRAY_LEN(gperftools); i++)
		if (str_ends(path, str_from_c(gperftools[i])))
			name = STR("/../symbol");
	path = path_clean(a, arena_join(a, (const struct str[]){path, name}, 2, STR("")));
	return arena_join(a, (const struct str[]){str_sub(source, 0, end), path}, 2, STR(""));
}

/* "0x43c2e5 main.work"; what stands before it in the line does not matter. */
static bool read_line(struct str line, uint64_t *address, struct str *name)
{
	for (size_t at = 0; (at = str_find(line, STR("0x"), at)) < line.n; at += 2) {
		size_t i = at + 2;
		uint64_t v = 0;

		for (; i < line.n && ascii_is_hex(line.p[i]) && v >> 60 == 0; i++)
			v = v << 4 | (uint64_t)ascii_hex_value(line.p[i]);
		*name = str_trim(str_from(line, i));
		if (i > at + 2 && i < line.n && ascii_is_blank(line.p[i]) && name->n != 0) {
			*address = v;
			return true;
		}
	}
	return false;
}

bool remote_next_symbol(struct str *rest, uint64_t *address, struct str *name)
{
	size_t end;

	while (rest->n != 0 && (end = str_find(*rest, STR("\n"), 0)) < rest->n) {
		struct str line = str_sub(*rest, 0, end);

		*rest = str_from(*rest, end + 1);
		if (read_line(line, address, name))
			return true;
	}
	return false;
}

/* --- the mappings */

/* A source by the id of its key in the profile. */
struct keyed {
	str_id key;
	uint32_t i;
};

/* A name by the address it is for, in the profile. */
struct named_address {
	uint64_t address;
	fn_id fn;
	uint32_t i; /* of two for one address, the later counts */
};

struct remote {
	struct work *w;
	struct by_mapping by;
	struct keyed *keyed; /* by key, then in the order given */
	size_t n_keyed;
	struct str failed; /* a server's address that did not answer; it is not asked again */
	struct err why;
	struct additions add;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

static int by_address(const void *a, const void *b)
{
	const struct named_address *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* The first source of that key which can be asked, or NULL; and whom. */
static const struct symbol_source *source_of(struct remote *r, str_id key, struct str *url)
{
	const struct symbolize_spec *spec = r->w->spec;
	size_t i;

	SEARCH(i, r->n_keyed, r->keyed[i].key < key);
	for (; key != 0 && i < r->n_keyed && r->keyed[i].key == key; i++) {
		const struct symbol_source *s = &spec->sources[r->keyed[i].i];

		*url = remote_symbol_url(&r->w->arena, s->url);
		if (url->n != 0)
			return s;
	}
	return NULL;
}

/* The addresses to ask for, "0x1+0x2", as they were in that server's profile. */
static void write_addresses(const struct remote *r, map_id m, uint64_t moved, struct out *out)
{
	const struct profile *p = r->w->p;

	for (uint32_t i = r->by.begin[m]; i < r->by.begin[m + 1]; i++) {
		loc_id loc = r->by.list[i];

		if (p->loc_address[loc] != 0 && profile_loc_bare(p, loc))
			out_fmt(out, "%s0x%llx", out->n != 0 ? "+" : "",
				(unsigned long long)(p->loc_address[loc] + moved));
	}
}

/* The names in an answer, sorted by address. */
static void read_names(struct remote *r, struct str answer, uint64_t moved,
	struct named_address **names, size_t *n)
{
	const struct profile *p = r->w->p;
	struct str rest = answer, name;
	VEC(struct named_address) list = {0};
	uint64_t address;

	while (remote_next_symbol(&rest, &address, &name)) {
		struct function f = {.name = draft_string(r->w->d, name)};
		uint32_t i = (uint32_t)list.n;

		f.system_name = f.name;
		*vec_add(&list) = (struct named_address){address - moved,
			additions_function(&r->add, p, &f), i};
	}
	if (list.n != 0)
		qsort(list.p, list.n, sizeof(*list.p), by_address);
	*names = list.p;
	*n = list.n;
}

/*
 * Gives the locations of a mapping the names of an answer. Those that came with lines keep what they have
 * unless it is to be forced. False when there was a name for none of them.
 */
static bool take_names(struct remote *r, map_id m, struct str answer, uint64_t moved)
{
	const struct profile *p = r->w->p;
	struct named_address *names;
	bool any = false;
	size_t n;

	read_names(r, answer, moved, &names, &n);
	for (uint32_t i = r->by.begin[m]; i < r->by.begin[m + 1]; i++) {
		loc_id loc = r->by.list[i];
		uint64_t address = p->loc_address[loc];
		size_t after;

		SEARCH(after, n, names[after].address <= address);
		if (after == 0 || names[after - 1].address != address)
			continue;
		if (!r->w->spec->options.force && !profile_loc_bare(p, loc))
			continue;
		additions_begin(&r->add, loc);
		*vec_add(&r->add.frames) = (struct frame){.fn = names[after - 1].fn};
		any = true;
	}
	free(names);
	return any;
}

/* A server may take its time; on a terminal the wait has a name. */
static void tell_asking(const struct notes *notes, struct str url)
{
	struct out line = {.terminal = true};

	if (url.n != 0) {
		size_t begin = str_find(url, STR("://"), 0) + 3;

		out_lit(&line, "symbolizing: asking ");
		out_str(&line, str_sub(url, begin, str_find(url, STR("/"), begin) - begin));
	}
	out_bytes(&line, "", 1);
	notes_progress(notes, line.p);
	out_release(&line);
}

static bool ask(struct remote *r, const struct symbol_source *s, struct str url, struct str body,
	struct out *answer)
{
	const struct symbolize_spec *spec = r->w->spec;
	bool ok;

	if (r->failed.n != 0 && str_eq(r->failed, url))
		return false;
	tell_asking(spec->notes, url);
	ok = spec->post(spec->context, s->server, url, body, answer, &r->why);
	tell_asking(spec->notes, STR(""));
	if (ok)
		return true;
	err_wrap(&r->why, "%.*s", STR_ARG(url));
	r->failed = url;
	return false;
}

static void symbolize_mapping(struct remote *r, map_id m)
{
	struct mapping *mapping = draft_mapping(r->w->d, m);
	struct out addresses = {0}, answer = {0};
	struct str url;
	const struct symbol_source *s = source_of(r, mapping->file, &url);
	uint64_t moved;

	if (s == NULL)
		s = source_of(r, mapping->build_id, &url);
	if (s == NULL)
		return;
	moved = s->start - mapping->start;
	write_addresses(r, m, moved, &addresses);
	if (addresses.n == 0) {
		mapping->has_functions = true;
	} else if (ask(r, s, url, (struct str){addresses.p, addresses.n}, &answer)) {
		bool any = take_names(r, m, (struct str){answer.p, answer.n}, moved);

		mapping->has_functions = true;
		r->w->why[m] = any
			? STR("")
			: arena_fmt(&r->w->arena, "%.*s: it names none of these addresses",
				  STR_ARG(url));
	} else {
		r->w->why[m] = arena_str(&r->w->arena, str_from_c(r->why.text));
	}
	out_release(&addresses);
	out_release(&answer);
}

void symbolize_remote(struct work *w)
{
	struct remote r = {.w = w, .n_keyed = w->spec->n_sources};
	struct err err;

	if (w->spec->n_sources == 0 || w->spec->post == NULL)
		return;
	r.by = symbolize_by_mapping(&w->arena, w->p, true);
	r.keyed = arena_array(&w->arena, struct keyed, r.n_keyed);
	for (size_t i = 0; i < r.n_keyed; i++)
		r.keyed[i] = (struct keyed){intern_find(&w->p->strings, w->spec->sources[i].key),
			(uint32_t)i};
	qsort(r.keyed, r.n_keyed, sizeof(*r.keyed), by_key);
	for (map_id m = 1; m < w->p->n_mappings && !interrupted(); m++)
		if (w->spec->options.force || !w->p->mappings[m].has_functions)
			symbolize_mapping(&r, m);
	w->stopped |= interrupted();
	if (!additions_apply(&r.add, w->d, &err))
		notes_add(w->spec->notes, "%s", err.text);
}

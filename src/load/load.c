/*
 * load.c: makes one profile of sources: reads, subtracts the base, symbolizes and prunes.
 */
#include "load/load.h"

#include <stdlib.h>

#include "base/memory-file.h"
#include "fetch/url.h"
#include "profile/merge.h"

/* Folders of PPROF_BINARY_PATH that count. */
enum { FOLDERS_MAX = 500 };

/* The first FOLDERS_MAX of a list. */
static struct str first_folders(struct str list)
{
	size_t at = 0;

	for (size_t n = 0; n < FOLDERS_MAX && at < list.n; n++)
		at = str_find(list, STR(":"), at) + 1;
	return str_sub(list, 0, at <= list.n && at > 0 ? at - 1 : list.n);
}

struct str load_binary_folders(struct arena *a, bool *left_out)
{
	const char *path = getenv("PPROF_BINARY_PATH"), *home = getenv("HOME");
	struct str folders;

	if (path != NULL && path[0] != '\0') {
		folders = first_folders(str_from_c(path));
		if (left_out != NULL)
			*left_out = folders.n < strlen(path);
		return folders;
	}
	if (left_out != NULL)
		*left_out = false;
	return home != NULL && home[0] != '\0' ? arena_fmt(a, "%s/pprof/binaries", home) : STR("");
}

static void tell_folders(const struct load_options *o)
{
	struct arena scratch = {0};
	bool left_out;

	load_binary_folders(&scratch, &left_out);
	if (left_out)
		notes_add(o->notes, "PPROF_BINARY_PATH: only the first %d folders count",
			FOLDERS_MAX);
	arena_release(&scratch);
}

/* Makes a draft of the source less the base. Its servers are those of both. */
static bool subtract(const struct load_result *new, const struct load_options *o, struct draft *d,
	struct arena *a, struct servers *servers, struct err *err)
{
	struct subtract how = {new->marked, o->normalize, o->whole, load_part_name(new->source),
		load_part_name(new->base)};

	if (!profile_subtract(a, &new->source->draft.p, &new->base->draft.p, &how, d, err))
		return false;
	servers_join(servers, a, &new->source->servers);
	servers_join(servers, a, &new->base->servers);
	return true;
}

/* Makes a draft of the source alone. Of one that is kept, everything but the samples is copied. */
static void take_source(struct load_result *new, const struct load_options *o, struct draft *d,
	struct servers *servers)
{
	struct load_part *part = new->source;

	servers_join(servers, &new->arena, &part->servers);
	if (o->keep) {
		*d = draft_from(&new->arena, &part->draft.p);
	} else {
		*d = part->draft;
		part->draft = (struct draft){0};
	}
}

/* Names, prunes and freezes a draft. NULL, and the draft is released, when it fails. */
static const struct profile *complete(struct draft *d, const struct load_options *o,
	struct servers *servers, struct known_symbols *symbols, struct err *err)
{
	servers_symbolize(servers, d, o, symbols);
	if (o->limits.all_frames)
		draft_keep_all_frames(d);
	if (!draft_prune(d, err)) {
		draft_release(d);
		return NULL;
	}
	draft_drop_servers(d);
	if (o->comment.n != 0)
		draft_add_comment(d, o->comment);
	return draft_freeze(d);
}

/* Makes new->profile of the parts. */
static bool make(struct load_result *new, const struct load_options *o, struct err *err)
{
	struct servers servers = {0};
	struct draft d;
	bool ok = true;

	new->arena = new->whole_arena = (struct arena){0};
	new->whole = NULL;
	new->source_nanos = new->source->draft.p.duration_nanos;
	new->base_nanos = new->base != NULL ? new->base->draft.p.duration_nanos : 0;
	if (new->base != NULL)
		ok = subtract(new, o, &d, &new->arena, &servers, err);
	else
		take_source(new, o, &d, &servers);
	if (ok && new->base != NULL && !o->keep) {
		load_part_free(new->source);
		load_part_free(new->base);
		new->source = new->base = NULL;
	}
	if (ok)
		new->profile = complete(&d, o, &servers, new->symbols, err);
	servers_release(&servers);
	return ok && new->profile != NULL;
}

bool load_whole(struct load_result *l, const struct load_options *o, const struct profile **whole,
	struct err *err)
{
	struct load_options all = *o;
	struct servers servers = {0};
	struct draft d;

	all.whole = true;
	/* Marked samples stay apart, unless the source had samples with that mark before. */
	if (l->whole == NULL && (l->base == NULL || l->marked))
		l->whole = l->profile;
	if (l->whole == NULL && subtract(l, &all, &d, &l->whole_arena, &servers, err))
		l->whole = complete(&d, &all, &servers, l->symbols, err);
	servers_release(&servers);
	if (l->whole == NULL) {
		arena_release(&l->whole_arena);
		return false;
	}
	*whole = l->whole;
	return true;
}

/* Frees what `l` has and `kept` has not. */
static void drop(struct load_result *l, const struct load_result *kept)
{
	if (l->source != kept->source)
		load_part_free(l->source);
	if (l->base != kept->base)
		load_part_free(l->base);
	arena_release(&l->arena);
	arena_release(&l->whole_arena);
}

void load_release(struct load_result *l)
{
	drop(l, &(struct load_result){0});
	known_symbols_free(l->symbols);
	*l = (struct load_result){0};
}

/* True when the part was just fetched from a server. */
static bool is_fetched(const struct load_part *part, const struct load_part *before)
{
	return part != NULL && part != before && part->remote;
}

bool load_replace(struct load_result *l, struct load_result *new, const struct load_options *o,
	struct err *err)
{
	if (o->keep && l->symbols == NULL)
		l->symbols = known_symbols_new();
	new->symbols = l->symbols;
	new->fetched = is_fetched(new->source, l->source) || is_fetched(new->base, l->base);
	if (!make(new, o, err)) {
		drop(new, l);
		return false;
	}
	drop(l, new);
	*l = *new;
	return true;
}

/* Reads the sources that `new` names, and replaces l. */
static bool read_parts(struct load_result *l, struct load_result *new, const struct load_options *o,
	struct err *err)
{
	new->source = load_part_read(&new->names, "source", o, err);
	new->base = NULL;
	if (new->source == NULL)
		return false;
	if (new->base_names.n != 0)
		new->base = load_part_read(&new->base_names, "base", o, err);
	if (new->base == NULL &&new->base_names.n != 0) {
		load_part_free(new->source);
		return false;
	}
	return load_replace(l, new, o, err);
}

bool load_sources(struct load_result *l, const struct load_options *o, struct err *err)
{
	struct load_result new = *l;

	tell_folders(o);
	return read_parts(l, &new, o, err);
}

bool load_compare(struct load_result *l, struct str_list names, bool marked,
	const struct load_options *o, struct err *err)
{
	struct load_result new = *l;

	new.base_names = names;
	new.marked = marked;
	new.base = NULL;
	if (names.n != 0) {
		new.base = load_part_read(&names, "base", o, err);
		if (new.base == NULL)
			return false;
	}
	return load_replace(l, &new, o, err);
}

bool load_add(struct load_result *l, struct arena *a, struct str_list names,
	const struct load_options *o, struct err *err)
{
	struct load_part *more = load_part_read(&names, "source", o, err);
	struct load_result new = *l;

	if (more == NULL)
		return false;
	new.source = load_part_merge(l->source, more, err);
	if (new.source != NULL)
		new.source->remote = more->remote;
	load_part_free(more);
	if (new.source == NULL)
		return false;
	new.names = (struct str_list){0};
	for (size_t i = 0; i < l->names.n; i++)
		str_list_add(a, &new.names, l->names.p[i]);
	for (size_t i = 0; i < names.n; i++)
		str_list_add(a, &new.names, names.p[i]);
	return load_replace(l, &new, o, err);
}

bool load_next(struct load_result *l, bool since, const struct load_options *o, struct err *err)
{
	struct load_result new = *l;
	bool ok;

	new.source = load_part_read(&l->names, "source", o, err);
	if (new.source == NULL)
		return false;
	/* Both have the last part as their base, so that load_replace frees it once, as the source of l. */
	if (since)
		l->base = new.base = l->source;
	ok = load_replace(l, &new, o, err);
	if (since)
		l->base = NULL;
	return ok;
}

/* The side of these names; without names, what there is. *part is left alone where it cannot be read. */
static bool take_side(struct load_part **part, struct str_list *names, const struct str_list *given,
	const char *what, const struct load_options *o, struct err *err)
{
	struct load_part *read;

	if (given->n == 0)
		return true;
	read = load_part_read(given, what, o, err);
	if (read == NULL)
		return false;
	*part = read;
	*names = *given;
	return true;
}

static void swap_sides(struct load_result *l)
{
	struct load_part *source = l->source;
	struct str_list names = l->names;

	l->source = l->base;
	l->names = l->base_names;
	l->base = source;
	l->base_names = names;
}

bool load_set_sides(struct load_result *l, const struct load_sides *sides,
	const struct load_options *o, struct err *err)
{
	struct load_result new = *l;
	bool ok;

	if (sides->no_base) {
		new.base = NULL;
		new.base_names = (struct str_list){0};
	}
	new.marked = sides->base.n != 0 || (l->marked && !sides->no_base);
	ok = take_side(&new.source, &new.names, &sides->source, "source", o, err) &&
		take_side(&new.base, &new.base_names, &sides->base, "base", o, err);
	if (ok && sides->swap && new.base == NULL)
		ok = err_set(err, "there is no base to change places with");
	if (ok && sides->swap)
		swap_sides(&new);
	if (ok)
		return load_replace(l, &new, o, err);
	if (new.source != l->source)
		load_part_free(new.source);
	if (new.base != l->base)
		load_part_free(new.base);
	return false;
}

static bool has_stdin(const struct str_list *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->p[i], STR("-")))
			return true;
	return false;
}

bool load_took_stdin(const struct load_result *l)
{
	return has_stdin(&l->names) || has_stdin(&l->base_names);
}

bool load_again(struct load_result *l, const struct load_options *o, struct err *err)
{
	struct load_result new = *l;

	if (load_took_stdin(l))
		return err_set(err, "standard input cannot be read a second time");
	return read_parts(l, &new, o, err);
}

struct str load_shown_name(struct arena *a, struct str name)
{
	const struct url_options none = {0};
	struct url_request request;
	struct str in_memory = memory_file_name(a, name);
	struct err ignored;

	if (in_memory.n != 0)
		return in_memory;
	return url_parse(a, name, &none, &request, &ignored) == URL_OK ? request.shown : name;
}

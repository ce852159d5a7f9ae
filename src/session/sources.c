/*
 * sources.c: see sources.h.
 */
#include "session/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "fetch/fetch.h"
#include "fetch/save.h"
#include "objfile/binary.h"
#include "profile/merge.h"
#include "session/shell.h"
#include "symbolize/locate.h"

/* Folders of PPROF_BINARY_PATH that count. */
enum { FOLDERS_MAX = 500 };

static void side_free(struct side *side)
{
	if (side == NULL)
		return;
	draft_release(&side->draft);
	servers_release(&side->servers);
	arena_release(&side->arena);
	free(side);
}

/* One side while it is read; what the functions of fetch's struct fetch_ui are given. */
struct reading {
	struct shell *s;
	struct side *side;
	struct locator *locator;
};

static void note(void *context, struct str line)
{
	const struct reading *r = context;

	notes_add(&r->s->notes, "%.*s", STR_ARG(line));
}

static void progress(void *context, const char *line)
{
	const struct reading *r = context;

	notes_progress(&r->s->notes, line);
}

/* Gives a profile's mappings the names of files, in pprof's order. */
static void loaded(void *context, struct draft *d, const struct url_request *from)
{
	const struct reading *r = context;
	const struct main_binary binary = {r->s->binary, r->s->args.flags.buildid};

	locate_binaries(r->locator, d);
	draft_name_main(d, &binary);
	if (from == NULL)
		return;
	draft_name_server(d, from->url);
	servers_add(&r->side->servers, &r->side->arena, &d->p, from);
}

static struct fetch_spec spec_of(struct reading *r)
{
	const struct shell *s = r->s;

	return (struct fetch_spec){
		.limits = {.max_size = s->args.flags.max_size,
			.no_symbols = s->args.symbolize.none,
			.all_frames = s->args.flags.all_frames},
		.url = {s->args.flags.seconds, s->args.flags.timeout},
		.http = command_line_http(&s->args.flags),
		.ui = {r, note, s->notes.progress != NULL ? progress : NULL},
		.loaded = loaded,
	};
}

/* The first FOLDERS_MAX of a list. */
static struct str first_folders(struct str list)
{
	size_t at = 0;

	for (size_t n = 0; n < FOLDERS_MAX && at < list.n; n++)
		at = str_find(list, STR(":"), at) + 1;
	return str_sub(list, 0, at <= list.n && at > 0 ? at - 1 : list.n);
}

struct str sources_binaries_path(struct arena *a)
{
	const char *path = getenv("PPROF_BINARY_PATH"), *home = getenv("HOME");

	if (path != NULL && path[0] != '\0')
		return first_folders(str_from_c(path));
	return home != NULL && home[0] != '\0' ? arena_fmt(a, "%s/pprof/binaries", home) : STR("");
}

/* Reads the names as one side, or NULL. */
static struct side *read_side(struct shell *s, struct str_list names, const char *what,
	struct err *err)
{
	struct fetch_names from = {names.p, names.n, what, NULL};
	struct side *side = mem_zeroed(1, sizeof(*side));
	struct reading r = {.s = s, .side = side};
	struct locate_ui ui = {&r, note};
	struct fetch_spec spec = spec_of(&r);
	struct arena scratch = {0};
	struct str folders = sources_binaries_path(&scratch);
	const char *path = getenv("PPROF_BINARY_PATH");
	bool ok;

	if (path != NULL && path[0] != '\0' && folders.n < strlen(path) && !s->told_folders) {
		notes_add(&s->notes, "PPROF_BINARY_PATH: only the first %d folders count",
			FOLDERS_MAX);
		s->told_folders = true;
	}
	from.unread = arena_array(&scratch, bool, names.n);
	r.locator = locate_new(folders, &ui);
	ok = fetch_profiles(&side->arena, &from, &spec, &side->draft, &side->remote, err);
	for (size_t i = 0; ok && i < names.n; i++)
		if (!from.unread[i])
			str_list_add(&side->arena, &side->names, names.p[i]);
	locate_free(r.locator);
	arena_release(&scratch);
	if (ok)
		return side;
	side_free(side);
	return NULL;
}

/* The name that stands for all in errors. */
static struct str first_of(const struct str_list *names)
{
	return names->n != 0 ? names->p[0] : STR("");
}

/* The source less the base. Its servers are those of both. */
static bool subtract(struct shell *s, struct sources *new, struct draft *d, struct servers *servers,
	struct err *err)
{
	struct subtract how = {new->marked, s->config.normalize, first_of(&new->source->names),
		first_of(&new->base->names)};

	if (!profile_subtract(&new->arena, &new->source->draft.p, &new->base->draft.p, &how, d,
		    err))
		return false;
	servers_join(servers, &new->arena, &new->source->servers);
	servers_join(servers, &new->arena, &new->base->servers);
	if (!new->keep) {
		side_free(new->source);
		side_free(new->base);
		new->source = new->base = NULL;
	}
	return true;
}

/* The source alone. What is kept is copied, but for its samples. */
static void take_source(struct sources *new, struct draft *d, struct servers *servers)
{
	struct side *side = new->source;

	servers_join(servers, &new->arena, &side->servers);
	if (new->keep) {
		*d = draft_from(&new->arena, &side->draft.p);
	} else {
		*d = side->draft;
		side->draft = (struct draft){0};
	}
}

/* Frees what `s` has and `kept` has not. */
static void drop(struct sources *s, const struct sources *kept)
{
	if (s->source != kept->source)
		side_free(s->source);
	if (s->base != kept->base)
		side_free(s->base);
	arena_release(&s->arena);
}

/* The profile that `new` comes to. */
static bool make(struct shell *s, struct sources *new, struct draft *d, struct err *err)
{
	struct servers servers = {0};
	bool ok = true;

	new->arena = (struct arena){0};
	if (new->base != NULL)
		ok = subtract(s, new, d, &servers, err);
	else
		take_source(new, d, &servers);
	if (ok)
		shell_symbolize(s, d, &servers);
	servers_release(&servers);
	if (!ok)
		return false;
	if (s->args.flags.all_frames)
		draft_keep_all_frames(d);
	if (!draft_prune(d, err)) {
		draft_release(d);
		return false;
	}
	draft_drop_servers(d);
	if (s->args.flags.add_comment.n != 0)
		draft_add_comment(d, s->args.flags.add_comment);
	return true;
}

/* Like pprof, what came from a server is kept. */
static void save_copy(struct shell *s)
{
	struct out notes = {0};
	struct err err = {0};
	struct str path;
	bool ok = save_profile(&s->command, &s->store.profile, &path, &notes, &err);

	notes_add_lines(&s->notes, (struct str){notes.p, notes.n});
	if (ok)
		notes_add(&s->notes, "Saved profile in %.*s", STR_ARG(path));
	else
		notes_add(&s->notes, "Could not save profile: %s", err.text);
	out_release(&notes);
}

/* True when the side was just fetched from a server. */
static bool is_new(const struct side *side, const struct side *before)
{
	return side != NULL && side != before && side->remote;
}

bool sources_show(struct shell *s, struct sources *new, struct err *err)
{
	bool fetched = is_new(new->source, s->store.from.source) ||
		is_new(new->base, s->store.from.base);
	struct draft d;

	if (!make(s, new, &d, err)) {
		drop(new, &s->store.from);
		return false;
	}
	s->store.profile = *draft_freeze(&d);
	drop(&s->store.from, new);
	s->store.from = *new;
	s->store.loaded = true;
	if (fetched)
		save_copy(s);
	return true;
}

/* Reads what `new` names. */
static bool read_sides(struct shell *s, struct sources *new, struct err *err)
{
	new->source = read_side(s, new->names, "source", err);
	if (new->source == NULL)
		return false;
	new->base = new->base_names.n != 0 ? read_side(s, new->base_names, "base", err) : NULL;
	if (new->base != NULL || new->base_names.n == 0)
		return true;
	side_free(new->source);
	return false;
}

/* Like pprof, the first of several names may be the main binary's. */
static void take_binary(struct shell *s, struct str_list *names)
{
	if (names->n < 2 || !binary_is_one(arena_c(&s->command, names->p[0])))
		return;
	s->binary = names->p[0];
	names->p++;
	names->n--;
	names->cap--;
}

/* Prints the profiles that a server has, if that is what the name asks for. */
static bool list_profiles(struct shell *s, struct str name, struct err *err)
{
	struct reading r = {.s = s};
	struct fetch_spec spec = spec_of(&r);
	struct out out = {.terminal = s->stdout_is_terminal};
	bool ok = fetch_list(name, &spec, &s->listed, &out, err);

	if (ok && s->listed)
		ok = out_write(STDOUT_FILENO, (struct str){out.p, out.n}, err);
	out_release(&out);
	return ok;
}

bool sources_load(struct shell *s, bool keep, struct err *err)
{
	struct sources new = {.names = s->args.names, .keep = keep};
	const struct str_list *base = &s->args.flags.base;

	take_binary(s, &new.names);
	if (keep && new.names.n == 1 && !list_profiles(s, new.names.p[0], err))
		return false;
	if (s->listed)
		return true;
	for (size_t i = 0; i < s->args.flags.diff_base.n && !new.marked; i++)
		new.marked = s->args.flags.diff_base.p[i].n != 0;
	if (new.marked)
		base = &s->args.flags.diff_base;
	for (size_t i = 0; i < base->n; i++)
		if (base->p[i].n != 0)
			str_list_add(&s->life, &new.base_names, base->p[i]);
	return read_sides(s, &new, err) && sources_show(s, &new, err);
}

bool sources_compare(struct shell *s, struct str_list names, bool marked, struct err *err)
{
	struct sources new = s->store.from;

	new.base_names = names;
	new.marked = marked;
	new.base = NULL;
	if (names.n != 0) {
		new.base = read_side(s, names, "base", err);
		if (new.base == NULL)
			return false;
	}
	return sources_show(s, &new, err);
}

static bool has_stdin(const struct str_list *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->p[i], STR("-")))
			return true;
	return false;
}

bool sources_took_stdin(const struct sources *s)
{
	return has_stdin(&s->names) || has_stdin(&s->base_names);
}

static void add_all(struct arena *a, struct str_list *to, const struct str_list *from)
{
	for (size_t i = 0; i < from->n; i++)
		str_list_add(a, to, from->p[i]);
}

/* What is there and what the names are, merged; or NULL. */
static struct side *merge_in(struct shell *s, struct str_list names, struct err *err)
{
	const struct merge_change none = {0};
	struct arena scratch = {0};
	struct merge_plan plan = {.arena = &scratch};
	struct side *more = read_side(s, names, "source", err), *all;
	struct merger *m = NULL;
	bool ok;

	if (more == NULL)
		return NULL;
	all = mem_zeroed(1, sizeof(*all));
	ok = merge_plan_add(&plan, first_of(&s->store.from.source->names),
		     &s->store.from.source->draft.p, err) &&
		merge_plan_add(&plan, first_of(&more->names), &more->draft.p, err) &&
		merge_plan_check(&plan, err);
	if (ok) {
		m = merger_new(&all->arena, &plan);
		ok = merger_add(m, &s->store.from.source->draft.p, &none, err) &&
			merger_add(m, &more->draft.p, &none, err) &&
			merger_finish(m, &all->draft, err);
	}
	merger_free(m);
	all->remote = more->remote;
	add_all(&all->arena, &all->names, &s->store.from.source->names);
	add_all(&all->arena, &all->names, &more->names);
	servers_join(&all->servers, &all->arena, &s->store.from.source->servers);
	servers_join(&all->servers, &all->arena, &more->servers);
	side_free(more);
	arena_release(&scratch);
	if (ok)
		return all;
	side_free(all);
	return NULL;
}

bool sources_add(struct shell *s, struct str_list names, struct err *err)
{
	struct sources new = s->store.from;
	struct str_list all = {0};

	new.source = merge_in(s, names, err);
	if (new.source == NULL)
		return false;
	add_all(&s->life, &all, &s->store.from.names);
	add_all(&s->life, &all, &names);
	new.names = all;
	return sources_show(s, &new, err);
}

bool sources_reload(struct shell *s, struct err *err)
{
	struct sources new = s->store.from;

	if (sources_took_stdin(&new))
		return err_set(err, "standard input cannot be read a second time");
	return read_sides(s, &new, err) && sources_show(s, &new, err);
}

void sources_release(struct sources *s)
{
	drop(s, &(struct sources){0});
	*s = (struct sources){0};
}

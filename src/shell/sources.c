/*
 * sources.c: loads what the command line and the console name, as the flags say, into the shell's store.
 */
#include "shell/sources.h"

#include <unistd.h>

#include "fetch/index-page.h"
#include "load/save.h"
#include "objfile/binary.h"
#include "shell/shell.h"

struct load_options sources_options(const struct shell *s, bool keep)
{
	const struct flag_values *flags = &s->args.flags;

	return (struct load_options){
		.limits = {.max_size = flags->max_size,
			.no_symbols = s->args.symbolize.none,
			.folded_type = flags->folded_type,
			.all_frames = flags->all_frames},
		.url = {flags->seconds, flags->timeout},
		.http = command_line_http(flags),
		.symbolize = s->args.symbolize,
		.debuginfod = flags->debuginfod,
		.binary = {s->binary, flags->buildid},
		.comment = flags->add_comment,
		.normalize = s->config.normalize,
		.keep = keep,
		.notes = &s->notes,
	};
}

/* Like pprof, what came from a server is kept. */
static void save_copy(struct shell *s)
{
	struct out notes = {0};
	struct err err = {0};
	struct str path;
	bool ok = save_profile(&s->command, s->store.profile, &path, &notes, &err);

	notes_add_lines(&s->notes, (struct str){notes.p, notes.n});
	if (ok)
		notes_add(&s->notes, "Saved profile in %.*s", STR_ARG(path));
	else
		notes_add(&s->notes, "Could not save profile: %s", err.text);
	out_release(&notes);
}

/* Shows reports what was loaded, when that succeeded. */
static bool show(struct shell *s, bool ok)
{
	if (!ok)
		return false;
	session_store_changed(&s->store);
	s->store.profile = s->store.from.profile;
	s->store.whole = NULL;
	if (s->store.from.fetched)
		save_copy(s);
	return true;
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
static bool list_profiles(struct shell *s, struct str name, const struct load_options *o,
	struct err *err)
{
	struct out out = {.terminal = s->stdout_is_terminal};
	bool ok = index_page_list(name, &o->url, &o->http, &s->listed, &out, err);

	if (ok && s->listed)
		ok = out_write(STDOUT_FILENO, (struct str){out.p, out.n}, err);
	out_release(&out);
	return ok;
}

/* The base that the flags name: that of -diff_base, or else that of -base. Empty names are none. */
static void take_base(struct shell *s, struct load_result *l)
{
	const struct str_list *base = &s->args.flags.base, *marked = &s->args.flags.diff_base;

	for (size_t i = 0; i < marked->n; i++)
		l->marked |= marked->p[i].n != 0;
	if (l->marked)
		base = marked;
	for (size_t i = 0; i < base->n; i++)
		if (base->p[i].n != 0)
			str_list_add(&s->life, &l->base_names, base->p[i]);
}

/*
 * A report that compares needs a base: the one that flags name, or the first of two profiles. The base of -base
 * is subtracted, the others are marked.
 */
static bool take_compared(struct shell *s, const struct command *report, struct load_result *l,
	struct err *err)
{
	take_base(s, l);
	if (report == NULL || !(report->flags & COMMAND_NEEDS_BASE) || l->base_names.n != 0)
		return true;
	if (report->flags & COMMAND_ONE_SIDE && l->names.n == 1)
		return true;
	if (l->names.n != 2) {
		const char *value = report->flags & COMMAND_ONE_SIDE ? "=LIMITS" : "";

		return err_set(err,
			"-%s compares two profiles, and there %s %zu; type: cprof -%s%s OLD NEW, "
			"or cprof -%s%s -diff_base=OLD NEW...",
			report->name, l->names.n == 1 ? "is" : "are", l->names.n, report->name,
			value, report->name, value);
	}
	str_list_add(&s->life, &l->base_names, l->names.p[0]);
	l->marked = true;
	l->names.p++;
	l->names.n--;
	l->names.cap--;
	return true;
}

bool sources_take_sides(struct shell *s, const struct command *report, struct err *err)
{
	struct load_result *l = &s->store.from;

	l->names = s->args.names;
	take_binary(s, &l->names);
	return take_compared(s, report, l, err);
}

bool sources_load(struct shell *s, const struct command *report, struct err *err)
{
	struct load_result *l = &s->store.from;
	struct load_options o;
	bool keep = report == NULL;

	l->names = s->args.names;
	take_binary(s, &l->names);
	o = sources_options(s, keep);
	o.whole = report != NULL && s->args.scripts.n == 0 && (report->flags & COMMAND_BOTH_SIDES);
	if (keep && l->names.n == 1 && !list_profiles(s, l->names.p[0], &o, err))
		return false;
	if (s->listed)
		return true;
	return take_compared(s, report, l, err) && show(s, load_sources(l, &o, err));
}

bool sources_make_whole(struct shell *s, struct err *err)
{
	struct load_options o = sources_options(s, true);

	/* What one report was loaded for it gets. */
	if (s->store.whole != NULL || s->store.from.source == NULL)
		return true;
	return load_whole(&s->store.from, &o, &s->store.whole, err);
}

bool sources_show(struct shell *s, struct load_result *new, struct err *err)
{
	struct load_options o = sources_options(s, false);

	return show(s, load_replace(&s->store.from, new, &o, err));
}

bool sources_compare(struct shell *s, struct str_list names, bool marked, struct err *err)
{
	struct load_options o = sources_options(s, true);

	return show(s, load_compare(&s->store.from, names, marked, &o, err));
}

bool sources_add(struct shell *s, struct str_list names, struct err *err)
{
	struct load_options o = sources_options(s, true);

	return show(s, load_add(&s->store.from, &s->life, names, &o, err));
}

bool sources_set_sides(struct shell *s, const struct load_sides *sides, struct err *err)
{
	struct load_options o = sources_options(s, true);

	return show(s, load_set_sides(&s->store.from, sides, &o, err));
}

bool sources_reload(struct shell *s, const struct load_ahead *ahead, struct err *err)
{
	struct load_options o = sources_options(s, true);

	o.ahead = ahead;

	return show(s, load_again(&s->store.from, &o, err));
}

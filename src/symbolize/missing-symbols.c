/*
 * missing-symbols.c: tells the user in one line why addresses stay addresses.
 *
 * It names a binary without symbols only when some location in it has no function, or with `force`.
 * Note: a binary may be mapped several times, and a profile of a whole machine names hundreds of binaries that
 * this machine does not have.
 */
#include "symbolize/symbolize-internal.h"

/* Binaries that are named. */
enum { NAMED_MAX = 3 };

struct missing_symbols {
	const struct work *w;
	bool *told; /* by str_id of files: 1 + the one of the nameless */
	map_id named[NAMED_MAX];
	size_t n; /* more than are named, perhaps */
	bool main_unnamed;
};

static bool is_unnamed(const struct profile *p, const struct mapping *m)
{
	return m->file == 0 ||
		(m->build_id == 0 && symbolize_is_server_name(profile_str(p, m->file)));
}

static void write_name(const struct profile *p, map_id m, struct out *o)
{
	struct str file = profile_str(p, p->mappings[m].file);
	struct str id = profile_str(p, p->mappings[m].build_id);

	if (!is_unnamed(p, &p->mappings[m]))
		out_str(o, file);
	else
		out_lit(o, m == 1 ? "the main binary" : "a binary");
	if (id.n != 0) {
		out_lit(o, " (build ID ");
		out_str(o, id);
		out_lit(o, ")");
	}
}

/* "/a: reason, /b and /c: reason, and 2 more" */
static void write_names(const struct missing_symbols *t, struct out *o)
{
	const struct str *why = t->w->why;
	size_t n = t->n < NAMED_MAX ? t->n : NAMED_MAX;

	for (size_t i = 0; i < n; i++) {
		bool joins = i > 0 && str_eq(why[t->named[i - 1]], why[t->named[i]]);
		bool ends = i + 1 == n || !str_eq(why[t->named[i]], why[t->named[i + 1]]);

		if (i > 0)
			out_lit(o, joins && ends ? " and " : ", ");
		write_name(t->w->p, t->named[i], o);
		if (ends) {
			out_lit(o, ": ");
			out_str(o, why[t->named[i]]);
		}
	}
	if (t->n > n)
		out_fmt(o, ", and %zu more", t->n - n);
}

static void look_at(struct missing_symbols *t, map_id m)
{
	const struct mapping *mapping = &t->w->p->mappings[m];

	if (t->told[mapping->file])
		return;
	t->told[mapping->file] = true;
	if (t->n < NAMED_MAX)
		t->named[t->n] = m;
	t->n++;
	t->main_unnamed |= m == 1 && is_unnamed(t->w->p, mapping);
}

/* Which mappings have locations without functions. */
static bool *bare_mappings(struct arena *a, const struct profile *p)
{
	bool *bare = arena_array(a, bool, p->n_mappings);

	for (loc_id loc = 1; loc < p->n_locations; loc++)
		bare[p->loc_mapping[loc]] |= profile_loc_bare(p, loc);
	return bare;
}

void symbolize_note(const struct work *w, struct str line)
{
	notes_add(w->spec->notes, "%.*s", STR_ARG(line));
}

void symbolize_note_missing(const struct work *w)
{
	struct arena scratch = {0};
	struct missing_symbols t = {.w = w};
	struct out names = {.terminal = true}; /* any bytes, as the profile has them */
	const bool *bare = bare_mappings(&scratch, w->p);

	t.told = arena_array(&scratch, bool, intern_end(&w->p->strings));
	for (map_id m = 1; m < w->p->n_mappings; m++)
		if (w->why[m].n != 0 && (bare[m] || w->spec->options.force))
			look_at(&t, m);
	write_names(&t, &names);
	if (w->stopped) {
		symbolize_note(w,
			STR("Stopped: what has no symbols yet stays without; reload tries again"));
	} else if (t.n != 0) {
		struct str what = t.n == 1
			? STR("No symbols for ")
			: arena_fmt(&scratch, "No symbols for %zu binaries: ", t.n);
		struct str hint = t.main_unnamed
			? STR("; give the binary in front of the profile: cprof BINARY PROFILE")
			: STR("; PPROF_BINARY_PATH names the folders where binaries are looked for");

		symbolize_note(w,
			arena_join(&scratch, (const struct str[]){what, {names.p, names.n}, hint},
				3, STR("")));
	}
	out_release(&names);
	arena_release(&scratch);
}

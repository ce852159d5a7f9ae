/*
 * trouble.c: why addresses stay addresses, in one line. See internal.h.
 *
 * It is said only where something is missing: a mapping some of whose locations have no functions,
 * or any that the user forced. What one would get wrong: a binary may be mapped several times, and a
 * profile of a whole machine has hundreds of binaries that are not here.
 */
#include "symbolize/internal.h"

/* Binaries that are named. */
enum { NAMED_MAX = 3 };

struct trouble {
	const struct work *w;
	bool *told;       /* by str_id of files: 1 + the one of the nameless */
	struct out names; /* each with its reason, or the one that follows it has the same */
	struct str why;   /* of the last; not written yet */
	size_t n;
	bool main_unnamed;
};

static bool is_unnamed(const struct profile *p, const struct mapping *m)
{
	return m->file == 0 || (m->build_id == 0 && is_server_name(profile_str(p, m->file)));
}

static void give_reason(struct trouble *t)
{
	out_lit(&t->names, ": ");
	out_str(&t->names, t->why);
}

static void name(struct trouble *t, map_id m)
{
	const struct profile *p = t->w->p;
	struct str file = profile_str(p, p->mappings[m].file);
	struct str id = profile_str(p, p->mappings[m].build_id);

	if (t->n > NAMED_MAX)
		return;
	if (t->n > 1) {
		if (!str_eq(t->why, t->w->why[m]))
			give_reason(t);
		out_lit(&t->names, ", ");
	}
	t->why = t->w->why[m];
	if (!is_unnamed(p, &p->mappings[m]))
		out_str(&t->names, file);
	else
		out_lit(&t->names, m == 1 ? "the main binary" : "a binary");
	if (id.n != 0) {
		out_lit(&t->names, " (build ID ");
		out_str(&t->names, id);
		out_lit(&t->names, ")");
	}
}

static void look_at(struct trouble *t, map_id m)
{
	const struct mapping *mapping = &t->w->p->mappings[m];

	if (t->told[mapping->file])
		return;
	t->told[mapping->file] = true;
	t->n++;
	t->main_unnamed |= m == 1 && is_unnamed(t->w->p, mapping);
	name(t, m);
}

/* Which mappings have locations without functions. */
static bool *bare_mappings(struct arena *a, const struct profile *p)
{
	bool *bare = arena_array(a, bool, p->n_mappings);

	for (loc_id loc = 1; loc < p->n_locations; loc++)
		bare[p->loc_mapping[loc]] |= profile_loc_bare(p, loc);
	return bare;
}

void tell(const struct work *w, struct str line)
{
	if (w->spec->ui.note != NULL)
		w->spec->ui.note(w->spec->ui.context, line);
}

void tell_trouble(const struct work *w)
{
	struct arena scratch = {0};
	struct trouble t = {.w = w,
		.names = {.terminal = true}}; /* any bytes, as the profile has them */
	const bool *bare = bare_mappings(&scratch, w->p);
	struct str names, rest = STR("");

	t.told = arena_array(&scratch, bool, intern_end(&w->p->strings));
	for (map_id m = 1; m < w->p->n_mappings; m++)
		if (w->why[m].n != 0 && (bare[m] || w->spec->options.force))
			look_at(&t, m);
	if (t.n != 0)
		give_reason(&t);
	names = (struct str){t.names.p, t.names.n};
	if (t.n > NAMED_MAX)
		rest = arena_fmt(&scratch, ", and %zu more", t.n - NAMED_MAX);
	if (w->stopped) {
		tell(w, STR("Stopped: what has no symbols yet stays without; reload tries again"));
	} else if (t.n != 0) {
		struct str what = t.n == 1
			? STR("No symbols for ")
			: arena_fmt(&scratch, "No symbols for %zu binaries: ", t.n);
		struct str hint = t.main_unnamed
			? STR("; give the binary in front of the profile: cprof BINARY PROFILE")
			: STR("; PPROF_BINARY_PATH names the folders where binaries are looked for");

		tell(w,
			arena_join(&scratch, (const struct str[]){what, names, rest, hint}, 4,
				STR("")));
	}
	out_release(&t.names);
	arena_release(&scratch);
}

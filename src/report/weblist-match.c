/*
 * weblist-match.c: Finds the locations of the profile that the command's expression matches.
 *
 * A function is wanted by its name, its system name or its file; what a location begins with, by
 * the file of its mapping; and what has no function in the profile, by the symbol it is in. An
 * address wants the function whose code it is.
 */
#include "report/weblist.h"

#include "base/interrupt.h"

/* The functions and mappings that the expression matches. */
struct web_match {
	bool *fns;  /* by fn_id: the name, the system name or the file matches */
	bool *maps; /* by map_id: the file matches */
	bool by_address;
	uint64_t address;
	struct code_symbol around; /* the symbol that has the address; n 0: none */
};

static bool match_strings(struct weblist *w, const str_id *ids, size_t n, unsigned char *known,
	bool *any, struct err *err)
{
	enum { UNKNOWN, NO, YES };
	struct report *r = w->r;

	*any = false;
	for (size_t i = 0; i < n && !*any; i++) {
		bool hit = false;

		if (ids[i] == 0)
			continue;
		if (known[ids[i]] == UNKNOWN &&
			!rx_match(r->regex, profile_str(r->profile, ids[i]), &hit, err))
			return err_wrap(err, "%.*s", STR_ARG(r->regex_text));
		if (known[ids[i]] == UNKNOWN)
			known[ids[i]] = hit ? YES : NO;
		*any = known[ids[i]] == YES;
	}
	return true;
}

static bool find_wanted(struct weblist *w, struct web_match *want, struct err *err)
{
	const struct profile *p = w->r->profile;
	unsigned char *known = arena_array(w->r->arena, unsigned char, intern_end(&p->strings));

	want->fns = arena_array(w->r->arena, bool, w->r->view->p->n_functions);
	want->maps = arena_array(w->r->arena, bool, p->n_mappings);
	for (fn_id i = 1; i < p->n_functions; i++) {
		const struct function *fn = &p->functions[i];
		str_id ids[] = {fn->name, fn->system_name, fn->file};

		if (!match_strings(w, ids, 3, known, &want->fns[i], err))
			return false;
	}
	for (map_id m = 1; m < p->n_mappings; m++)
		if (!match_strings(w, &p->mappings[m].file, 1, known, &want->maps[m], err))
			return false;
	want->by_address = code_is_address(w->r->regex_text, &want->address);
	if (!want->by_address || !code_symbol_around(&w->code, want->address, &want->around))
		want->around.n = 0;
	return true;
}

struct web_name *weblist_name(struct weblist *w, str_id id)
{
	while (w->known.n <= id)
		vec_add(&w->known);
	return &w->known.p[id];
}

/* Says that `name`, as the linker knows it, is to be shown as `shown`. */
static void show_as(struct weblist *w, str_id name, str_id shown)
{
	struct web_name *known = weblist_name(w, name);

	if (!known->shown_known) {
		known->shown = shown;
		known->shown_known = true;
	}
}

static void want_function(struct weblist *w, fn_id id)
{
	const struct profile *p = w->r->view->p;

	if (id != 0 && id < w->r->profile->n_functions)
		weblist_name(w, intern_add(&w->names, profile_str(p, p->functions[id].name)))
			->wanted = true;
}

/* The profile's names come first: what symbols are called in it is what they are shown as. */
static void learn_names(struct weblist *w)
{
	const struct profile *p = w->r->profile;

	for (fn_id i = 1; i < p->n_functions; i++) {
		str_id name = intern_add(&w->names, profile_str(p, p->functions[i].name));
		str_id system = intern_add(&w->names, profile_str(p, p->functions[i].system_name));

		show_as(w, name, name);
		if (system != 0)
			show_as(w, system, name);
	}
}

str_id weblist_shown_name(struct weblist *w, struct str name)
{
	str_id id = intern_add(&w->names, name);

	if (!weblist_name(w, id)->shown_known) {
		struct str shown = name;

		if (w->r->demangle != NULL)
			shown = w->r->demangle(w->r->arena, name, REPORT_NAMES_SHORT);
		show_as(w, id, intern_add(&w->names, shown));
	}
	return w->known.p[id].shown;
}

/* True when the expression matches the symbol that the spot is in. */
static bool want_symbol(struct weblist *w, const struct web_match *want,
	const struct web_spot *spot, bool *yes, struct err *err)
{
	struct code_symbol s;
	struct str name;
	bool hit = false;

	*yes = false;
	if (spot->file == 0 || !code_symbol_at(&w->code, spot->file, spot->own, &s))
		return true;
	name = code_symbol_name(&w->code, &s, code_symbol_known(&w->code, &s));
	if (want->around.n != 0 && s.file == want->around.file && s.begin == want->around.begin)
		hit = true;
	else if (profile_loc_bare(w->r->view->p, spot->loc) &&
		!code_name_matches(&w->code, name, &hit, err))
		return false;
	if (hit)
		weblist_name(w, weblist_shown_name(w, name))->wanted = true;
	*yes = hit;
	return true;
}

/* Sets *yes when the expression matches the location, and marks the names that match. */
static bool want_location(struct weblist *w, const struct web_match *want,
	const struct web_spot *spot, bool *yes, struct err *err)
{
	const struct profile *p = w->r->view->p;
	frame_id begin = p->frame_begin[spot->loc], end = p->frame_begin[spot->loc + 1];
	bool map = want->maps[p->loc_mapping[spot->loc]];

	if (!want_symbol(w, want, spot, yes, err))
		return false;
	if (want->by_address && p->loc_address[spot->loc] == want->address) {
		want_function(w, p->frames[end - 1].fn);
		*yes = true;
	}
	for (frame_id f = begin; f < end; f++) {
		fn_id fn = p->frames[f].fn;

		if (!view_keeps(w->r->view, f) || fn == 0)
			continue;
		if (!want->fns[fn] && !(f == begin && map))
			continue;
		want_function(w, fn);
		*yes = true;
	}
	return true;
}

/* Marks the locations that are on stacks that the view has, by loc_id. */
static bool *seen_locations(const struct report *r)
{
	const struct view *v = r->view;
	bool *seen = arena_array(r->arena, bool, v->p->n_locations);

	for (size_t i = 0; i < v->n_samples && !interrupted_at(i); i++) {
		struct window at = view_window(v, i);

		for (uint32_t k = at.begin; k < at.end; k++)
			seen[loc_column_get(&v->p->stack, k)] = true;
	}
	return seen;
}

bool weblist_find_spots(struct weblist *w, struct err *err)
{
	const struct profile *p = w->r->view->p;
	const bool *seen = seen_locations(w->r);
	struct web_match want = {0};

	if (!find_wanted(w, &want, err))
		return false;
	learn_names(w);
	for (loc_id loc = 1; loc < p->n_locations && !interrupted_at(loc); loc++) {
		struct web_spot spot = {.own = loc, .loc = loc, .code = UINT32_MAX};
		map_id map = p->loc_mapping[loc];
		uint64_t own;
		bool yes;

		if (!seen[loc] || !view_sees_loc(w->r->view, loc))
			continue;
		if (p->loc_address[loc] != 0 &&
			code_own_address(&w->code, map, p->loc_address[loc], &own)) {
			spot.file = w->code.bases[map].file;
			spot.own = own;
		}
		if (!want_location(w, &want, &spot, &yes, err))
			return false;
		if (yes)
			*vec_add(&w->spots) = spot;
	}
	return true;
}

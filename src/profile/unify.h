/*
 * unify.h: one set of tables for several profiles, for merge.c.
 *
 * Equal strings, functions, mappings and locations of all profiles get one id; merge.h tells what is equal.
 * unify_from sets the profile whose ids the other functions convert. New ids are given out in the order in which
 * they are first asked for.
 *
 * Nearly all that a profile has is known from those before. So functions, mappings and locations are found by a
 * fingerprint of what they are made of, down to the bytes of names, and unify_from finds all locations that are
 * there already. Strings are looked up only for what is new.
 */
#ifndef CPROF_PROFILE_UNIFY_H
#define CPROF_PROFILE_UNIFY_H

#include "base/mem.h"
#include "base/print.h"
#include "profile/draft.h"

struct unified_location {
	uint64_t address;
	map_id mapping;
	frame_id first;
	bool folded;
};

/* The merged mapping, and what to add to an address in it. */
struct unified_mapping {
	map_id mapping; /* 0: not known yet */
	uint64_t moved;
};

struct unify {
	struct print seed;
	struct intern strings;

	/* The merged tables, with element 0. */
	VEC(struct mapping) mappings;
	VEC(struct function) functions;
	VEC(struct unified_location) locations;
	VEC(struct frame) frames;
	struct prints mapping_prints, function_prints, location_prints;

	/* The current profile: its ids -> merged ids; 0: not known yet. */
	const struct profile *from;
	VEC(str_id) string_of; /* 1 + the id */
	VEC(struct unified_mapping) mapping_of;
	VEC(fn_id) function_of;
	VEC(loc_id) location_of;
	VEC(struct print) string_print, function_print; /* by its ids */
};

/* Makes empty tables. The bytes of strings go into the arena. */
void unify_init(struct unify *u, struct arena *a);
void unify_release(struct unify *u);

/* Begins a profile, which must live until the next one or unify_from(u, NULL). Adds nothing. */
void unify_from(struct unify *u, const struct profile *p);

str_id unify_string(struct unify *u, str_id id);
map_id unify_mapping(struct unify *u, map_id id);

/* Looks up a location, and adds it if it is new. Callers use unify_location. */
loc_id unify_new_location(struct unify *u, loc_id id);

/* The id of a location that is there already, or 0. */
static inline loc_id unify_known_location(const struct unify *u, loc_id id)
{
	return u->location_of.p[id];
}

static inline loc_id unify_location(struct unify *u, loc_id id)
{
	return u->location_of.p[id] != 0 ? u->location_of.p[id] : unify_new_location(u, id);
}

/* Moves the tables and strings to a draft. u is empty afterwards. */
void unify_finish(struct unify *u, struct draft *d);

#endif

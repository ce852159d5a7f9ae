/*
 * unify.h: one set of tables for several profiles, for merge.c.
 *
 * Equal strings, functions, mappings and locations of all profiles get one id; merge.h tells what is equal.
 * unify_from sets the profile whose ids the other functions convert; each of its ids is looked up once. New
 * ids are given out in the order in which they are first asked for.
 */
#ifndef CPROF_PROFILE_UNIFY_H
#define CPROF_PROFILE_UNIFY_H

#include "base/index.h"
#include "base/mem.h"
#include "profile/draft.h"

struct unified_location {
	uint64_t address;
	map_id mapping;
	frame_id first;
	uint32_t n_lines; /* 0: without lines; it has a frame all the same */
	bool folded;
};

/* The merged mapping, and what to add to an address in it. */
struct unified_mapping {
	map_id mapping; /* 0: not known yet */
	uint64_t moved;
};

struct unify {
	uint64_t seed;
	struct intern strings;

	/* The merged tables, with element 0. */
	VEC(struct mapping) mappings;
	VEC(struct function) functions;
	VEC(struct unified_location) locations;
	VEC(struct frame) frames;
	struct index mapping_index, function_index, location_index;

	/* The current profile: its ids -> merged ids; 0: not known yet. */
	const struct profile *from;
	str_id *string_of; /* 1 + the id */
	struct unified_mapping *mapping_of;
	fn_id *function_of;
	loc_id *location_of;
};

/* Makes empty tables. The bytes of strings go into the arena. */
void unify_init(struct unify *u, struct arena *a);
void unify_release(struct unify *u);

/* Begins a profile, which must live until the next one or unify_from(u, NULL). */
void unify_from(struct unify *u, const struct profile *p);

str_id unify_string(struct unify *u, str_id id);
map_id unify_mapping(struct unify *u, map_id id);

/* Adds a location that is new. Callers use unify_location. */
loc_id unify_new_location(struct unify *u, loc_id id);

static inline loc_id unify_location(struct unify *u, loc_id id)
{
	return u->location_of[id] != 0 ? u->location_of[id] : unify_new_location(u, id);
}

/* Moves the tables and strings to a draft. u is empty afterwards. */
void unify_finish(struct unify *u, struct draft *d);

#endif

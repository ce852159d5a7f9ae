/*
 * fetch.h: where a profile's bytes come from.
 *
 * In: the name of a source as the user gave it. Out: a loaded profile. Errors name the source.
 */
#ifndef CPROF_FETCH_FETCH_H
#define CPROF_FETCH_FETCH_H

#include "base/arena.h"
#include "base/err.h"
#include "profile/builder.h"
#include "profile/profile.h"

struct fetch_spec {
	struct load_limits limits;
	struct load_edits edits;
};

/* Reads the profile in the file `name`. Its strings live in the arena. */
bool fetch_file(struct arena *a, struct str name, const struct fetch_spec *spec, struct profile *p,
	struct err *err);

#endif

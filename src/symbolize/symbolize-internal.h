/*
 * symbolize-internal.h: what the files of symbolize/ share that change a profile.
 */
#ifndef CPROF_SYMBOLIZE_SYMBOLIZE_INTERNAL_H
#define CPROF_SYMBOLIZE_SYMBOLIZE_INTERNAL_H

#include "base/index.h"
#include "base/mem.h"
#include "symbolize/symbolize.h"

/*
 * Symbolization under way. `why` says, by map_id, why a mapping has no symbols; an empty string:
 * there is nothing to say.
 */
struct work {
	struct draft *d;
	const struct profile *p; /* the draft's */
	const struct symbolize_spec *spec;
	struct arena arena; /* of the strings in `why`, and scratch */
	struct str *why;
	bool stopped; /* by a Ctrl-C */
};

/* Locations by mapping: those of m are list[begin[m]] up to list[begin[m + 1]], ascending. */
struct by_mapping {
	uint32_t *begin; /* n_mappings + 1 */
	loc_id *list;
};

/*
 * In the arena. `named`: also the locations that have a function with a name, unless they have no address (0): then
 * nobody knows more of them.
 */
struct by_mapping symbolize_by_mapping(struct arena *a, const struct profile *p, bool named);

/* New functions and frames on their way into a profile. All zero: none yet. */
struct additions {
	VEC(struct function) functions; /* of additions_function: each differs from the others */
	struct index index;
	VEC(struct frame) frames;
	struct {
		loc_id loc;
		uint32_t first; /* in frames; it goes up to the next one's */
	} * spans;
	size_t n_spans, spans_cap;
};

/* The id that a function will have. Like pprof, it is compared with other new ones alone. */
fn_id additions_function(struct additions *a, const struct profile *p, const struct function *f);

/* Begins the frames of a location, which are then added to `frames`. Each location once. */
void additions_begin(struct additions *a, loc_id loc);

/* Puts all into the profile, or, when that is too much, nothing. Empties it. */
bool additions_apply(struct additions *a, struct draft *d, struct err *err);

/* Binaries on this machine, and servers. */
void symbolize_local(struct work *w);
void symbolize_remote(struct work *w);

/* Demangles the names of all functions as the options say. `known`: see struct symbolize_spec. */
void symbolize_demangle(struct draft *d, const struct symbolize_options *o,
	struct known_symbols *known);

/* True where pprof does not look for symbols: code that is in no file. */
bool symbolize_is_system(struct str file);

/* True for "http://..." and the like: what a profile came from stands where a file belongs. */
bool symbolize_is_server_name(struct str file);

/* A line for the user. */
void symbolize_note(const struct work *w, struct str line);

/* Says once why addresses stay addresses, and what to try. */
void symbolize_note_missing(const struct work *w);

#endif

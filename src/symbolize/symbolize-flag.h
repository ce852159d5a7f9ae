/*
 * symbolize-flag.h: parses the value of the flag -symbolize.
 *
 * In: the value of the flag. Out: a switch for each decision. The grammar and its effects are pprof's
 * (Symbolize in internal/symbolizer/symbolizer.go): words separated by ':', in any case; "none" turns
 * everything off, wherever it stands; an unknown word is reported and ignored. Note: demangle=full,
 * =templates and =none also force, and demangle=default undoes neither.
 */
#ifndef CPROF_SYMBOLIZE_SYMBOLIZE_FLAG_H
#define CPROF_SYMBOLIZE_SYMBOLIZE_FLAG_H

#include <stdbool.h>

#include "base/str.h"
#include "demangle/demangle.h"

struct symbolize_options {
	bool none;   /* change nothing; the other fields have no meaning then */
	bool local;  /* ask binaries on this machine */
	bool remote; /* ask the servers that the profiles came from */
	bool fast;   /* of binaries, use only the symbol tables */
	bool force;  /* symbolize also where the profile has names */
	enum demangle_mode demangle;
};

/*
 * Parses the value; empty is the default. Returns the first unknown word, which has no effect, as it was
 * given; or an empty string.
 */
struct str symbolize_options(struct str text, struct symbolize_options *o);

/* A list of the words, to show. */
extern const char symbolize_words[];

/* The i-th word, for completion, or NULL behind the last one. */
const char *symbolize_word(size_t i);

#endif

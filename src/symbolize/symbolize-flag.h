/*
 * symbolize-flag.h: what -symbolize asks for.
 *
 * In: the flag's value. Out: plain switches. The grammar and what follows from what are pprof's
 * (Symbolize in internal/symbolizer/symbolizer.go): words separated by ':', in any case; "none"
 * ends it all, wherever it stands; what is not known is told and ignored. What you would get
 * wrong: demangle=full, =templates and =none also force, and demangle=default undoes neither.
 */
#ifndef CPROF_SYMBOLIZE_SYMBOLIZE_FLAG_H
#define CPROF_SYMBOLIZE_SYMBOLIZE_FLAG_H

#include <stdbool.h>

#include "base/str.h"
#include "demangle/demangle.h"

struct symbolize_options {
	bool none;   /* leave everything as it is; the others say nothing then */
	bool local;  /* ask binaries on this machine */
	bool remote; /* ask the servers that profiles came from */
	bool fast;   /* of binaries, only their symbol tables */
	bool force;  /* also where the profile has names */
	enum demangle_mode demangle;
};

/*
 * Reads the flag's value, empty: the default. Returns the first word that is not known, as it was
 * given, or an empty string; it changes nothing.
 */
struct str symbolize_options(struct str text, struct symbolize_options *o);

/* What the words may be, for people. */
extern const char symbolize_words[];

/* The same one by one, for completion: the i-th, or NULL behind the last one. */
const char *symbolize_word(size_t i);

#endif

/*
 * known-symbols.h: keeps what was found for one profile, for the next one.
 *
 * A console loads again and again what is of the same programs: the file once more, another run, a base. Then
 * only addresses that were not seen before are looked up, debug information is not even opened when there are
 * none, and only new names are demangled.
 */
#ifndef CPROF_SYMBOLIZE_KNOWN_SYMBOLS_H
#define CPROF_SYMBOLIZE_KNOWN_SYMBOLS_H

#include "demangle/demangle.h"
#include "symbolize/known-frames.h"

struct known_symbols;

struct known_symbols *known_symbols_new(void);

/* NULL: nothing happens. */
void known_symbols_free(struct known_symbols *k);

/* The frames of the binary at a path, which `k` owns: valid until known_symbols_bound. */
struct known_frames *known_symbols_frames(struct known_symbols *k, const char *path);

/* Forgets names that were demangled in another mode. Call it before the functions below. */
void known_symbols_mode(struct known_symbols *k, enum demangle_mode mode);

/*
 * Whether it is known what a mangled name is shown as; *shown is valid until known_symbols_bound. Several
 * threads may ask at the same time.
 */
bool known_symbols_name(const struct known_symbols *k, struct str mangled, struct str *shown);

/* Adds a name, unless it is known. */
void known_symbols_add_name(struct known_symbols *k, struct str mangled, struct str shown);

/* Forgets everything when more than `bytes` of memory are used. */
void known_symbols_bound(struct known_symbols *k, size_t bytes);

#endif

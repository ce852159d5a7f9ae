/*
 * rust.h: demangles names of Rust; for demangle.c alone.
 *
 * There are two manglings: legacy, which looks like one of C++ (_ZN...17h<hash>E), and v0 (_R...),
 * https://rust-lang.github.io/rfcs/2603-rust-symbol-name-mangling-v0.html. Text is appended to the caller's
 * out.
 * Note: it may have been appended when a function returns false, too.
 */
#ifndef CPROF_DEMANGLE_RUST_H
#define CPROF_DEMANGLE_RUST_H

#include <stdbool.h>

#include "base/out.h"
#include "base/str.h"

/* Demangles a v0 name, which begins with _R. `generics`: keep generic arguments. */
bool rust_demangle(struct str name, bool generics, struct out *out);

/* True when the name looks like one of the legacy mangling. */
bool rust_is_legacy(struct str name);
/* Demangles such a name, without the hash at its end. */
bool rust_demangle_legacy(struct str name, struct out *out);

/* Decodes Punycode (RFC 3492) to UTF-8, with the delimiter _ as in Rust. False when it is not valid. */
bool rust_punycode(struct str name, struct out *out);

#endif

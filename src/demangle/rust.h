/*
 * rust.h: mangled names of Rust; for demangle.c alone.
 *
 * Both manglings: the old one, which looks like one of C++ (_ZN...17h<hash>E), and v0 (_R...),
 * https://rust-lang.github.io/rfcs/2603-rust-symbol-name-mangling-v0.html. Text is added to an out
 * of the caller's; when false is returned there may be some of it in there all the same.
 */
#ifndef CPROF_DEMANGLE_RUST_H
#define CPROF_DEMANGLE_RUST_H

#include <stdbool.h>

#include "base/out.h"
#include "base/str.h"

/* `name` begins with _R. */
bool rust_demangle(struct str name, bool generics, struct out *out);

/* Does the name look like one of the old mangling? */
bool rust_is_old(struct str name);
/* One that does. The hash at its end is left out. */
bool rust_demangle_old(struct str name, struct out *out);

/* Punycode (RFC 3492) as Rust has it, with a _ as delimiter, as UTF-8. False: it is none. */
bool rust_punycode(struct str name, struct out *out);

#endif

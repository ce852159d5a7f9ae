/*
 * demangle.h: demangles function names of C++ and Rust.
 *
 * It reads the Itanium ABI's mangling of C++, as gcc and clang use it, and both manglings of Rust. The
 * results are those of pprof, whose rules are those of the Go package github.com/ianlancetaylor/demangle. The
 * functions share no state: any number of threads may demangle, each into an arena of its own.
 * Note: a name that cannot be demangled is no error; it stays as it is.
 */
#ifndef CPROF_DEMANGLE_DEMANGLE_H
#define CPROF_DEMANGLE_DEMANGLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Which parts of a name are kept: pprof's -symbolize=demangle=MODE. */
enum demangle_mode {
	DEMANGLE_DEFAULT,   /* no parameters, no template arguments, no return type */
	DEMANGLE_TEMPLATES, /* no parameters, no return type */
	DEMANGLE_FULL,      /* all but the suffix of a compiler's clone */
	DEMANGLE_NONE,      /* names stay as they are */
};

/*
 * Demangles `name` into `a`. Returns `name` itself when it is not mangled, when the mode is DEMANGLE_NONE,
 * and when the result would be too long (limits.h).
 */
struct str demangle(struct arena *a, struct str name, enum demangle_mode mode);

/*
 * The name to show for a function that has this name and this system name in a profile. The rules are those
 * of pprof's demangleSingleFunction, and of its Demangle where names are forced. A name that differs from the
 * system name was demangled before and stays, unless `force`. A system name that is not mangled but looks
 * like C++ loses its parameters and template arguments as the mode says. Returns `name`, a part of
 * `system_name`, or a string in `a`.
 */
struct str demangle_function(struct arena *a, struct str name, struct str system_name,
	enum demangle_mode mode, bool force);

#endif

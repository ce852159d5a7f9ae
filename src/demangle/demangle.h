/*
 * demangle.h: the names that compilers give functions, as people wrote them.
 *
 * C++ (the Itanium ABI, as gcc and clang use it) and Rust (both of its manglings). What comes out
 * is what pprof shows, whose rules are those of the Go package github.com/ianlancetaylor/demangle.
 * Nothing here shares state: any number of threads may demangle, each into an arena of its own.
 * What one would get wrong: a name that cannot be demangled is no error, it is shown as it is.
 */
#ifndef CPROF_DEMANGLE_DEMANGLE_H
#define CPROF_DEMANGLE_DEMANGLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* How much of a name is shown: pprof's -symbolize=demangle=MODE. */
enum demangle_mode {
	DEMANGLE_DEFAULT,   /* no parameters, no template arguments, no return type */
	DEMANGLE_TEMPLATES, /* no parameters, no return type */
	DEMANGLE_FULL,      /* everything but what a compiler put behind a clone's name */
	DEMANGLE_NONE,      /* names stay as they are */
};

/*
 * `name` demangled, in `a`; `name` itself when it is no mangled name, when the mode is
 * DEMANGLE_NONE, and when what would come out is beyond all measure (see demangle.c).
 */
struct str demangle(struct arena *a, struct str name, enum demangle_mode mode);

/*
 * What a function of a profile is called that has this name and this system name: pprof's
 * demangleSingleFunction, after what its Demangle does when names are forced. A name that differs
 * from the system name was demangled before and stays, unless `force`. A system name that is not
 * mangled but looks like C++ loses its parameters and template arguments as the mode says.
 * The result is `name`, part of `system_name`, or in `a`.
 */
struct str demangle_function(struct arena *a, struct str name, struct str system_name,
	enum demangle_mode mode, bool force);

#endif

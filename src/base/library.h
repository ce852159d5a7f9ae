/*
 * library.h: opens a library while cprof runs, for work that most commands do not do.
 *
 * Loading a library and those below it takes time, which every command would pay for if cprof were linked
 * with it. So cprof is built with the library's header only, and calls through a table of pointers. A library
 * stays open until the program ends: libcurl and those above it do not like to be unloaded.
 */
#ifndef CPROF_BASE_LIBRARY_H
#define CPROF_BASE_LIBRARY_H

#include <stddef.h>

#include "base/err.h"

/* A function or variable of the library, and where in the table the pointer to it goes. */
struct library_symbol {
	const char *name;
	size_t offset;
};

struct library {
	const char *const *files; /* names for dlopen(3); the first that can be opened is taken */
	size_t n_files;
	const struct library_symbol *symbols;
	size_t n_symbols;
	const char *missing; /* says that no file can be opened, and what to install */
	const char *too_old; /* says that the library lacks a symbol, whose name follows */
};

/*
 * Fills in the table. False with the reason in err, and the table as it was, when the library cannot be
 * opened or lacks a symbol.
 */
bool library_open(const struct library *l, void *table, struct err *err);

#endif

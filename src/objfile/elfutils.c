/*
 * elfutils.c: loads libdw, and libelf with it, and sets them up.
 */
#include "objfile/elfutils.h"

#include <pthread.h>
#include <stddef.h>

#include "base/array.h"
#include "base/library.h"

/*
 * One table for all threads and binaries, because the libraries are loaded once in a process. Written under
 * pthread_once, and only read from then on.
 */
struct elfutils elfutils;
static struct err missing;
static bool loaded;

static void load(void)
{
	static const char *const files[] = {"libdw.so.1"}; /* libelf is below it */
	static const struct library_symbol symbols[] = {
#define ELFUTILS_ROW(name) {#name, offsetof(struct elfutils, name)},
		ELFUTILS_FUNCTIONS(ELFUTILS_ROW)
#undef ELFUTILS_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing = "reading binaries needs elfutils, which is not installed (Debian and "
			   "Ubuntu: apt-get install libdw1; Fedora: dnf install elfutils-libs)",
		.too_old = "reading binaries needs elfutils 0.171 or later; this one has no",
	};

	loaded = library_open(&library, &elfutils, &missing);
	if (loaded && elfutils.elf_version(EV_CURRENT) == EV_NONE)
		loaded = err_set(&missing,
			"libelf has another version than the one cprof was built with");
}

bool elfutils_load(struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	if (!loaded)
		*err = missing;
	return loaded;
}

/*
 * curses.c: Loads ncurses, of the ABI whose headers cprof was built with.
 */
#include "screen/curses.h"

#include <stddef.h>

#include "base/array.h"
#include "base/library.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
#define MAJOR TEXT(NCURSES_VERSION_MAJOR)

bool curses_load(struct curses *table, struct err *err)
{
	static const char *const files[] = {"libncursesw.so." MAJOR, "libncursesw." MAJOR ".dylib"};
	static const struct library_symbol symbols[] = {
#define CURSES_ROW(name) {#name, offsetof(struct curses, name)},
		CURSES_NAMES(CURSES_ROW)
#undef CURSES_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing =
			"the flame graph is text, because ncurses is not installed (Debian and Ubuntu: "
			"apt-get install libncursesw" MAJOR "; Fedora: dnf install ncurses-libs)",
		.too_old = "the flame graph is text, because ncurses has no",
	};

	return library_open(&library, table, err);
}

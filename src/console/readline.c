/*
 * readline.c: loads GNU readline, of the version whose headers cprof was built with.
 */
#include "console/readline.h"

#include <stddef.h>

#include "base/array.h"
#include "base/library.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
#define MAJOR TEXT(RL_VERSION_MAJOR)

bool readline_load(struct readline *table, struct err *err)
{
	static const char *const files[] = {
		"libreadline.so." MAJOR,
#ifdef READLINE_DIR
		READLINE_DIR "/libreadline." MAJOR ".dylib",
#endif
	};
	static const struct library_symbol symbols[] = {
#define READLINE_ROW(name) {#name, offsetof(struct readline, name)},
		READLINE_NAMES(READLINE_ROW)
#undef READLINE_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing =
			"lines are not edited, because readline is not installed (Debian and Ubuntu: "
			"apt-get install libreadline" MAJOR "; Fedora: dnf install readline)",
		.too_old = "lines are not edited, because readline has no",
	};

	return library_open(&library, table, err);
}

/*
 * microhttpd.c: Loads libmicrohttpd.
 */
#include "web/microhttpd.h"

#include <stddef.h>

#include "base/array.h"
#include "base/library.h"

bool microhttpd_load(struct microhttpd *table, struct err *err)
{
	static const char *const files[] = {"libmicrohttpd.so.12", "libmicrohttpd.12.dylib"};
	static const struct library_symbol symbols[] = {
#define MICROHTTPD_ROW(name) {"MHD_" #name, offsetof(struct microhttpd, name)},
		MICROHTTPD_FUNCTIONS(MICROHTTPD_ROW)
#undef MICROHTTPD_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing =
			"the web interface needs libmicrohttpd, which is not installed (Debian and "
			"Ubuntu: apt-get install libmicrohttpd12; Fedora: dnf install libmicrohttpd)",
		.too_old = "the web interface needs libmicrohttpd 0.9.71 or later; this one has no",
	};

	return library_open(&library, table, err);
}

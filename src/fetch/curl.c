/*
 * curl.c: loads libcurl once, and sets it up.
 */
#include "fetch/curl.h"

#ifdef HAVE_CURL

#include <pthread.h>
#include <stddef.h>

#include "base/array.h"
#include "base/library.h"

/*
 * libcurl is set up once in a process and before any thread uses it, so what it is lives here.
 * Written once, under pthread_once, and only read from then on.
 */
static struct loaded {
	struct curl table;
	struct err err;
	bool ok;
} loaded;

static void load(void)
{
	/* They all have the same functions; the first is the usual one. */
	static const char *const files[] = {"libcurl.so.4", "libcurl-gnutls.so.4",
		"libcurl.4.dylib"};
	static const struct library_symbol symbols[] = {
#define CURL_ROW(name) {"curl_" #name, offsetof(struct curl, name)},
		CURL_FUNCTIONS(CURL_ROW)
#undef CURL_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing = "profiles from servers need libcurl, which is not installed (Debian and "
			   "Ubuntu: apt-get install libcurl4; Fedora: dnf install libcurl)",
		.too_old = "profiles from servers need libcurl 7.66 or later; this one has no",
	};

	if (!library_open(&library, &loaded.table, &loaded.err))
		return;
	loaded.ok = loaded.table.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	if (!loaded.ok)
		err_set(&loaded.err, "libcurl does not start");
}

const struct curl *curl_load(struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	if (loaded.ok)
		return &loaded.table;
	*err = loaded.err;
	return NULL;
}

#endif

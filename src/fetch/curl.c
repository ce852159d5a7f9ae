/*
 * curl.c: loads libcurl with dlopen and fills in the table of its functions.
 */
#include "fetch/curl.h"
#include "base/array.h"

#ifdef HAVE_CURL

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

/* The names of the library, which all have the same functions; the first is the usual one. */
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};

/*
 * libcurl is set up once in a process and before any thread uses it, so what it is lives here.
 * Written once, under pthread_once, and only read from then on.
 */
static struct loaded {
	struct curl table;
	struct err err;
	bool ok;
} loaded;

static bool find_all(void *library, struct err *err)
{
	static const struct curl_function {
		const char *name;
		size_t offset;
	} rows[] = {
#define CURL_ROW(name) {"curl_" #name, offsetof(struct curl, name)},
		CURL_FUNCTIONS(CURL_ROW)
#undef CURL_ROW
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		void *f = dlsym(library, rows[i].name);

		if (f == NULL)
			return err_set(err,
				"libcurl is too old for profiles from servers: it has no %s, which "
				"came with 7.66",
				rows[i].name);
		memcpy((char *)&loaded.table + rows[i].offset, &f, sizeof(f));
	}
	return true;
}

static void load(void)
{
	void *library = NULL;

	for (size_t i = 0; i < ARRAY_LEN(names) && library == NULL; i++)
		library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (library == NULL) {
		err_set(&loaded.err,
			"profiles from servers need libcurl, which is not installed (Debian and "
			"Ubuntu: apt-get install libcurl4; Fedora: dnf install libcurl)");
		return;
	}
	if (!find_all(library, &loaded.err))
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

/*
 * curl.h: loads libcurl when the first URL is fetched.
 *
 * Loading libcurl and TLS takes time, which a report of a file must not pay for. So cprof is built
 * with libcurl's header, but not linked with libcurl. Built without it (meson's option curl),
 * curl_load fails.
 * Note: call libcurl's functions through the table only; the linker knows none of their names.
 */
#ifndef CPROF_FETCH_CURL_H
#define CPROF_FETCH_CURL_H

#include "base/err.h"

#ifdef HAVE_CURL

/* New headers mark names as deprecated that we need for old versions. */
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>

#define CURL_FUNCTIONS(X) \
	X(easy_cleanup) \
	X(easy_getinfo) \
	X(easy_init) \
	X(easy_pause) \
	X(easy_setopt) \
	X(easy_strerror) \
	X(global_init) \
	X(multi_add_handle) \
	X(multi_cleanup) \
	X(multi_info_read) \
	X(multi_init) \
	X(multi_perform) \
	X(multi_poll) \
	X(multi_remove_handle) \
	X(multi_strerror) \
	X(slist_append) \
	X(slist_free_all)

struct curl {
#define CURL_MEMBER(name) __typeof__(curl_##name) *name;
	CURL_FUNCTIONS(CURL_MEMBER)
#undef CURL_MEMBER
};

/*
 * Returns the table of functions, which exists until the program ends. NULL with the reason in err
 * when libcurl is not installed or too old. Any thread may call it.
 */
const struct curl *curl_load(struct err *err);

#endif
#endif

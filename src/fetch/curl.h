/*
 * curl.h: libcurl, loaded when the first URL is asked for.
 *
 * In: nothing. Out: a table of libcurl's functions, which stays until the program ends. A text report of
 * a file must not pay for loading libcurl and TLS, so cprof is not linked with it; its header is used
 * when cprof is built. Without it (meson's option curl) curl_load fails and says so. Call the functions
 * through the table alone: under their own names there are none.
 */
#ifndef CPROF_FETCH_CURL_H
#define CPROF_FETCH_CURL_H

#include "base/err.h"

#ifdef HAVE_CURL

/* The names of what old versions have too are marked as old in new headers. */
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

/* The table, or NULL: libcurl is not installed, or too old. From any thread. */
const struct curl *curl_load(struct err *err);

#endif
#endif

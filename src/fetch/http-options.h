/*
 * http-options.h: sets the headers and TLS options of a request from the flags. Only http.c includes it.
 *
 * Note: libcurl reads a header "Name:" without a value as "send no header of this name".
 */
#ifndef CPROF_FETCH_HTTP_OPTIONS_H
#define CPROF_FETCH_HTTP_OPTIONS_H

#include "fetch/curl.h"
#include "fetch/http.h"

#ifdef HAVE_CURL

/*
 * Makes the list of headers for the request, with the bearer token. The caller frees *list with
 * slist_free_all; it is NULL when there are none, and on failure. A token over http:// to another
 * machine is an error, because somebody on the way could read it.
 */
bool http_options_headers(const struct curl *c, const struct http_options *ask,
	const struct url_request *r, struct curl_slist **list, struct err *err);

/*
 * The same without what the flags say: headers for a server that the user did not name.
 */
bool http_options_plain(const struct curl *c, const struct url_request *r, struct curl_slist **list,
	struct err *err);

/* Sets the certificates of the handle. False when a file of them cannot be read. */
bool http_options_tls(const struct curl *c, CURL *easy, const struct http_options *ask,
	struct err *err);

#endif
#endif

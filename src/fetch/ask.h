/*
 * ask.h: what the flags say of how to ask a server, given to libcurl. For http.c alone.
 *
 * In: struct http_ask (http.h). Out: options of a handle and a list of headers, which the caller frees.
 * The trap: libcurl reads a header "Name:" without a value as "send none of this name".
 */
#ifndef CPROF_FETCH_ASK_H
#define CPROF_FETCH_ASK_H

#include "fetch/curl.h"
#include "fetch/http.h"

#ifdef HAVE_CURL

/*
 * The headers for the request, the token's too: *list is NULL when there are none, and on failure. A
 * token is refused where somebody on the way could read it: over http:// to another machine.
 */
bool ask_headers(const struct curl *c, const struct http_ask *ask, const struct url_request *r,
	struct curl_slist **list, struct err *err);

/* The certificates, whose files must be there. */
bool ask_tls(const struct curl *c, CURL *easy, const struct http_ask *ask, struct err *err);

#endif
#endif

/*
 * failure.h: names in plain words why a transfer failed. Only http.c includes it.
 *
 * Note: most texts are the beginning of a message: libcurl's or the system's own words follow,
 * which tell the reason in this case.
 */
#ifndef CPROF_FETCH_FAILURE_H
#define CPROF_FETCH_FAILURE_H

#include "fetch/curl.h"

#ifdef HAVE_CURL

/* What follows the text. */
enum detail {
	DETAIL_NONE,
	DETAIL_REASON, /* libcurl's message */
	DETAIL_SYSTEM, /* the system's message for its error number */
};

struct failure {
	CURLcode code;
	enum detail detail;
	const char *text; /* static */
};

/*
 * Returns the row of a code. For a code that is not in the table the text is empty, and libcurl's
 * follows.
 */
struct failure failure_of_code(CURLcode code);

/*
 * Returns the reason of an HTTP status, such as "Not Found", because HTTP/2 sends the number alone.
 * "" for a status that is not in the table.
 */
const char *failure_of_status(long status);

#endif
#endif

/*
 * failure.h: what happened to a transfer, in plain words. For http.c alone.
 *
 * In: libcurl's code of a failure, or the status of an answer. Out: static text. The trap: most of it ends
 * where libcurl's or the system's own words follow, which say what is the matter in this case.
 */
#ifndef CPROF_FETCH_FAILURE_H
#define CPROF_FETCH_FAILURE_H

#include "fetch/curl.h"

#ifdef HAVE_CURL

/* What follows the words. */
enum detail {
	DETAIL_NONE,
	DETAIL_REASON, /* libcurl's */
	DETAIL_SYSTEM, /* the system's, from its error number */
};

struct failure {
	CURLcode code;
	enum detail detail;
	const char *text; /* static */
};

/* For a code that is not in the table there are no words, and libcurl's follow. */
struct failure failure_of_code(CURLcode code);

/* "Not Found", for HTTP/2, which sends the number alone; empty for a number that is not known. */
const char *failure_of_status(long status);

#endif
#endif

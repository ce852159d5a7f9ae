/*
 * json-string.h: The strings of JSON: where one ends, and what its escapes stand for. For json-in.c alone.
 */
#ifndef CPROF_BASE_JSON_STRING_H
#define CPROF_BASE_JSON_STRING_H

#include "base/arena.h"

/* A string as it stands in the text. */
struct json_span {
	struct str raw;       /* what is between the quotation marks */
	bool escaped;         /* raw has escapes */
	const char *expected; /* NULL, or what should be where the string is broken */
};

/*
 * Finds the end of the string whose first quotation mark is at `at`. Returns the position behind its last
 * one, or where it is broken.
 */
size_t json_string_span(struct str text, size_t at, struct json_span *span);

/* Replaces the escapes of a span that is not broken. Half a surrogate pair becomes U+FFFD. */
struct str json_string_unescape(struct arena *a, struct str raw);

#endif

/*
 * json-text.h: gives a reader its text as JSON.
 */
#ifndef CPROF_IMPORT_JSON_TEXT_H
#define CPROF_IMPORT_JSON_TEXT_H

#include "base/json-in.h"
#include "import/reader.h"

struct import_json {
	struct json_in in; /* a string from it is valid until the next call */
	struct import *im;
	struct arena scratch; /* strings that had escapes */
};

/*
 * Begins at the front of the text, of which no line was taken. The format reads by line, its frames come by name, and
 * names are as they stand there.
 */
void import_json_open(struct import_json *j, struct import *im);

/* Ends, wherever the reader has stopped. */
void import_json_close(struct import_json *j);

/* Checks that the text ends here. Otherwise, or after an error, writes "FORMAT, line:column: what". */
enum import_result import_json_end(struct import_json *j, struct err *err);

/* True when the text ended before its end was there. */
bool import_json_is_cut(struct import_json *j);

/* Read a string, which becomes one of `im`; a whole number, which may be written as 1e3 or 5.0 is rounded. */
bool import_json_string(struct import_json *j, raw_str *v);
bool import_json_int(struct import_json *j, int64_t *v);

#endif

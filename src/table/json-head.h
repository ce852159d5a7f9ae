/*
 * json-head.h: Writes the facts of a report as members of a JSON object: for json.c alone.
 */
#ifndef CPROF_TABLE_JSON_HEAD_H
#define CPROF_TABLE_JSON_HEAD_H

#include "table/table.h"

/* The members, from "schema" to "columns". `newline` stands between lines of them: "\n", or "". */
void json_put_head(struct table_writer *w, const char *newline);

/* Writes a comma before each member or item but the first. */
void json_separate(struct out *o, bool *is_first);

/* null for an empty text, and for 0. */
void json_put_string_or_null(struct out *o, struct str s);
void json_put_int_or_null(struct out *o, int64_t v);

#endif

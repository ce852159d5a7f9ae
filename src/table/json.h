/*
 * json.h: Writes a report as one JSON document, of the schema "cprof/1".
 *
 *	{"schema":"cprof/1","report":"top","profile":{...},"options":{...},"total":...,
 *	 "columns":[{"name":"flat","unit":"nanoseconds"},...],
 *	 "rows":[
 *	{"name":"main.f","file":"/src/main.go",...,"flat":450000000,"cum":450000000},
 *	...
 *	],
 *	"notes":[]}
 *
 * Values are integers in the profile's own unit. A key of a row is always there, null where its
 * value is not known. Rows stand on a line each, in the order of the text.
 */
#ifndef CPROF_TABLE_JSON_H
#define CPROF_TABLE_JSON_H

#include "table/table.h"

/* A writer of JSON; lives in the arena and writes to `out`, which the caller flushes. */
struct table_writer *table_json_open(struct arena *a, struct out *out);

/* Writes a cell as a JSON value: for data in other places than rows. */
void table_json_cell(struct table_writer *w, const struct table_cell *cell);

#endif

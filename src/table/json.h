/*
 * json.h: Writes a report as one JSON document, or as lines of JSON, of the schema "cprof/1".
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
 *
 * With the fact `texts`, what a text prints for a value stands beside it ("flat_text"), and so do the
 * percentages ("flat_percent_text"), the frame as it is printed ("name_text") and the lines above
 * the rows ("legend").
 *
 * As lines, each is a document: first the report without its rows, then the rows, then the notes.
 *
 *	{"kind":"report","schema":"cprof/1",...}
 *	{"kind":"node","name":"main.f",...}
 *	{"kind":"end","notes":[]}
 */
#ifndef CPROF_TABLE_JSON_H
#define CPROF_TABLE_JSON_H

#include "table/table.h"

/* Writers that live in the arena and write to `out`, which the caller flushes. */
struct table_writer *table_json_open(struct arena *a, struct out *out);
struct table_writer *table_jsonl_open(struct arena *a, struct out *out);

/* Writes a cell as a JSON value: for data in other places than rows. */
void table_json_cell(struct table_writer *w, const struct table_cell *cell);

#endif

/*
 * csv.h: Writes the rows of a report as CSV (RFC 4180).
 *
 * The first line names the columns: "kind", then those of all kinds of rows, each once; names of
 * values end with their unit, "flat_nanoseconds". A null is an empty field. A list is one field,
 * its items with ';' between; an object is JSON. Texts that begin like a formula are not changed.
 */
#ifndef CPROF_TABLE_CSV_H
#define CPROF_TABLE_CSV_H

#include "table/table.h"

/* A writer of CSV; lives in the arena and writes to `out`, which the caller flushes. */
struct table_writer *table_csv_open(struct arena *a, struct out *out);

#endif

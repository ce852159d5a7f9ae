/*
 * csv.h: Writes the rows of a report as CSV or TSV.
 *
 *	kind,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds
 *	node,main.f,/src/main.go,,,,no,450000000,450000000
 *
 * The first line names the columns: those of all kinds of rows. A field is empty where the value is
 * not known or the row's kind has no such column. Names of values end with their unit. A list is one
 * field, its items with ';' between; an object is JSON. Texts that begin like a formula are not
 * changed.
 *
 * CSV follows RFC 4180. In TSV a tab, the ends of lines and a backslash are written as \t, \n, \r
 * and \\, so that a row is a line, and a field is what stands between two tabs.
 */
#ifndef CPROF_TABLE_CSV_H
#define CPROF_TABLE_CSV_H

#include "table/table.h"

/* Writers that live in the arena and write to `out`, which the caller flushes. */
struct table_writer *table_csv_open(struct arena *a, struct out *out);
struct table_writer *table_tsv_open(struct arena *a, struct out *out);

#endif

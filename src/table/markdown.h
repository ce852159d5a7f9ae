/*
 * markdown.h: Writes the rows of a report as a table of Markdown, as GitHub and GitLab read it.
 *
 *	```
 *	Type: cpu
 *	Showing nodes accounting for 860ms, 29.35% of 2930ms total
 *	```
 *
 *	| flat | flat% | sum% | cum | cum% | name |
 *	|---:|---:|---:|---:|---:|:---|
 *	| 450ms | 15.36% | 15.36% | 450ms | 15.36% | `runtime.asyncPreempt` |
 *
 * Cells have what texts print. Numbers come first. Foreign text is code, so that nothing in it is
 * taken for Markdown, HTML, a user or an issue.
 */
#ifndef CPROF_TABLE_MARKDOWN_H
#define CPROF_TABLE_MARKDOWN_H

#include "table/table.h"

/* A writer of Markdown; lives in the arena and writes to `out`, which the caller flushes. */
struct table_writer *table_markdown_open(struct arena *a, struct out *out);

/* Writes a text as code, in one line, for a cell of a table or elsewhere; nothing for an empty one. */
void table_put_markdown_code(struct out *o, struct str text);

#endif

/*
 * align.h: Text with tabs as columns.
 */
#ifndef CPROF_TABLE_ALIGN_H
#define CPROF_TABLE_ALIGN_H

#include "base/out.h"

/*
 * Writes lines whose cells end with tabs in columns, as Go's text/tabwriter with a padding of one
 * and AlignRight does. A cell is what ends with a tab; the cells of adjoining lines that have one
 * at the same place are a column, as wide as the widest of them and one space; cells are set flush
 * right. The text behind a line's last tab is no cell. The text is written as it is: it was escaped
 * before.
 */
void table_align(struct out *o, struct str text);

#endif

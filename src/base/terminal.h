/*
 * terminal.h: the size of a terminal.
 */
#ifndef CPROF_BASE_TERMINAL_H
#define CPROF_BASE_TERMINAL_H

#include <stddef.h>

struct terminal_size {
	size_t rows, columns; /* neither is 0 */
};

/*
 * The size of the terminal behind a descriptor. Where the terminal does not tell it, $LINES and $COLUMNS
 * count, and without these it is 24 rows of 80 columns.
 */
struct terminal_size terminal_size(int fd);

/* $COLUMNS, for what is not written to a terminal; 0: it is not set. */
size_t terminal_columns_asked(void);

#endif

/*
 * terminal.h: the terminal that a file is.
 */
#ifndef CPROF_BASE_TERMINAL_H
#define CPROF_BASE_TERMINAL_H

#include <stddef.h>

struct terminal_size {
	size_t rows, columns; /* neither is 0 */
};

/*
 * The size of the terminal behind a descriptor. What it does not tell is taken from $LINES and $COLUMNS,
 * and is 24 rows of 80 columns without these.
 */
struct terminal_size terminal_size(int fd);

#endif

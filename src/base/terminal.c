/*
 * terminal.c: asks a terminal for its size.
 */
#include "base/terminal.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "base/num.h"

/* The number in a variable, or what is to be taken without one. */
static size_t from_variable(const char *name, size_t without)
{
	int64_t n;

	return num_int(str_from_c(getenv(name)), 10, &n) && n > 0 && n <= UINT16_MAX ? (size_t)n
										     : without;
}

struct terminal_size terminal_size(int fd)
{
	struct winsize size = {0};

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		size = (struct winsize){0};
	return (struct terminal_size){
		.rows = size.ws_row != 0 ? size.ws_row : from_variable("LINES", 24),
		.columns = size.ws_col != 0 ? size.ws_col : from_variable("COLUMNS", 80),
	};
}

size_t terminal_columns_asked(void)
{
	return from_variable("COLUMNS", 0);
}

/*
 * folded-lines.h: the lines of folded stacks (folded-stacks.c): what they are, and their numbers.
 */
#ifndef CPROF_IMPORT_FOLDED_LINES_H
#define CPROF_IMPORT_FOLDED_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { FOLDED_DECIMALS_MAX = 9 };

/* What cprof's own header begins with; and what a file in UTF-8 may begin with. */
extern const struct str folded_header, folded_mark;

/* A number with a decimal point: digits / 10^decimals. */
struct folded_number {
	int64_t digits;
	uint32_t decimals; /* at most FOLDED_DECIMALS_MAX, without zeros at the end */
};

/* Takes the number behind the last blank off the end of a line. False when there is none. */
bool folded_take_number(struct str *line, struct folded_number *v);

/* The line without white space at its end. */
struct str folded_trim(struct str line);

bool folded_is_comment(struct str line);

/* True of "samples/count cpu/nanoseconds", and nothing else. */
bool folded_is_types(struct str line);

/* What the first bytes of a file are. */
struct folded_head {
	size_t lines;       /* without comments and empty ones */
	size_t stacks;      /* lines that end in a number */
	size_t deep;        /* stacks of several frames */
	size_t two_numbers; /* stacks that end in two */
};

struct folded_head folded_look(struct str head);

/* True when the head is part of one line that may be a stack. */
bool folded_is_long(struct str head);

#endif

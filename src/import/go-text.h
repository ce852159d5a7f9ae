/*
 * go-text.h: takes the lines of Go's texts about goroutines and stacks apart.
 *
 * The lines are those that runtime and runtime/pprof of Go 1.26 and before print. Results are views
 * of the line, but for strings that had to be unquoted.
 */
#ifndef CPROF_IMPORT_GO_TEXT_H
#define CPROF_IMPORT_GO_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * What a comment line of a debug=1 profile says about a frame. The strings are views of the line.
 */
struct import_go_symbol {
	uint64_t address; /* as printed: see go-symbols.c for what it is the address of */
	struct str function, file;
	int64_t line;
};

/*
 * Takes "#\t0x47b1a5\tmain.work+0x25\t\t/src/main.go:12" apart, or "#\t0x47b1a5", which has no
 * function. False for any other line.
 */
bool import_go_symbol_line(struct str line, struct import_go_symbol *s);

/*
 * Splits "/src/main.go:12" at its last colon. False, and nothing changed, when no number follows
 * it. The number may be followed by blanks and anything.
 */
bool import_go_place(struct str s, struct str *file, int64_t *line);

/* Sets *pairs to what follows "# labels: " in a comment line. False for any other line. */
bool import_go_labels_line(struct str line, struct str *pairs);

/*
 * Takes the next "key":"value" off the front of *pairs, which begins with '{' and whose parts may
 * have blanks between them. False at the '}' and at anything that is not in this form. A string
 * that had to be unquoted is in the arena.
 */
bool import_go_pair(struct arena *a, struct str *pairs, struct str *key, struct str *value);

/*
 * The text between the brackets of a goroutine's first line, "goroutine 18 [chan receive, 2
 * minutes]:"; false for any other line.
 */
bool import_go_header(struct str line, struct str *inside);

#endif

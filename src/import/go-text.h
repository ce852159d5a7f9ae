/*
 * go-text.h: the small forms that Go's texts about goroutines and stacks share.
 *
 * In: lines of debug=1 profiles and of goroutine dumps. Out: their parts, as views of the line, or as
 * copies where something had to be unquoted. The forms are those that runtime and runtime/pprof of
 * Go 1.26 and before print.
 */
#ifndef CPROF_IMPORT_GO_TEXT_H
#define CPROF_IMPORT_GO_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* What a comment line of a debug=1 profile says of one frame. The strings are parts of the line. */
struct import_go_symbol {
	uint64_t address; /* as printed: see go-symbols.c for what it is the address of */
	struct str function, file;
	int64_t line;
};

/*
 * Takes "#\t0x47b1a5\tmain.work+0x25\t\t/src/main.go:12" apart, or "#\t0x47b1a5", which has no function.
 * False for any other line.
 */
bool import_go_symbol_line(struct str line, struct import_go_symbol *s);

/*
 * Splits "/src/main.go:12" at its last colon. False, and nothing changed, when no number follows it.
 * The number may be followed by blanks and anything.
 */
bool import_go_place(struct str s, struct str *file, int64_t *line);

/* What follows "# labels: " in a comment line; false for any other line. */
bool import_go_labels_line(struct str line, struct str *pairs);

/*
 * Takes the next "key":"value" off the front of *pairs, which begins with '{' and whose parts may have
 * blanks between them. False at the '}' and at anything that is not in this form. The arena has what
 * had to be unquoted.
 */
bool import_go_pair(struct arena *a, struct str *pairs, struct str *key, struct str *value);

/*
 * The text between the brackets of a goroutine's first line, "goroutine 18 [chan receive, 2 minutes]:";
 * false for any other line.
 */
bool import_go_header(struct str line, struct str *inside);

#endif

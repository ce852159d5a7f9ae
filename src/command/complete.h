/*
 * complete.h: Completes a line of the console at the cursor.
 *
 * It runs nothing and sets nothing: it only allocates the result in the scope's arena.
 */
#ifndef CPROF_COMMAND_COMPLETE_H
#define CPROF_COMMAND_COMPLETE_H

#include "command/scope.h"

/* The most candidates that a completion lists. */
enum { COMPLETE_MAX = 500 };

/* What the candidates are. */
enum complete_kind {
	COMPLETE_NONE,      /* anything may stand here, so that there are no candidates */
	COMPLETE_NAMES,     /* commands, options, choices, values */
	COMPLETE_LABELS,    /* keys or texts of labels */
	COMPLETE_FUNCTIONS, /* the typed text may stand anywhere in their names */
	COMPLETE_PATHS,
};

struct candidate {
	struct str text;  /* what replaces the typed text: with quotes and backslashes if needed */
	struct str shown; /* what a list shows: without them, and without control bytes */
	bool open;        /* more follows without a blank, as behind "focus=" or a folder */
};

struct completion {
	enum complete_kind kind;
	size_t begin;      /* offset in the line of the text to be replaced, up to its end */
	struct str common; /* the longest beginning of all candidates; a single candidate's text */
	struct candidate *rows; /* sorted by name */
	size_t n, left_out;     /* candidates in rows, and those beyond COMPLETE_MAX */
};

/* Completes `line`, which ends at the cursor. *c is in the scope's arena; it has no rows if nothing fits. */
void complete_line(const struct line_scope *s, struct str line, struct completion *c);

#endif

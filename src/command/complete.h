/*
 * complete.h: what could stand where the cursor is, on a line of the console.
 *
 * In: a scope and the line up to the cursor. Out: texts to replace the end of the line with.
 * Nothing is run and nothing changes but the scope's arena, in which the result is.
 */
#ifndef CPROF_COMMAND_COMPLETE_H
#define CPROF_COMMAND_COMPLETE_H

#include "command/scope.h"

/* No more are listed; more are no help. */
enum { COMPLETE_MAX = 500 };

enum complete_kind {
	COMPLETE_NONE,      /* nothing is known of what stands here */
	COMPLETE_NAMES,     /* commands, options, choices, values */
	COMPLETE_LABELS,    /* keys or texts of labels */
	COMPLETE_FUNCTIONS, /* found anywhere in their names */
	COMPLETE_PATHS,
};

struct candidate {
	struct str text; /* as it is to be typed, with quotes and backslashes where it needs them */
	struct str shown; /* as it is listed, safe for a terminal */
	bool open;        /* something is to follow without a blank: "focus=", a folder */
};

struct completion {
	enum complete_kind kind;
	size_t begin;           /* from here to its end the line is replaced */
	struct str common;      /* what all have in common; where there is but one, it is that */
	struct candidate *rows; /* sorted */
	size_t n, left_out;     /* left_out: beyond COMPLETE_MAX */
};

/* `line` ends at the cursor. The result is in the scope's arena. */
void complete_line(const struct line_scope *s, struct str line, struct completion *c);

#endif

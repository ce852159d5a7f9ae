/*
 * line.h: reads a line of the console: an assignment, a request for a report, or a verb.
 */
#ifndef CPROF_COMMAND_LINE_H
#define CPROF_COMMAND_LINE_H

#include "command/request.h"
#include "command/scope.h"

/* What a statement asks for. */
enum line_kind {
	LINE_NOTHING, /* nothing more: it is empty, or an assignment, which is done */
	LINE_OPTION,  /* to show q->option */
	LINE_REPORT,  /* to run *q */
	LINE_VERB,    /* to do q->verb, with q->words */
};

/*
 * Reads one statement. An assignment changes the scope's options at once. *q is valid as long as the scope's
 * arena and the text of the statement.
 */
bool line_parse(const struct line_scope *s, struct str statement, enum line_kind *kind,
	struct request *q, struct err *err);

#endif

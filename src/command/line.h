/*
 * line.h: reads a line of the console: an assignment, a request for a report, or a verb.
 */
#ifndef CPROF_COMMAND_LINE_H
#define CPROF_COMMAND_LINE_H

#include "command/request.h"
#include "command/scope.h"

/* What a statement comes to. */
enum line_kind {
	LINE_NOTHING, /* an empty one, or an assignment that is done */
	LINE_OPTION,  /* q->option is to be shown */
	LINE_REPORT,  /* *q is to be run */
	LINE_VERB,    /* q->verb is to be done */
};

/*
 * Reads one statement. Assignments change the options of the scope at once. The request lives as long as
 * the scope's arena and the statement.
 */
bool line_parse(const struct line_scope *s, struct str statement, enum line_kind *kind,
	struct request *q, struct err *err);

#endif

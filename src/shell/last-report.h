/*
 * last-report.h: keeps the last request, and explains the numbers of its report.
 */
#ifndef CPROF_SHELL_LAST_REPORT_H
#define CPROF_SHELL_LAST_REPORT_H

#include "shell/shell.h"

/* Keeps the request of a report, in place of the one before. */
void last_report_keep(struct shell *s, const struct request *q);

/* The verb `explain`: explains the last report; if there was none yet, `top`. */
bool last_report_explain(struct shell *s, struct str words, struct err *err);

#endif

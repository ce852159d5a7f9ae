/*
 * last-report.h: keeps the last request, and explains the numbers of its report.
 */
#ifndef CPROF_SESSION_LAST_REPORT_H
#define CPROF_SESSION_LAST_REPORT_H

#include "session/shell.h"

/* Keeps what a report was asked for, to be explained later. */
void last_report_keep(struct shell *s, const struct request *q);

/* The verb: tells it of the last report; of `top` where there was none yet. */
bool last_report_explain(struct shell *s, struct str words, struct err *err);

#endif

/*
 * explain.h: what the numbers of the last report mean.
 */
#ifndef CPROF_SESSION_EXPLAIN_H
#define CPROF_SESSION_EXPLAIN_H

#include "session/shell.h"

/* Keeps what a report was asked for, to be explained later. */
void explain_remember(struct shell *s, const struct request *q);

/* The verb: tells it of the last report; of `top` where there was none yet. */
bool run_explain(struct shell *s, struct str words, struct err *err);

#endif

/*
 * each.h: reports that read their profiles one by one, and keep sums alone: -runs and -check.
 */
#ifndef CPROF_SHELL_EACH_H
#define CPROF_SHELL_EACH_H

#include "shell/shell.h"

/* Reads the profiles that the command line names, and prints the report; its command has COMMAND_EACH. */
bool shell_report_each(struct shell *s, const struct request *q, struct err *err);

#endif

/*
 * actions.h: runs the console's commands that are no reports (command/verbs.h).
 */
#ifndef CPROF_SHELL_ACTIONS_H
#define CPROF_SHELL_ACTIONS_H

#include "command/verbs.h"
#include "shell/shell.h"

/*
 * Runs the verb of a request. What it says is printed to the shell's stream, and not to standard output,
 * unless the request has a pipe or a file for it.
 */
bool shell_do(struct shell *s, const struct request *q, struct err *err);

/* Writes a report with these options to a file, whose ending says which report. */
bool shell_save(struct shell *s, struct str path, const struct config *config, struct err *err);

#endif

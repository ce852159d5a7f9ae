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

#endif

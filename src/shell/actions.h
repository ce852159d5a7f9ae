/*
 * actions.h: runs the console's commands that are no reports (command/verbs.h).
 */
#ifndef CPROF_SHELL_ACTIONS_H
#define CPROF_SHELL_ACTIONS_H

#include "command/verbs.h"
#include "shell/shell.h"

/*
 * Runs a verb. `words` is the text behind it, without blanks at its ends. Prints to the shell's stream,
 * and not to standard output.
 */
bool shell_do(struct shell *s, const struct verb *verb, struct str words, struct err *err);

#endif

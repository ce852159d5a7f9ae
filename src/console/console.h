/*
 * console.h: runs the prompt.
 */
#ifndef CPROF_CONSOLE_CONSOLE_H
#define CPROF_CONSOLE_CONSOLE_H

#include "session/shell.h"

/*
 * Reads commands from standard input and runs them, until the input ends or a command says so.
 * Errors are printed and do not end it. Returns false when what was read could not be delivered
 * (standard output is gone).
 */
bool console_run(struct shell *s, struct err *err);

#endif

/*
 * console.h: runs the prompt.
 */
#ifndef CPROF_CONSOLE_CONSOLE_H
#define CPROF_CONSOLE_CONSOLE_H

#include "shell/shell.h"

/*
 * Reads lines from standard input and executes them, until the input ends or a line leaves. Prints errors of
 * lines and goes on. Fails where standard input was the profile and there is no terminal to read from.
 */
bool console_run(struct shell *s, struct err *err);

#endif

/*
 * editor.h: edits lines at the terminal, with readline.
 *
 * Ctrl-C clears the line. Ctrl-D on an empty line ends the input. Readline's state is global, so there is one
 * editor at a time.
 */
#ifndef CPROF_CONSOLE_EDITOR_H
#define CPROF_CONSOLE_EDITOR_H

#include "shell/shell.h"

/*
 * Loads readline, reads the history, and catches SIGINT until editor_close. The shell must outlive the editor.
 * False when there is no readline: then nothing else here may be called.
 */
bool editor_open(struct shell *s, struct err *err);

/* Shortens the history's file, and restores SIGINT. */
void editor_close(void);

/*
 * Reads the next line, without its newline. False: the input has ended. *line is valid until the next call.
 * Several pasted lines are returned one by one.
 */
bool editor_line(const char *prompt, struct str *line);

#endif

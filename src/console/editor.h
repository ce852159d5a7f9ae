/*
 * editor.h: lines typed at a terminal, with readline.
 *
 * Ctrl-C clears the line. Ctrl-D on an empty line ends the input. What readline keeps is global, so
 * there is one editor at a time.
 */
#ifndef CPROF_CONSOLE_EDITOR_H
#define CPROF_CONSOLE_EDITOR_H

#include "session/shell.h"

/* Takes the terminal's SIGINT and reads the history. The shell must outlive it. */
void editor_open(struct shell *s);

/* Gives back what editor_open took, and leaves the history in order. */
void editor_close(void);

/*
 * The next line, without its end; false when there is none. It is valid until the next call. Of
 * several lines that were pasted each is one.
 */
bool editor_line(const char *prompt, struct str *line);

#endif

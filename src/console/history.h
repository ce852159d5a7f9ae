/*
 * history.h: keeps the lines that were typed, in a file.
 *
 * Several consoles may write the file at a time: each line is appended at once, and history_tidy shortens the
 * file at the end. Errors are not reported; without the file there is no history.
 */
#ifndef CPROF_CONSOLE_HISTORY_H
#define CPROF_CONSOLE_HISTORY_H

#include "base/arena.h"
#include "base/str.h"

enum { HISTORY_LINES = 5000 };

/* Calls add() with each line of the file, the oldest first. Here and below path may be NULL: no history. */
void history_read(const char *path, void (*add)(const char *line));

/* Whether the history keeps a line: it is not empty and does not begin with a blank. */
bool history_keeps(struct str line);

/* Appends a line to the file, which is created where it is missing. */
void history_append(const char *path, struct str line);

/* Removes all but the last of equal lines, and all but the last HISTORY_LINES. */
void history_tidy(const char *path);

#endif

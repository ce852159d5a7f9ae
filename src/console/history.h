/*
 * history.h: the lines that were typed, in this session and those before.
 *
 * They are in a file that several sessions may write at a time: each line is put at its end at once,
 * and when a session ends, the file is put in order. What goes wrong with the file is not said:
 * there is no history then, and that is all.
 */
#ifndef CPROF_CONSOLE_HISTORY_H
#define CPROF_CONSOLE_HISTORY_H

#include "base/arena.h"
#include "base/str.h"

enum { HISTORY_LINES = 5000 };

/* Calls add() with each line of the file, the oldest first. path may be NULL, as below. */
void history_read(const char *path, void (*add)(const char *line));

/* Whether a line is one to keep: not empty, and without a blank in front. */
bool history_keeps(struct str line);

/* Puts a line at the end of the file, which is made where there is none. */
void history_append(const char *path, struct str line);

/* Leaves of equal lines the last in the file, and no more than HISTORY_LINES. */
void history_tidy(const char *path);

#endif

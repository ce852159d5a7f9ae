/*
 * watch.h: reads profiles again every few seconds, and shows a report each time.
 *
 * On a terminal it fills the screen; elsewhere reports follow each other, without control bytes. SIGINT ends it. What
 * is loaded stays as it was.
 */
#ifndef CPROF_SHELL_WATCH_H
#define CPROF_SHELL_WATCH_H

#include "shell/shell.h"

/* Watches what the command line names, as -watch says. Fails where the first report does. */
bool shell_watch(struct shell *s, const struct request *q, struct err *err);

/* The same for the words behind `watch`, on what is loaded. */
bool shell_watch_line(struct shell *s, struct str words, struct err *err);

#endif

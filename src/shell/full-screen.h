/*
 * full-screen.h: Shows a report as a full screen of the terminal.
 */
#ifndef CPROF_SHELL_FULL_SCREEN_H
#define CPROF_SHELL_FULL_SCREEN_H

#include "shell/shell.h"

/*
 * Shows the request as a full screen, if its command has one, and where it is to go is a terminal that can show
 * it. *shown is whether it did; otherwise the report is still to be printed. False when the request fails.
 * Note: lines that are executed on the screen free the texts of the request.
 */
bool shell_full_screen(struct shell *s, const struct request *q, bool *shown, struct err *err);

#endif

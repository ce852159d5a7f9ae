/*
 * delivery.h: gives a report to a file, a viewer, a pipe or the terminal.
 */
#ifndef CPROF_SHELL_DELIVERY_H
#define CPROF_SHELL_DELIVERY_H

#include "shell/shell.h"

/*
 * Makes the report of a request in `out`, which belongs to the caller: in colours, escaped and cut to the
 * terminal's width as the options and the terminal ask for. Fails with "stopped" after a Ctrl-C.
 */
bool shell_make_report(struct shell *s, const struct request *q, struct out *out, struct err *err);

/* Makes the report and writes it to where the request says: its file, a viewer, or standard output. */
bool shell_report(struct shell *s, const struct request *q, struct err *err);

/* Writes a text that is no report to the pipe or the file of a request, which has one of them. */
bool shell_deliver(struct shell *s, const struct request *q, struct str text, struct err *err);

/* Whether a report of the request to the terminal has colours. */
bool shell_has_color(const struct request *q);

#endif

/*
 * err.h: the error contract.
 *
 * A function that can fail returns bool and takes a struct err * as its last argument: untouched
 * on success, filled on failure, and outputs are untouched then. Callers add where it happened,
 * outermost first: "path: what went wrong". An error is printed once, by whoever does not pass it on:
 * main.c, the prompt (console/), and session/execute.c for each line of a file of commands.
 *	if (!import_profile(b, in, err))
 *		return err_wrap(err, "%s", path);
 * The text may carry bytes of a profile or a file name; err_print makes them safe for a terminal.
 */
#ifndef CPROF_BASE_ERR_H
#define CPROF_BASE_ERR_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"

/* Zero-initialized is "no error". Long texts are cut, with "..." at the end. */
struct err {
	char text[1024];
	char lines
		[512]; /* printed below the text as they are; each ends with a newline; "": none */
};

/* Sets the text. Returns false, so that `return err_set(...)` reads well. */
bool err_set(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Puts "where: " in front of the text. Returns false. */
bool err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Puts more behind the text. Returns false. */
bool err_append(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Sets the lines below the text, such as an expression with a mark under the place that is wrong. They
 * are printed as they are, so the caller has escaped control bytes. err_wrap and err_append keep them.
 * They are left out when they do not fit. Returns false.
 */
bool err_show(struct err *err, struct str lines);

/* Writes "cprof: text\n", control bytes escaped, and the lines below it to f. */
void err_print(const struct err *err, FILE *f) __attribute__((nonnull));

#endif

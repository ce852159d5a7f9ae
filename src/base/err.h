/*
 * err.h: how functions report errors.
 *
 * A function that can fail returns bool and takes a struct err * as its last argument. On success it leaves
 * the err untouched; on failure it fills it in and leaves its outputs untouched. Callers add in front where
 * it happened: "path: what went wrong". An error is printed once, by the one who does not pass it on: main.c,
 * the prompt (console/), and shell/execute.c for each line of a file of commands.
 *	if (!import_profile(b, in, err))
 *		return err_wrap(err, "%s", path);
 * The text may hold bytes of a profile or a file name; err_print escapes them.
 */
#ifndef CPROF_BASE_ERR_H
#define CPROF_BASE_ERR_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"

/* What kind of error it is, where somebody does more than print it: the web interface has a status for each. */
enum err_kind {
	ERR_OTHER,
	ERR_NOT_FOUND, /* there is no file of the name that was asked for, or that the profile names */
	ERR_NOT_INSTALLED, /* a program or a library is missing */
};

/* Zero-initialized is "no error". Long texts are cut, with "..." at the end. */
struct err {
	char text[1024];
	char lines
		[512]; /* printed below the text as they are; each ends with a newline; "": none */
	enum err_kind kind;
};

/* Sets the text; the kind is ERR_OTHER. Returns false, so that `return err_set(...)` reads well. */
bool err_set(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Sets the kind, which err_wrap and err_append keep. Returns false. */
bool err_mark(struct err *err, enum err_kind kind);

/* Puts "where: " in front of the text. Returns false. */
bool err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Adds to the end of the text. Returns false. */
bool err_append(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Sets the lines to print below the text, such as an expression with a mark under the mistake. They are
 * printed as they are: the caller escapes control bytes. err_wrap and err_append keep them. Lines that do not
 * fit are left out. Returns false.
 */
bool err_show(struct err *err, struct str lines);

/* Writes "cprof: text\n" with control bytes escaped, and the lines below it, to f. */
void err_print(const struct err *err, FILE *f) __attribute__((nonnull));

#endif

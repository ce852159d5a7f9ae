/*
 * viewer.h: showing a file with a program of the user's desktop.
 *
 * The file is a temporary one, readable by its owner alone, and lives until viewers_close. Programs
 * are started without a shell, in a session of their own, so that Ctrl-C in the console is not for
 * them.
 */
#ifndef CPROF_RENDER_VIEWER_H
#define CPROF_RENDER_VIEWER_H

#include "base/err.h"
#include "base/out.h"

/* What to show a kind of file with. Static tables of the caller. */
struct viewer {
	const char *ending;          /* of the file: "svg" */
	bool browser;                /* $BROWSER comes first */
	const char *const *programs; /* to try in this order, with arguments; NULL ends them */
	const char *what;            /* it is called; NULL: "picture" */
};

/* Files that were shown. Zero-initialized is empty. */
struct viewers {
	struct shown_file *rows;
	size_t n, cap;
};

/*
 * Writes the bytes to a new temporary file and shows it with the first program that is there:
 * $BROWSER, the viewer's own, xdg-open; program.h says how names are looked up. Without `wait` it returns
 * at once; with it, when the program has ended. Where there is nothing to show it with, the file is kept and `notes` gets lines
 * that say where it is and how to look at it: that is no failure.
 */
bool viewer_show(struct viewers *v, const struct viewer *viewer, struct str bytes, bool wait,
	struct out *notes, struct err *err);

/* Removes the files, once the programs that were started last have had the time to read them. */
void viewers_close(struct viewers *v);

#endif

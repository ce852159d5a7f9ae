/*
 * viewer.h: shows a file with a program of the user's desktop.
 *
 * The file is a temporary one that only its owner can read. It exists until viewers_close. Programs
 * are started without a shell and in a session of their own, so that Ctrl-C in the console does not
 * reach them.
 */
#ifndef CPROF_RENDER_VIEWER_H
#define CPROF_RENDER_VIEWER_H

#include "base/err.h"
#include "base/out.h"

/* How to show a kind of file. The caller keeps the arrays and strings. */
struct viewer {
	const char *ending;          /* of the file's name: "svg" */
	bool browser;                /* tries the commands of $BROWSER first */
	const char *const *programs; /* commands to try in this order; NULL ends them; or NULL */
	const char *what;            /* what messages call the file; NULL: "picture" */
};

/* Files that were shown. Zero-initialized is empty. */
struct viewers {
	struct shown_file *rows;
	size_t n, cap;
};

/*
 * Writes the bytes to a new temporary file and shows it with the first program that can be started:
 * $BROWSER, the viewer's own, xdg-open (program.h says how names are looked up). With `wait` it
 * returns when the program has ended or the user presses Ctrl-C, else at once. Where no program can
 * be started, the file is kept, and `notes` gets lines that say where it is and how to look at it:
 * that is no failure. False with the reason in err when the file cannot be written.
 */
bool viewer_show(struct viewers *v, const struct viewer *viewer, struct str bytes, bool wait,
	struct out *notes, struct err *err);

/*
 * Opens an address with the same programs, and returns at once. False where none can be started.
 */
bool viewer_open(struct viewers *v, const struct viewer *viewer, struct str url);

/* Removes the files, after the programs that were started last had three seconds to read them. */
void viewers_close(struct viewers *v);

#endif

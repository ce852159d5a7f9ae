/*
 * notes.h: where messages for the user go while something runs.
 *
 * A note is what the user should know, but no failure: that an option matched nothing, or how far a
 * download is. Whoever starts the work says where notes go: the console prints them on the terminal, others
 * may collect them. Notes come from one thread at a time.
 */
#ifndef CPROF_BASE_NOTES_H
#define CPROF_BASE_NOTES_H

#include "base/str.h"

struct notes {
	void *context; /* for the functions */
	/*
	 * Receives one line without its end, which is valid during the call and may hold any bytes of a
	 * profile. NULL: nobody listens.
	 */
	void (*note)(void *context, struct str line);
	/* Shows a line in place of the one shown before; an empty one ends that. NULL: nobody looks. */
	void (*progress)(void *context, const char *line);
};

/* Formats a note. `to` may be NULL: nobody listens. */
void notes_add(const struct notes *to, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Adds each line of a text but the empty ones. */
void notes_add_lines(const struct notes *to, struct str text);

/* Shows a line of progress, or ends it with an empty one. */
void notes_progress(const struct notes *to, const char *line);

#endif

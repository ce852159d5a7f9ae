/*
 * crew.h: several binaries read at the same time.
 *
 * In: what is to be read (read.h). Out: the same, read. Threads are started and ended here. What you
 * would get wrong: after a Ctrl-C some binaries were not read at all, and have neither frames nor a
 * reason why not.
 */
#ifndef CPROF_SYMBOLIZE_CREW_H
#define CPROF_SYMBOLIZE_CREW_H

#include "symbolize/read.h"

/*
 * Whom to tell how far it is, when it takes longer than quiet_ms: again and again, empty when that is
 * over. NULL: nobody asks.
 */
struct crew_ui {
	void *context;
	void (*progress)(void *context, const char *line);
	long quiet_ms;
};

/* Reads them all. False when a Ctrl-C (base/interrupt.h) came before the last was read. */
bool crew_read(struct read_binary *binaries, size_t n, const struct crew_ui *ui);

#endif

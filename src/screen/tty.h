/*
 * tty.h: A terminal as a full screen: shows cells, and gives keys and clicks of the mouse.
 *
 * Whatever ends cprof, the terminal gets its settings back (base/cleanup.h). Ctrl-Z stops cprof as it does
 * other programs.
 */
#ifndef CPROF_SCREEN_TTY_H
#define CPROF_SCREEN_TTY_H

#include <stdio.h>

#include "base/err.h"
#include "screen/cells.h"

struct tty;

struct tty_spec {
	int in;     /* where keys come from: a terminal */
	bool color; /* if the terminal has colours */
	bool mouse;
};

/*
 * Makes standard output a full screen. SIGINT must be caught (base/interrupt.h). NULL with the reason in err:
 * there is no ncurses, or it does not know the terminal.
 */
struct tty *tty_open(const struct tty_spec *spec, struct err *err);

/* Gives the terminal back. NULL may be closed. */
void tty_close(struct tty *t);

/* Makes the cells as large as the terminal, and blank. */
void tty_size(struct tty *t, struct cells *cells);

void tty_show(struct tty *t, const struct cells *cells);

enum tty_kind {
	TTY_KEY,
	TTY_CLICK,
	TTY_DOUBLE_CLICK,
	TTY_RIGHT_CLICK,
	TTY_WHEEL_UP,
	TTY_WHEEL_DOWN,
	TTY_RESIZED,
	TTY_INTERRUPTED, /* Ctrl-C */
	TTY_ENDED,       /* there will be no more keys */
};

struct tty_event {
	enum tty_kind kind;
	char key[16];         /* as flame/flame-keys.h names keys; a character in UTF-8 */
	uint32_t row, column; /* of the mouse */
};

/* Waits for the next event. */
void tty_next(struct tty *t, struct tty_event *event);

/* Asks the terminal to put a text on the clipboard (OSC 52). Not all terminals do. */
void tty_copy(struct tty *t, struct str text);

#endif

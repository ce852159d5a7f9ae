/*
 * tty-internal.h: What the parts of a terminal (tty.h) know of it.
 */
#ifndef CPROF_SCREEN_TTY_INTERNAL_H
#define CPROF_SCREEN_TTY_INTERNAL_H

#include <signal.h>

#include "base/terminal.h"
#include "screen/curses.h"
#include "screen/tty.h"

/* Signals whose handlers ncurses sets. */
enum { TTY_SIGNALS = 4 };
extern const int tty_signals[TTY_SIGNALS];

struct tty {
	struct curses lib;
	FILE *in, *out;
	SCREEN *screen;
	char *locale; /* the LC_CTYPE before */
	bool utf8, color, mouse;
	struct terminal_size size; /* as ncurses knows it */
	struct sigaction before[TTY_SIGNALS];

	int palette;      /* 256 or 8 colours; 0: none */
	short pairs[257]; /* by colour of the background: the pair of ncurses; 0: not made yet */
	short n_pairs;

	bool has_mouse; /* there may be events of the mouse that were not taken */
	/* The last click, for double clicks. */
	int64_t click_ms;
	uint32_t click_row, click_column;
};

/* The attributes of a cell, and its pair of colours. */
attr_t tty_attributes(struct tty *t, const struct cell_look *look, short *pair);

#endif

/*
 * curses.h: Loads ncurses when a screen is first opened.
 *
 * Loading it takes time, which a report must not pay for. So cprof is built with its headers, but not linked with
 * it. Note: use its functions and variables through the table only; the linker knows none of their names.
 */
#ifndef CPROF_SCREEN_CURSES_H
#define CPROF_SCREEN_CURSES_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>

#include "base/err.h"

#define CURSES_NAMES(X) \
	X(COLORS) \
	X(cbreak) \
	X(curs_set) \
	X(define_key) \
	X(delscreen) \
	X(endwin) \
	X(getmouse) \
	X(init_pair) \
	X(keypad) \
	X(mouseinterval) \
	X(mousemask) \
	X(newterm) \
	X(nodelay) \
	X(noecho) \
	X(nonl) \
	X(resizeterm) \
	X(set_escdelay) \
	X(set_term) \
	X(setcchar) \
	X(start_color) \
	X(stdscr) \
	X(tigetstr) \
	X(use_default_colors) \
	X(wadd_wch) \
	X(werase) \
	X(wget_wch) \
	X(wmove) \
	X(wrefresh)

/* A pointer to each function, and one to each variable. */
struct curses {
#define CURSES_MEMBER(name) __typeof__(name) *name;
	CURSES_NAMES(CURSES_MEMBER)
#undef CURSES_MEMBER
};

/* Fills in the table, which is valid until the program ends. False with the reason when there is no ncurses. */
bool curses_load(struct curses *table, struct err *err);

#endif

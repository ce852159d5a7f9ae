/*
 * flame-keys.h: The keys of flame graphs, on the terminal and in the page.
 *
 * One table serves both, so that a key does the same in both, and their help says the same.
 */
#ifndef CPROF_FLAME_FLAME_KEYS_H
#define CPROF_FLAME_FLAME_KEYS_H

#include "base/str.h"

enum flame_action {
	FLAME_NONE, /* the key does nothing */
	FLAME_LEFT,
	FLAME_DOWN,
	FLAME_UP,
	FLAME_RIGHT,
	FLAME_ZOOM,
	FLAME_OUT,
	FLAME_ALL,
	FLAME_ESCAPE,
	FLAME_SEARCH,
	FLAME_NEXT,
	FLAME_PREVIOUS,
	FLAME_SAME,
	FLAME_TYPE,
	FLAME_TYPE_BACK,
	FLAME_SANDWICH,
	FLAME_INVERT,
	FLAME_RECURSION,
	FLAME_FOCUS,
	FLAME_IGNORE,
	FLAME_HIDE,
	FLAME_UNDO,
	FLAME_PANE,
	FLAME_SIDES,
	FLAME_COPY,
	FLAME_EDIT,
	FLAME_SAVE,
	FLAME_RELOAD,
	FLAME_LINE,
	FLAME_PAGE_DOWN,
	FLAME_PAGE_UP,
	FLAME_TOP,
	FLAME_BOTTOM,
	FLAME_HELP,
	FLAME_QUIT,
	FLAME_ACTIONS
};

/* Where a key works. */
enum flame_surface {
	FLAME_ON_SCREEN = 1 << 0, /* of a terminal */
	FLAME_ON_PAGE = 1 << 1,   /* in a browser */
};

struct flame_key {
	/*
	 * The keys that do it, with a blank between two, the one to remember first: characters, "^F" for Ctrl
	 * and F, and Left, Right, Up, Down, Enter, Backspace, Esc, Tab, Space, PgUp, PgDn, Home, End, F1.
	 */
	const char *keys;
	enum flame_action action;
	const char *name; /* of the action, for programs: "search" */
	const char *help; /* what it does, in a few words that begin small and have no full stop */
	unsigned where;   /* enum flame_surface */
};

/* In the order of the help. A row with NULL keys ends it. */
extern const struct flame_key flame_keys[];

/* The action of a key, by its name in the table; FLAME_NONE where it has none in that place. */
enum flame_action flame_key_find(struct str key, enum flame_surface where);

#endif

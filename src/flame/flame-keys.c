/*
 * flame-keys.c: The table of the keys of flame graphs.
 */
#include "flame/flame-keys.h"

enum { SCREEN = FLAME_ON_SCREEN, PAGE = FLAME_ON_PAGE, BOTH = SCREEN | PAGE };

const struct flame_key flame_keys[] = {
	{"Left h", FLAME_LEFT, "left", "the frame on the left", BOTH},
	{"Right l", FLAME_RIGHT, "right", "the frame on the right", BOTH},
	{"Up k", FLAME_UP, "up", "the frame above", BOTH},
	{"Down j", FLAME_DOWN, "down", "the frame below, the widest of several", BOTH},
	{"Enter", FLAME_ZOOM, "zoom", "zoom in: the frame gets the whole width", BOTH},
	{"Backspace u", FLAME_OUT, "out", "zoom out by one step", BOTH},
	{"0", FLAME_ALL, "all", "zoom out to the whole", BOTH},
	{"Esc", FLAME_ESCAPE, "escape", "drop the search, else zoom out by one step", BOTH},
	{"/", FLAME_SEARCH, "search", "search for a regular expression", BOTH},
	{"n", FLAME_NEXT, "next", "the next match", BOTH},
	{"N", FLAME_PREVIOUS, "previous", "the previous match", BOTH},
	{"* #", FLAME_SAME, "same", "find all frames of this function", BOTH},
	{"t", FLAME_TYPE, "type", "the next sample type", BOTH},
	{"T", FLAME_TYPE_BACK, "type_back", "the previous sample type", BOTH},
	{"s", FLAME_SANDWICH, "sandwich", "callers above, callees below this function; again: back",
		BOTH},
	{"i", FLAME_INVERT, "invert", "begin with the leaves; again: with the roots", BOTH},
	{"r", FLAME_RECURSION, "recursion", "merge what calls itself directly; again: not", BOTH},
	{"f", FLAME_FOCUS, "focus", "keep only stacks with this function (focus)", SCREEN},
	{"x", FLAME_IGNORE, "ignore", "drop stacks with this function (ignore)", SCREEN},
	{"H", FLAME_HIDE, "hide", "remove the frames of this function (hide)", SCREEN},
	{"U", FLAME_UNDO, "undo", "take the last of f, x, H and t back", SCREEN},
	{"Tab", FLAME_PANE, "pane",
		"show the source lines; again: callers and callees; again: none", SCREEN},
	{"d", FLAME_SIDES, "sides", "comparison: widths of both sides, of after, of before", BOTH},
	{"y", FLAME_COPY, "copy", "copy the name", BOTH},
	{"e", FLAME_EDIT, "edit", "open the source file with $EDITOR", SCREEN},
	{"w", FLAME_SAVE, "save", "write what is shown to a file", SCREEN},
	{"R", FLAME_RELOAD, "reload", "read the profile again", SCREEN},
	{":", FLAME_LINE, "line", "do a line of the console; Tab completes it", SCREEN},
	{"Space ^F PgDn", FLAME_PAGE_DOWN, "page_down", "scroll down", BOTH},
	{"b ^B PgUp", FLAME_PAGE_UP, "page_up", "scroll up", BOTH},
	{"g Home", FLAME_TOP, "top", "scroll to the top", BOTH},
	{"G End", FLAME_BOTTOM, "bottom", "scroll to the bottom", BOTH},
	{"? F1", FLAME_HELP, "help", "the keys, and what the numbers mean", BOTH},
	{"q", FLAME_QUIT, "quit", "leave", SCREEN},
	{0},
};

enum flame_action flame_key_find(struct str key, enum flame_surface where)
{
	for (const struct flame_key *row = flame_keys; row->keys != NULL; row++) {
		struct str rest = str_from_c(row->keys), one;

		while ((row->where & where) != 0 && str_split(&rest, ' ', &one))
			if (str_eq(one, key))
				return row->action;
	}
	return FLAME_NONE;
}

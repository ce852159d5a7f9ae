/*
 * flame-help.c: The help of the full screen: its keys, and what its numbers mean.
 */
#include "base/array.h"
#include "screen/flame-screen-internal.h"

static const char *const words[] = {
	"",
	"flat    what a function took itself",
	"cum     with all that it calls",
	"stack   a path of calls from the root to a leaf, here through the selected frame",
	"union   a search counts each stack once, however many of its frames match",
	"",
	"A frame is as wide as its cum, its callers are above it, what it calls is below. A `.` is",
	"a column in which only narrower frames are; zoom in to see them. In a comparison `+` and",
	"red grew, `-` and green shrank.",
	"",
	"A click selects, a double click zooms, a right click zooms out, the wheel scrolls. Hold",
	"Shift to select text; mouse=false leaves the mouse to the terminal.",
};

void flame_help_lines(struct arena *a, struct flame_text *text)
{
	size_t n = 0;

	while (flame_keys[n].keys != NULL)
		n++;
	text->lines = arena_array(a, struct str, n + ARRAY_LEN(words));
	text->n = 0;
	for (const struct flame_key *key = flame_keys; key->keys != NULL; key++)
		if (key->where & FLAME_ON_SCREEN)
			text->lines[text->n++] = arena_fmt(a, "%-15s %s", key->keys, key->help);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		text->lines[text->n++] = str_from_c(words[i]);
	text->scroll = 0;
}

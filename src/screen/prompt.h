/*
 * prompt.h: A line that the user types at the bottom of a screen.
 */
#ifndef CPROF_SCREEN_PROMPT_H
#define CPROF_SCREEN_PROMPT_H

#include "base/mem.h"
#include "base/str.h"

struct prompt {
	const char *label; /* what stands in front: "/"; NULL: nothing is typed */
	VEC(char) text;    /* UTF-8 */
	size_t at;         /* the cursor's place, in bytes */
};

enum prompt_state {
	PROMPT_GOES_ON,
	PROMPT_DONE,    /* Enter */
	PROMPT_DROPPED, /* Esc, or Backspace in an empty line */
};

/* Begins with an empty line. The label is a constant. */
void prompt_begin(struct prompt *p, const char *label);
void prompt_release(struct prompt *p);

/* Does a key, as a terminal names it (tty.h). */
enum prompt_state prompt_key(struct prompt *p, struct str key);

/* Replaces what stands before the cursor from `begin` on. */
void prompt_replace(struct prompt *p, size_t begin, struct str text);

static inline struct str prompt_text(const struct prompt *p)
{
	return (struct str){p->text.p, p->text.n};
}

/* The text before the cursor. */
static inline struct str prompt_before(const struct prompt *p)
{
	return (struct str){p->text.p, p->at};
}

#endif

/*
 * flame-screen-internal.h: What the parts of the full screen of `flame` share.
 */
#ifndef CPROF_SCREEN_FLAME_SCREEN_INTERNAL_H
#define CPROF_SCREEN_FLAME_SCREEN_INTERNAL_H

#include "flame/flame-keys.h"
#include "screen/flame-draw.h"
#include "screen/flame-screen.h"
#include "screen/prompt.h"
#include "screen/tty.h"

/* What happens after a key. */
enum screen_step {
	STEP_STAY,
	STEP_GROW,  /* the trees are made again */
	STEP_AGAIN, /* the request is run again */
	STEP_LEAVE,
};

enum flame_pane_kind { PANE_NONE, PANE_SOURCE, PANE_CALLS, PANE_KINDS };

/* A setting that `undo` takes back. The text is in the screen's life. */
struct flame_setting {
	const struct option *option;
	struct str before;
};

struct flame_screen {
	const struct screen_host *host;
	struct command command; /* the request's, with a report of ours */
	struct request q;
	struct arena life;      /* as long as the screen */
	struct arena run_arena; /* of the request that is shown */
	struct tty *tty;        /* NULL: the terminal is as usual */
	struct cells cells;
	struct out out;        /* of requests; nothing is written to it */
	bool shown;            /* there was something to see */
	bool printed;          /* a line of the console printed something */
	struct err why_not;    /* the terminal is no screen */
	struct config good;    /* the options with which there was something to see last */
	enum screen_step step; /* why the request ended */

	struct flame_mode mode;
	VEC(struct flame_setting) settings; /* to undo; the last one last */
	struct str search;                  /* empty: nothing is searched for */
	bool exact;                         /* the search is for a node's whole name */
	struct arena search_arena;
	struct str note; /* what to say next; in note_arena */
	struct arena note_arena;
	struct notes notes; /* of requests: the last one becomes `note` */

	struct prompt prompt;
	enum flame_action asking; /* what the prompt is for */
	bool help;
	enum flame_pane_kind pane_kind;
	struct flame_text pane;
	struct str pane_title;
	struct arena pane_arena;
	node_id pane_node;     /* what the pane is about */
	uint32_t pane_columns; /* and how wide it was then */
	bool pane_made;

	struct str line; /* to execute once no request is under way; empty: none. In life */

	/* To be found again in the next view. */
	struct arena trail_arena;
	struct flame_trail zoom, selected;
	bool has_trail;
	bool forgets; /* the next view has other paths */

	/* While a request is shown. */
	struct flame_view *view;
	struct flame_state *state;
};

/* Keeps what to say on the status line. */
void flame_screen_say(struct flame_screen *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Opens the terminal as a screen, if it is not open. */
bool flame_screen_open(struct flame_screen *s, struct err *err);
void flame_screen_close(struct flame_screen *s);

/* Does an action. */
enum screen_step flame_screen_do(struct flame_screen *s, enum flame_action action);

/* Does what the prompt asked for. */
enum screen_step flame_screen_answer(struct flame_screen *s);

/* Searches again, in a new view; or for what `search` and `exact` say. */
void flame_screen_search(struct flame_screen *s);

/* Makes the lines of the pane or of the help, if they are not made for what is selected. */
void flame_screen_make_pane(struct flame_screen *s);

/* Scrolls by so many rows of the screen: the pane if there is one, else the picture. */
void flame_screen_scroll(struct flame_screen *s, int64_t rows);

/* The lines of the help. */
void flame_help_lines(struct arena *a, struct flame_text *text);

#endif

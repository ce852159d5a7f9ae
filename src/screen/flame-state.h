/*
 * flame-state.h: Where one is in a flame graph: what is zoomed into, selected, found and scrolled to.
 *
 * It knows nothing of terminals. Functions named after an action of flame/flame-keys.h do that action.
 *
 * There is one tree, or two halves of a sandwich: LOWER has the callees of a function, with the function on its
 * first row; UPPER has its callers and is upside down above it. In both halves frame 1 is the function.
 */
#ifndef CPROF_SCREEN_FLAME_STATE_H
#define CPROF_SCREEN_FLAME_STATE_H

#include "base/mem.h"
#include "flame/flame-layout.h"

enum flame_half { FLAME_LOWER, FLAME_UPPER, FLAME_HALVES };

/* A frame of one of the halves. */
struct flame_at {
	unsigned half; /* enum flame_half */
	uint32_t frame;
};

/* The rows of the picture that a half has. */
struct flame_area {
	uint32_t row, rows; /* the first one, counted from 0, and how many */
};

struct flame_state {
	const struct flame_tree *trees[FLAME_HALVES];
	unsigned n_trees;            /* 1, or 2 of a sandwich */
	bool bottom;                 /* the root of the one tree is at the bottom */
	uint32_t rows, columns;      /* of the picture */
	uint32_t zoom[FLAME_HALVES]; /* the frame that fills the width of its half */
	VEC(struct flame_at) zooms;  /* those before, the last one last */
	struct flame_at selected;
	uint32_t scroll[FLAME_HALVES]; /* how many levels are scrolled away */

	bool *matches; /* by node_id, on the heap; NULL: nothing is searched for */
	struct flame_found in_all, in_zoom; /* what matches; of a sandwich, in its lower half */
	const char *message;                /* what to tell the user of the last action; or NULL */
	struct arena scratch;
};

/* Begins with one tree, or two. The whole is selected; in a sandwich, the function is. */
void flame_state_init(struct flame_state *s, const struct flame_tree *lower,
	const struct flame_tree *upper);
void flame_state_release(struct flame_state *s);

/* The size of the picture changes. Neither is 0. */
void flame_state_resize(struct flame_state *s, uint32_t rows, uint32_t columns);

/* --- what is where */

struct flame_area flame_state_area(const struct flame_state *s, unsigned half);

/* The level that the first row next to the root shows: 1, or 2 where the function stands in the other half. */
uint32_t flame_state_first_level(const struct flame_state *s, unsigned half);

/* The row of a level in the picture. False: it is not in view. */
bool flame_state_row(const struct flame_state *s, unsigned half, uint32_t level, uint32_t *row);

/* The level of a frame: that of the zoom is 1. */
uint32_t flame_state_level(const struct flame_state *s, struct flame_at at);

/* The columns of a frame below the zoom, or of the zoom itself; *end == *begin: it is narrower than one. */
void flame_state_columns(const struct flame_state *s, struct flame_at at, uint32_t *begin,
	uint32_t *end);

/* The drawn frame at a place of the picture. False: there is none. */
bool flame_state_at(struct flame_state *s, uint32_t row, uint32_t column, struct flame_at *at);

/* --- actions */

enum flame_move { FLAME_TO_LEFT, FLAME_TO_RIGHT, FLAME_UPWARDS, FLAME_DOWNWARDS };

void flame_state_move(struct flame_state *s, enum flame_move move);

void flame_state_select(struct flame_state *s, struct flame_at at);
void flame_state_zoom(struct flame_state *s);
void flame_state_out(struct flame_state *s);
void flame_state_all(struct flame_state *s);

/* Drops the search, else one step out. False: there was neither. */
bool flame_state_escape(struct flame_state *s);

/* Scrolls by so many rows of the screen; down for n > 0. */
void flame_state_scroll(struct flame_state *s, int64_t rows);

/* Scrolls to the root (`top`, unless it is at the bottom) or to the other end. */
void flame_state_to_end(struct flame_state *s, bool bottom);

/* Searches for nodes: matches, by node_id, is on the heap and the state's from here on; NULL ends the search. */
void flame_state_search(struct flame_state *s, bool *matches);

/* Selects the next match in the zoom, or the previous one, from the selected frame on and around. */
void flame_state_next(struct flame_state *s, bool backwards);

/* --- to find a place again in another tree */

/* The names of the frames from below the root to this one, in the arena. */
struct flame_trail {
	struct str *names;
	uint32_t n;
};

struct flame_trail flame_state_trail(const struct flame_state *s, struct arena *a,
	struct flame_at at);

/* The frame at the end of the trail, or as far as it goes in this half. */
uint32_t flame_state_follow(const struct flame_state *s, unsigned half,
	const struct flame_trail *trail);

/* How many paths end at the frame or below it, as far as they were built. */
uint32_t flame_state_paths(const struct flame_tree *t, uint32_t frame);

#endif

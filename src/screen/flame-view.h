/*
 * flame-view.h: The flame graph of a request, for a screen: its trees, and what is said of frames.
 *
 * It lives as long as the report that it is made for: all is in the report's arena, or refers to its view. Texts
 * that functions return are valid until flame_view_forget.
 */
#ifndef CPROF_SCREEN_FLAME_VIEW_H
#define CPROF_SCREEN_FLAME_VIEW_H

#include "flame/flame-hue.h"
#include "report/flame-frames.h"
#include "screen/flame-state.h"

/* How a flame graph is shown, besides what options say. The text belongs to the caller. */
struct flame_mode {
	bool merge_recursion;
	bool sandwich;
	struct str function; /* of the sandwich, as node_name names it */
	enum flame_widths widths;
};

struct flame_view {
	struct report *r;    /* whose arena is `texts` meanwhile */
	struct arena *arena; /* the report's own */
	struct arena texts;  /* of what is said of frames */
	struct nodes nodes;
	struct stack_sums sums;
	struct flame_groups groups;
	struct flame_frames frames;
	struct str *labels, *names; /* by node_id: short and whole, where they are made */
	struct arena trees_arena;
	struct flame_tree trees[FLAME_HALVES]; /* by enum flame_half */
	unsigned n_trees;
};

/* Finds nodes and sums; there are no trees yet. It ends early when the work is cancelled. */
void flame_view_init(struct flame_view *v, struct report *r);
void flame_view_release(struct flame_view *v);

/* Frees the texts that were returned so far. */
void flame_view_forget(struct flame_view *v);

/*
 * Makes the trees, in place of those before. A sandwich of a function that has no stacks in this view is an
 * ordinary flame graph.
 */
void flame_view_grow(struct flame_view *v, const struct flame_mode *mode);

/* What a node is called in the picture, and whole. */
struct str flame_view_label(struct flame_view *v, node_id id);
struct str flame_view_name(struct flame_view *v, node_id id);

/* What stands in a frame with room for so many columns: its label, in a comparison with its change where that fits. */
struct str flame_view_words(struct flame_view *v, const struct flame_tree *t, uint32_t frame,
	size_t room);

/* A pattern of focus and the like that matches this node's frames: its function, file or group. */
struct str flame_view_pattern(struct flame_view *v, node_id id);

/* The file of the node, and its first known line; empty and 0 where they are not known. */
struct str flame_view_file(struct flame_view *v, node_id id, int64_t *line);

/*
 * Which nodes a regular expression matches, by node_id, on the heap: the names that reports print are searched,
 * as by `find`. An expression without capitals finds these, too. NULL with the error.
 */
bool *flame_view_search(struct flame_view *v, struct str pattern, struct err *err);

/* The lines of the status: what the selected frame is and takes. */
enum { FLAME_STATUS_NAME, FLAME_STATUS_VALUES, FLAME_STATUS_MORE, FLAME_STATUS_LINES };

void flame_view_status(struct flame_view *v, const struct flame_state *s, struct str search,
	struct str lines[FLAME_STATUS_LINES]);

/* What the header says of the graph: sample type, total, filters. */
struct str flame_view_title(struct flame_view *v, const struct flame_mode *mode);

#endif

/*
 * flame-svg.h: Parts of a flame graph as a picture. For report/ only.
 */
#ifndef CPROF_REPORT_FLAME_SVG_H
#define CPROF_REPORT_FLAME_SVG_H

#include "flame/flame-hue.h"
#include "flame/flame-layout.h"
#include "report/flame-frames.h"
#include "report/flame-trees.h"

/* All in pixels, but for SVG_LETTER: most fixed-width fonts of 12 pixels are 7.2 wide. */
enum svg_sizes {
	SVG_WIDTH_LEAST = 200,
	SVG_WIDTH_MOST = 20000,
	SVG_PAD = 10,
	SVG_ROW = 17,         /* from one level to the next */
	SVG_BOX = 16,         /* of these, the box */
	SVG_LINE = 18,        /* of the words above and below */
	SVG_TITLE_MAX = 2000, /* bytes of a name */
	SVG_LETTER = 73,      /* tenths of a pixel */
	SVG_COLUMNS = 2       /* of the layout, for each pixel */
};

/* Marks of what grew and shrank: triangles. */
#define SVG_MORE "\xe2\x96\xb2"
#define SVG_LESS "\xe2\x96\xbc"

/* A tree in the picture. The upper one of two grows upwards. */
struct flame_svg_half {
	const struct flame_tree *tree;
	uint32_t first, last; /* levels that are drawn; last < first: none */
	bool up;              /* the first one is at the bottom */
};

/* A picture while it is drawn. */
struct flame_svg {
	struct report *r;
	struct out *o;
	struct out scratch; /* of html_put */
	struct flame_trees trees;
	struct flame_svg_half halves[2]; /* from top to bottom */
	unsigned n_halves;
	const struct flame_tree *tree; /* that is drawn now; first, that of the whole */
	struct flame_frames frames;
	struct flame_groups groups;
	uint32_t width, inner; /* of the picture, and of the whole in it */
	uint32_t deeper;       /* how many `depth` leaves out */
	uint32_t not_drawn;    /* frames that are too narrow */
	double most_changed;   /* of the boxes but the whole, without its sign; of a comparison */
	uint64_t missing;   /* what they are wide together, each with all that is above it once */
	bool *used;         /* by group */
	struct str *labels; /* by node_id, where they are made */
	struct str title;
};

/* Writes foreign text, but no characters that XML does not have: the others of these are escaped by html_put. */
void flame_svg_put_text(struct flame_svg *k, struct str text);

/* What the whole or a frame changed by, of a comparison. */
int64_t flame_svg_change(const struct flame_svg *k, uint32_t frame);

/* Writes a box with its title and its text; y is its upper edge. */
void flame_svg_put_box(struct flame_svg *k, const struct flame_box *box, uint32_t y);

/* Steps of colour in a comparison: a class "m1" to "m8" for more, "l1" to "l8" for less, "m0" for no change. */
enum { SVG_STEPS = 8 };

/*
 * Writes the style element. A group that `used` says, by its number, gets the class "gN". With `compared` there are
 * the classes of steps instead. Colours are for light and for dark surroundings (prefers-color-scheme).
 */
void flame_svg_put_style(struct out *o, const struct flame_groups *groups, const bool *used,
	bool compared);

#endif

/*
 * flame-hue.h: Groups of frames that share a colour: the packages of their functions.
 *
 * The groups are those of the granularity `package`; a name that says no package belongs to its binary, and where
 * entries are files a group is a folder. Terminal, page and picture take their hues from here, so that a package has
 * the same colour everywhere and in each run.
 */
#ifndef CPROF_FLAME_FLAME_HUE_H
#define CPROF_FLAME_FLAME_HUE_H

#include "graph/nodes.h"

/*
 * The hue of a group by its name, in degrees from 0 to 359. That is pprof's rule: the first four bytes of the name's
 * SHA-256 digest, as a little-endian number modulo 2^20, plus 1, times the golden ratio, is the number of turns.
 */
uint16_t flame_hue(struct str group);

/* In an arena. */
struct flame_groups {
	struct str *names; /* by group; group 0 has no name: frames of no known package */
	uint16_t *hues;    /* by group */
	uint32_t n;
	uint32_t *of_node; /* by node_id: its group */
};

/* Finds the groups of all nodes. Names are in the arena, or belong to the view. */
void flame_groups_init(struct flame_groups *g, struct arena *a, const struct nodes *nodes);

#endif

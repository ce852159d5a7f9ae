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

/*
 * Hues of two groups may be alike, so colours also have a tone: the fifth byte of the digest modulo FLAME_TONES. Its two
 * lowest bits are one of FLAME_LIGHTS lightnesses, the next one is one of two saturations; what these are is up to who
 * draws. Group 0 has tone 0.
 */
enum { FLAME_LIGHTS = 4, FLAME_TONES = 2 * FLAME_LIGHTS };
uint8_t flame_tone(struct str group);

/* In an arena. */
struct flame_groups {
	struct str *names; /* by group; group 0 has no name: frames of no known package */
	uint16_t *hues;    /* by group */
	uint8_t *tones;    /* by group */
	uint32_t n;
	uint32_t *of_node; /* by node_id: its group */
};

/* Finds the groups of all nodes. Names are in the arena, or belong to the view. */
void flame_groups_init(struct flame_groups *g, struct arena *a, const struct nodes *nodes);

#endif

/*
 * flame-data.h: Writes flame graphs as compact bytes, which a page's script draws.
 *
 * Integers are varints (LEB128: 7 bits a byte, the lowest first); those that may be below 0 are zigzag-encoded,
 * as in protocol buffers. Columns are a number for each row. The script holds numbers as doubles, so it is exact
 * up to 2^53; totals stand in the header as texts.
 *
 *	"cprofFT1"
 *	n, n bytes                     the header: JSON, which only its writer and the page know
 *	strings: n; for each           bytes that it shares with the one before, bytes that follow, these. Sorted by
 *	                               bytes, each once; string 0 is empty. All are UTF-8 and safe to print: other bytes,
 *	                               controls and the like are escaped as on a terminal
 *	groups: n; for each            name (a string), hue (degrees), tone (flame-hue.h). Group 0 has no name
 *	entries: n; columns            name, file (strings), line (0: none), group, label (a string), inlined (0 or 1).
 *	                               Entry 0 is the whole. An entry is what the granularity calls one
 *	for each type of the header, a tree:
 *	  n frames, n folded           frames in preorder; frame 0 is the whole. The widest child comes first
 *	  column levels, from frame 1  depth of the frame before + 1 - own depth: 0 is a child of the frame before
 *	  column entry, from frame 1
 *	  column self (signed)         the values of stacks that end there, summed
 *	  column before (signed)       the same of the base; in comparisons only
 *	  folded: n pairs              how much larger the number of the frame is than the one before (or than 0),
 *	                               how many levels are below it. Its self has all that is below it
 */
#ifndef CPROF_FLAME_FLAME_DATA_H
#define CPROF_FLAME_FLAME_DATA_H

#include "base/out.h"
#include "flame/flame-hue.h"

/* What is written of an entry. Texts may hold any bytes. */
struct flame_data_entry {
	struct str name, file, label;
	int64_t line;
	bool inlined;
};

struct flame_data_spec {
	const struct nodes *nodes;
	const struct flame_groups *groups;
	uint32_t first, n; /* the sample types that trees are made of */
	struct str header;
	/* Fills in the entry of a node, which is zeroed. It is called once for each that is written. */
	void (*describe)(void *context, node_id node, struct flame_data_entry *entry);
	void *context;
};

/* Writes the bytes to the end of `o`. It ends early when the work is cancelled. */
void flame_data_write(struct out *o, const struct flame_data_spec *spec);

#endif

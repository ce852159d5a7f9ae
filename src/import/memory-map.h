/*
 * memory-map.h: the memory map behind a profile, and what follows from it.
 */
#ifndef CPROF_IMPORT_MEMORY_MAP_H
#define CPROF_IMPORT_MEMORY_MAP_H

#include "import/reader.h"

/* True when the memory map begins behind this line. */
bool import_memory_map_here(struct str line);

/*
 * Read what is left of the text as a memory map into im->mappings: from behind the line that says
 * it begins, be that the one read last or a later one; and from the next line on.
 */
enum import_result import_memory_map_find(struct import *im, struct err *err);
enum import_result import_memory_map_read(struct import *im, struct err *err);

/* At the end: orders the mappings, and finds those of the n_used locations at the places `used`. */
void import_link_mappings(struct import *im, const uint32_t *used, uint32_t n_used);

/* At the end: the frames that pprof drops from a profile, by its types. */
void import_drop_frames(struct import *im, raw_str *drop, raw_str *keep);

/*
 * Reads what a Java profile has instead of a memory map, from im->at on: what its addresses stand
 * for. In java-profile.c.
 */
enum import_result import_java_locations(struct import *im, struct err *err);

#endif

/*
 * encode.h: writes a profile as the bytes of profile.proto.
 *
 * In: a struct profile, loaded or made by a report in an arena. Out: bytes at the end of a struct out. The
 * ids are those of the file (loc_file_id, functions[].id, mappings[].id), so a profile that is loaded and
 * written keeps them.
 *
 * The bytes are those that pprof writes for the same profile: strings in the order of first use; the labels
 * of a sample by key, text before numbers. As in pprof, labels that the format cannot express are lost: those
 * with an empty text, and those with the number 0 and no unit.
 */
#ifndef CPROF_PROFILE_ENCODE_H
#define CPROF_PROFILE_ENCODE_H

#include "base/out.h"
#include "profile/profile.h"

/* Appends the bytes, not compressed. */
void profile_encode(const struct profile *p, struct out *o);

/* Appends the bytes, gzip-compressed. It never holds all of the plain ones. */
void profile_encode_gzip(const struct profile *p, struct out *o);

/*
 * Compresses bytes while they arrive, into one gzip member at the end of `to`. It stores no time and no name,
 * so the same input gives the same output.
 */
struct gzip;

struct gzip *gzip_open(struct out *to);
void gzip_write(struct gzip *g, struct str bytes);

/* Writes the end of the member, and frees g. */
void gzip_close(struct gzip *g);

#endif

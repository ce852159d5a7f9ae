/*
 * encode.h: a profile as the bytes of profile.proto.
 *
 * In: a struct profile, loaded or made by a report in an arena; only its columns are read and
 * nothing of it is changed. Out: bytes at the end of a struct out. Ids are the file's (loc_file_id,
 * functions[].id, mappings[].id), so that what was loaded and written keeps its ids.
 *
 * The bytes are those that pprof writes for the same profile: strings in the order of first use,
 * the labels of a sample by key, text before numbers. What the format cannot tell from nothing is
 * lost, as in pprof: a label whose text is empty, or whose number is 0 without a unit.
 */
#ifndef CPROF_PROFILE_ENCODE_H
#define CPROF_PROFILE_ENCODE_H

#include "base/out.h"
#include "profile/profile.h"

/* Appends the plain bytes. */
void profile_encode(const struct profile *p, struct out *o);

/* Appends them gzip-compressed, never holding all of the plain ones. */
void profile_encode_gzip(const struct profile *p, struct out *o);

/* Bytes compressed as they come, into one gzip member at the end of `to`. The same bytes in give
 * the same bytes out: no time and no name is in them. */
struct gzip;

struct gzip *gzip_open(struct out *to);
void gzip_write(struct gzip *g, struct str bytes);

/* Writes the end of the member, too. */
void gzip_close(struct gzip *g);

#endif

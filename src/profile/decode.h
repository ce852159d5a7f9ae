/*
 * decode.h: reads profile.proto, the format of pprof.
 */
#ifndef CPROF_PROFILE_DECODE_H
#define CPROF_PROFILE_DECODE_H

#include "profile/builder.h"
#include "profile/stream.h"

/*
 * Reads a profile.proto to its end into an empty builder. On failure the builder may have part of
 * it, and err says what is wrong at which byte, or profile_unknown.
 */
bool profile_decode(struct builder *b, struct stream *s, struct err *err);

/*
 * True when a file's first bytes are those of a profile.proto: fields of the right numbers and
 * types. Then one that cannot be decoded is damaged or cut off. Many small files of other kinds are
 * told by it, too.
 */
bool profile_looks_like(struct str head);

/* What is said of a file of which nothing is known, and of one without a byte. */
extern const char profile_unknown[], profile_is_empty[];

#endif

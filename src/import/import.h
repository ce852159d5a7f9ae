/*
 * import.h: reads a profile of any format: profile.proto, or one of the others that cprof knows.
 */
#ifndef CPROF_IMPORT_IMPORT_H
#define CPROF_IMPORT_IMPORT_H

#include "import/formats.h"
#include "profile/builder.h"
#include "profile/stream.h"

/*
 * Reads a file, gzip-compressed or plain, to its end into an empty builder. The first bytes tell
 * the format. When it is none that is read, err says what the file is and what to do with it; on
 * any failure the builder may have part of it.
 */
bool import_profile(struct builder *b, struct input *in, const struct load_limits *limits,
	struct err *err);

/* The same with n formats other than those of formats.c. */
bool import_profile_of(const struct import_format *formats, size_t n, struct builder *b,
	struct input *in, const struct load_limits *limits, struct err *err);

#endif

/*
 * read.h: reading a profile with the layers import/ and profile/ alone.
 */
#ifndef CPROF_TESTS_FUZZ_READ_H
#define CPROF_TESTS_FUZZ_READ_H

#include "broken.h"
#include "import/import.h"

/* Reads a profile, whose memory is in the arena. Checks that a failure has a text. */
bool fuzz_read(struct arena *a, struct str bytes, const struct load_limits *limits,
	struct profile *p, struct err *err);

/* Writes the profile, which must be read again, and from then on be written as the same bytes. */
void fuzz_check_written(const struct profile *p);

#endif

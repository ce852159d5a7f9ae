/*
 * tiny.h: a profile of two samples, for targets whose input is something else. tiny.c says what is in it.
 */
#ifndef CPROF_TESTS_FUZZ_TINY_H
#define CPROF_TESTS_FUZZ_TINY_H

#include "base/out.h"

enum { FUZZ_NAMES = 10 };

/* Writes the profile with these names, among which the types' must differ, at the end of m. */
void fuzz_tiny(struct out *m, const struct str names[FUZZ_NAMES]);

/* Names with which it is always valid. */
extern const struct str fuzz_tiny_names[FUZZ_NAMES];

#endif

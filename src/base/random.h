/*
 * random.h: Bytes that nobody can guess.
 */
#ifndef CPROF_BASE_RANDOM_H
#define CPROF_BASE_RANDOM_H

#include <stddef.h>

/* Fills n bytes, at most 256. Note: a system that gives none ends the program, rather than go on with known ones. */
void random_fill(void *bytes, size_t n);

#endif

/*
 * damage.h: programs that damage files and see what is made of them; each brings damage_file, and the
 * main that calls it is theirs together.
 */
#ifndef CPROF_TESTS_FUZZ_DAMAGE_H
#define CPROF_TESTS_FUZZ_DAMAGE_H

#include <stdbool.h>

#include "mutate.h"

/*
 * Damages a file again and again and prints a line of what came of it; aborts where that was wrong.
 * `other` is the next file, whose parts may be put in. False when one cannot be read.
 */
bool damage_file(const char *path, const char *other);

/* Reads a file of less than `most` bytes. */
bool damage_read(const char *path, size_t most, struct bytes *b);

#endif

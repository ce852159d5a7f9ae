/*
 * made-up.h: Checks what holds for any profile on profiles that are made up.
 */
#ifndef CPROF_TESTS_PROPERTY_MADE_UP_H
#define CPROF_TESTS_PROPERTY_MADE_UP_H

#include "profile/builder.h"

/* The next random number, from 0 to n - 1; n is at least 1. The same state gives the same numbers. */
uint32_t made_up_below(uint64_t *state, uint32_t n);

/* Adds a string to the table of a builder, and returns its place there. */
uint32_t made_up_string(struct builder *b, struct str s);

/*
 * Calls `holds` a thousand times, with a state that goes on from call to call, and prints the error of each call that
 * returns false. Returns the exit status of the test: 0 when all have held.
 */
int made_up_check(bool (*holds)(uint64_t *state, struct err *err));

#endif

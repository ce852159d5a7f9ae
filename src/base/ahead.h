/*
 * ahead.h: an input that is read ahead on a thread of its own.
 *
 * For a source that takes work to read (inflating), so that it is done while what was read is
 * used. Small sources never pay for a thread: the first megabyte is read directly.
 */
#ifndef CPROF_BASE_AHEAD_H
#define CPROF_BASE_AHEAD_H

#include "base/input.h"

struct ahead;

/* Reads from `from`, which nobody else may touch until ahead_close. */
struct ahead *ahead_open(struct input *from);
struct input *ahead_input(struct ahead *a);

/* Stops reading, also in the middle. */
void ahead_close(struct ahead *a);

#endif

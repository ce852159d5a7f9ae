/*
 * readahead.h: readahead: an input that a thread reads ahead of its user.
 *
 * It is for a source that takes work to read (inflating): that work is done while the user works on what was
 * read before. Small sources need no thread: the first megabyte is read directly. Where the process has one
 * processor, all is.
 */
#ifndef CPROF_BASE_READAHEAD_H
#define CPROF_BASE_READAHEAD_H

#include "base/input.h"

struct readahead;

/* Reads ahead of `from`, which nobody else may touch until readahead_close. Never NULL. */
struct readahead *readahead_open(struct input *from);
struct input *readahead_input(struct readahead *a);

/* Stops reading, before the end as well, and frees it. */
void readahead_close(struct readahead *a);

#endif

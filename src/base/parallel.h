/*
 * parallel.h: runs one loop on several processors, each over a part of its range.
 *
 * The parts run at the same time on a worker pool (pool.h). No two parts write to the same memory. The caller
 * combines their results afterwards, in the order of the parts, so that results never depend on timing.
 */
#ifndef CPROF_BASE_PARALLEL_H
#define CPROF_BASE_PARALLEL_H

#include <stddef.h>

enum { PARALLEL_MAX = 8 };

/* How many parts a loop over n items is worth: one for each `grain` items, at least 1, at most PARALLEL_MAX
 * and the number of processors. */
unsigned parallel_parts(size_t n, size_t grain);

/*
 * Calls work(context, part, begin, end) for each of `parts` (1 to PARALLEL_MAX) equal parts of 0 to n, in any
 * order and on any thread, and returns when all have ended. Every part is run, also after an interrupt.
 */
void parallel_run(size_t n, unsigned parts, void (*work)(void *, unsigned, size_t, size_t),
	void *context);

#endif

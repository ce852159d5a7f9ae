/*
 * par.h: runs one loop on several processors, each over a part of its range.
 *
 * The parts run at the same time on a worker pool (pool.h) and share nothing they write. The caller puts
 * together what they found afterwards, in the order of the parts, so that results never depend on timing.
 */
#ifndef CPROF_BASE_PAR_H
#define CPROF_BASE_PAR_H

#include <stddef.h>

enum { PAR_MAX = 8 };

/* How many parts a loop over n items is worth: one for each `grain` items, at least 1, at most PAR_MAX
 * and the number of processors. */
unsigned par_parts(size_t n, size_t grain);

/*
 * Calls work(context, part, begin, end) for each of `parts` (1 to PAR_MAX) equal parts of 0 to n, in any
 * order and on any thread, and returns when all have ended. Every part is run, also after an interrupt.
 */
void par_run(size_t n, unsigned parts, void (*work)(void *, unsigned, size_t, size_t),
	void *context);

#endif

/*
 * par.h: one loop on several processors.
 *
 * The loop's range is cut into parts that run at the same time and share nothing they write; what
 * they found is put together by the caller afterwards, in the order of the parts, so that results
 * never depend on timing.
 */
#ifndef CPROF_BASE_PAR_H
#define CPROF_BASE_PAR_H

#include <stddef.h>

enum { PAR_MAX = 8 };

/* How many parts a loop over n items is worth: one for each `grain` items, up to the processors. */
unsigned par_parts(size_t n, size_t grain);

/* Calls work(context, part, begin, end) for each part of 0..n, and returns when all have ended. */
void par_run(size_t n, unsigned parts, void (*work)(void *, unsigned, size_t, size_t),
	void *context);

#endif

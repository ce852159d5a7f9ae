/*
 * pool.h: a worker pool: works through numbered items on several threads, and tells how far it is.
 *
 * - Items are begun in the order of their numbers, each once, on any thread.
 * - The calling thread alone takes over finished items, in order, and tells progress: so notes and
 *   lines of progress come from one thread, one after the other.
 * - What an item's work finds out, also an error, stays with the item, which the caller owns.
 * - Every thread has ended when pool_run returns: between two loops cprof is single-threaded and
 *   may fork.
 * - Where no thread can be had, the calling thread does all the work.
 */
#ifndef CPROF_BASE_POOL_H
#define CPROF_BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum { POOL_THREADS_MAX = 64 };

/* How far a loop is. Numbers of items, below n. */
struct pool_progress {
	size_t first; /* the first that is not taken over (without `take`: not finished) */
	size_t last;  /* the one that was begun last */
};

struct pool {
	size_t n;       /* items 0 to n - 1 */
	size_t threads; /* to be started: 0 to POOL_THREADS_MAX, never more than there are items */
	/*
	 * How many items may be begun beyond those that were taken over, 1 or more. It bounds the
	 * memory of items that are finished and not taken over. 0: all, as it must be without
	 * `take`.
	 */
	size_t window;
	bool stops; /* interrupted() (cancel.h) ends it: no further item is begun or taken over */

	/* What all of these functions are given. */
	void *context;
	/*
	 * Works on an item. Two calls at the same time differ in `worker`, 0 to `threads`: it may
	 * be the index of what a thread needs for itself. Note: several items may be worked on at
	 * the same time.
	 */
	void (*work)(void *context, size_t item, size_t worker);
	/*
	 * Takes over a finished item, on the calling thread. False ends the loop. NULL: there is
	 * nothing to do.
	 */
	bool (*take)(void *context, size_t item);
	/*
	 * Tells how far it is, on the calling thread: for the first time after `quiet_ms`
	 * milliseconds, and then four times a second; with `take`, not before an item was waited
	 * for so long. NULL: nobody asks.
	 */
	void (*progress)(void *context, const struct pool_progress *p);
	int quiet_ms;
};

/*
 * Works through all items. Without `take` and `progress` the calling thread works as well. Returns
 * false when `take` ended it or it was interrupted; what was begun by then is finished.
 */
bool pool_run(const struct pool *pool);

/* How many processors this process may run on, but 1 at least and `max` at most. */
size_t pool_processors(size_t max);

#endif

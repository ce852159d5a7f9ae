/*
 * wait.h: waits for descriptors, and meanwhile serves somebody else's poll loop, the hook.
 *
 * Whatever waits in the thread with a hook waits here: for a key, for the end of a program, for time to pass. So a
 * server goes on while the console waits, without a thread of its own.
 */
#ifndef CPROF_BASE_WAIT_H
#define CPROF_BASE_WAIT_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WAIT_OWN_MAX = 4,   /* descriptors that a caller waits for at once */
	WAIT_HOOK_MAX = 96, /* and a hook */
};

/* Somebody else's poll loop. Each turn of waiting calls `prepare`, waits, and calls `serve`. */
struct wait_hook {
	void *context;
	/*
	 * Sets the fields fd and events of what to wait for, and returns how many there are, at
	 * most WAIT_HOOK_MAX. *ms is -1; it may be set to how many milliseconds to wait at most.
	 */
	size_t (*prepare)(void *context, struct pollfd *fds, int *ms);
	/*
	 * The same descriptors with revents set, which is 0 for all when nothing came. Note: while process.h waits,
	 * it must not start a program that it waits for.
	 */
	void (*serve)(void *context, const struct pollfd *fds, size_t n);
};

/*
 * Makes it the hook of the calling thread, and returns the one before, for the caller to put back.
 * NULL: none, as at first. It is thread-local and no argument, because waits are deep below whoever
 * has a hook. While a hook is served, the thread has none.
 */
const struct wait_hook *wait_use_hook(const struct wait_hook *hook);

/*
 * Waits once for the first of n descriptors (-1: none), at most until clock_ms is `deadline`
 * (INT64_MAX: for ever), and serves the hook. Their revents are 0 where nothing came. False when
 * nothing came at all, also after a signal. While it waits, and at no other time, the thread has
 * the signal mask; NULL: the one that it has.
 */
bool wait_once(struct pollfd *fds, size_t n, int64_t deadline, const sigset_t *mask);

#endif

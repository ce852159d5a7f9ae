/*
 * wait.c: one turn of poll() for a caller and the hook of its thread.
 */
#include "base/wait.h"

#include <assert.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

#include "base/clock.h"

/* Thread-local for the reason that stands in wait.h. */
static _Thread_local const struct wait_hook *current;

const struct wait_hook *wait_use_hook(const struct wait_hook *hook)
{
	const struct wait_hook *was = current;

	current = hook;
	return was;
}

/* Milliseconds for poll(). */
static int left_until(int64_t deadline)
{
	int64_t left = deadline - clock_ms();

	if (deadline == INT64_MAX)
		return -1;
	return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* The number of descriptors to which something came; not above 0 when that is none. */
static int wait_masked(struct pollfd *fds, size_t n, int ms, const sigset_t *mask)
{
#ifdef __APPLE__
	/* There is no ppoll. A signal between the two calls is seen a moment late. */
	enum { LOOK_MS = 100 };
	sigset_t was;
	int some;

	if (ms < 0 || ms > LOOK_MS)
		ms = LOOK_MS;
	pthread_sigmask(SIG_SETMASK, mask, &was);
	some = poll(fds, (nfds_t)n, ms);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return some;
#else
	const struct timespec wait = {ms / 1000, ms % 1000 * 1000000L};

	return ppoll(fds, n, ms < 0 ? NULL : &wait, mask);
#endif
}

bool wait_once(struct pollfd *fds, size_t n, int64_t deadline, const sigset_t *mask)
{
	struct pollfd all[WAIT_OWN_MAX + WAIT_HOOK_MAX] = {0};
	const struct wait_hook *hook = current;
	int ms = left_until(deadline), hook_ms = -1;
	size_t n_hook = 0;
	bool some;

	assert(n <= WAIT_OWN_MAX);
	if (n != 0)
		memcpy(all, fds, n * sizeof(*fds));
	if (hook != NULL)
		n_hook = hook->prepare(hook->context, all + n, &hook_ms);
	assert(n_hook <= WAIT_HOOK_MAX);
	if (hook_ms >= 0 && (ms < 0 || hook_ms < ms))
		ms = hook_ms;
	/* Interrupted by a signal is as good as nothing; there is no other failure here. */
	some = (mask != NULL ? wait_masked(all, n + n_hook, ms, mask) : poll(all, n + n_hook, ms)) >
		0;
	if (!some)
		for (size_t i = 0; i < n + n_hook; i++)
			all[i].revents = 0;
	if (hook != NULL) {
		current = NULL;
		hook->serve(hook->context, all + n, n_hook);
		current = hook;
	}
	if (n != 0)
		memcpy(fds, all, n * sizeof(*fds));
	return some;
}

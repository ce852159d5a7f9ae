/*
 * cancel.h: a token that asks work under way to stop early.
 *
 * Anybody may set a token: another thread, or a handler of a signal (interrupt.h). Each thread works for
 * one token at a time. A loop that may take long asks interrupted() every few thousand steps, and where
 * the answer is true it returns early with what it has made so far. Whoever started the work then fails
 * with "stopped" and uses nothing of that.
 *
 * The token of a thread is a thread-local variable and no argument, because loops everywhere ask for it,
 * down to the matching of regular expressions and the reading of files. It is set in one place for a
 * request (session_run), and a thread that thread_start starts takes over the token of its starter.
 *
 * Note: setting a token wakes nobody. What waits in the kernel for something else than bytes of a disk
 * must wake up now and then, or be woken, to ask interrupted().
 */
#ifndef CPROF_BASE_CANCEL_H
#define CPROF_BASE_CANCEL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Zero-initialized is "not cancelled". It must outlive the work that looks at it. */
struct cancel {
	atomic_bool requested;
};

/* From any thread, and from a handler of a signal. */
static inline void cancel_request(struct cancel *token)
{
	atomic_store(&token->requested, true);
}

static inline void cancel_clear(struct cancel *token)
{
	atomic_store(&token->requested, false);
}

/* Whether somebody has set the token since it was cleared. */
static inline bool cancelled(struct cancel *token)
{
	return atomic_load_explicit(&token->requested, memory_order_relaxed);
}

/*
 * Makes `token` that of the calling thread, and returns the one before, for the caller to put back. NULL:
 * the token that SIGINT sets (interrupt.h), which each thread has at first.
 */
struct cancel *cancel_use(struct cancel *token);

/* The calling thread's token, as cancel_use was given it. */
struct cancel *cancel_current(void);

/* Whether the work of the calling thread is to stop. */
bool interrupted(void);

/* The same for step i of a long loop. It looks so seldom that it costs nothing. */
static inline bool interrupted_at(size_t i)
{
	return i % 4096 == 0 && interrupted();
}

#endif

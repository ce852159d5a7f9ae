/*
 * interrupt.c: the handler of SIGINT, its token, and which token a thread looks at.
 */
#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A handler can reach nothing but what has file scope. */
static struct cancel on_sigint;
_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "the handler may set it");

/* The thread's token; NULL: the one above. Thread-local for the reason that stands in cancel.h. */
static _Thread_local struct cancel *current;

/* What SIGINT did before it was caught. Whoever caught it meanwhile, as readline does, is not asked. */
static struct sigaction before;
static atomic_bool caught;

static void on_interrupt(int number)
{
	(void)number;
	cancel_request(&on_sigint);
}

bool interrupt_catch(void)
{
	struct sigaction action = {.sa_handler = on_interrupt}, was;
	bool fresh = sigaction(SIGINT, &action, &was) == 0 && was.sa_handler != on_interrupt;

	if (fresh && !caught)
		before = was;
	caught = true;
	return fresh;
}

void interrupt_release(void)
{
	if (caught)
		sigaction(SIGINT, &before, NULL);
	caught = false;
}

bool interrupt_is_caught(void)
{
	return caught;
}

struct cancel *interrupt_token(void)
{
	return &on_sigint;
}

void interrupt_clear(void)
{
	cancel_clear(&on_sigint);
}

struct cancel *cancel_use(struct cancel *token)
{
	struct cancel *was = current;

	current = token;
	return was;
}

struct cancel *cancel_current(void)
{
	return current;
}

bool interrupted(void)
{
	return cancelled(current != NULL ? current : &on_sigint);
}
